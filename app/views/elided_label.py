"""A line of text that is cut with an ellipsis where there is no room for it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Asks for no width of its own; its tool tip has the whole text.

    It paints its text itself: Qt's label would have everything around it laid
    out anew for every text, though all of them need the same room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._shown = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """The text, uncut."""
        return self._whole

    def text(self) -> str:
        """The text as it is shown, cut where there is no room."""
        return self._shown

    def show_text(self, text: str) -> None:
        """Show this."""
        if text != self._whole:
            self._whole = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self._cut()

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), self._shown)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        """Cut anew for another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
            self._cut()

    def _cut(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self._shown = self.fontMetrics().elidedText(self._whole, mode, self.width())
        self.update()
