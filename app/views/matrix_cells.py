"""The cells of one matrix, in a window of their own where there are too many to be seen at once."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from app.scene.explanation.matrix import Cell
from app.scene.matrix_focus import Marks
from app.scene.matrix_layout import Cells
from app.scene.theme import Theme
from app.views.matrix_painting import (
    number_font,
    paint_gaps,
    paint_marks,
    paint_numbers,
    paint_tints,
)
from engine.arrays import Array

MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
PAGE = 10
"""Rows that Page Up and Page Down go."""

PAGES = {Qt.Key.Key_PageUp: (-PAGE, 0), Qt.Key.Key_PageDown: (PAGE, 0)}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MatrixCells(QAbstractScrollArea):
    """Shows a matrix as numbers or as a heat map.

    pointed(cell): the pointer or the arrow keys are on it, or (None) on none any more.
    chosen(cell): it has been clicked, or Enter pressed on it.
    asked(cell, place): its tool tip is wanted, at that place of the screen.
    """

    pointed = Signal(object)
    chosen = Signal(object)
    asked = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cells, self.marks = Cells(1, 1, 1, 1), Marks()
        self.current: Cell | None = None
        self._values: Array | None = None
        self._image, self._heat = QImage(), False
        self._hovered: Cell | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("QAbstractScrollArea::corner { background: transparent; border: 0; }")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleDescription(self.tr("The arrow keys move between cells, Enter pins."))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours and sizes; `show_matrix` gives the picture in them."""
        self._theme = theme
        self.viewport().update()

    def show_matrix(self, values: Array, image: QImage, cells: Cells, heat: bool) -> None:
        """Show these values (r, c), of which `image` is the picture, as cells or a heat map."""
        self._values, self._image, self._heat = values, image, heat
        if cells != self.cells:
            self.cells = cells
            if self.current is not None:
                self.current = cells.moved(self.current, 0, 0)
            self._range()
        self.viewport().update()

    def mark(self, marks: Marks) -> None:
        """Let these stand out."""
        if marks != self.marks:
            self.marks = marks
            self.viewport().update()

    def reveal_marks(self) -> None:
        """Scroll as little as shows what stands out; of a row or a column, where it is."""
        if self.marks.made is not None:
            first, last = self.marks.made
            self.reveal(first, across=first[1] == last[1], down=first[0] == last[0])
        for cell in (self.marks.chosen, self.marks.term):
            if cell is not None:
                self.reveal(cell)

    def reveal(self, cell: Cell, across: bool = True, down: bool = True) -> None:
        """Scroll as little as shows a cell, or only its column or its row."""
        x, y = self.cells.corner(*cell)
        if across:
            _reveal(self.horizontalScrollBar(), x, self.cells.width)
        if down:
            _reveal(self.verticalScrollBar(), y, self.cells.height)

    def place_of(self, cell: Cell) -> QPoint:
        """The middle of a cell, in the viewport."""
        x, y = self.cells.corner(*cell)
        middle = QPoint(x + self.cells.width // 2, y + self.cells.height // 2)
        return middle - self._offset()

    # -- Qt's events ---------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are in view."""
        if self._values is None:
            return
        painter = QPainter(self.viewport())
        offset = self._offset()
        painter.translate(-offset)
        area = event.rect().translated(offset)
        paint_tints(painter, self._image, self.cells)
        if not self._heat:
            paint_gaps(painter, self.cells, area, self._theme.border)
            painter.setFont(number_font(self.font(), self._theme))
            paint_numbers(painter, self._values, self._image, self.cells, area, self._theme)
        self._paint_edge(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_marks(painter, self.cells, self.marks, self._theme)
        painter.end()

    def resizeEvent(self, event: object) -> None:
        """Scroll as far as there is something."""
        super().resizeEvent(event)
        self._range()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell of the tool tip that is wanted, and of the pointer that leaves."""
        if event.type() is QEvent.Type.ToolTip:
            self._on_help(event)
            return True
        if event.type() is QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the cell under the pointer."""
        self._point(self.cell_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The press is the window's business only where there is no cell."""
        if self.cell_at(event.position().toPoint()) is None:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the cell that was clicked."""
        cell = self.cell_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and cell is not None:
            self.current = cell
            self.chosen.emit(cell)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move between cells before the window's commands get them."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or choose; what the matrix does not know goes to whom it is in."""
        if not _is_own(event):
            event.ignore()
        elif event.key() in ENTER:
            if self.current is not None:
                self.chosen.emit(self.current)
        else:
            self._move(event.key())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By the tab key one comes to the cell that is explained, else to the first."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._go(self.marks.chosen or self._start())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the focus no cell is pointed at by keys."""
        super().focusOutEvent(event)
        if self.current is not None and self._hovered is None:
            self.pointed.emit(None)
        self.current = None

    def cell_at(self, place: QPoint) -> Cell | None:
        """The cell at a place of the viewport."""
        there = place + self._offset()
        return self.cells.at(there.x(), there.y())

    # -- inside ----------------------------------------------------------------

    def _start(self) -> Cell:
        return self.marks.made[0] if self.marks.made else (0, 0)

    def _move(self, key: int) -> None:
        if self.current is None:
            self._go(self.marks.chosen or self._start())
        elif key == Qt.Key.Key_Home:
            self._go((self.current[0], 0))
        elif key == Qt.Key.Key_End:
            self._go((self.current[0], self.cells.columns - 1))
        else:
            self._go(self.cells.moved(self.current, *(MOVES | PAGES)[key]))

    def _go(self, cell: Cell) -> None:
        self.current = cell
        self.reveal(cell)
        self.pointed.emit(cell)

    def _point(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.pointed.emit(cell)

    def _on_help(self, event: QHelpEvent) -> None:
        cell = self.cell_at(event.pos())
        if cell is None:
            QToolTip.hideText()
        else:
            self.asked.emit(cell, event.globalPos())

    def _paint_edge(self, painter: QPainter) -> None:
        """The matrix's own outline, so that it is there before its numbers are."""
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(0, 0, self.cells.across - 1, self.cells.down - 1)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _range(self) -> None:
        room = self.maximumViewportSize()
        if self.cells.across > room.width() or self.cells.down > room.height():
            room = self.viewport().size()  # one bar may take the room that makes the other needed
        for bar, whole, part, one in (
            (self.horizontalScrollBar(), self.cells.across, room.width(), self.cells.width),
            (self.verticalScrollBar(), self.cells.down, room.height(), self.cells.height),
        ):
            bar.setRange(0, max(whole - part, 0))
            bar.setPageStep(part)
            bar.setSingleStep(max(one, 10))


def _reveal(bar: object, start: int, length: int) -> None:
    if start < bar.value():
        bar.setValue(start)
    elif start + length > bar.value() + bar.pageStep():
        bar.setValue(start + length - bar.pageStep())


def _is_own(event: QKeyEvent) -> bool:
    modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    own = (*MOVES, *PAGES, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End)
    return not modified and event.key() in own
