"""A page's blocks below each other: equations, tables, curves and sentences."""

from collections.abc import Hashable
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.scene.explanation.page import Block, Curve, Formula, Note, Page, Table
from app.scene.theme import Theme
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.views.curve_view import CurveView
from app.views.equation_view import EquationView
from app.views.fonts import sized
from app.views.formula_setting import FormulaSetting
from app.views.terms_panel import TermsPanel
from app.views.texts import translated


class NoteView(QLabel):
    """A sentence, or a small heading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._strong = False
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in these colours and sizes."""
        self._theme = theme
        self._dress()

    def show_note(self, note: Note) -> None:
        """Show this."""
        if note.strong != self._strong:
            self._strong = note.strong
            self._dress()
        self.setText(translated(note.text))

    def _dress(self) -> None:
        theme = self._theme
        weight = QFont.Weight.DemiBold if self._strong else QFont.Weight.Normal
        self.setFont(sized(self.font(), theme.font_size, weight))
        self.setStyleSheet(f"color: {theme.text}")


class PageView(QScrollArea):
    """Shows a page. Its tables are there at once; its equations as soon as it is calm."""

    def __init__(
        self, inquiry: Inquiry, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inquiry, self._player, self._theme = inquiry, player, theme
        self._setting = FormulaSetting(theme.text, self)
        self._setting.ready.connect(self._set_equations)
        self._place: Hashable = None
        self._blocks: list[QWidget] = []
        self._spare: list[QWidget] = []
        self._foot: QWidget | None = None
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme, self._setting.colour = theme, theme.text
        for view in (*self._blocks, *self._spare):
            view.set_theme(theme)
        self._column.setSpacing(round(0.8 * theme.spacing))
        self._set_equations()

    def show_page(self, page: Page, place: Hashable, same: bool) -> None:
        """Show this page. `place` is the step and sample it is of.

        `same`: it is about what was shown before, which stays where it was scrolled to.
        """
        before, self._place = self._place, (place, page.quantity, page.aspect)
        kinds = [_VIEWS[type(block)] for block in page.blocks]
        if kinds != [type(view) for view in self._blocks]:
            self._exchange(kinds)
        for block, view in zip(page.blocks, self._blocks, strict=True):
            self._fill(view, block, same, self._place == before)
        if not same:
            self.verticalScrollBar().setValue(0)
        self._set_equations()

    def set_foot(self, foot: QWidget | None) -> None:
        """Put a widget below the page's first table, in the place of the one that was there."""
        if foot is self._foot is None:
            return
        place = next((n for n, view in enumerate(self._blocks, 1) if view in self.tables), None)
        place = len(self._blocks) if place is None else place
        if foot is not self._foot or self._column.indexOf(foot) != place:
            if self._foot is not None:
                self._foot.hide()
                self._column.removeWidget(self._foot)
            self._foot = foot
            if foot is not None:
                self._column.insertWidget(place, foot)
                foot.show()
            self._chain()

    def reveal_foot(self) -> None:
        """Scroll to it."""
        if self._foot is not None:
            self._content.layout().activate()
            self.ensureWidgetVisible(self._foot)

    def light(self) -> None:
        """Outline the rows of what is lit."""
        for panel in self.tables:
            panel.light()

    def settle(self) -> None:
        """Set all equations now, however long it takes."""
        while not self._set_equations():
            self._setting.set_missing()

    @property
    def tables(self) -> list[TermsPanel]:
        """The tables of the page."""
        return [view for view in self._blocks if isinstance(view, TermsPanel)]

    @property
    def equations(self) -> list[EquationView]:
        """The equations of the page."""
        return [view for view in self._blocks if isinstance(view, EquationView)]

    def _arrange(self) -> None:
        self._content = QWidget()
        self._content.setObjectName("plain")
        # Never wider than there is room, whatever would like to be.
        self._content.setMinimumWidth(1)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(0.8 * self._theme.spacing))
        self._column.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keep_room_for_bar()
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)

    def _keep_room_for_bar(self) -> None:
        """The bar always has its place, and is seen where there is something to scroll.

        Would it come and go, an equation might be higher with it and lower without it, for ever.
        """
        bar = self.verticalScrollBar()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar.setStyleSheet("QScrollBar::handle:disabled { background: transparent; }")
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))

    def _exchange(self, kinds: list[type[QWidget]]) -> None:
        """Have a view of each of these kinds, in this order; what is not needed is kept."""
        pool: dict[type[QWidget], list[QWidget]] = {}
        for view in (*self._blocks, *self._spare):
            self._column.removeWidget(view)
            pool.setdefault(type(view), []).append(view)
        self._blocks = [pool[k].pop(0) if pool.get(k) else self._make(k) for k in kinds]
        self._spare = [view for views in pool.values() for view in views]
        for view in self._spare:
            view.hide()
        for position, view in enumerate(self._blocks):
            self._column.insertWidget(position, view)
            view.show()
        self._chain()

    def _make(self, kind: type[QWidget]) -> QWidget:
        if kind is EquationView:
            equation = EquationView(self._setting, self._theme, self._content)
            equation.resized.connect(self._set_equations)
            return equation
        if kind is TermsPanel:
            panel = TermsPanel(self._inquiry, self._player, self._theme, self._content)
            panel.moved_to.connect(lambda place: self._reveal(panel, place))
            return panel
        return kind(self._theme)

    def _fill(self, view: QWidget, block: Block, same: bool, still: bool) -> None:
        match block:
            case Table():
                view.show_table(block, same, still)
            case Formula():
                view.show_formula(block)
            case Curve():
                view.show_curve(block)
            case Note():
                view.show_note(block)

    def _set_equations(self) -> bool:
        """Fit the equations whose pieces are in the cache, from the top; says whether all are."""
        for view in self.equations:
            if not view.settle():
                self._setting.wait((self._place, self.width()))
                return False
        self._setting.rest()
        return True

    def _chain(self) -> None:
        """Let the tab key go from top to bottom."""
        controls = [
            control
            for panel in self.tables
            for control in (panel.fewer, panel.by_size, panel.table)
        ]
        for one, other in pairwise((*controls, *([self._foot] if self._foot else []))):
            QWidget.setTabOrder(one, other)

    def _reveal(self, panel: TermsPanel, place: QRect) -> None:
        there = place.translated(panel.mapTo(self._content, QPoint(0, 0)))
        middle = there.center()
        self.ensureVisible(self.horizontalScrollBar().value(), middle.y(), 0, there.height())


_VIEWS: dict[type, type[QWidget]] = {
    Formula: EquationView,
    Table: TermsPanel,
    Curve: CurveView,
    Note: NoteView,
}
