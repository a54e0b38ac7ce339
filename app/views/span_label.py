"""A few short texts beside each other, each in a colour, that change with every step."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


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
        plain, strong = self.font(), QFont(self.font())
        strong.setWeight(QFont.Weight.Bold)
        metrics = {False: QFontMetricsF(plain), True: QFontMetricsF(strong)}
        usual = self.palette().windowText().color()
        y = metrics[False].ascent()
        for line in self._lines:
            x = 0.0
            for span in line:
                painter.setFont(strong if span.strong else plain)
                painter.setPen(QColor(span.colour) if span.colour else usual)
                painter.drawText(QPointF(x, y), span.text)
                x += metrics[span.strong].horizontalAdvance(span.text)
            y += metrics[False].lineSpacing()
        painter.end()
