"""Manners of controls in a scrolling panel: no change by accident, no key lost.

The wheel scrolls the panel and turns a control only while that has the focus.
Keys that a focused control understands reach it before the window's commands.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

BUTTON_KEYS = (Qt.Key.Key_Space,)
COMBO_KEYS = (  # not Space, which plays: Enter opens the list
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class InputGuard(QObject):
    """An event filter for any number of controls."""

    def watch(self, control: QWidget) -> None:
        """Give `control` manners."""
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore wheels over controls without focus; claim a control's own keys."""
        if event.type() is QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        if event.type() is QEvent.Type.ShortcutOverride and self._claims(watched, event):
            event.accept()
            return True
        return False

    def _claims(self, watched: QObject, event: QEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, QComboBox):
            return event.key() in COMBO_KEYS
        return isinstance(watched, QAbstractButton) and event.key() in BUTTON_KEYS
