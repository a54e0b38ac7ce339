"""A setting that is on or off."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QWidget

from app.scene.theme import Theme

BOX = 15.0
"""Pixels of the box's side."""

TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
"""The tick's corners, in parts of the box."""


class FlagBox(QCheckBox):
    """A box to tick, drawn in the theme's colours. edited: the user ticked or cleared it."""

    edited = Signal(object)
    reverted = Signal()

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.clicked.connect(lambda checked: self.edited.emit(checked))

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def show_value(self, value: object) -> None:
        """Show it on or off."""
        self.setChecked(bool(value))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.0, (self.height() - BOX) / 2.0, BOX, BOX)
        paint_box(painter, box, self.isChecked(), self._edge, self._theme)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(
            self.rect().adjusted(round(BOX) + 8, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )

    @property
    def _edge(self) -> str:
        if self.property("wrong"):
            return self._theme.error
        return self._theme.accent if self.hasFocus() else self._theme.muted


def paint_box(painter: QPainter, box: QRectF, checked: bool, edge: str, theme: Theme) -> None:
    """A box with a tick or without; `edge` is the colour of its outline."""
    painter.setPen(QPen(QColor(edge), 1.6))
    painter.setBrush(QColor(theme.accent if checked else theme.field))
    painter.drawRoundedRect(box, 3.5, 3.5)
    if edge == theme.accent:
        # A ring, so that the focus shows on a ticked box too.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text), 1.2))
        painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 4.0, 4.0)
    if checked:
        pen = QPen(QColor(theme.on_accent), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(
            QPolygonF([box.topLeft() + QPointF(x * BOX, y * BOX) for x, y in TICK])
        )
