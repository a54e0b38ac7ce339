"""Painting a gradient's paths over the edges: glowing lines, as wide as the path is strong."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.scene.edges import ends
from app.scene.trails import Stroke
from app.views.stage_edges import add_curve, dashes
from app.views.stage_picture import Picture, faded

VEIL = 0.62
"""How much of the edges that are on no path goes under."""

WIDTHS = (1.6, 5.5)
"""The widths, in px, of a path that adds nothing and of the strongest."""

GLOW = ((9.0, 0.12), (4.0, 0.22))
"""(wider by, opacity) of the light around a path."""


def paint_trails(painter: QPainter, picture: Picture, strokes: Sequence[Stroke]) -> None:
    """Draw the paths over the edges, of which those that are on none grow dim."""
    if not strokes:
        return
    painter.fillRect(picture.view, faded(picture.theme.panel, VEIL))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        _paint_stroke(painter, picture, stroke)


def curve(picture: Picture, layer: int, source: int, target: int) -> QPainterPath:
    """The curve of any edge, whether it is among the drawn ones or not."""
    place = (np.array([number]) for number in (layer, source, target))
    path = QPainterPath()
    add_curve(path, ends(picture.layout, *place)[0].tolist())
    return path


def _paint_stroke(painter: QPainter, picture: Picture, stroke: Stroke) -> None:
    theme = picture.theme
    colour = theme.gradient_negative if stroke.negative else theme.gradient_positive
    path = curve(picture, stroke.layer, stroke.source, stroke.target)
    width = WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * stroke.share
    for wider, opacity in GLOW:
        painter.setPen(_pen(faded(colour, opacity), width + wider))
        painter.drawPath(path)
    line = _pen(QColor(colour), width)
    if stroke.negative:
        line.setDashPattern(dashes(width))
    painter.setPen(line)
    painter.drawPath(path)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
