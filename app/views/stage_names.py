"""The names beside inputs and outputs that have no captions, and painting them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.layout import Column, Shape
from app.scene.node_names import node_name
from app.scene.placement import Board
from app.scene.rings import ring_width
from app.views.stage_picture import SMALLEST_TEXT, Picture, sides

FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip

EDGE = 4.0
"""Px between a name and the edge of the stage."""

LEAST = 3
"""A name of which no more letters fit, the ellipsis included, says nothing."""


@dataclass(frozen=True)
class Name:
    """The name of a node (layer, unit)."""

    node: tuple[int, int]
    text: str
    size: float
    box: QRectF


def names(picture: Picture, board: Board, captioned: set[int]) -> list[Name]:
    """Names to the left of the inputs and to the right of the outputs, but those `captioned`."""
    found = [
        name
        for layer in (0, picture.depth)
        if layer not in captioned and _has_room(picture.layout.columns[layer])
        for name in _names(picture, layer, picture.layout.columns[layer])
    ]
    return list(compress(found, board.place_each([[sides(each.box)] for each in found])))


def paint_names(painter: QPainter, picture: Picture, found: list[Name]) -> None:
    """Draw them."""
    painter.setPen(QColor(picture.theme.text))
    for name in found:
        painter.setFont(picture.fonts.font(name.size, bold=True))
        painter.drawText(name.box, FLAGS, name.text)


def _has_room(column: Column) -> bool:
    """Whether it is a single column, far enough apart."""
    if column.fold and not column.fold.hidden:
        return False
    x = column.centres[column.featured, 0]
    single = column.shape is not Shape.PIXEL and float(np.ptp(x)) == 0.0
    return single and column.pitch >= 1.2 * SMALLEST_TEXT


def _names(picture: Picture, layer: int, column: Column) -> Iterator[Name]:
    view, size = picture.view, min(picture.text, column.pitch / 1.2)
    off = column.half_width + max(7.0, 2.0 * ring_width(column) + 3.0)
    height = min(picture.line, 0.9 * column.pitch)  # neighbours must not touch
    for unit in np.flatnonzero(column.featured).tolist():
        x, y = column.centres[unit].tolist()
        end = x - off - view.left() if layer == 0 else view.right() - x - off
        room = min(max(0.5 * column.room + 20.0, 58.0), end - EDGE)
        shown = picture.frame.nodes[layer].shown[unit]
        name = node_name(picture.dataset, picture.depth, layer, unit, shown)
        text = picture.fonts.elided(name, size, room, bold=True)
        if text != name and len(text) <= LEAST:
            continue
        width = picture.fonts.width(text, size, bold=True)
        left = x - off - width if layer == 0 else x + off
        yield Name((layer, unit), text, size, QRectF(left, y - 0.5 * height, width, height))
