"""A page's table for Qt: rows, the sum of those not shown, totals; all made when asked for."""

from dataclasses import dataclass
from math import isnan

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.scene.explanation.page import Column, Table, Total, Word
from app.scene.explanation.rows import Arrangement
from app.scene.explanation.writing import CONTEXT, MORE
from app.scene.formulas.writing import Ink
from app.scene.numbers import number
from app.scene.texts import Text
from app.views.texts import translated
from engine.quantity import Quantity

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

NOT_YET = "·"
"""What stands in place of a number that is not computed yet."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text, or a number (nan: not computed yet) in the ink of its kind."""

    text: str
    value: float | None = None
    ink: Ink = Ink.PLAIN

    @property
    def known(self) -> bool:
        """Whether there is something to be read."""
        return self.value is None or not isnan(self.value)

    @property
    def exact(self) -> str:
        """It with every digit; "" where it is not known."""
        return self.text if self.value is None else repr(self.value) if self.known else ""


def word(text: Word) -> str:
    """A symbol as it is, words in the user's language."""
    return translated(text) if isinstance(text, Text) else text


def _number_cell(value: float, ink: Ink) -> Cell:
    value = float(value)
    return Cell(NOT_YET if isnan(value) else number(value), value, ink)


class TermsModel(QAbstractTableModel):
    """The lines of a table: its rows in some order, their tail, the totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table((Column(Text("", ""), ()),))
        self._arranged = Arrangement()
        self._cells: dict[tuple[int, int], Cell] = {}

    def show_table(self, table: Table, arranged: Arrangement) -> bool:
        """Show this table, arranged so; says whether its shape is another than before."""
        self._cells.clear()
        before, titles = self._shape(), [column.title for column in self.table.columns]
        after = _shape(table, arranged)
        if before != after:
            self.beginResetModel()
            self.table, self._arranged = table, arranged
            self.endResetModel()
            return True
        self.table, self._arranged = table, arranged
        if titles != [column.title for column in table.columns]:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.dataChanged.emit(
            self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
        )
        return False

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """The number of lines."""
        if parent.isValid():
            return 0
        return self.first_total + len(self.table.totals)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """The number of columns."""
        return 0 if parent.isValid() else len(self.table.columns)

    @property
    def first_sum(self) -> int:
        """The line after the rows: of the tail, or of the first total."""
        return len(self._arranged.rows)

    @property
    def first_total(self) -> int:
        """The line of the first total."""
        return len(self._arranged.rows) + int(self._arranged.hidden > 0)

    def row_of(self, line: int) -> int | None:
        """The table's row on that line; None for the tail and for totals."""
        return int(self._arranged.rows[line]) if 0 <= line < len(self._arranged.rows) else None

    def is_tail(self, line: int) -> bool:
        """Whether the line says what the hidden rows come to."""
        return self._arranged.hidden > 0 and line == len(self._arranged.rows)

    def total_of(self, line: int) -> Total | None:
        """The total on that line, if it is one's."""
        place = line - self.first_total
        return self.table.totals[place] if 0 <= place < len(self.table.totals) else None

    def quantities(self, line: int) -> tuple[Quantity, ...]:
        """What lights up with a line; the first of them is explained when it is chosen."""
        row, total = self.row_of(line), self.total_of(line)
        if row is not None:
            return self.table.quantities(row)
        return (total.quantity,) if total is not None and total.quantity is not None else ()

    def cell(self, line: int, column: int) -> Cell:
        """What stands there; what has been looked at is made only once."""
        place = line, column
        if place not in self._cells:
            self._cells[place] = self._cell(line, column)
        return self._cells[place]

    def _cell(self, line: int, column: int) -> Cell:
        row, last = self.row_of(line), column == len(self.table.columns) - 1
        if row is not None:
            there = self.table.columns[column]
            value = there.cells[row]
            if isinstance(there.cells, np.ndarray):
                return _number_cell(value, there.ink)
            return Cell(word(value))
        total = self.total_of(line)
        if total is not None:
            return _number_cell(total.value, total.ink) if last else Cell(word(total.name))
        if not last:
            return Cell(translated(Text(CONTEXT, MORE, {"count": f"{self._arranged.hidden:,}"})))
        sums = self.is_numeric(column)
        return _number_cell(self._arranged.rest, self.table.columns[-1].ink) if sums else Cell("")

    def number_at(self, line: int, column: int) -> str:
        """The number there, or else the line's last, with every digit; "" if it has none."""
        for place in (column, self.columnCount() - 1):
            cell = self.cell(line, place)
            if cell.value is not None:
                return cell.exact
        return ""

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return isinstance(self.table.columns[column].cells, np.ndarray)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts for who reads the table to the user; painting asks for cells."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.exact or self.tr("not computed yet")
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.text if cell.known else self.tr("not computed yet")
            case Qt.ItemDataRole.TextAlignmentRole:
                return LEFT if cell.value is None and index.column() == 0 else RIGHT
        return None

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Vertical or section >= self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return translated(self.table.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section else LEFT
        return None

    def _shape(self) -> tuple[int, ...]:
        return _shape(self.table, self._arranged)


def _shape(table: Table, arranged: Arrangement) -> tuple[int, ...]:
    return len(table.columns), len(arranged.rows), int(arranged.hidden > 0), len(table.totals)
