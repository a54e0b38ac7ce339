"""Painting what is asked about: what is lit, and what is pinned, wherever it is on the stage."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.layout import Column, Shape
from app.scene.rings import is_tight, ring_width
from app.scene.trails import Stroke
from app.views.stage_captions import paint_told
from app.views.stage_picture import Picture, faded
from app.views.stage_texts import Texts
from app.views.stage_trails import curve, paint_trails
from engine.quantity import LOSS, Quantity, Role

HALO = {False: 0.26, True: 0.42}
"""The opacity of the light around what is lit, and around what is pinned."""

EDGE_HALO = 13.0
"""The width of the light around an edge, in px."""

PIN = 5.0
"""The radius of the pin on what is pinned."""

_VALUES = (Role.INPUT, Role.SUM, Role.ACTIVATION)
_RINGS = (Role.DELTA, Role.OUTPUT_GRADIENT)


@dataclass(frozen=True)
class Spotlight:
    """What is lit, what of it is pinned, and the paths that are shown."""

    lit: frozenset[Quantity] = frozenset()
    pinned: Quantity | None = None
    strokes: tuple[Stroke, ...] = ()

    def on_stage(self) -> Iterator[tuple[Quantity, bool]]:
        """What is lit and has a place on the stage, with whether it is pinned; that last."""
        for quantity in sorted(self.lit, key=lambda each: each == self.pinned):
            if quantity != LOSS:
                yield quantity, quantity == self.pinned


def paint_under(painter: QPainter, picture: Picture, spotlight: Spotlight) -> None:
    """Draw what lies between the edges and the nodes: paths, and light around what is lit."""
    paint_trails(painter, picture, spotlight.strokes)
    for quantity, pinned in spotlight.on_stage():
        light = faded(picture.theme.accent, HALO[pinned])
        if quantity.role is Role.WEIGHT:
            _paint_edge_halo(painter, picture, quantity, light)
        elif quantity.role in _RINGS:
            _paint_ring_halo(painter, picture, quantity, light)
        elif quantity.role in _VALUES:
            _paint_node_halo(painter, picture, quantity, light)


def paint_over(painter: QPainter, picture: Picture, texts: Texts, spotlight: Spotlight) -> None:
    """Draw what lies on top: outlines, texts on a coloured ground, the pin."""
    for quantity, pinned in spotlight.on_stage():
        boxes = _light_texts(painter, picture, texts, quantity)
        if quantity.role in _VALUES or (quantity.role is Role.BIAS and not boxes):
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
    numbers = [pill.box for pill in texts.pills if pill.weight == quantity]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(picture.theme.accent), 2.0))
    for box in numbers:
        painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    return [row.told_box for row in rows] + numbers


def _paint_edge_halo(
    painter: QPainter, picture: Picture, quantity: Quantity, light: QColor
) -> None:
    path = curve(picture, quantity.layer, quantity.source, quantity.unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((light, EDGE_HALO), (QColor(picture.theme.accent), 1.5)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPath(path)


def _paint_ring_halo(
    painter: QPainter, picture: Picture, quantity: Quantity, light: QColor
) -> None:
    column = picture.layout.columns[quantity.layer]
    width = ring_width(column)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(light, 2.0 * width + 4.0))
    _paint_shape(painter, column, quantity.unit, 0.0 if is_tight(column) else 1.15 * width)


def _paint_node_halo(
    painter: QPainter, picture: Picture, quantity: Quantity, light: QColor
) -> None:
    column = picture.layout.columns[quantity.layer]
    painter.setBrush(light)
    painter.setPen(Qt.PenStyle.NoPen)
    # A little past the ring.
    _paint_shape(painter, column, quantity.unit, 1.65 * ring_width(column) + 3.0)


def _paint_outline(painter: QPainter, picture: Picture, quantity: Quantity, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(picture.theme.accent), width))
    _paint_shape(painter, picture.layout.columns[quantity.layer], quantity.unit, 0.0)


def _paint_shape(painter: QPainter, column: Column, unit: int, off: float) -> None:
    """A node's shape, `off` px larger on every side."""
    x, y = column.centres[unit].tolist()
    w, h = column.half_width + off, column.half_height + off
    box = QRectF(x - w, y - h, 2.0 * w, 2.0 * h)
    if column.shape is Shape.PILL:
        painter.drawRoundedRect(box, h, h)
    else:
        painter.drawEllipse(box)


def _pin_place(picture: Picture, quantity: Quantity, boxes: list[QRectF]) -> QPointF:
    """At the right end of a text; else at a node's upper left, or halfway along an edge."""
    if boxes:
        return QPointF(boxes[0].right() + PIN, boxes[0].center().y())
    if quantity.role is Role.WEIGHT:
        path = curve(picture, quantity.layer, quantity.source, quantity.unit)
        return path.pointAtPercent(0.5)
    column = picture.layout.columns[quantity.layer]
    x, y = column.centres[quantity.unit].tolist()
    off = 0.0 if quantity.role in _VALUES else 1.15 * ring_width(column)
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
