"""Wide lines as hairlines side by side, where a canvas draws those far faster."""

import numpy as np
from numpy.typing import NDArray

from app.scene.edges import points, velocity
from engine.arrays import Array

PIECES = 14
"""Each curve consists of so many straight pieces."""

DENSITY = 1.3
"""Hairlines to a pixel: side by side they would leave light between them."""

_T = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, PIECES + 1))  # closer where curves bend
_PLACE = points(np.array([[0.0, 0.0, 1.0, 1.0]]).repeat(PIECES + 1, axis=0), _T)
_VELOCITY = velocity(_T)


def hairlines(width: float) -> int:
    """How many hairlines a line is made of that is so many pixels of the device wide."""
    return max(int(np.ceil(DENSITY * (width - 0.05))), 1) if width > 1.05 else 1


class Polylines:
    """Curves with `ends` (E, 4) as points along them, and what lies across them there."""

    def __init__(self, ends: NDArray[np.floating]) -> None:
        start, way = ends[:, np.newaxis, :2].astype(np.float64), ends[:, 2:] - ends[:, :2]
        along = way[:, np.newaxis] * _VELOCITY
        speed = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1e-9)
        self._points = start + way[:, np.newaxis] * _PLACE
        self._across = np.stack([-along[..., 1], along[..., 0]], axis=2) / speed[..., np.newaxis]

    def lines(self, group: NDArray[np.intp], width: float, ratio: float) -> Array:
        """(n, PIECES + 1, 2): the hairlines of some of the curves, `width` px wide, on a device
        with `ratio` pixels to a px."""
        points, across = self._points[group], self._across[group]
        reach, count = 0.5 * (width - 1.0 / ratio), hairlines(width * ratio)
        if count == 1:
            return points
        offsets = np.linspace(-reach, reach, count)[:, np.newaxis, np.newaxis, np.newaxis]
        return np.asarray((points + offsets * across).reshape(-1, PIECES + 1, 2))
