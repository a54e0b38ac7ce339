"""Before and after of a what-if: one line a number, with what changes in colour and in words."""

from collections.abc import Sequence
from math import isnan

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.scene.colour import legible
from app.scene.numbers import number, signed
from app.scene.theme import Theme
from app.scene.what_if import Line
from app.views.elided_label import ElidedLabel
from app.views.fonts import sized
from app.views.texts import translated
from engine.quantity import LOSS

NOTHING = "–"


class ComparisonTable(QWidget):
    """Shows lines in four columns: name, before, with the value tried, difference."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._heads = [QLabel(text) for text in (self.tr("now"), self.tr("what if"), "")]
        for column, head in enumerate(self._heads, 1):
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)
        self._rows: list[tuple[ElidedLabel, QLabel, QLabel, QLabel]] = []
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme = theme
        for head in self._heads:
            head.setFont(sized(self.font(), theme.small_font_size))
            head.setStyleSheet(f"color: {theme.muted}")
        for row in self._rows:
            self._dress(row)
        self.show_lines(self._lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self._lines = tuple(lines)
        while len(self._rows) < len(lines):
            self._add_row()
        for index, row in enumerate(self._rows):
            for cell in row:
                cell.setVisible(index < len(lines))
            if index < len(lines):
                self._fill(row, lines[index])
        self.setAccessibleDescription("; ".join(self._spoken(line) for line in lines))

    def texts(self) -> list[list[str]]:
        """What is written in each line."""
        shown = self._rows[: len(self._lines)]
        return [[name.whole, *(cell.text() for cell in cells)] for name, *cells in shown]

    def _add_row(self) -> None:
        row = ElidedLabel(), QLabel(), QLabel(), QLabel()
        for column, cell in enumerate(row):
            self._grid.addWidget(cell, len(self._rows) + 1, column)
            if column:
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._rows.append(row)
        self._dress(row)

    def _dress(self, row: tuple[ElidedLabel, QLabel, QLabel, QLabel]) -> None:
        theme = self._theme
        name, before, now, difference = row
        for cell in (name, before, difference):
            cell.setFont(sized(self.font(), theme.small_font_size))
        now.setFont(sized(self.font(), theme.small_font_size, QFont.Weight.DemiBold))
        for cell, colour in ((name, theme.muted), (before, theme.text), (now, theme.text)):
            cell.setStyleSheet(f"color: {colour}")
        # The columns stand still while numbers change.
        for cell in (before, now):
            cell.setMinimumWidth(cell.fontMetrics().horizontalAdvance("−0.0000"))
        widest = difference.fontMetrics().horizontalAdvance(self._told(-0.0123, better=True))
        difference.setMinimumWidth(widest)

    def _fill(self, row: tuple[ElidedLabel, QLabel, QLabel, QLabel], line: Line) -> None:
        name, before, now, difference = row
        name.show_text(translated(line.name))
        for cell, value in ((before, line.before), (now, line.now)):
            cell.setText(NOTHING if isnan(value) else number(value))
            cell.setToolTip("" if isnan(value) else repr(value))
        change = line.difference
        difference.setText(self._told(change, self._is_better(line)))
        difference.setToolTip("" if isnan(change) else repr(change))
        difference.setStyleSheet(f"color: {self._colour(change, self._is_better(line))}")

    def _is_better(self, line: Line) -> bool | None:
        """Whether the change is to the better; None where nobody can say."""
        return line.difference < 0.0 if line.quantity == LOSS else None

    def _told(self, change: float, better: bool | None) -> str:
        """The difference with an arrow and, for a loss, in a word."""
        if isnan(change):
            return ""
        if change == 0.0:
            return self.tr("same")
        text = f"{'▲' if change > 0.0 else '▼'} {signed(change)}"
        if better is None:
            return text
        return f"{text} {self.tr('better') if better else self.tr('worse')}"

    def _colour(self, change: float, better: bool | None) -> str:
        theme = self._theme
        if isnan(change) or change == 0.0:
            return theme.muted
        if better is None:
            colour = theme.gradient_positive if change > 0.0 else theme.gradient_negative
        else:
            colour = theme.update if better else theme.error
        return legible(colour, theme.panel, theme.text)

    def _spoken(self, line: Line) -> str:
        values = (NOTHING if isnan(each) else number(each) for each in (line.before, line.now))
        return f"{translated(line.name)}: {' → '.join(values)}"
