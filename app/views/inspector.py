"""The inspector: where the number comes from that is pointed at, pinned or under way."""

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Page
from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views import copying
from app.views.elided_label import ElidedLabel
from app.views.fonts import sized
from app.views.icons import icon
from app.views.inspector_tabs import InspectorTabs
from app.views.texts import translated

if TYPE_CHECKING:
    from app.views.page_view import PageView
    from app.views.terms_table import TermsTable

VIEWS = {
    Aspect.MATRIX: ("app.views.matrix_view", "MatrixView"),
    Aspect.WHAT_IF: ("app.views.what_if_panel", "WhatIfPanel"),
}
"""Aspects with a view of their own, imported when it is first asked for: the window's first
picture does not wait for it."""

CHECK = ("app.views.check_view", "CheckView")
"""What stands below the chain rule."""


class Inspector(QWidget):
    """Explains the inquiry's subject, under the aspect that is chosen.

    copied: something went to the clipboard; says what, for the message line.
    enlarge_pressed: its button for more room, or less, is pressed.
    """

    copied = Signal(str)
    enlarge_pressed = Signal()

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._asking = session, player, asking
        self._inquiry = asking.inquiry
        self._theme = theme
        self._about: tuple[object, ...] = ()
        self._late: dict[tuple[str, str], QWidget] = {}
        self._heading, self._title, self._hint = QLabel(), ElidedLabel(), QLabel()
        self.pin, self.enlarge = QToolButton(), QToolButton()
        self.tabs, self._large = InspectorTabs(theme), False
        self._page: PageView | None = None
        self._stack = QStackedWidget()
        self._arrange()
        self._name()
        self.set_theme(theme)
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme = theme
        for label, size, weight, colour in (
            (self._heading, theme.small_font_size, QFont.Weight.Normal, theme.muted),
            (self._title, theme.font_size, QFont.Weight.DemiBold, theme.text),
            (self._hint, theme.font_size, QFont.Weight.Normal, theme.muted),
        ):
            label.setFont(sized(self.font(), size, weight))
            label.setStyleSheet(f"color: {colour}")
        pages = [] if self._page is None else [self._page]
        for view in (self.tabs, *pages, *self._late.values()):
            view.set_theme(theme)
        self._show_pin()
        self.show_large(self._large)

    @property
    def page(self) -> "PageView":
        """The view of the page's blocks, made when there is a first page."""
        if self._page is None:
            # Imported here, as the views of other aspects are.
            from app.views.page_view import PageView

            self._page = PageView(self._inquiry, self._player, self._theme)
            self._page.setAccessibleName(self.tr("Explanation"))
            self._stack.addWidget(self._page)
            self._inquiry.lit_changed.connect(self._page.light)
        return self._page

    def show_large(self, large: bool) -> None:
        """Have the button say that there is much room, or little."""
        self._large = large
        name = "contract" if large else "expand"
        self.enlarge.setIcon(icon(name, self._theme, self._theme.muted))
        words = self.tr("Less room (E)") if large else self.tr("More room (E)")
        self.enlarge.setToolTip(words)
        self.enlarge.setAccessibleName(words)

    @property
    def can_check(self) -> bool:
        """Whether the subject has a gradient that can be checked."""
        return Aspect.CHAIN_RULE in self._inquiry.aspects

    def check(self) -> None:
        """Show the chain rule, and compare its gradient with finite differences."""
        self._inquiry.choose_aspect(Aspect.CHAIN_RULE)
        self._view(CHECK).check()
        self.page.reveal_foot()

    def copy_text(self) -> None:
        """Copy the row that the arrow keys are on, else the whole page, as text."""
        if self._inquiry.aspect is Aspect.MATRIX:
            self._view(VIEWS[Aspect.MATRIX]).copy_text()
            return
        table = self._focused_table()
        page = self._inquiry.page
        if table is not None:
            self._copy(copying.line_text(table.terms, table.current_line() or 0))
        elif page is not None:
            self._copy(copying.page_text(page))

    def copy_latex(self) -> None:
        """Copy the whole page as LaTeX."""
        page = self._inquiry.page
        if self._inquiry.aspect is Aspect.MATRIX:
            self._view(VIEWS[Aspect.MATRIX]).copy_latex()
        elif page is not None:
            self._copy(copying.page_latex(page))

    def settle(self) -> None:
        """Set all equations that are shown now, however long it takes."""
        self.page.settle()
        if self._inquiry.aspect is Aspect.MATRIX:
            self._view(VIEWS[Aspect.MATRIX]).settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, where no command of the window does."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif event.keyCombination() == COPY_LATEX:
            self.copy_latex()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the number under the pointer, or the page."""
        if self._inquiry.page is None:
            return
        menu = self.copy_menu(self._number_at(event))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def copy_menu(self, number: str) -> QMenu:
        """What can be copied; `number` is the one that is pointed at, or ""."""
        menu = QMenu(self)
        one = menu.addAction(self.tr("Copy number"), lambda: self._copy(number))
        one.setEnabled(bool(number))
        menu.addAction(self.tr("Copy as text"), self._copy_page)
        menu.addAction(self.tr("Copy as LaTeX"), self.copy_latex)
        return menu

    # -- construction ------------------------------------------------------

    def _arrange(self) -> None:
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.pin.setCheckable(True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._heading, 1)
        head.addWidget(self._title, 1)
        head.addWidget(self.pin)
        head.addWidget(self.enlarge)
        self._stack.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addSpacing(2)
        column.addWidget(self._stack, 1)
        self.setMinimumSize(180, 150)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Under the hood"))
        self._heading.setText(self.tr("Under the hood"))
        self._hint.setText(
            self.tr(
                "Point at anything — a neuron, a line, a number — to see where it comes from. "
                "A click keeps it."
            )
        )

    def _connect(self) -> None:
        self._inquiry.changed.connect(self._on_changed)
        self._inquiry.pinned_changed.connect(self._show_pin)
        self.pin.clicked.connect(self._on_pin_clicked)
        self.enlarge.clicked.connect(self.enlarge_pressed)
        self.tabs.chosen.connect(self._inquiry.choose_aspect)

    # -- showing -----------------------------------------------------------

    def _on_changed(self) -> None:
        # At once, not when the event loop comes round: while training runs that would be too
        # late, and this view would tell of another step than the network beside it.
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        page, aspect = self._inquiry.page, self._inquiry.aspect
        self.tabs.show_aspects(self._inquiry.aspects, aspect)
        self._title.show_text(translated(page.title) if page else "")
        for part in (self._title, self.tabs):
            part.setVisible(page is not None)
        # The title says enough, and height is dear.
        self._heading.setVisible(page is None)
        self.pin.setEnabled(page is not None)
        if page is None:
            self._about = ()
            self._stack.setCurrentWidget(self._hint)
        elif aspect in VIEWS:
            self._stack.setCurrentWidget(self._view(VIEWS[aspect]))
        else:
            self._show_page(page)

    def _show_page(self, page: Page) -> None:
        about = (page.quantity, page.aspect)
        self.page.show_page(page, (self._player.step, self._player.sample), about == self._about)
        self._about = about
        checks = page.aspect is Aspect.CHAIN_RULE
        self.page.set_foot(self._view(CHECK) if checks else None)
        self._stack.setCurrentWidget(self.page)

    def _view(self, name: tuple[str, str]) -> QWidget:
        if name not in self._late:
            make = getattr(import_module(name[0]), name[1])
            view = make(self._session, self._player, self._asking, self._theme)
            self._late[name] = view
            if name == VIEWS[Aspect.MATRIX]:
                view.copied.connect(self.copied)
            if name != CHECK:
                self._stack.addWidget(view)
        return self._late[name]

    def _show_pin(self) -> None:
        pinned = self._inquiry.pinned is not None
        self.pin.setChecked(pinned)
        ink = self._theme.accent if pinned else self._theme.muted
        self.pin.setIcon(icon("pinned" if pinned else "pin", self._theme, ink))
        self.pin.setAccessibleName(self.tr("Pinned") if pinned else self.tr("Pin"))
        self.pin.setToolTip(
            self.tr("Pinned: Esc lets go.")
            if pinned
            else self.tr("Keep explaining this. A click on anything pins it, Esc lets go.")
        )

    def _on_pin_clicked(self) -> None:
        inquiry = self._inquiry
        inquiry.pin(None if inquiry.pinned is not None else inquiry.subject)
        self._show_pin()

    # -- copying -----------------------------------------------------------

    def _copy(self, text: str) -> None:
        copying.put(text)
        self.copied.emit(text)

    def _copy_page(self) -> None:
        page = self._inquiry.page
        if page is not None:
            self._copy(copying.page_text(page))

    def _focused_table(self) -> "TermsTable | None":
        tables = (panel.table for panel in self.page.tables)
        return next((table for table in tables if table.current_line() is not None), None)

    def _number_at(self, event: QContextMenuEvent) -> str:
        for panel in self.page.tables:
            place = panel.table.viewport().mapFromGlobal(event.globalPos())
            index = panel.table.indexAt(place)
            if panel.isVisible() and index.isValid():
                return panel.table.terms.number_at(index.row(), index.column())
        return ""


COPY_LATEX = QKeySequence("Ctrl+Shift+C")[0]
