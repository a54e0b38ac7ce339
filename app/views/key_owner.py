"""Whose a key is: the focused control's, or the command table's.

Shortcuts work wherever the focus is, except that what types into a field
belongs to the field, and Space to the button that has the focus.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLineEdit, QTextEdit, QWidget

TEXT_FIELDS = (QLineEdit, QAbstractSpinBox, QTextEdit)

COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def belongs_to_focus(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Whether the control that has the focus shall get the key, and no command."""
    key, plain = event.key(), not event.modifiers() & COMMANDING
    if isinstance(focused, TEXT_FIELDS):
        # Ctrl+arrow jumps from word to word.
        arrow = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return arrow or (plain and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35)
    return isinstance(focused, QAbstractButton) and plain and key == Qt.Key.Key_Space
