"""A few short texts beside each other, each in a colour, that change with every step."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.views.stage_picture import Face


@dataclass(frozen=True)
class Span:
    """A piece of a line; without a colour in that of the label."""

    text: str
    colour: str = ""
    strong: bool = False


class SpanLabel(QLabel):
    """Paints lines of spans.

    Rich text in a label of Qt's would be taken apart and laid out again, and
    everything around it, whenever a digit changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[Span, ...], ...] = ()
        self._measure()

    def text(self) -> str:
        """All that is shown, without colours."""
        return "\n".join("".join(span.text for span in line) for line in self._lines)

    def show_lines(self, lines: Sequence[Sequence[Span]]) -> None:
        """Show these lines."""
        before, self._lines = self._lines, tuple(map(tuple, lines))
        if len(before) != len(self._lines):
            self.updateGeometry()
        if before != self._lines:
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the lines; their width is given."""
        return QSize(0, max(len(self._lines), 1) * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line by line."""
        painter = QPainter(self)
        plain, strong = self._faces
        usual = self.palette().windowText().color()
        y, line_height = self.fontMetrics().ascent(), self.fontMetrics().lineSpacing()
        for line in self._lines:
            x = 0.0
            for span in line:
                face = strong if span.strong else plain
                painter.setFont(face.font)
                painter.setPen(QColor(span.colour) if span.colour else usual)
                painter.drawText(QPointF(x, y), span.text)
                x += face.width(span.text)
            y += line_height
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()
            self.updateGeometry()

    def _measure(self) -> None:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.Bold)
        self._faces = Face(self.font()), Face(strong)
