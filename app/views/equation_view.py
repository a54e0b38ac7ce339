"""One equation of a page, set as on paper: symbols = numbers = result."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scene.explanation.page import Formula
from app.scene.formulas.plain import plain
from app.scene.formulas.writing import Style
from app.scene.narration import Shade
from app.scene.numbers import number
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.formula_layout import Fit, Measure, fit
from app.views.formula_painting import UNKNOWN, Ground, paint_formula, palette, spots
from app.views.formula_setting import FormulaSetting

SHARE = 0.84
"""The size of text here, as a share of the formula bar's."""

PADDING = 4.0
TALLEST = 12.0
"""Equations may be as high as that, in em: their width decides."""


@dataclass(frozen=True)
class Standing:
    """How far the equation is: all of its terms are there, its result only if it is known."""

    finished: bool

    def shade(self, term: int | None) -> Shade:
        """Every term stands there in full."""
        return Shade.ADDED


class EquationView(QWidget):
    """Shows an equation as large as its width allows.

    Until its pieces are set, it says the left-hand side and the result in plain text.
    resized: another width may need another form.
    """

    resized = Signal()

    def __init__(
        self, setting: FormulaSetting, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._setting = setting
        self._formula: Formula | None = None
        self._fit: Fit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in these colours and sizes."""
        self._em = SHARE * theme.formula_font_size
        self._theme, self._palette = replace(theme, formula_font_size=self._em), palette(theme)
        self._fit = None
        self._height = round(2.6 * self._em)
        self.updateGeometry()
        self.update()

    def show_formula(self, formula: Formula) -> None:
        """Show this equation; `settle` sets it."""
        self._formula, self._fit = formula, None
        self.setAccessibleName(self._words())
        self.setAccessibleDescription("")
        self.setToolTip(self._digits())
        self.update()

    def settle(self) -> bool:
        """Fit the equation into the width if all its pieces are in the cache; says whether."""
        if self._fit is None and self._formula is not None:
            self._fit = self._setting.attempt(self._fitted)
            if self._fit is not None:
                self._take_height(self._fit)
                self.setAccessibleDescription(self._spoken(self._fit))
                self.update()
        return self._fit is not None

    def sizeHint(self) -> QSize:
        """As high as the last equation that was set here, so that nothing jumps before the next."""
        return QSize(200, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it, or what there is to say until it is set."""
        if self._formula is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._fit is None:
            self._paint_words(painter)
        else:
            self._paint_formula(painter, self._fit, self._formula.known)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another form."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit = None
            self.resized.emit()

    def _fitted(self, measure: Measure) -> Fit:
        assert self._formula is not None
        measure(UNKNOWN)
        width = max(self.width(), 1) / self._em
        return fit((self._formula.equation,), self._palette, width, TALLEST, measure)

    def _take_height(self, fitted: Fit) -> None:
        height = round(fitted.block.height * fitted.scale * self._em + 2.0 * PADDING)
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _paint_formula(self, painter: QPainter, fitted: Fit, known: bool) -> None:
        ground = Ground(painter, self._setting.setter, self._theme)
        width = fitted.block.width * fitted.scale * self._em
        box = QRectF(0.0, 0.0, width, self.height())
        paint_formula(ground, spots(box, fitted, self._em), Standing(known))

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(sized(self.font(), self._theme.font_size))
        painter.setPen(QColor(self._theme.muted))
        text = painter.fontMetrics().elidedText(
            self._words(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)

    def _words(self) -> str:
        assert self._formula is not None
        equation = self._formula.equation
        left = f"{plain(equation.left)} {plain(equation.relation)}"
        if equation.value is None:
            return f"{left} {plain(equation.right.latex(Style()))}"
        return f"{left} {number(equation.value) if self._formula.known else UNKNOWN}"

    def _spoken(self, fitted: Fit) -> str:
        assert self._formula is not None
        known = self._formula.known
        return " ".join(
            UNKNOWN if placed.last and not known else plain(placed.piece.latex)
            for placed in fitted.block.pieces
        )

    def _digits(self) -> str:
        assert self._formula is not None
        value = self._formula.equation.value
        return repr(float(value)) if value is not None and self._formula.known else ""
