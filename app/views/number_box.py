"""A typed number with arrow keys that take steps."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from app.scene.entries import parsed, stepped, written
from app.views.number_keys import is_for_the_window
from engine.options import Option

WIDTH = 92
"""Pixels, for about eight digits."""


class NumberBox(QAbstractSpinBox):
    """An entry for a number of an option's kind. Any text can be typed; checking is for others.

    edited: a number, or the text where it is none, was entered (Enter, leaving
    the entry, an arrow key). reverted: Esc. A `bare` one has no arrows at its side.
    """

    edited = Signal(object)
    reverted = Signal()

    def __init__(self, option: Option, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bare = bare
        self._option = option
        self._committed = ""
        self.setFixedWidth(WIDTH)
        self.lineEdit().setAlignment(
            Qt.AlignmentFlag.AlignHCenter if bare else Qt.AlignmentFlag.AlignRight
        )
        if bare:
            self.setButtonSymbols(self.ButtonSymbols.NoButtons)
            self.setProperty("bare", True)

    def set_option(self, option: Option) -> None:
        """Another range to step in."""
        self._option = option

    def show_value(self, value: int | float | str) -> None:
        """Show a number."""
        self._committed = written(value)
        self.lineEdit().setText(self._committed)

    @property
    def value(self) -> int | float | str:
        """What has been typed so far."""
        return parsed(self.lineEdit().text(), isinstance(self._option.default, int))

    def stepBy(self, steps: int) -> None:
        """Enter the number some arrow key presses away."""
        value = self.value
        start = self._option.low if isinstance(value, str) else value
        self.lineEdit().setText(written(stepped(start, steps, self._option)))
        self.lineEdit().selectAll()
        self._commit()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Both ways; at an end of the range a step changes nothing."""
        return self.StepEnabledFlag.StepUpEnabled | self.StepEnabledFlag.StepDownEnabled

    def event(self, event: QEvent) -> bool:
        """Leave to the window what no number has."""
        if is_for_the_window(event):
            event.ignore()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A bare one's entry takes all its width."""
        super().resizeEvent(event)
        self._widen()

    def showEvent(self, event: QShowEvent) -> None:
        """See resizeEvent."""
        super().showEvent(event)
        self._widen()

    def changeEvent(self, event: QEvent) -> None:
        """See resizeEvent."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._widen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes effect, Esc goes back to the number in effect."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        elif event.key() == Qt.Key.Key_Escape and self._differs:
            self.reverted.emit()
            self.lineEdit().selectAll()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the entry takes effect."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._commit()

    def _widen(self) -> None:
        # Style sheets keep room for the arrows even where there are none.
        if self._bare:
            self.lineEdit().setGeometry(self.rect().adjusted(3, 3, -3, -3))

    @property
    def _differs(self) -> bool:
        return bool(self.property("wrong")) or self.lineEdit().text() != self._committed

    def _commit(self) -> None:
        if self.lineEdit().text() != self._committed:
            self._committed = self.lineEdit().text()
            self.edited.emit(self.value)
