"""Keys in an entry for a number: what no number has is for the window, whose commands are letters.

Else who has set a number with Enter would go on typing into it.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

IN_NUMBERS = frozenset("0123456789.,+-−eE ")
"""What is typed; a space does no harm, while as a command it would play."""

_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def is_for_the_window(event: QEvent) -> bool:
    """Whether it asks if a key belongs to the entry that does not."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    text = event.text()
    types = len(text) == 1 and text.isprintable() and not event.modifiers() & ~_TYPING
    return types and text not in IN_NUMBERS
