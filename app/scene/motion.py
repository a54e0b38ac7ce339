"""How much may move on the stage: what the user wants, and what desktops say about it.

Desktops answer in their own words; what these mean is told here, so that it can
be tested without any.
"""

from enum import StrEnum


class Motion(StrEnum):
    """What the user has chosen."""

    DESKTOP = "desktop"
    FULL = "full"
    REDUCED = "reduced"


def calm(motion: Motion, desktop: bool) -> bool:
    """Whether nothing shall fly; `desktop` is whether the desktop asks for that."""
    return desktop if motion is Motion.DESKTOP else motion is Motion.REDUCED


APPEARANCE = "org.freedesktop.appearance", "reduced-motion"
ANIMATIONS = "org.gnome.desktop.interface", "enable-animations"

PORTAL_SETTINGS = APPEARANCE, ANIMATIONS
"""(namespace, key) of the settings of a desktop portal (org.freedesktop.portal.Settings)."""


def portal_asks(setting: tuple[str, str], value: object) -> bool:
    """Whether one of the portal's settings asks for calm; one that is not there does not.

    reduced-motion is 1 where motion is to be reduced, enable-animations is a truth value.
    """
    if setting == APPEARANCE:
        return value == 1
    return setting == ANIMATIONS and value is False


def macos_asks(printed: str) -> bool:
    """The same, of what `defaults read com.apple.universalaccess reduceMotion` prints."""
    return printed.strip() == "1"
