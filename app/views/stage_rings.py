"""Painting the ring around a node: an arc from 12 o'clock as long as its gradient is large."""

from math import isnan

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import hexadecimal
from app.scene.frame import NodeFrame, Ring
from app.scene.layout import Column
from app.scene.rings import is_tight, ring_width
from app.views.stage_edges import dashes
from app.views.stage_picture import Picture

FULL = 360 * 16
"""A full turn in Qt's units."""


def paint_ring(
    painter: QPainter, picture: Picture, column: Column, nodes: NodeFrame, index: int
) -> None:
    """Draw a node's ring: delta as a full line, the gradient of its output as a thin one."""
    ring, gradient = Ring(nodes.ring[index]), float(nodes.gradient[index])
    if ring is Ring.NOTHING or isnan(gradient) or gradient == 0.0:
        return
    level = nodes.ring_level[index]
    colour = hexadecimal(picture.palette.gradient_line.colours(level, 1.0))
    width = ring_width(column) * (1.0 if ring is Ring.DELTA else 0.5)
    if is_tight(column):
        width = max(width, 2.2)
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if gradient < 0:
        pen.setDashPattern(dashes(width))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _paint_arc(painter, column, index, abs(float(level)))


def _paint_arc(painter: QPainter, column: Column, index: int, share: float) -> None:
    x, y = column.centres[index].tolist()
    off = 1.15 * ring_width(column)
    w, h = column.half_width + off, column.half_height + off
    box = QRectF(x - w, y - h, 2 * w, 2 * h)
    if is_tight(column):
        box.adjust(off, off, -off, -off)
        painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    elif share > 0.0:
        painter.drawArc(box, FULL // 4, -max(round(share * FULL), 60))
