"""From where to where an axis goes: round numbers, so that it stands still while a curve grows."""

from math import ceil, floor, log10

STEP_ENDS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0)
"""Where an axis of steps may end within a decade: less than a quarter of it stays empty."""

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SMALLEST = 1e-300
"""Smaller values are 0 to an axis."""

LARGEST = 1e100
"""Values are shown up to here; arithmetic on larger ones might overflow."""


def _step(span: float) -> float:
    """A round number, of which about eight make `span`."""
    rough = span / 8.0
    decade = 10.0 ** floor(log10(rough))
    return decade * next(step for step in STEPS if step * decade >= rough * 0.999)


def steps_end(steps: int) -> int:
    """The step at which an axis for steps 0..steps-1 ends; at least 1."""
    last = max(steps - 1, 1)
    decade = 10.0 ** floor(log10(last))
    ends = (ceil(end * decade) for end in (*STEP_ENDS, 10.0))
    return next(end for end in ends if end >= last)


def round_range(low: float, high: float) -> tuple[float, float]:
    """An axis for any values low..high."""
    low, high = (min(max(end, -LARGEST), LARGEST) for end in (low, high))
    span = high - low
    if span <= max(1e-9 * abs(high), SMALLEST):  # a constant, but for rounding errors
        margin = abs(high) / 2.0 if abs(high) > SMALLEST else 1.0
        return low - margin, high + margin
    step = _step(span)
    return floor(low / step) * step, ceil(high / step) * step


def linear_range(low: float, high: float) -> tuple[float, float]:
    """An axis for losses low..high, at least 0. It begins at 0 where that is not far below."""
    start, end = round_range(0.0 if low <= high / 2.0 else low, high)
    return max(start, 0.0), end


def log_range(low: float, high: float) -> tuple[float, float]:
    """An axis for positive values low..high, as powers of ten; at least half a decade."""
    start, end = floor(log10(low) * 4.0) / 4.0, ceil(log10(high) * 4.0) / 4.0
    return (start, end) if end - start >= 0.5 else (start - 0.25, end + 0.25)
