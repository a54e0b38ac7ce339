"""The command table is sound: names and keys are unique, every row can be run."""

from collections import Counter
from unittest.mock import MagicMock

from PySide6.QtGui import QKeySequence

from app.actions import COMMANDS
from app.commands.command import MENUS
from app.scene.look import AUTOMATIC


def test_names_are_unique():
    assert max(Counter(command.id for command in COMMANDS).values()) == 1


def test_no_key_commands_two_things(qapp):
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert "" not in keys
    assert max(Counter(keys).values()) == 1


def test_every_command_is_in_a_menu():
    assert {command.menu for command in COMMANDS} == set(MENUS)


def test_every_command_asks_the_desk_for_something_it_has(desk):
    window = desk.window
    for command in COMMANDS:
        stand_in = MagicMock(spec=type(window))
        stand_in.session, stand_in.player = MagicMock(), MagicMock(speed=1.0, look=AUTOMATIC)
        stand_in.inquiry = MagicMock()
        command.run(stand_in)
        assert stand_in.mock_calls or stand_in.player.mock_calls, command.id
        for predicate in (command.enabled, command.on):
            assert predicate is None or isinstance(predicate(window), bool), command.id
