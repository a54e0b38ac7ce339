"""The choices of what is coloured and how, in one menu for where the eye looks: the legend."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.command import CONTEXT
from app.commands.look import LOOK_MENUS, STEPPING
from app.scene.texts import Text
from app.views.action_set import ActionSet, key_text
from app.views.texts import translated

SMALLEST = 12
"""Px: letters of the menu are not made smaller than this."""

DENSE = "QMenu {{ font-size: {size}px; }} QMenu::item {{ padding: 2px 22px 2px 8px; }}"


class LookMenu(QMenu):
    """The actions of the menu bar's submenus, one group below another."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings: dict[str, QAction] = {}
        self._keys: dict[str, list[str]] = {}
        for title in LOOK_MENUS:
            self._add_group(actions, title)
        self._name()
        self.aboutToShow.connect(self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()

    def _add_group(self, actions: ActionSet, title: str) -> None:
        commands = [command for command in actions.commands if command.submenu == title]
        # Under a style sheet the sections that Qt offers lose their names.
        if self.actions():
            self.addSeparator()
        heading = self._headings[title] = self.addAction("")
        heading.setEnabled(False)
        self._keys[title] = [key_text(each.keys[0]) for each in commands if each.id in STEPPING]
        for command in commands:
            if command.id not in STEPPING:
                self.addAction(actions[command.id])

    def _fit(self) -> None:
        """In a presentation in a low window be denser: two columns would cover the network."""
        self.setStyleSheet("")
        size = self.fontInfo().pixelSize()
        while self._columns() > 1 and size > SMALLEST:
            self.setStyleSheet(DENSE.format(size=size))
            size -= 1

    def _columns(self) -> int:
        self.ensurePolished()
        self.actionGeometry(self.actions()[0])  # Qt counts columns only when it places actions
        return self.columnCount()

    def _name(self) -> None:
        for title, heading in self._headings.items():
            name = translated(Text(CONTEXT, title)).replace("&", "")
            heading.setText("\t".join([name, *self._keys[title]]))
