"""Whether a desktop asks for calm, in its own words, and what the user's choice makes of that."""

import pytest

from app.scene.motion import ANIMATIONS, APPEARANCE, Motion, calm, macos_asks, portal_asks


@pytest.mark.parametrize(
    ("setting", "value", "asks"),
    [
        (APPEARANCE, 1, True),
        (APPEARANCE, 0, False),
        (APPEARANCE, 2, False),
        (APPEARANCE, None, False),
        (ANIMATIONS, False, True),
        (ANIMATIONS, True, False),
        (ANIMATIONS, 0, False),  # no truth value: not what this setting is
        (("org.gnome.desktop.interface", "cursor-size"), False, False),
    ],
)
def test_what_the_portal_says(setting, value, asks):
    assert portal_asks(setting, value) is asks


@pytest.mark.parametrize(("printed", "asks"), [("1\n", True), ("0\n", False), ("", False)])
def test_what_macos_prints(printed, asks):
    assert macos_asks(printed) is asks


def test_the_desktop_counts_only_where_the_user_says_so():
    assert [calm(Motion.DESKTOP, desktop) for desktop in (False, True)] == [False, True]
    assert [calm(Motion.FULL, desktop) for desktop in (False, True)] == [False, False]
    assert [calm(Motion.REDUCED, desktop) for desktop in (False, True)] == [True, True]
