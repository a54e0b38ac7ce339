"""Widgets side by side, on as many lines as they need."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

GAP = 6


class WrappedRow(QWidget):
    """A row that may be narrower than its widgets together: those without room go below."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = widgets
        for widget in widgets:
            widget.setParent(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """A widget that needs more or less room moves those after it."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        x = y = 0
        height = max(widget.sizeHint().height() for widget in self._widgets)
        for widget in self._widgets:
            width = widget.sizeHint().width()
            if x and x + width > self.width():
                x, y = 0, y + height + GAP
            widget.setGeometry(x, y, min(width, self.width()), height)
            x += width + GAP
        if y + height != self.minimumHeight():
            self.setFixedHeight(y + height)
