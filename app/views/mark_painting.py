"""Painting marks with QPainter: what the GPU canvas draws, for where there is none.

Lines that look the same are drawn with one pen. Where there are many they are
made of hairlines, which Qt strokes fifteen times as fast as wider lines.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.scene.colour import Colours
from app.scene.edges import in_view
from app.scene.hairlines import Polylines, hairlines
from app.scene.marks import Curves, Shapes, dashes
from app.views.polyline_path import polyline_path
from engine.arrays import Array

WIDE = 100
"""At most this many lines are drawn one by one."""

BINS = 24
"""Magnitudes, widths and opacities that are told apart."""

FULL = 360 * 16
"""A full turn in Qt's units."""


def paint_curves(painter: QPainter, curves: Curves, table: Colours, view: QRectF) -> None:
    """Draw lines, `table` being the colour table; those out of view are left out."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colours, hair = curves.colours(table), _hairlines(curves)
    polylines = Polylines(curves.ends) if hair.any() else None
    for group in _groups(curves, np.flatnonzero(in_view(curves.ends, *view.getCoords())), hair):
        colour = QColor(*colours[group[0]].tolist())
        if polylines and hair[group[0]]:
            _paint_hairlines(painter, curves, polylines, group, colour)
            continue
        for index in group.tolist():
            _paint_curve(painter, curves, index, QColor(*colours[index].tolist()))


def _paint_curve(painter: QPainter, curves: Curves, index: int, colour: QColor) -> None:
    width = float(curves.width[index])
    colour.setAlphaF(float(curves.paint[index, 3]))
    painter.setPen(_line_pen(colour, width, width, bool(curves.dashed[index])))
    path = QPainterPath()
    x0, y0, x1, y1 = curves.ends[index].tolist()
    middle = 0.5 * (x0 + x1)
    path.moveTo(x0, y0)
    path.cubicTo(middle, y0, middle, y1, x1, y1)
    painter.drawPath(path)


def _paint_hairlines(
    painter: QPainter,
    curves: Curves,
    polylines: Polylines,
    group: NDArray[np.intp],
    colour: QColor,
) -> None:
    """Lines that look the same; where their hairlines overlap they must not be stronger."""
    width, ratio = float(curves.width[group].mean()), painter.deviceTransform().m11()
    through = max(1.0 - float(curves.paint[group, 3].mean()), 0.0)
    overlap = min(width * ratio / hairlines(width * ratio), 1.0)
    colour.setAlphaF(1.0 - through**overlap)
    pen = _line_pen(colour, width, 1.0 / ratio, bool(curves.dashed[group[0]]))
    pen.setCosmetic(True)
    pen.setWidthF(1.0)
    painter.setPen(pen)
    painter.drawPath(polyline_path(polylines.lines(group, width, ratio)))


def _line_pen(colour: QColor, width: float, drawn: float, dashed: bool) -> QPen:
    """The pen of a line of some width, that draws it `drawn` px wide at a time."""
    pen = QPen(colour, drawn)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(_pattern(width, drawn))
    return pen


def _pattern(width: float, unit: float) -> list[float]:
    """Dashes and gaps of a line of that width in Qt's unit, the pen's width."""
    return [length / unit for length in dashes(width)]


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
    look = np.rint(opacity * BINS).astype(np.int64) * (BINS + 1) + np.ceil(np.abs(level) * BINS)
    look = (look * 64 + 2.0 * row).astype(np.int64) + hair
    order = indices[np.argsort(look[indices], kind="stable")]
    starts = np.flatnonzero(np.diff(look[order])) + 1
    yield from (group for group in np.split(order, starts) if group.size)


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
        pen.setDashPattern(_pattern(width, width))
    painter.setPen(pen)
    painter.setBrush(QColor(*fill) if fill[3] else Qt.BrushStyle.NoBrush)
    if radius == 0.0:
        painter.drawRect(box)
    elif share < 1.0:
        painter.drawArc(box, FULL // 4, -round(share * FULL))
    elif w == h:
        _paint_circle(painter, box, bool(dashed))
    elif dashed:
        painter.drawPath(_pill(x, y, w - radius, radius))
    else:
        painter.drawRoundedRect(box, radius, radius)


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
