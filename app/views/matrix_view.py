"""A layer's equation as matrices of numbers, and how one cell of it comes about."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolTip, QVBoxLayout, QWidget

from app.scene import matrix_focus, matrix_text
from app.scene.explanation.matrix import (
    TITLES,
    Cell,
    MatrixEquation,
    Product,
    matrix_equation,
    products_of,
)
from app.scene.explanation.page import Formula
from app.scene.matrix_focus import Spot
from app.scene.matrix_layout import too_many_to_read
from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views import copying
from app.views.equation_view import EquationView
from app.views.formula_setting import FormulaSetting
from app.views.matrix_choices import MatrixChoices
from app.views.matrix_sheet import MatrixSheet
from app.views.texts import translated


class MatrixView(QWidget):
    """Shows the equation that makes the inquiry's subject, or another one of its layer.

    The cell under the pointer, or that of the arrow keys, is explained below
    as a sum of products; else the subject's.
    copied: something went to the clipboard; says what.
    """

    copied = Signal(str)

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._inquiry = player, asking.inquiry
        self._setting = FormulaSetting(theme.text, self)
        self.choices, self.sheet = MatrixChoices(theme), MatrixSheet(self._setting, theme)
        self.sum = EquationView(self._setting, theme)
        self._scroll = QScrollArea()
        self.equation: MatrixEquation | None = None
        self._products: tuple[Product, ...] = ()
        self._usual: Product | None = None
        self._product: Product | None = None
        self._heat = {False: False, True: True}  # by whether there are too many cells to read
        self._pointed: Spot | None = None
        self._explained: object = None
        self._revealed: object = None
        self._arrange()
        self.set_theme(theme)
        self._connect()
        session.opened.connect(self._on_opened)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._setting.colour = theme.text
        for part in (self.choices, self.sheet, self.sum):
            part.set_theme(theme)
        self._refresh()

    def settle(self) -> None:
        """Set all names, signs and equations now, however long it takes."""
        while not self._set():
            self._setting.set_missing()

    def copy_text(self) -> None:
        """Copy the number the arrow keys or the pointer are on, else the equation, as text."""
        if self._pointed is not None:
            self._copy(self._number(self._pointed))
        elif self.equation is not None:
            self._copy(matrix_text.text(self.equation))

    def copy_latex(self) -> None:
        """Copy the equation as LaTeX."""
        if self.equation is not None:
            self._copy(matrix_text.latex(self.equation))

    # -- Qt's events ---------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._refresh()

    def event(self, event: QEvent) -> bool:
        """Claim copying, which is that of a number here."""
        if event.type() is QEvent.Type.ShortcutOverride and event.matches(_COPY):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(_COPY):
            self.copy_text()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the number under the pointer, a matrix or the equation."""
        if self.equation is None:
            return
        menu = self.copy_menu(self._pointed)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def copy_menu(self, spot: Spot | None) -> QMenu:
        """What can be copied; `spot` is the cell that is pointed at."""
        menu, equation = QMenu(self), self.equation
        assert equation is not None
        number = menu.addAction(self.tr("Copy number"))
        number.setEnabled(spot is not None and bool(self._number(spot)))
        if spot is not None:
            grid, text = equation.grids[spot[0]], self._number(spot)
            number.triggered.connect(lambda: self._copy(text))
            one = menu.addAction(self.tr("Copy matrix as text"))
            one.triggered.connect(lambda: self._copy(matrix_text.grid_text(grid)))
        whole = menu.addAction(self.tr("Copy equation as text"))
        whole.triggered.connect(lambda: self._copy(matrix_text.text(equation)))
        menu.addAction(self.tr("Copy equation as LaTeX")).triggered.connect(self.copy_latex)
        return menu

    # -- construction ----------------------------------------------------------

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Matrices"))
        self.sheet.setObjectName("plain")
        self.sheet.setAutoFillBackground(False)
        self._scroll.setWidget(self.sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choices)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.sum)
        column.addStretch(0)

    def _connect(self) -> None:
        self._inquiry.changed.connect(self._on_changed)
        self._inquiry.lit_changed.connect(self._mark)
        self.choices.chosen.connect(self._on_equation_chosen)
        self.choices.heat_chosen.connect(self._on_heat_chosen)
        self.sheet.pointed.connect(self._on_pointed)
        self.sheet.chosen.connect(self._on_chosen)
        self.sheet.asked.connect(self._on_asked)
        self.sheet.resized.connect(self._on_resized)
        self._setting.ready.connect(self._set)
        self.sum.resized.connect(self._set)

    # -- showing -----------------------------------------------------------------

    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _on_opened(self) -> None:
        self._product = self._usual = self._pointed = None
        self._heat = {False: False, True: True}

    def _refresh(self) -> None:
        query = self._inquiry.query
        self._products = products_of(query) if query else ()
        product = self._wanted()
        shown = query is not None and product is not None
        for part in (self.choices, self._scroll, self.sum):
            part.setVisible(shown)
        if not shown:
            self.equation = self._explained = None
            return
        self.equation = matrix_equation(query, product)
        self._forget_what_is_gone(self.equation)
        titles, heat = [translated(TITLES[each]) for each in self._products], self._is_heat()
        self.choices.show_choices(titles, self._products.index(product), heat)
        self.sheet.show_equation(self.equation, heat)
        self._mark()

    def _wanted(self) -> Product | None:
        """The equation chosen, until another one becomes the usual one."""
        usual = self._products[0] if self._products else None
        if usual is not self._usual or self._product not in self._products:
            self._usual, self._product = usual, usual
        return self._product

    def _is_heat(self) -> bool:
        assert self.equation is not None
        return self._heat[_is_large(self.equation)]

    def _forget_what_is_gone(self, equation: MatrixEquation) -> None:
        if self._pointed is not None and not matrix_focus.is_there(equation, self._pointed):
            self._pointed = None

    def _mark(self) -> None:
        """Let the explained cell and what it is made of stand out, and say how it comes about."""
        equation, inquiry = self.equation, self._inquiry
        if equation is None or not self.isVisible():
            return
        cell = matrix_focus.explained(equation, self._pointed)
        marks = matrix_focus.marks_of(
            equation, cell, self._pointed, inquiry.lit, self._player.sample
        )
        self.sheet.mark(marks)
        sample = self._player.sample
        place = (equation.product, self._is_heat(), inquiry.subject, sample, cell)
        if place != self._revealed:
            # Not at every moment: who has scrolled on while it plays wants to look there.
            self._revealed = place
            self.sheet.reveal(self._pointed[0] if self._pointed else None)
        key = (equation, cell)
        if key != self._explained:
            self._explained = key
            self._show_sum(matrix_focus.formulas(equation, cell) if cell else ())

    def _show_sum(self, formulas: tuple[Formula, ...]) -> None:
        """The last of the equations, which gives the cell."""
        self.sum.setVisible(bool(formulas))
        if formulas:
            self.sum.show_formula(formulas[-1])
        self._set()

    def _set(self) -> bool:
        """Take what is set from the cache, the names first; says whether all is there."""
        if self.sheet.settle() and (self.sum.isHidden() or self.sum.settle()):
            self._setting.rest()
            return True
        self._setting.wait((self._explained, self.width()))
        return False

    def _on_resized(self, height: int) -> None:
        self._scroll.setMaximumHeight(height)

    # -- what the user does --------------------------------------------------

    def _on_equation_chosen(self, number: int) -> None:
        self._product, self._pointed = self._products[number], None
        self._refresh()

    def _on_heat_chosen(self, heat: bool) -> None:
        if self.equation is not None:
            self._heat[_is_large(self.equation)] = heat
            self._refresh()

    def _on_pointed(self, grid: int, cell: Cell | None) -> None:
        self._pointed = None if cell is None else (grid, cell)
        quantity = self._quantity(self._pointed)
        self._inquiry.light(() if quantity is None else (quantity,))
        self._mark()

    def _on_chosen(self, grid: int, cell: Cell) -> None:
        quantity, equation = self._quantity((grid, cell)), self.equation
        if quantity is None or equation is None:
            return
        sample = equation.grids[grid].sample(*cell)
        if sample not in (None, self._player.sample):
            self._player.pause()
            self._player.show_row(int(self._player.trace.rows[sample]))
        self._inquiry.pin(quantity)

    def _on_asked(self, grid: int, cell: Cell, place: QPoint) -> None:
        equation = self.equation
        if equation is not None:
            words = matrix_text.cell_words(equation.grids[grid], cell)
            QToolTip.showText(place, translated(words), self)

    def _quantity(self, spot: Spot | None) -> object:
        equation = self.equation
        if spot is None or equation is None:
            return None
        return equation.grids[spot[0]].quantity(*spot[1])

    def _number(self, spot: Spot) -> str:
        assert self.equation is not None
        return matrix_text.cell_number(self.equation.grids[spot[0]], spot[1])

    def _copy(self, text: str) -> None:
        copying.put(text)
        self.copied.emit(text)


_COPY = QKeySequence.StandardKey.Copy


def _is_large(equation: MatrixEquation) -> bool:
    return too_many_to_read([grid.values.shape for grid in equation.grids])
