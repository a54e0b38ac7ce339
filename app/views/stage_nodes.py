"""Painting the nodes: what is not known yet is an empty outline.

A weighted sum z is a coloured outline around a pale fill, an activation (or
input) a full fill, so that one sees which of the two a number is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import Colours, hexadecimal, tint
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column, Shape
from app.views.stage_dots import paint_dots
from app.views.stage_picture import Picture
from app.views.stage_rings import paint_ring

PALE = 0.16
"""How much of its colour the fill of a weighted sum has."""


@dataclass(frozen=True)
class Node:
    """One node to paint: its box, what it shows and in which colour ("#rrggbb")."""

    index: int
    box: QRectF
    column: Column
    value: float
    shown: Shown
    colour: str
    lit: float


def paint_nodes(painter: QPainter, picture: Picture) -> None:
    """Draw the nodes of all layers, with their rings and numbers."""
    for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
        if column.shape is Shape.DOT and not column.holds_numbers:
            paint_dots(painter, picture, column, nodes, _visible(picture, column))
            continue
        for node in _nodes(picture, column, nodes):
            _paint_body(painter, picture, node)
            paint_ring(painter, picture, column, nodes, node.index)


def numbered(picture: Picture) -> Iterator[Node]:
    """The nodes in view that have room for a number."""
    for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
        if column.holds_numbers:
            yield from _nodes(picture, column, nodes)


def _nodes(picture: Picture, column: Column, nodes: NodeFrame) -> Iterator[Node]:
    colours = _colours(picture, nodes)
    for index in _visible(picture, column).tolist():
        yield _node(column, nodes, colours, index)


def _colours(picture: Picture, nodes: NodeFrame) -> Colours:
    return picture.palette.fills(nodes.level, nodes.tone)


def _visible(picture: Picture, column: Column) -> np.ndarray:
    view, x, y = picture.view, *column.centres.T
    across = (x > view.left() - column.half_width) & (x < view.right() + column.half_width)
    down = (y > view.top() - column.half_height) & (y < view.bottom() + column.half_height)
    return np.flatnonzero(across & down)


def _node(column: Column, nodes: NodeFrame, colours: np.ndarray, index: int) -> Node:
    x, y = column.centres[index].tolist()
    w, h = column.half_width, column.half_height
    return Node(
        index,
        QRectF(x - w, y - h, 2 * w, 2 * h),
        column,
        float(nodes.value[index]),
        Shown(nodes.shown[index]),
        hexadecimal(colours[index]),
        float(nodes.lit[index]),
    )


def fill_of(node: Node, panel: str) -> str:
    """The colour that a node's number stands on."""
    if node.shown is Shown.NOTHING:
        return panel
    if node.shown is Shown.SUM:
        return tint(node.colour, panel, PALE)
    return node.colour


def _paint_body(painter: QPainter, picture: Picture, node: Node) -> None:
    theme, half = picture.theme, node.column.half_height
    painter.setBrush(QColor(fill_of(node, theme.panel)))
    painter.setPen(_outline(picture, node))
    _paint_shape(painter, node.box, node.column)
    if node.lit > 0.0:
        accent = QColor(theme.accent)
        accent.setAlphaF(node.lit)
        width = min(max(0.075 * half, 1.5), 4.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, width))
        # Around a weighted sum's coloured outline; else on the rim, inside a ring's place.
        off = 0.5 * width + 0.06 * half if node.shown is Shown.SUM else -0.5 * width
        _paint_shape(painter, node.box.adjusted(-off, -off, off, off), node.column)
    if node.shown is Shown.NOTHING:
        _paint_empty(painter, picture, node)


def _paint_empty(painter: QPainter, picture: Picture, node: Node) -> None:
    """A speck where its number will be."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(picture.theme.node_border))
    speck = min(max(0.07 * node.column.half_height, 1.0), 2.5)
    painter.drawEllipse(node.box.center(), speck, speck)


def _outline(picture: Picture, node: Node) -> QPen:
    half = node.column.half_height
    if node.shown is not Shown.SUM:
        return QPen(QColor(picture.theme.node_border), 1.5 if half > 8 else 1.0)
    return QPen(QColor(node.colour), min(max(0.12 * half, 1.5), 5.0))


def _paint_shape(painter: QPainter, box: QRectF, column: Column) -> None:
    if column.shape is Shape.PILL:
        painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    else:
        painter.drawEllipse(box)
