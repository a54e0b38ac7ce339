"""Painting the edges: colour and dash say sign, width says magnitude, strength says lit.

Edges that look the same are drawn with one pen. Where many are drawn they are
hairlines, which Qt draws ten times as fast as wider lines, and magnitude is
their strength.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.scene.edges import Edges, widths
from app.views.stage_picture import Picture, colour_of
from engine.arrays import Array

IDLE, LIT = 0.34, 1.0
"""How strong an edge is that takes no part in what is under way, and one that does."""

WIDE = 200
"""At most this many edges are wider than a hairline."""

BINS = 24
"""Magnitudes that are told apart by colour and width."""


def paint_edges(painter: QPainter, picture: Picture) -> None:
    """Draw all edges of the picture, the most prominent on top."""
    edges = picture.edges
    hair = _hairlines(edges)
    colours, strength = picture.palette.lines(edges.level, edges.tone), _strength(edges)
    thickness = np.where(hair, 1.0, widths(edges.share, len(edges)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for group in _groups(edges, visible(picture)):
        first = group[0]
        width = float(thickness[first])
        pen = QPen(colour_of(colours[first], float(strength[first])), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setCosmetic(bool(hair[first]))
        if edges.level[first] < 0:
            pen.setDashPattern(dashes(width))
        painter.setPen(pen)
        _draw(painter, picture.ends[group], together=bool(hair[first]))


def _hairlines(edges: Edges) -> NDArray[np.bool_]:
    """(E,): which edges are hairlines: none or all but the most lit, where those are few."""
    if len(edges) <= WIDE:
        return np.zeros(len(edges), np.bool_)
    lit = edges.lit > 0.5
    return ~lit if np.count_nonzero(lit) <= WIDE else np.ones(len(edges), np.bool_)


def dashes(width: float) -> list[float]:
    """A dash pattern in units of the width: dashes and gaps grow, but less than the line."""
    return [(5.0 + 1.2 * width) / width, (3.5 + 0.9 * width) / width]


def visible(picture: Picture) -> NDArray[np.bool_]:
    """(E,): which of the drawn edges are in view, at least in part."""
    view, ends = picture.view, picture.ends
    top, bottom = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    across = (ends[:, 2] > view.left()) & (ends[:, 0] < view.right())
    return across & (bottom > view.top() - 8) & (top < view.bottom() + 8)


def _strength(edges: Edges) -> Array:
    """(E,): how opaque edges are; where they are hairlines, magnitude is strength too."""
    count = len(edges)
    if count <= WIDE:
        return np.asarray(IDLE + (LIT - IDLE) * edges.lit)
    crowd = min(1.0, (400.0 / count) ** 0.5)
    idle = crowd * (0.2 + 0.6 * edges.share) * (1.0 + edges.lit)
    return np.where(edges.lit > 0.5, LIT, np.minimum(idle, LIT))


def _groups(edges: Edges, visible: NDArray[np.bool_]) -> Iterator[NDArray[np.intp]]:
    """The numbers of visible edges that look the same, the most prominent last."""
    look = np.rint(edges.lit * 8).astype(np.int64) * (BINS + 1)
    look += np.ceil(edges.share * BINS).astype(np.int64)
    look = look * 4 + 2 * edges.tone + (edges.level < 0)
    indices = np.flatnonzero(visible)
    order = indices[np.argsort(look[indices], kind="stable")]
    starts = np.flatnonzero(np.diff(look[order])) + 1
    return (group for group in np.split(order, starts) if group.size)


def add_curve(path: QPainterPath, ends: Sequence[float]) -> None:
    """Add the curve of an edge with the ends x0, y0, x1, y1 to a path."""
    x0, y0, x1, y1 = ends
    middle = 0.5 * (x0 + x1)
    path.moveTo(x0, y0)
    path.cubicTo(middle, y0, middle, y1, x1, y1)


def _draw(painter: QPainter, ends: Array, together: bool) -> None:
    """Draw curves; wide ones one by one, since a union of strokes costs more."""
    path = QPainterPath()
    for each in ends.tolist():
        add_curve(path, each)
        if not together:
            painter.drawPath(path)
            path.clear()
    if together:
        painter.drawPath(path)
