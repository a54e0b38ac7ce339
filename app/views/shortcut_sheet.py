"""The shortcut sheet: every command that has a key, by menu, in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
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
        # The longest group has a column of its own.
        longest = max(groups, key=lambda menu: len(groups[menu]))
        columns.addLayout(self._column({longest: groups.pop(longest)}))
        columns.addLayout(self._column(groups))
        keys = self._scrolling(columns)
        self.column.addWidget(keys)
        note = self.tr(
            "In a text field, keys type. Enter presses the button that has the focus, or sets the"
            " value that is tried, which Esc drops; Esc also lets go of what is pinned. Shift and"
            " the mouse wheel over a line, a bias or an input try other values."
        )
        words = self.add_text(note)
        words.setProperty("muted", True)
        # A dialog asks texts that break into lines for their height too late.
        words.setMinimumHeight(words.heightForWidth(keys.width()))
        self.add_close()

    def _scrolling(self, columns: QHBoxLayout) -> QScrollArea:
        """As high as it likes, where the screen is high enough."""
        body, area = QWidget(), QScrollArea()
        body.setLayout(columns)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        screen = (self.parentWidget() or self).screen().availableGeometry().height()
        area.setFixedWidth(body.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
        body.ensurePolished()
        area.setFixedHeight(min(body.sizeHint().height(), round(SCREEN_SHARE * screen)))
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
