"""The choices of what is coloured and how, in one menu for where the eye looks: the legend."""

from PySide6.QtWidgets import QMenu, QWidget

from app.commands.command import CONTEXT, Command
from app.commands.look import LOOK_MENUS, STEPPING
from app.scene.texts import Text
from app.views.action_set import ActionSet
from app.views.texts import translated


class LookMenu(QMenu):
    """The actions of the menu bar's submenus, one group below another."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for title in LOOK_MENUS:
            self._add_heading(translated(Text(CONTEXT, title)).replace("&", ""))
            for command in _choices(actions, title):
                self.addAction(actions[command.id])

    def _add_heading(self, text: str) -> None:
        # Under a style sheet the sections that Qt offers lose their names.
        if self.actions():
            self.addSeparator()
        heading = self.addAction(text)
        heading.setEnabled(False)


def _choices(actions: ActionSet, submenu: str) -> list[Command]:
    return [
        command
        for command in actions.commands
        if command.submenu == submenu and command.id not in STEPPING
    ]
