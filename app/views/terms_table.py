"""A table of a page: flat rows that light up what they are about, totals in bold below."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.scene.explanation.page import Table
from app.scene.explanation.rows import Arrangement
from app.scene.theme import Theme
from app.views.terms_columns import fitted
from app.views.terms_model import Cell, TermsModel
from app.views.terms_painting import PAD, Look, State, look_of, paint_cell
from engine.quantity import Quantity

OWN_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class Painting(QStyledItemDelegate):
    """Paints the cells of a TermsTable."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint one."""
        table: TermsTable = self.parent()
        painter.save()
        cell = table.terms.cell(index.row(), index.column())
        paint_cell(painter, QRectF(option.rect), cell, table.state_of(index, cell), table.look)
        painter.restore()


class TermsTable(QTableView):
    """Shows a table in full height; what scrolls is the page.

    pointed(quantities): the pointer is on a row that is about these, or on none.
    chosen(line): a line has been clicked, or Enter pressed on it.
    moved_to(rectangle): the arrow keys have gone there.
    """

    pointed = Signal(tuple)
    chosen = Signal(int)
    moved_to = Signal(QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms = TermsModel(self)
        self.lit: frozenset[Quantity] = frozenset()
        self._pointed_line: int | None = None
        self._lines = 1
        self._fit_before: object = None
        self.setModel(self.terms)
        self.setItemDelegate(Painting(self))
        self._arrange()
        self.set_theme(theme)
        self.entered.connect(self._on_entered)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def set_theme(self, theme: Theme) -> None:
        """Show it in these colours and sizes."""
        self.look: Look = look_of(theme, self.font())
        self.setStyleSheet(
            _SHEET.format(theme=theme, small=round(theme.small_font_size), pad=round(PAD))
        )
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setFixedHeight(round(2.1 * theme.small_font_size))
        self._fit()
        self.viewport().update()

    def show_table(self, table: Table, arranged: Arrangement) -> None:
        """Show this, arranged so."""
        if self.terms.show_table(table, arranged):
            self._fit_before = None
            self._span()
        self._fit()
        self.viewport().update()
        if self._pointed_line is not None:
            self.pointed.emit(self.terms.quantities(self._pointed_line))

    def light(self, lit: frozenset[Quantity]) -> None:
        """Outline the rows that are about these."""
        if lit != self.lit:
            self.lit = lit
            self.viewport().update()

    def state_of(self, index: QModelIndex, cell: Cell) -> State:
        """How a cell is to be painted."""
        line, column, terms = index.row(), index.column(), self.terms
        row = terms.row_of(line)
        total = row is None and not terms.is_tail(line)
        return State(
            total=total,
            focus=row is not None and row == terms.table.focus,
            lit=bool(self.lit) and not self.lit.isdisjoint(terms.quantities(line)),
            current=self.hasFocus() and line == self.currentIndex().row(),
            quiet=terms.is_tail(line),
            first=column == 0,
            last=column == terms.columnCount() - 1,
            left=column == 0,
            lines=self._lines if row is not None else 1,
        )

    def current_line(self) -> int | None:
        """The line the arrow keys are on; None if the table has not the focus."""
        index = self.currentIndex()
        return index.row() if self.hasFocus() and index.isValid() else None

    def viewportEvent(self, event: QEvent) -> bool:
        """The pointer that leaves is on no row any more."""
        if event.type() is QEvent.Type.Leave and self._pointed_line is not None:
            self._pointed_line = None
            self.pointed.emit(())
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move in the table before the window's commands get them."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and event.key() in OWN_KEYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses a line; what the table does not know goes to whom it is in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
        elif event.key() in OWN_KEYS:
            super().keyPressEvent(event)
            self.moved_to.emit(self.visualRect(self.currentIndex()))
            self.viewport().update()
        else:
            # Qt's own copying, and its search by typing, are not ours.
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _on_entered(self, index: QModelIndex) -> None:
        if index.row() != self._pointed_line:
            self._pointed_line = index.row()
            self.pointed.emit(self.terms.quantities(index.row()))

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(8)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self.setAccessibleName(self.tr("Terms"))
        self.setAccessibleDescription(self.tr("The arrow keys move between rows, Enter pins."))

    def _span(self) -> None:
        """The names of totals and of the tail have all columns but the last."""
        self.clearSpans()
        names = self.terms.columnCount() - 1
        if names > 1:
            for line in range(self.terms.first_sum, self.terms.rowCount()):
                self.setSpan(line, 0, 1, names)

    def _fit(self) -> None:
        """Share the width out between the columns, and be as high as the rows."""
        head, room = self.horizontalHeader().fontMetrics(), self.viewport().width()
        columns = fitted(self.terms, self.look, head, room)
        fit = columns, self.terms.first_sum, self.terms.rowCount(), self.look
        if fit == self._fit_before:
            return
        self._fit_before = fit
        for column, width in enumerate(columns.widths):
            self.setColumnWidth(column, width)
        self._lines = columns.lines
        self.verticalHeader().setDefaultSectionSize(self.look.row_height(columns.lines))
        for line in range(self.terms.first_sum, self.terms.rowCount()):
            self.setRowHeight(line, self.look.row_height())
        self._take_height(sum(columns.widths) > room)

    def _take_height(self, scrolls: bool) -> None:
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        height = self.horizontalHeader().height() + self.verticalHeader().length() + bar
        if height != self.minimumHeight():
            self.setFixedHeight(height)


_SHEET = """
QTableView {{ background: transparent; border: 0; outline: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{
    background: transparent; color: {theme.muted}; border: 0;
    border-bottom: 1px solid {theme.border}; padding: 0 {pad}px; font-size: {small}px;
}}
"""
