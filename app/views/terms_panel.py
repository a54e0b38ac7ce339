"""A page's table with its choice: in order or by size, the largest or all of them."""

import numpy as np
from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.scene.explanation.page import Column, Table, Total
from app.scene.explanation.rows import arranged
from app.scene.theme import Theme
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.views.fonts import sized
from app.views.terms_table import TermsTable

MOST = 12
"""So many rows are shown without a choice."""


class TermsPanel(QWidget):
    """Shows a table; its rows light up what they are about, and a click goes there.

    moved_to(rectangle): the arrow keys have gone there.
    """

    moved_to = Signal(QRect)

    def __init__(
        self, inquiry: Inquiry, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inquiry, self._player = inquiry, player
        self._shown: Table | None = None
        self._whole = False
        self.table = TermsTable(theme)
        self.by_size, self.fewer = QToolButton(), QToolButton()
        self._arrange()
        self.set_theme(theme)
        self.table.pointed.connect(inquiry.light)
        self.table.chosen.connect(self._on_chosen)
        self.table.moved_to.connect(self._on_moved_to)
        self.by_size.toggled.connect(self._refresh)
        self.fewer.clicked.connect(lambda: self._show_whole(False))

    def set_theme(self, theme: Theme) -> None:
        """Show it in these colours and sizes."""
        self.table.set_theme(theme)
        for button in (self.by_size, self.fewer):
            button.setFont(sized(self.font(), theme.small_font_size))
            button.setStyleSheet(_BUTTON.format(theme=theme))

    def show_table(self, table: Table, same: bool, still: bool = False) -> None:
        """Show this table.

        `same`: it is about what was shown before. `still`: and of the same step and sample.
        """
        before, self._shown = self._shown, table
        self._whole = self._whole and same
        if not (still and before is not None and alike(before, table)):
            self._refresh()
        self.light()

    def light(self) -> None:
        """Outline the rows that are lit."""
        # Not those of the subject: that is what all rows are about.
        self.table.light(self._inquiry.lit - {self._inquiry.subject})

    def _arrange(self) -> None:
        self.by_size.setText(self.tr("by size"))
        self.by_size.setCheckable(True)
        self.by_size.setChecked(True)
        self.by_size.setToolTip(self.tr("The largest first, or in the network's order"))
        self.fewer.setText(self.tr("fewer"))
        self.fewer.setToolTip(self.tr("Show the first rows, and what the others come to"))
        choices = QHBoxLayout()
        choices.setSpacing(6)
        choices.addStretch(1)
        choices.addWidget(self.fewer)
        choices.addWidget(self.by_size)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(choices)
        column.addWidget(self.table)

    def _refresh(self) -> None:
        table = self._shown
        if table is None:
            return
        by_size = self.by_size.isChecked() and not table.ordered
        shown = arranged(table, by_size, MOST)
        many = shown.hidden > 0
        self.by_size.setVisible(many and not table.ordered)
        self.fewer.setVisible(many and self._whole)
        if not many or self._whole:
            shown = arranged(table, by_size and many, max(len(table), 1))
        self.table.show_table(table, shown)

    def _show_whole(self, whole: bool) -> None:
        self._whole = whole
        self._refresh()

    def _on_chosen(self, line: int) -> None:
        terms = self.table.terms
        row = terms.row_of(line)
        if terms.is_tail(line):
            self._show_whole(True)
        elif row is not None and terms.table.sample is not None:
            self._show_sample(terms.table.sample(row))
        elif terms.quantities(line):
            self._inquiry.pin(terms.quantities(line)[0])

    def _show_sample(self, sample: int) -> None:
        self._player.pause()
        self._player.show_row(int(self._player.trace.rows[sample]))

    def _on_moved_to(self, place: QRect) -> None:
        corner = self.table.viewport().mapTo(self, QPoint(0, 0))
        self.moved_to.emit(place.translated(corner))


def alike(one: Table, other: Table) -> bool:
    """Whether two tables about the same would look the same: most moments change nothing."""
    return (
        one.focus == other.focus
        and len(one.columns) == len(other.columns)
        and all(map(_same_column, one.columns, other.columns))
        and len(one.totals) == len(other.totals)
        and all(map(_same_total, one.totals, other.totals))
    )


def _same_column(one: Column, other: Column) -> bool:
    if (one.title, one.ink) != (other.title, other.ink):
        return False
    if isinstance(one.cells, np.ndarray) and isinstance(other.cells, np.ndarray):
        return np.array_equal(one.cells, other.cells, equal_nan=True)
    # Words change only together with numbers; of thousands the first tell.
    return len(one.cells) == len(other.cells) and [*one.cells[:MOST]] == [*other.cells[:MOST]]


def _same_total(one: Total, other: Total) -> bool:
    return (one.name, one.ink, repr(one.value)) == (other.name, other.ink, repr(other.value))


_BUTTON = """
QToolButton {{ color: {theme.muted}; background: transparent; border: 1px solid {theme.border};
    border-radius: 5px; padding: 1px 8px; }}
QToolButton:checked {{ color: {theme.accent}; background: {theme.accent_soft};
    border-color: {theme.accent_soft}; font-weight: 600; }}
QToolButton:hover {{ border-color: {theme.node_border}; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 0px 7px; }}
"""
