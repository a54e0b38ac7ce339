# ruff: noqa: D102 - the protocol below only lists names
"""What a command is, and what commands act on. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.scene.texts import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    from app.scene.neighbourhood import Direction
    from app.viewmodels.inquiry import Inquiry
    from app.viewmodels.player import Player
    from app.viewmodels.session import Session


class Desk(Protocol):
    """What commands act on: the parts of one window, and what only the window can do."""

    @property
    def session(self) -> Session: ...
    @property
    def player(self) -> Player: ...
    @property
    def inquiry(self) -> Inquiry: ...
    @property
    def training_running(self) -> bool: ...
    @property
    def dark(self) -> bool: ...
    @property
    def full_screen(self) -> bool: ...
    @property
    def settings_shown(self) -> bool: ...
    @property
    def inspector_shown(self) -> bool: ...
    @property
    def can_check(self) -> bool: ...
    def toggle_training(self) -> object: ...
    def choose_limit(self) -> object: ...
    def restart(self) -> object: ...
    def show_neighbour(self, offset: int) -> object: ...
    def choose_file(self) -> object: ...
    def open(self, name: str) -> object: ...
    def zoom_in(self) -> object: ...
    def zoom_out(self) -> object: ...
    def fit(self) -> object: ...
    def toggle_theme(self) -> object: ...
    def toggle_settings(self) -> object: ...
    def toggle_inspector(self) -> object: ...
    def toggle_pin(self) -> object: ...
    def pin_next(self, direction: Direction) -> object: ...
    def turn_page(self, pages: int) -> object: ...
    def check(self) -> object: ...
    def copy_text(self) -> object: ...
    def copy_latex(self) -> object: ...
    def toggle_full_screen(self) -> object: ...
    def show_shortcuts(self) -> object: ...
    def show_about(self) -> object: ...
    def close(self) -> object: ...


CONTEXT = "Actions"

FILE = QT_TRANSLATE_NOOP("Actions", "&File")
PLAY = QT_TRANSLATE_NOOP("Actions", "&Play")
TRAIN = QT_TRANSLATE_NOOP("Actions", "&Train")
ASK = QT_TRANSLATE_NOOP("Actions", "&Ask")
VIEW = QT_TRANSLATE_NOOP("Actions", "&View")
HELP = QT_TRANSLATE_NOOP("Actions", "&Help")
STEP_BY = QT_TRANSLATE_NOOP("Actions", "Step &by")

MENUS = (FILE, PLAY, TRAIN, ASK, VIEW, HELP)


@dataclass(frozen=True)
class Command:
    """A row of the table.

    `keys` in Qt's portable notation, the first is the one that is shown.
    Commands that have a button have an `icon`; the `primary` one stands out. A
    `group` is set off by a line in its menu, a `submenu` lies one level deeper.
    Where `on` holds, the command is checked if it is `checkable`, and shows
    `on_text` and `on_icon`.
    """

    id: str
    text: str
    run: Callable[[Desk], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    submenu: str = ""
    group: int = 0
    enabled: Callable[[Desk], bool] | None = None
    on: Callable[[Desk], bool] | None = None
    on_text: str = ""
    on_icon: str = ""
    checkable: bool = False
    primary: bool = False

    def title(self, on: bool = False) -> Text:
        """The command's name, ready to be translated."""
        return Text(CONTEXT, self.on_text if on and self.on_text else self.text)
