"""A table of a page: flat rows that light up what they are about, totals in bold below."""

from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
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
from app.views.terms_model import Cell, TermsModel
from app.views.terms_painting import PAD, Look, State, look_of, paint_cell
from app.views.texts import translated
from engine.quantity import Quantity

OWN_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)

MEASURED = 64
"""So many rows decide how wide a column is; there may be thousands."""

USUAL_NUMBER, LONG_NUMBER = "−0.0000", "−0.0001234"
"""Columns of numbers have room for this, so that they stand still while numbers change; for the
second where there are more rows than are measured."""

LEAST_TEXT = 34


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
        self.verticalHeader().setDefaultSectionSize(self.look.row_height)
        self.horizontalHeader().setFixedHeight(round(2.1 * theme.small_font_size))
        self._fit()
        self.viewport().update()

    def show_table(self, table: Table, arranged: Arrangement) -> None:
        """Show this, arranged so."""
        if self.terms.show_table(table, arranged):
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
            first = self.terms.first_total
            start = first - 1 if self.terms.is_tail(first - 1) else first
            for line in range(start, self.terms.rowCount()):
                self.setSpan(line, 0, 1, names)

    def _fit(self) -> None:
        """Share the width out between the columns, and be as high as the rows."""
        widths = self._widths()
        room = self.viewport().width() - sum(widths)
        if widths:
            texts = [c for c in range(len(widths)) if not self.terms.is_numeric(c)] or [0]
            widths = _shared(widths, texts, room)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._take_height(sum(widths))

    def _take_height(self, width: int) -> None:
        rows = self.terms.rowCount() * self.look.row_height
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.horizontalHeader().height() + rows
        height += bar if width > self.viewport().width() else 0
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _widths(self) -> list[int]:
        """How wide each column would like to be."""
        plain, small = QFontMetricsF(self.look.plain), self.horizontalHeader().fontMetrics()
        lines = range(min(self.terms.first_total, MEASURED))
        widths: list[int] = []
        for column, each in enumerate(self.terms.table.columns):
            texts = {self.terms.cell(line, column).text for line in lines}
            if self.terms.is_numeric(column):
                texts.add(USUAL_NUMBER if self.terms.first_total <= MEASURED else LONG_NUMBER)
            widest = max((plain.horizontalAdvance(text) for text in texts), default=0.0)
            title = small.horizontalAdvance(translated(each.title))
            widths.append(ceil(max(widest, title + 2.0) + 2.0 * PAD))
        return widths


def _shared(widths: list[int], texts: list[int], room: int) -> list[int]:
    """The widths, with the room that is left, or lacks, in the columns of texts."""
    shared = list(widths)
    if room >= 0:
        shared[texts[0]] += room
        return shared
    for column in sorted(texts, key=lambda c: -widths[c]):
        cut = min(-room, max(shared[column] - LEAST_TEXT, 0))
        shared[column] -= cut
        room += cut
    return shared


_SHEET = """
QTableView {{ background: transparent; border: 0; outline: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{
    background: transparent; color: {theme.muted}; border: 0;
    border-bottom: 1px solid {theme.border}; padding: 0 {pad}px; font-size: {small}px;
}}
"""
