"""Painting a what-if over the present: which number is tried, and what nodes would hold.

Dashes and the accent colour say that none of it is so.
"""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import hexadecimal, text_on, tints
from app.scene.edges import ends, points
from app.scene.ghost import Ghost, GhostNode, seen
from app.scene.kinds import Shown
from app.scene.layout import Column, Shape
from app.scene.node_marks import PALE
from app.scene.rings import ring_width
from app.views.stage_numbers import fitted
from app.views.stage_picture import Picture
from app.views.stage_texts import Texts
from engine.arrays import Array
from engine.quantity import Quantity, Role

AIR = 3.0
"""Px around a tag."""

NUMBER = 0.26
"""How far a node's number reaches below its middle, in radii."""

ALONG = tuple(n / 20.0 for n in (10, 9, 11, 8, 12, 7, 13, 6, 14, 5, 15, 4, 16, 3, 17))
"""Where on its edge a label may be, in the order tried."""


def paint_ghost(painter: QPainter, picture: Picture, texts: Texts, ghost: Ghost | None) -> None:
    """Draw what nodes would hold, and what is tried; it belongs on top of all."""
    if ghost is None:
        return
    for node in seen(ghost, picture.frame):
        _paint_node(painter, picture, node)
    text, box = label(picture, texts, ghost)
    _paint_tag(painter, picture, box, text, None)


def _paint_node(painter: QPainter, picture: Picture, node: GhostNode) -> None:
    column = picture.layout.columns[node.layer].around(node.unit)
    colour = _colour(picture, node)
    if _holds_two(picture, column):
        _paint_ring(painter, picture, column, node, colour)
        _paint_tag(painter, picture, _tag_box(picture, column, node), node.text, colour)
    elif column.holds_numbers:
        _paint_instead(painter, picture, column, node, colour)
    else:
        _paint_half(painter, picture, column, node, colour)


def _holds_two(picture: Picture, column: Column) -> bool:
    """Whether there is room in a node for a tag below its number."""
    below = (1.0 - NUMBER) * column.half_height
    return column.shape is Shape.CIRCLE and below >= picture.text + 3.0 * AIR


def _colour(picture: Picture, node: GhostNode) -> str:
    """The colour that a node would have; as everywhere, of a sum a pale one."""
    scales, colours = picture.frame.scales, picture.palette.value
    if node.shown is not Shown.SUM:
        return hexadecimal(colours.colours(node.value, scales.value[node.layer]))
    ground = colours.colours(node.value, scales.sum[node.layer])
    return hexadecimal(tints(ground, picture.theme.panel, PALE))


def _paint_ring(
    painter: QPainter, picture: Picture, column: Column, node: GhostNode, colour: str
) -> None:
    """A ring within the node in the colour that it would have."""
    width = 1.2 * ring_width(column)
    box = _box(column, node.unit).adjusted(width, width, -width, -width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, wide in ((picture.theme.panel, width + 2.0), (colour, width)):
        painter.setPen(QPen(QColor(ink), wide))
        painter.drawEllipse(box)
    painter.setPen(_dashed(picture, 1.5))
    painter.drawEllipse(box)


def _tag_box(picture: Picture, column: Column, node: GhostNode) -> QRectF:
    """At the foot of the node, within it: around it are its ring and its captions."""
    size = picture.text
    width = picture.fonts.width(node.text, size, bold=True) + 4.0 * AIR
    height = size + 2.0 * AIR
    x, y = column.centres[node.unit].tolist()
    bottom = y + column.half_height - 1.0
    return QRectF(x - 0.5 * width, bottom - height, width, height)


def _paint_tag(
    painter: QPainter, picture: Picture, box: QRectF, text: str, colour: str | None
) -> None:
    """A text on a rounded ground, in a node's colour or, where it has none, the panel's."""
    theme = picture.theme
    fill = colour or theme.panel
    painter.setBrush(QColor(fill))
    painter.setPen(_dashed(picture, 1.5))
    painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    painter.setFont(picture.fonts.font(picture.text, bold=True))
    painter.setPen(QColor(text_on(fill, theme.on_strong, theme.text) if colour else theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_instead(
    painter: QPainter, picture: Picture, column: Column, node: GhostNode, colour: str
) -> None:
    """Where a node has room for one number: the one that it would hold."""
    box = _box(column, node.unit)
    painter.setBrush(QColor(colour))
    painter.setPen(_dashed(picture, 2.0))
    painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    text, size = fitted(picture, node.value, column)
    painter.setFont(picture.fonts.font(size, bold=True))
    painter.setPen(QColor(text_on(colour, picture.theme.on_strong, picture.theme.text)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_half(
    painter: QPainter, picture: Picture, column: Column, node: GhostNode, colour: str
) -> None:
    """The right half of a dot has the colour that it would have."""
    painter.setBrush(QColor(colour))
    painter.setPen(QPen(QColor(picture.theme.accent), 1.0))
    painter.drawChord(_box(column, node.unit), -90 * 16, 180 * 16)


def label(picture: Picture, texts: Texts, ghost: Ghost) -> tuple[str, QRectF]:
    """What is tried and where that is said: where there is room; in short where there is less."""
    obstacles = _obstacles(picture, texts)
    boxes = [
        (text, box)
        for places in (_along, _around, _corners)
        for text in ghost.texts
        for box in places(picture, ghost.quantity, _half_size(picture, text))
    ]
    free = (each for each in boxes if _is_free(picture, each[1], obstacles))
    return next(free, boxes[0])


def _half_size(picture: Picture, text: str) -> Array:
    width = picture.fonts.width(text, picture.text, bold=True)
    return np.array([0.5 * width + 8.0, 0.5 * picture.text + AIR + 1.0])


def _obstacles(picture: Picture, texts: Texts) -> Array:
    """(m, 4): what the label must not cover."""
    return np.concatenate([picture.layout.solids, texts.boxes])


def _is_free(picture: Picture, box: QRectF, obstacles: Array) -> bool:
    left, top, right, bottom = box.getCoords()
    across = (obstacles[:, 2] <= left) | (obstacles[:, 0] >= right)
    down = (obstacles[:, 3] <= top) | (obstacles[:, 1] >= bottom)
    return picture.view.contains(box) and bool((across | down).all())


def _along(picture: Picture, quantity: Quantity, half: Array) -> list[QRectF]:
    """Boxes for a label on the edge that it is about."""
    if quantity.role is not Role.WEIGHT:
        return []
    at = (np.array([n]) for n in (quantity.layer, quantity.source, quantity.unit))
    curves = ends(picture.layout, *at)
    return [_centred(points(curves, t)[0], half) for t in ALONG]


def _around(picture: Picture, quantity: Quantity, half: Array) -> list[QRectF]:
    """Boxes around the node that it is about; a weight's, where it comes from."""
    column, unit = picture.layout.columns[quantity.layer], quantity.unit
    if quantity.role is Role.WEIGHT:
        column, unit = picture.layout.columns[quantity.layer - 1], quantity.source
    column = column.around(unit)
    across, up = half + (column.half_width, column.half_height) + 2.0 * ring_width(column) + AIR
    below = max(0.5 * column.pitch, up)
    ways = ((0.0, -up), (0.0, below), (across, 0.0), (-across, 0.0))
    return [_centred(column.centres[unit] + way, half) for way in ways]


def _corners(picture: Picture, quantity: Quantity, half: Array) -> list[QRectF]:
    """Boxes in the corners of the stage, where nothing near it is free."""
    inner = picture.view.adjusted(half[0], half[1], -half[0], -half[1]).adjusted(4, 4, -4, -4)
    corners = (inner.bottomLeft(), inner.topLeft(), inner.bottomRight(), inner.topRight())
    return [_centred(np.array([corner.x(), corner.y()]), half) for corner in corners]


def _centred(centre: Array, half: Array) -> QRectF:
    (left, top), (width, height) = (centre - half).tolist(), (2.0 * half).tolist()
    return QRectF(left, top, width, height)


def _box(column: Column, unit: int) -> QRectF:
    x, y = column.centres[unit].tolist()
    w, h = column.half_width, column.half_height
    return QRectF(QPointF(x - w, y - h), QPointF(x + w, y + h))


def _dashed(picture: Picture, width: float) -> QPen:
    return QPen(QColor(picture.theme.accent), width, Qt.PenStyle.DashLine)
