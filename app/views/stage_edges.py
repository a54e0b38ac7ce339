"""Painting the edges: colour and dash say sign, width says magnitude, strength says lit.

Edges that look the same are drawn with one pen. Where many are drawn they are
hairlines, which Qt draws ten times as fast as wider lines, and magnitude is
their strength.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.scene.edges import Edges, widths
from app.scene.frame import Ink
from app.views.stage_picture import Picture, colour_of
from engine.arrays import Array

IDLE, LIT = 0.34, 1.0
"""How strong an edge is that takes no part in what is under way, and one that does."""

HAIRLINES = 260
"""More edges than this are drawn as hairlines."""

BINS = 24
"""Magnitudes that are told apart by colour and width."""


def paint_edges(painter: QPainter, picture: Picture) -> None:
    """Draw all edges of the picture, the most prominent on top."""
    edges = picture.edges
    visible = _visible(picture)
    hair = len(edges) > HAIRLINES
    colours = _colours(picture)
    thickness = widths(edges.share, len(edges))
    strength = _strength(edges, hair)
    for group in _groups(edges, visible):
        first = group[0]
        pen = QPen(colour_of(colours[first], float(strength[first])))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setCosmetic(hair)
        pen.setWidthF(1.0 if hair else float(thickness[first]))
        if edges.value[first] < 0:
            pen.setDashPattern(dashes(1.0 if hair else float(thickness[first])))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _draw(painter, picture.ends[group], together=hair)


def dashes(width: float) -> list[float]:
    """A dash pattern in units of the width: dashes and gaps grow, but less than the line."""
    return [(5.0 + 1.2 * width) / width, (3.5 + 0.9 * width) / width]


def _visible(picture: Picture) -> NDArray[np.bool_]:
    view, ends = picture.view, picture.ends
    top, bottom = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    across = (ends[:, 2] > view.left()) & (ends[:, 0] < view.right())
    return across & (bottom > view.top() - 8) & (top < view.bottom() + 8)


def _colours(picture: Picture) -> Array:
    edges, scales, palette = picture.edges, picture.frame.scales, picture.palette
    gradient = (edges.ink == Ink.GRADIENT)[:, np.newaxis]
    return np.where(
        gradient,
        palette.gradient_line.colours(edges.value, scales.gradient),
        palette.value_line.colours(edges.value, scales.weight),
    )


def _strength(edges: Edges, hair: bool) -> Array:
    strength = IDLE + (LIT - IDLE) * edges.lit
    return strength * (0.3 + 0.7 * edges.share) if hair else strength


def _groups(edges: Edges, visible: NDArray[np.bool_]) -> Iterator[NDArray[np.intp]]:
    """The numbers of visible edges that look the same, the most prominent last."""
    look = np.rint(edges.lit * 8).astype(np.int64) * (BINS + 1)
    look += np.ceil(edges.share * BINS).astype(np.int64)
    look = look * 6 + 2 * edges.ink + (edges.value < 0)
    indices = np.flatnonzero(visible)
    order = indices[np.argsort(look[indices], kind="stable")]
    starts = np.flatnonzero(np.diff(look[order])) + 1
    return (group for group in np.split(order, starts) if group.size)


def _draw(painter: QPainter, ends: Array, together: bool) -> None:
    """Draw curves; wide ones one by one, since a union of strokes costs more."""
    path = QPainterPath()
    for x0, y0, x1, y1 in ends.tolist():
        middle = 0.5 * (x0 + x1)
        path.moveTo(x0, y0)
        path.cubicTo(middle, y0, middle, y1, x1, y1)
        if not together:
            painter.drawPath(path)
            path.clear()
    if together:
        painter.drawPath(path)
