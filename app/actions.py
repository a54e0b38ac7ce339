"""Everything a user can command, as one table.

Menus, buttons, shortcuts and the shortcut sheet are built from it, so they
cannot disagree. No Qt here: views/action_set.py makes QActions of the rows.
"""

from collections.abc import Sequence

from app.commands import asking, look, playing, window
from app.commands.command import MENUS, Command


def _in_menu_order(commands: Sequence[Command]) -> tuple[Command, ...]:
    return tuple(sorted(commands, key=lambda command: MENUS.index(command.menu)))


COMMANDS = _in_menu_order((*window.COMMANDS, *look.COMMANDS, *playing.COMMANDS, *asking.COMMANDS))
