"""QActions made of the command table: the one place where commands meet Qt."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.actions import COMMANDS
from app.commands.command import Command, Desk
from app.scene.theme import Theme
from app.views.icons import icon
from app.views.texts import translated

ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def key_text(key: str) -> str:
    """A key sequence as it is written on the screen: Ctrl+→."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for name, arrow in ARROWS.items():
        if native.endswith(name):
            return native.removesuffix(name) + arrow
    return native


class ActionSet(QObject):
    """An action for each command, added to `window`, acting on `desk`."""

    def __init__(
        self, desk: Desk, window: QWidget, theme: Theme, commands: Sequence[Command] = COMMANDS
    ) -> None:
        super().__init__(window)
        self._desk, self._theme, self.commands = desk, theme, commands
        self._actions = {command.id: self._action(command) for command in commands}
        self._states: dict[str, tuple[bool, bool]] = {}
        self._changing = [each for each in commands if each.on or each.enabled or each.checkable]
        self._icons: dict[str, str] = {}
        window.addActions(list(self._actions.values()))
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def refresh(self) -> None:
        """Bring every action in line with what it acts on."""
        desk, states = self._desk, self._states
        # Every move asks; hardly ever is there anything to do.
        for command in self._changing if states else self.commands:
            on = command.on is not None and command.on(desk)
            enabled = command.enabled is None or command.enabled(desk)
            if states.get(command.id) != (on, enabled):
                states[command.id] = on, enabled
                self._bring(command, on, enabled)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in this theme's colours."""
        self._theme = theme
        self._icons.clear()
        self._states.clear()
        self.refresh()

    def translate(self) -> None:
        """Say everything in another language."""
        self._states.clear()
        self.refresh()

    def _action(self, command: Command) -> QAction:
        action = QAction(self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        action.setIconVisibleInMenu(False)
        action.triggered.connect(lambda: self._run(command))
        return action

    def _run(self, command: Command) -> None:
        command.run(self._desk)
        # Qt has checked it, whatever the command did.
        self._states.pop(command.id, None)
        self.refresh()

    def _bring(self, command: Command, on: bool, enabled: bool) -> None:
        action = self._actions[command.id]
        action.setEnabled(enabled)
        if command.checkable:
            action.setChecked(on)
        self._show(command, action, on)

    def _show(self, command: Command, action: QAction, on: bool) -> None:
        text = translated(command.title(on))
        if action.text() != text:
            action.setText(text)
            key = f" ({key_text(command.keys[0])})" if command.keys else ""
            action.setToolTip(text + key)
        name = command.on_icon if on and command.on_icon else command.icon
        if name and self._icons.get(command.id) != name:
            self._icons[command.id] = name
            action.setIcon(icon(name, self._theme, self._ink(command)))

    def _ink(self, command: Command) -> str | None:
        return self._theme.on_accent if command.primary else None
