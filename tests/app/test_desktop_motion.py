"""The desktop's wish, as its portal sends it, reaches the stage."""

import pytest

from app.desktop_motion import DesktopMotion
from app.scene.motion import ANIMATIONS, APPEARANCE
from app.views.memory import recall


class Box:
    """A variant, as D-Bus packs values into."""

    def __init__(self, value):
        self._value = value

    def variant(self):
        return self._value


@pytest.fixture
def following(desk):
    motion = DesktopMotion(desk)
    motion.calm_asked.connect(desk.window.follow_desktop)
    return motion


def test_a_change_of_the_desktop_is_followed_while_running(desk, following):
    following.on_changed(*ANIMATIONS, Box(True))
    assert not desk.player.selection.calm
    following.on_changed(*APPEARANCE, Box(Box(1)))
    following.on_changed(*ANIMATIONS, Box(True))  # says nothing against it
    assert desk.player.selection.calm
    following.on_changed(*APPEARANCE, Box(0))
    assert not desk.player.selection.calm


def test_what_the_user_chooses_outweighs_the_desktop_and_is_remembered(desk, following, settings):
    following.on_changed(*ANIMATIONS, Box(False))
    actions = desk.window.actions_table
    actions["motion_full"].trigger()
    assert not desk.player.selection.calm
    actions["motion_reduced"].trigger()
    following.on_changed(*ANIMATIONS, Box(True))
    assert desk.player.selection.calm
    assert actions["motion_reduced"].isChecked() and not actions["motion_full"].isChecked()
    desk.window.close()
    assert recall(settings).motion == "reduced"


def test_a_platform_without_such_a_setting_is_silent(following, qtbot):
    with qtbot.assertNotEmitted(following.calm_asked):
        following.ask("plan9")
