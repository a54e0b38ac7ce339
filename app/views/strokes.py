"""Painting that several views share: curves from arrays, colours mixed from a theme's."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from shiboken6 import Shiboken

from app.scene.colour import tint
from app.scene.theme import Theme
from engine.arrays import Array


@lru_cache(maxsize=512)
def faint(theme: Theme) -> str:
    """The colour of single batches' losses behind the curve of their epochs' means."""
    return tint(theme.accent, theme.panel, 0.45)


def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of a theme's colour."""
    return QPen(QColor(colour), width, style)


@contextmanager
def kept(painter: QPainter) -> Iterator[None]:
    """Give the painter back as it was."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def draw_curve(painter: QPainter, x: Array, y: Array) -> None:
    """Join the points x, y (n,) by straight lines, with the painter's pen.

    As single lines: a thick polyline of a noisy curve is fifty times slower.
    Qt reads them where NumPy wrote them.
    """
    lines = np.empty((max(len(x) - 1, 0), 4))
    if not len(lines):
        return
    lines[:, 0], lines[:, 1], lines[:, 2], lines[:, 3] = x[:-1], y[:-1], x[1:], y[1:]
    painter.drawLines(Shiboken.wrapInstance(lines.ctypes.data, QLineF), len(lines))


def draw_dots(painter: QPainter, x: Array, y: Array) -> None:
    """A dot at each of the points x, y (n,), as large as the painter's pen (with round ends)."""
    dots = np.stack([x, y], axis=1)
    if len(dots):
        painter.drawPoints(Shiboken.wrapInstance(dots.ctypes.data, QPointF), len(dots))
