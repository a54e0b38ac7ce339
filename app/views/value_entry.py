"""An entry for a real number: Enter proposes it and, pressed again, sets it."""

from math import isfinite

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.scene.entries import parsed
from app.scene.numbers import number
from app.views.number_keys import is_for_the_window

DIGITS = 6
WIDTH = 92
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class ValueEntry(QLineEdit):
    """Shows a number until another one is typed.

    proposed(value): a number has been entered (Enter, or leaving the entry).
    confirmed, dropped: Enter, or Esc, where nothing is typed that was not entered.
    stepped(steps): an arrow key wants it this many steps larger.
    """

    proposed = Signal(float)
    confirmed = Signal()
    dropped = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setFixedWidth(WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_value(self, value: float) -> None:
        """Show a number, its full precision in the tool tip; what is being typed stays."""
        typing = self._typed
        self._shown = number(value, DIGITS)
        self.setToolTip(repr(value))
        if not (typing and self.hasFocus()):
            self.setText(self._shown)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are its own before the window's shortcuts get them, and no others."""
        if is_for_the_window(event):
            event.ignore()
            return True
        if event.type() is QEvent.Type.ShortcutOverride and event.key() in STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key = event.key()
        if key in ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in STEPS:
            self.stepped.emit(STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the entry enters what is typed; what is no number is gone."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self._typed:
            self._propose()
            self.setText(self._shown)

    @property
    def _typed(self) -> bool:
        return self.text() != self._shown

    def _enter(self) -> None:
        if self._typed:
            self._propose()
            self.selectAll()
        else:
            self.confirmed.emit()

    def _leave(self) -> None:
        if self._typed:
            self.setText(self._shown)
            self.selectAll()
        else:
            self.dropped.emit()

    def _propose(self) -> None:
        value = parsed(self.text(), whole=False)
        if isinstance(value, float) and isfinite(value):
            self._shown = self.text()  # entered now: what the answer shows may replace it
            self.proposed.emit(value)
