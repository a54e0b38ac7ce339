"""An activation's curve as it is drawn: its points, the place on it, the tangent there."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np

from app.scene.axis_range import round_range
from engine.activations import ACTIVATIONS
from engine.arrays import Array

Range = tuple[float, float]
Point = tuple[float, float]

POINTS = 161
"""An odd number, so that one of them is 0, where some functions have their kink."""

REACH = 4.0
"""The curve goes from -REACH to REACH, or further where z is near an end or beyond."""

MARGIN = 0.08
"""Room below and above the curve, as a share of its height."""

TANGENT = 0.16
"""How far the tangent goes to both sides, as a share of the width and of the height."""


@dataclass(frozen=True, eq=False)
class ActivationCurve:
    """`z`, `a` (n,): the curve; what of it is to be seen; where z lies; (z, a); the tangent.

    None for what is not computed yet, or cannot be shown.
    """

    z: Array
    a: Array
    z_range: Range
    a_range: Range
    at: float | None
    point: Point | None
    tangent: tuple[Point, Point] | None


def activation_curve(name: str, z: float, a: float) -> ActivationCurve | None:
    """The curve of the activation `name` about z; None for softmax, which has none.

    z and a are nan where they are not computed yet.
    """
    if ACTIVATIONS[name].slope is None:
        return None
    reach = _reach(z)
    at = np.linspace(-reach, reach, POINTS)
    values = _on_row(ACTIVATIONS[name].f, at)
    ranges = (-reach, reach), _room(values)
    shown = isfinite(z) and abs(z) <= reach
    point = (z, a) if shown and isfinite(a) else None
    return ActivationCurve(
        at, values, *ranges, z if shown else None, point, _tangent(name, point, *ranges)
    )


def _reach(z: float) -> float:
    if not isfinite(z) or abs(z) <= 0.9 * REACH:
        return REACH
    return round_range(0.0, 1.1 * abs(z))[1]


def _on_row(f: Callable[[Array, Array], object], z: Array) -> Array:
    out = np.empty((1, len(z)))
    with np.errstate(all="ignore"):
        f(z[np.newaxis], out)
    return np.asarray(out[0])


def _room(values: Array) -> Range:
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    margin = MARGIN * (high - low)
    return low - margin, high + margin


def _slope(name: str, point: Point) -> float:
    slope, out = ACTIVATIONS[name].slope, np.empty((1, 1))
    assert slope is not None
    with np.errstate(all="ignore"):
        slope(np.array([[point[0]]]), np.array([[point[1]]]), out)
    return float(out[0, 0])


def _tangent(
    name: str, point: Point | None, z_range: Range, a_range: Range
) -> tuple[Point, Point] | None:
    if point is None:
        return None
    slope = _slope(name, point)
    # Equally long on the screen, whether it is flat or steep.
    width, height = z_range[1] - z_range[0], a_range[1] - a_range[0]
    off = TANGENT * width / float(np.hypot(1.0, slope * width / height))
    z, a = point
    return (z - off, a - slope * off), (z + off, a + slope * off)
