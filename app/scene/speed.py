"""Speeds of playing: a logarithmic slider's positions, and the rungs that keys climb."""

from collections.abc import Sequence
from math import log

SLOWEST, FASTEST = 0.1, 20.0

POSITIONS = 200
"""The slider's last position; the first is 0."""

RUNGS: Sequence[float] = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)


def speed_at(position: int) -> float:
    """The speed at a slider's position, to two significant digits."""
    exact = SLOWEST * (FASTEST / SLOWEST) ** (position / POSITIONS)
    return float(f"{exact:.2g}")


def position_of(speed: float) -> int:
    """The slider's position whose speed is nearest."""
    return round(POSITIONS * log(speed / SLOWEST) / log(FASTEST / SLOWEST))


def faster(speed: float) -> float:
    """The next rung above, or the last."""
    return next((rung for rung in RUNGS if rung > speed), FASTEST)


def slower(speed: float) -> float:
    """The next rung below, or the first."""
    return next((rung for rung in reversed(RUNGS) if rung < speed), SLOWEST)
