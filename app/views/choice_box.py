"""A choice among named things."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

ARROW_WIDTH = 36
"""Pixels that the arrow and the paddings take."""

LIST_MARGIN = 24
"""Pixels beside the names in the list."""


class ChoiceBox(QComboBox):
    """A combo box of (key, name) pairs that may be narrower than its names.

    Who chose with the mouse is done with it: the keys are the window's again.

    edited: the user chose a key (the one shown, too). reverted: Esc.
    """

    edited = Signal(object)
    reverted = Signal()

    def __init__(self, items: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._by_mouse = False
        self.arrow_width = ARROW_WIDTH
        for key, name in items:
            self.addItem(name, key)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)

    def show_value(self, key: object, otherwise: str = "") -> None:
        """Show a choice; `otherwise` where it is none of them."""
        self.setPlaceholderText(otherwise)
        self.setCurrentIndex(self.findData(key))
        self._explain()

    def showPopup(self) -> None:
        """The list is as wide as its names."""
        width = self.view().sizeHintForColumn(0) + LIST_MARGIN
        self.view().setMinimumWidth(max(width, self.width()))
        # The list's window takes over no palette by itself under a style sheet.
        self.view().window().setPalette(self.window().palette())
        super().showPopup()

    def hidePopup(self) -> None:
        """Give the keyboard back if it was the mouse that opened the list."""
        super().hidePopup()
        if self._by_mouse:
            self.clearFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember by what the list is opened."""
        self._by_mouse = True
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back a choice that was refused."""
        self._by_mouse = False
        if event.key() == Qt.Key.Key_Escape and self.property("wrong"):
            self.reverted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut off is told by the tool tip."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt paints it, but a long name ends in an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = option.currentText or self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, self._room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @property
    def _room(self) -> int:
        return self.width() - self.arrow_width

    def _on_activated(self, index: int) -> None:
        self._explain()
        self.edited.emit(self.itemData(index))

    def _explain(self) -> None:
        text = self.currentText() or self.placeholderText()
        cut = self.fontMetrics().horizontalAdvance(text) > self._room
        self.setToolTip(text if cut else self.hint)
