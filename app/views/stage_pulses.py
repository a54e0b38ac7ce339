"""Painting the pulses: dots with a short, fading tail, travelling along their edges."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.edges import ends, points
from app.views.stage_picture import Picture, colour_of
from engine.arrays import Array
from engine.trace import Phase

TAIL = ((0.10, 0.45, 0.25), (0.066, 0.6, 0.45), (0.033, 0.78, 0.7), (0.0, 1.0, 1.0))
"""(how far behind, size, strength) of the dots of a pulse, the last to come first."""

MOST_PULSES = 300


def paint_pulses(painter: QPainter, picture: Picture) -> None:
    """Draw all pulses."""
    pulses = picture.frame.pulses
    if not pulses.layer.size:
        return
    shown = slice(0, MOST_PULSES)
    layer, source, target = pulses.layer[shown], pulses.source[shown], pulses.target[shown]
    curves = ends(picture.layout, layer, source, target)
    colours = picture.palette.lines(pulses.level, pulses.tone)[shown]
    backward = picture.frame.moment.phase is Phase.BACKWARD
    for behind, size, strength in TAIL:
        position = pulses.position[shown] + (behind if backward else -behind)
        inside = (position >= 0.0) & (position <= 1.0)
        spots = points(curves, position)
        for index in np.flatnonzero(inside).tolist():
            _paint_dot(painter, picture, spots[index], colours[index], size, strength)


def _paint_dot(
    painter: QPainter, picture: Picture, spot: Array, colour: Array, size: float, strength: float
) -> None:
    head = strength == 1.0
    painter.setPen(QPen(QColor(picture.theme.panel), 1.5) if head else Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(colour, strength))
    radius = 6.0 * size if picture.edges.total <= 64 else 4.0 * size
    painter.drawEllipse(QPointF(*spot.tolist()), radius, radius)
