"""Painting what is asked about, over all else: outlines, texts on a coloured ground, the pin."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.edges import ends, points
from app.scene.layout import Column, Shape
from app.scene.rings import ring_width
from app.scene.spotlight import VALUES, Spotlight
from app.views.stage_captions import paint_told
from app.views.stage_picture import Picture
from app.views.stage_texts import Texts
from engine.quantity import Quantity, Role

PIN = 5.0
"""The radius of the pin on what is pinned."""


def paint_over(painter: QPainter, picture: Picture, texts: Texts, spotlight: Spotlight) -> None:
    """Draw what lies on top: outlines, texts on a coloured ground, the pin."""
    for quantity, pinned in spotlight.on_stage():
        boxes = _light_texts(painter, picture, texts, quantity)
        if quantity.role in VALUES or (quantity.role is Role.BIAS and not boxes):
            _paint_outline(painter, picture, quantity, 3.0 if pinned else 2.0)
        if pinned:
            _paint_pin(painter, picture, _pin_place(picture, quantity, boxes))


def _light_texts(
    painter: QPainter, picture: Picture, texts: Texts, quantity: Quantity
) -> list[QRectF]:
    """Light up the texts that show its number; gives their boxes."""
    rows = [row for row in texts.rows if row.told == quantity]
    for row in rows:
        paint_told(painter, picture, row, picture.theme.accent_soft)
    numbers = [pill.box for pill in texts.pills if pill.quantity == quantity]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(picture.theme.accent), 2.0))
    for box in numbers:
        painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    return [row.told_box for row in rows] + numbers


def _paint_outline(painter: QPainter, picture: Picture, quantity: Quantity, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(picture.theme.accent), width))
    column = picture.layout.columns[quantity.layer].around(quantity.unit)
    _paint_shape(painter, column, quantity.unit, 0.0)


def _paint_shape(painter: QPainter, column: Column, unit: int, off: float) -> None:
    """A node's shape, `off` px larger on every side."""
    x, y = column.centres[unit].tolist()
    w, h = column.half_width + off, column.half_height + off
    box = QRectF(x - w, y - h, 2.0 * w, 2.0 * h)
    if column.shape is Shape.PILL:
        painter.drawRoundedRect(box, h, h)
    elif column.shape is Shape.PIXEL:
        painter.drawRect(box)
    else:
        painter.drawEllipse(box)


def _pin_place(picture: Picture, quantity: Quantity, boxes: list[QRectF]) -> QPointF:
    """At the right end of a text; else at a node's upper left, or halfway along an edge."""
    if boxes:
        return QPointF(boxes[0].right() + PIN, boxes[0].center().y())
    if quantity.role is Role.WEIGHT:
        place = (np.array([n]) for n in (quantity.layer, quantity.source, quantity.unit))
        return QPointF(*points(ends(picture.layout, *place), 0.5)[0].tolist())
    column = picture.layout.columns[quantity.layer].around(quantity.unit)
    x, y = column.centres[quantity.unit].tolist()
    off = 0.0 if quantity.role in VALUES else 1.15 * ring_width(column)
    # On a circle the point at half past ten; on a pill the corner of that.
    across = column.half_width - (1.0 - DIAGONAL) * column.half_height
    return QPointF(x - across - DIAGONAL * off, y - DIAGONAL * (column.half_height + off))


DIAGONAL = 0.7071
"""The sine and cosine of 45°."""


def _paint_pin(painter: QPainter, picture: Picture, place: QPointF) -> None:
    """A ring in the accent colour, set off from what is under it."""
    theme = picture.theme
    painter.setPen(QPen(QColor(theme.panel), 1.5))
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(place, PIN + 1.0, PIN + 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.panel))
    painter.drawEllipse(place, 0.4 * PIN, 0.4 * PIN)
