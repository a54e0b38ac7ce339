"""Painting marks with QPainter: what the GPU canvas draws, for where there is none.

Lines that look the same are drawn with one pen. Where many are drawn they are
hairlines, which Qt draws ten times as fast as wider lines.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.scene.colour import Colours
from app.scene.edges import in_view
from app.scene.marks import Curves, Shapes, dashes
from engine.arrays import Array

WIDE = 200
"""At most this many lines are wider than a hairline."""

BINS = 24
"""Magnitudes, widths and opacities that are told apart."""

FULL = 360 * 16
"""A full turn in Qt's units."""


def paint_curves(painter: QPainter, curves: Curves, table: Colours, view: QRectF) -> None:
    """Draw lines, `table` being the colour table; those out of view are left out."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colours, hair = curves.colours(table), _hairlines(curves)
    for group in _groups(curves, np.flatnonzero(in_view(curves.ends, *view.getCoords())), hair):
        first = group[0]
        pen = curve_pen(colours[first], curves, first)
        if hair[first]:
            pen.setWidthF(1.0)
            pen.setCosmetic(True)
        painter.setPen(pen)
        _draw(painter, curves.ends[group], together=bool(hair[first]))


def curve_pen(colour: Array, curves: Curves, index: int) -> QPen:
    """The pen of one line."""
    width, opacity = float(curves.width[index]), float(curves.paint[index, 3])
    pen = QPen(QColor(*colour.tolist(), round(255 * opacity)), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if curves.dashed[index]:
        pen.setDashPattern(_pattern(width))
    return pen


def _pattern(width: float) -> list[float]:
    """Dashes and gaps in Qt's unit, the width."""
    return [length / width for length in dashes(width)]


def _hairlines(curves: Curves) -> NDArray[np.bool_]:
    """(E,): which lines are hairlines: none or all but the opaque ones, where those are few."""
    if len(curves) <= WIDE:
        return np.zeros(len(curves), np.bool_)
    opaque = curves.paint[:, 3] >= 1.0
    return ~opaque if np.count_nonzero(opaque) <= WIDE else np.ones(len(curves), np.bool_)


def _groups(
    curves: Curves, indices: NDArray[np.intp], hair: NDArray[np.bool_]
) -> Iterator[NDArray[np.intp]]:
    """The numbers of lines that look the same, in the order of the curves as far as can be."""
    if len(curves) <= WIDE:
        yield from indices[:, np.newaxis]
        return
    level, row, _, opacity = curves.paint.T
    look = np.rint(opacity * BINS).astype(np.int64) * (BINS + 1) + np.rint(np.abs(level) * BINS)
    look = (look * 64 + 2.0 * row).astype(np.int64) + hair
    order = indices[np.argsort(look[indices], kind="stable")]
    starts = np.flatnonzero(np.diff(look[order])) + 1
    yield from (group for group in np.split(order, starts) if group.size)


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


def paint_shapes(painter: QPainter, marks: Shapes, view: QRectF) -> None:
    """Draw boxes with round corners; those out of view are left out."""
    x, y, w, h = marks.box.T
    across = (x + w > view.left()) & (x - w < view.right())
    down = (y + h > view.top()) & (y - h < view.bottom())
    for index in np.flatnonzero(across & down).tolist():
        _paint_shape(painter, *(each[index].tolist() for each in _columns(marks)))


def _columns(marks: Shapes) -> tuple[Array, ...]:
    return marks.box, marks.outline, marks.fill, marks.pen


def _paint_shape(
    painter: QPainter,
    at: Sequence[float],
    outline: Sequence[float],
    fill: Sequence[int],
    ink: Sequence[int],
) -> None:
    x, y, w, h = at
    radius, width, share, dashed = outline
    box = QRectF(x - w, y - h, 2.0 * w, 2.0 * h)
    pen = QPen(QColor(*ink), width) if width > 0.0 else QPen(Qt.PenStyle.NoPen)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed and width > 0.0:
        pen.setDashPattern(_pattern(width))
    painter.setPen(pen)
    painter.setBrush(QColor(*fill) if fill[3] else Qt.BrushStyle.NoBrush)
    if radius == 0.0:
        painter.drawRect(box)
    elif share < 1.0:
        painter.drawArc(box, FULL // 4, -round(share * FULL))
    elif w == h:
        _paint_circle(painter, box, bool(dashed))
    else:
        painter.drawPath(_pill(x, y, w - radius, radius))


def _paint_circle(painter: QPainter, box: QRectF, dashed: bool) -> None:
    """A circle, whose dashes begin at the top's middle."""
    if not dashed:
        painter.drawEllipse(box)
        return
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(box)
    painter.setPen(pen)
    painter.drawArc(box, FULL // 4, -FULL)


def _pill(x: float, y: float, straight: float, radius: float) -> QPainterPath:
    """A box with round ends, from the top's middle clockwise."""
    left, right = x - straight - radius, x + straight - radius
    top, across = y - radius, 2.0 * radius
    path = QPainterPath(QPointF(x, top))
    path.lineTo(x + straight, top)
    path.arcTo(QRectF(right, top, across, across), 90.0, -180.0)
    path.lineTo(x - straight, y + radius)
    path.arcTo(QRectF(left, top, across, across), 270.0, -180.0)
    path.closeSubpath()
    return path
