"""Many wide lines at once, each made of hairlines side by side.

Qt strokes a hairline fifteen times as fast as a wider line, and reads a whole
path from memory faster than it is told a single curve of it.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from app.scene.edges import points
from engine.arrays import Array

PIECES = 14
"""Each curve consists of so many straight pieces."""

DENSITY = 1.3
"""Hairlines to a pixel: side by side they would leave light between them."""

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE = 0, 1
_T = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, PIECES + 1))  # closer where curves bend
_PLACE = points(np.array([[0.0, 0.0, 1.0, 1.0]]).repeat(PIECES + 1, axis=0), _T)
_VELOCITY = np.stack([1.5 - 3.0 * _T + 3.0 * _T**2, 6.0 * _T * (1.0 - _T)], axis=1)


def hairlines(width: float) -> int:
    """How many hairlines a line is made of that is so many pixels of the device wide."""
    return max(int(np.ceil(DENSITY * (width - 0.05))), 1) if width > 1.05 else 1


class Polylines:
    """Curves with `ends` (E, 4) as points along them, and what lies across them there."""

    def __init__(self, ends: NDArray[np.floating]) -> None:
        start, way = ends[:, np.newaxis, :2].astype(np.float64), ends[:, 2:] - ends[:, :2]
        velocity = way[:, np.newaxis] * _VELOCITY
        x, y = velocity[..., 0], velocity[..., 1]
        speed = np.maximum(np.hypot(x, y), 1e-9)
        self._points = start + way[:, np.newaxis] * _PLACE
        self._across = np.empty_like(velocity)
        self._across[..., 0], self._across[..., 1] = (
            -velocity[..., 1] / speed,
            velocity[..., 0] / speed,
        )

    def path(self, group: NDArray[np.intp], width: float, ratio: float) -> QPainterPath:
        """The hairlines of some of the curves, `width` px wide, on a device with `ratio` pixels to
        a px."""
        points, across = self._points[group], self._across[group]
        reach, count = 0.5 * (width - 1.0 / ratio), hairlines(width * ratio)
        if count == 1:
            return _path(points)
        offsets = np.linspace(-reach, reach, count)[:, np.newaxis, np.newaxis, np.newaxis]
        return _path((points + offsets * across).reshape(-1, PIECES + 1, 2))


def _path(lines: Array) -> QPainterPath:
    """Polylines (n, points, 2) as one path, in the form in which Qt writes paths down."""
    elements = np.empty(lines.shape[:2], _ELEMENT)
    elements["kind"], elements["x"], elements["y"] = _LINE, lines[..., 0], lines[..., 1]
    elements["kind"][:, 0] = _MOVE
    head = np.array(elements.size, ">i4").tobytes()
    foot = np.zeros(2, ">i4").tobytes()  # the last start, the rule of filling
    path, data = QPainterPath(), QByteArray(head + elements.tobytes() + foot)
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path
