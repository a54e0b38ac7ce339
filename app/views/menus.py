"""The menu bar, built from the command table and the list of examples."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.commands.command import CONTEXT, FILE, MENUS
from app.formats.examples import examples
from app.scene.texts import Text
from app.views.action_set import ActionSet
from app.views.texts import translated


def fill(bar: QMenuBar, actions: ActionSet, examples_menu: QMenu) -> None:
    """Put every command into its menu; the examples come after the file menu's first row."""
    for title in MENUS:
        menu = bar.addMenu(translated(Text(CONTEXT, title)))
        _fill_menu(menu, title, actions)
        if title is FILE:
            menu.insertMenu(menu.actions()[1], examples_menu)


def _fill_menu(menu: QMenu, title: str, actions: ActionSet) -> None:
    submenus: dict[str, QMenu] = {}
    group = 0
    for command in actions.commands:
        if command.menu != title:
            continue
        if command.group != group:
            group = command.group
            menu.addSeparator()
        if command.submenu and command.submenu not in submenus:
            submenus[command.submenu] = menu.addMenu(translated(Text(CONTEXT, command.submenu)))
        submenus.get(command.submenu, menu).addAction(actions[command.id])


class ExamplesMenu(QMenu):
    """The built-in experiments; choosing one calls `choose` with its name."""

    def __init__(self, choose: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Examples"))
        for example in examples():
            action = self.addAction(example.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=example.name: choose(name))
