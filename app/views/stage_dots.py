"""Painting the nodes of wide layers: dots without numbers, drawn as plainly as can be."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import rgb
from app.scene.frame import NodeFrame, Ring, Shown
from app.scene.layout import Column
from app.views.stage_picture import Picture, colour_of
from app.views.stage_rings import paint_ring
from engine.arrays import Array

SPECK = 4.0
"""Dots of a smaller radius are squares: an outline would be all there is of them."""


def paint_dots(
    painter: QPainter,
    picture: Picture,
    column: Column,
    nodes: NodeFrame,
    indices: np.ndarray,
) -> None:
    """Draw the nodes `indices` of a layer as dots, a weighted sum as a circle."""
    colours = _colours(picture, nodes)
    if column.half_height < SPECK:
        _paint_specks(painter, column, colours, indices)
        return
    full = np.isin(nodes.shown, (Shown.INPUT, Shown.ACTIVATION))
    _paint_full(painter, column, colours, indices[full[indices]])
    _paint_open(painter, picture, column, colours, indices[~full[indices]])
    for index in indices[nodes.ring[indices] != Ring.NOTHING].tolist():
        paint_ring(painter, picture, column, nodes, index)
    for index in indices[nodes.lit[indices] > 0.5].tolist():
        painter.setPen(QPen(QColor(picture.theme.accent), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = column.half_height + 1.0
        painter.drawEllipse(QPointF(*column.centres[index].tolist()), radius, radius)


def _colours(picture: Picture, nodes: NodeFrame) -> Array:
    colours = picture.palette.fills(nodes.level, nodes.tone)
    colours[nodes.shown == Shown.NOTHING] = rgb(picture.theme.node_border)
    colours[nodes.lit > 0.5] = rgb(picture.theme.accent)
    return colours


def _paint_specks(painter: QPainter, column: Column, colours: Array, indices: np.ndarray) -> None:
    corners = column.centres - (column.half_width, column.half_height)
    w, h = 2.0 * column.half_width, 2.0 * column.half_height
    for (x, y), colour in zip(corners[indices].tolist(), colours[indices].tolist(), strict=True):
        painter.fillRect(QRectF(x, y, w, h), QColor(*colour))


def _paint_full(painter: QPainter, column: Column, colours: Array, indices: np.ndarray) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    radius, centres = column.half_height, column.centres[indices].tolist()
    for (x, y), colour in zip(centres, colours[indices].tolist(), strict=True):
        painter.setBrush(QColor(*colour))
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _paint_open(
    painter: QPainter, picture: Picture, column: Column, colours: Array, indices: np.ndarray
) -> None:
    painter.setBrush(QColor(picture.theme.panel))
    width = min(max(0.24 * column.half_height, 1.0), 3.0)
    radius = column.half_height - 0.5 * width
    for index in indices.tolist():
        painter.setPen(QPen(colour_of(colours[index]), width))
        painter.drawEllipse(QPointF(*column.centres[index].tolist()), radius, radius)
