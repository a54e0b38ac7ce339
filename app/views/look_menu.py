"""The choices of what is coloured and how, in one menu for where the eye looks: the legend."""

from PySide6.QtWidgets import QMenu, QWidget

from app.commands.command import CONTEXT
from app.commands.look import LOOK_MENUS, STEPPING
from app.scene.texts import Text
from app.views.action_set import ActionSet, key_text
from app.views.texts import translated


class LookMenu(QMenu):
    """The actions of the menu bar's submenus, one group below another."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for title in LOOK_MENUS:
            self._add_group(actions, title)

    def _add_group(self, actions: ActionSet, title: str) -> None:
        commands = [command for command in actions.commands if command.submenu == title]
        keys = [key_text(each.keys[0]) for each in commands if each.id in STEPPING]
        # Under a style sheet the sections that Qt offers lose their names.
        if self.actions():
            self.addSeparator()
        name = translated(Text(CONTEXT, title)).replace("&", "")
        heading = self.addAction("\t".join([name, *keys]))
        heading.setEnabled(False)
        for command in commands:
            if command.id not in STEPPING:
                self.addAction(actions[command.id])
