"""Small buttons above the matrices: which equation, and numbers or a heat map."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from app.scene.theme import Theme
from app.views.fonts import sized

GAP = 4
PADDING = 16
"""Of a button, beside its text."""


class MatrixChoices(QWidget):
    """One button beside the other, on as many lines as they need.

    chosen(number): an equation has been chosen. heat_chosen(heat): numbers or a heat map.
    """

    chosen = Signal(int)
    heat_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.equations: list[QToolButton] = []
        self.heat = self._button()
        self.heat.clicked.connect(self.heat_chosen)
        self._texts: tuple[str, ...] = ()
        self._name()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show them in these colours and sizes."""
        self._font = sized(self.font(), theme.small_font_size)
        self.setStyleSheet(_SHEET.format(theme=theme, small=round(theme.small_font_size)))
        self._place()

    def show_choices(self, texts: Sequence[str], chosen: int, heat: bool) -> None:
        """Offer equations, of which one is shown, as a heat map or not."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self._have(len(texts))
            self._place()
        for number, button in enumerate(self.equations):
            button.setChecked(number == chosen)
        self.heat.setChecked(heat)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
            self._place()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        return button

    def _have(self, count: int) -> None:
        while len(self.equations) < count:
            button, number = self._button(), len(self.equations)
            button.clicked.connect(lambda _, n=number: self._on_clicked(n))
            self.equations.append(button)
            QWidget.setTabOrder(button, self.heat)
        for number, button in enumerate(self.equations):
            button.setVisible(number < count)
            if number < count:
                button.setText(self._texts[number])
                button.setAccessibleName(self._texts[number])

    def _on_clicked(self, number: int) -> None:
        # A second click would uncheck it.
        self.equations[number].setChecked(True)
        self.chosen.emit(number)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Equations"))
        self.heat.setText(self.tr("heat map"))
        self.heat.setAccessibleName(self.tr("Heat map"))
        self.heat.setToolTip(self.tr("Colours only, or numbers"))

    def _place(self) -> None:
        """Equations from the left; the heat map's button at the right end of the last line."""
        metrics = QFontMetrics(self._font)
        height = metrics.height() + 8
        x = y = 0
        for button in (*self.equations[: len(self._texts)], self.heat):
            width = metrics.horizontalAdvance(button.text()) + PADDING
            if x and x + width > self.width():
                x, y = 0, y + height + GAP
            last = button is self.heat
            button.setGeometry(max(self.width() - width, 0) if last else x, y, width, height)
            x += width + GAP
        self.setFixedHeight(y + height)


_SHEET = """
QToolButton {{ color: {theme.muted}; background: transparent; border: 1px solid {theme.border};
    border-radius: 5px; padding: 0; font-size: {small}px; }}
QToolButton:hover {{ border-color: {theme.node_border}; color: {theme.text}; }}
QToolButton:checked {{ color: {theme.accent}; background: {theme.accent_soft};
    border-color: {theme.accent_soft}; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; }}
"""
