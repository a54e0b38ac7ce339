"""Painting the nodes: what is not known yet is an empty outline.

A weighted sum z is a coloured outline around a pale fill, an activation (or
input) a full fill, so that one sees which of the two a number is.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import hexadecimal, text_on, tint
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column, Shape
from app.scene.numbers import number
from app.views.stage_dots import paint_dots
from app.views.stage_picture import SMALLEST_TEXT, Picture
from app.views.stage_rings import paint_ring

PALE = 0.16
"""How much of its colour the fill of a weighted sum has."""


@dataclass(frozen=True)
class Node:
    """One node to paint: its box, what it shows and in which colour ("#rrggbb")."""

    box: QRectF
    column: Column
    value: float
    shown: Shown
    colour: str
    lit: float


def paint_nodes(painter: QPainter, picture: Picture) -> None:
    """Draw the nodes of all layers, with their rings and numbers."""
    for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
        indices = _visible(picture, column)
        if column.shape is Shape.DOT and not column.holds_numbers:
            paint_dots(painter, picture, column, nodes, indices)
            continue
        colours = picture.palette.value.colours(
            nodes.value, picture.frame.scales.of_nodes(nodes.shown)
        )
        for index in indices.tolist():
            node = _node(column, nodes, colours, index)
            _paint_body(painter, picture, node)
            paint_ring(painter, picture, column, nodes, index)
            _paint_number(painter, picture, node)


def _visible(picture: Picture, column: Column) -> np.ndarray:
    view, x, y = picture.view, *column.centres.T
    across = (x > view.left() - column.half_width) & (x < view.right() + column.half_width)
    down = (y > view.top() - column.half_height) & (y < view.bottom() + column.half_height)
    return np.flatnonzero(across & down)


def _node(column: Column, nodes: NodeFrame, colours: np.ndarray, index: int) -> Node:
    x, y = column.centres[index].tolist()
    w, h = column.half_width, column.half_height
    return Node(
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


def _paint_number(painter: QPainter, picture: Picture, node: Node) -> None:
    theme, column, box = picture.theme, node.column, node.box
    if node.shown is Shown.NOTHING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.node_border))
        dot = min(max(0.07 * column.half_height, 1.0), 2.5)
        painter.drawEllipse(QPointF(box.center()), dot, dot)
        return
    if not column.holds_numbers:
        return
    text, size = fitted(picture, node.value, column)
    if not text:
        return
    fill = fill_of(node, theme.panel)
    painter.setPen(QColor(text_on(fill, theme.on_strong, theme.text)))
    painter.setFont(picture.fonts.font(size, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    if node.shown is Shown.SUM and column.half_height > 22:
        _paint_tag(painter, picture, box, size)


def _paint_tag(painter: QPainter, picture: Picture, box: QRectF, size: float) -> None:
    """A small z over the number."""
    painter.setFont(picture.fonts.font(0.78 * size))
    painter.setPen(QColor(picture.theme.muted))
    above = box.adjusted(0, 0, 0, -2.1 * size)
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, "z")


def fitted(picture: Picture, value: float, column: Column) -> tuple[str, float]:
    """A number and its text's size, so that it fits into a node; "" where none does."""
    circle = column.shape is not Shape.PILL
    room = (1.62 if circle else 1.8) * column.half_width
    wanted = min((0.52 if circle else 1.18) * column.half_height, 1.9 * picture.text)
    for size, digits in ((wanted, 3), (0.85 * wanted, 3), (0.85 * wanted, 2), (0.7 * wanted, 1)):
        size = max(size, SMALLEST_TEXT + 1.0)
        text = number(value, digits)
        if picture.fonts.width(text, size, bold=True) <= room:
            return text, size
    return "", wanted
