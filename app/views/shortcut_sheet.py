"""The shortcut sheet: every command that has a key, by menu, in two or three columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.actions import COMMANDS
from app.commands.command import CONTEXT, MENUS, Command
from app.scene.texts import Text
from app.scene.theme import Theme
from app.views.action_set import key_text
from app.views.dialog import Dialog
from app.views.texts import translated

SCREEN_SHARE = 0.6
"""How much of the screen's height the keys may take before they scroll."""

CAP_ROOM = 18
"""Pixels for a key cap's paddings and border."""

WIDE = 1200
"""A screen of this width, in px, has room for three columns."""


def spread(lengths: Mapping[str, int], columns: int) -> list[list[str]]:
    """The names in columns of about the same length: the longest first, each to the shortest."""
    filled: list[list[str]] = [[] for _ in range(columns)]
    for name in sorted(lengths, key=lambda name: -lengths[name]):
        # A heading takes about two lines.
        min(filled, key=lambda names: sum(lengths[each] + 2 for each in names)).append(name)
    return [sorted(names, key=list(lengths).index) for names in filled]


class ShortcutSheet(Dialog):
    """Built from the command table, so it cannot be out of date."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), theme, parent)
        self._theme = theme
        columns = QHBoxLayout()
        columns.setSpacing(36)
        groups = {menu: [c for c in commands if c.menu == menu and c.keys] for menu in MENUS}
        for menus in spread({menu: len(group) for menu, group in groups.items()}, self._columns):
            columns.addLayout(self._column({menu: groups[menu] for menu in menus}))
        keys = self._scrolling(columns)
        self.column.addWidget(keys)
        note = self.tr(
            "In a field for a number digits type, and letters are commands. Enter presses the"
            " button that has the focus, or sets the value that is tried, which Esc drops; Esc"
            " also lets go of what is pinned, and ends a presentation. Shift and the mouse wheel"
            " over a line, a bias or an input try other values."
        )
        words = self.add_text(note)
        words.setProperty("muted", True)
        # A dialog asks texts that break into lines for their height too late.
        words.setMinimumHeight(words.heightForWidth(keys.width()))
        self.add_close()

    @property
    def _columns(self) -> int:
        return 3 if self._screen.width() >= WIDE else 2

    @property
    def _screen(self) -> QRect:
        return (self.parentWidget() or self).screen().availableGeometry()

    def _scrolling(self, columns: QHBoxLayout) -> QScrollArea:
        """As high as it likes, where the screen is high enough."""
        body, area = QWidget(), QScrollArea(self)
        body.setLayout(columns)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The paddings of the caps are the style sheet's, which comes with being polished.
        for widget in (body, *body.findChildren(QWidget)):
            widget.ensurePolished()
        area.setFixedWidth(body.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
        most = round(SCREEN_SHARE * self._screen.height())
        area.setFixedHeight(min(body.sizeHint().height(), most))
        return area

    def _column(self, groups: dict[str, list[Command]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        for menu, commands in groups.items():
            column.addLayout(self._group(menu, commands))
        column.addStretch(1)
        return column

    def _group(self, menu: str, commands: list[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        heading = QLabel(translated(Text(CONTEXT, menu)).replace("&", ""))
        heading.setProperty("heading", True)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, command in enumerate(commands, 1):
            grid.addWidget(QLabel(self._name(command)), row, 0)
            grid.addWidget(self._caps(command), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def _name(self, command: Command) -> str:
        name = translated(command.title()).rstrip("…")
        if command.on_text:
            name += " / " + translated(command.title(on=True))
        if command.submenu:
            submenu = translated(Text(CONTEXT, command.submenu)).replace("&", "")
            return f"{submenu}: {name}"
        return name

    def _caps(self, command: Command) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key in command.keys:
            cap = QLabel(key_text(key))
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setProperty("cap", True)
            cap.setMinimumWidth(cap.fontMetrics().horizontalAdvance(cap.text()) + CAP_ROOM)
            row.addWidget(cap)
        return box
