"""Where a step's moments lie along a line of pixels.

Every phase is as wide as it has operations, but wide enough for its name, so
t and x are proportional within a phase and not across them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.scene.timeline import Slot, Timeline
from engine.trace import Phase

CLOSEST_TICKS = 7.0
"""Pixels between two ticks; closer ones would run into each other."""

LAYERS_A_TICK = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Segment:
    """A phase: t from `start` to `end` on x from `left` to `right`, with a tick at some t."""

    phase: Phase
    start: float
    end: float
    left: float
    right: float
    ticks: tuple[float, ...]

    def x(self, t: float) -> float:
        """Where t lies."""
        return self.left + (self.right - self.left) * (t - self.start) / (self.end - self.start)

    def t(self, x: float) -> float:
        """What lies at x."""
        return self.start + (self.end - self.start) * (x - self.left) / (self.right - self.left)


@dataclass(frozen=True)
class Track:
    """The phases side by side, in order."""

    segments: tuple[Segment, ...]

    def x(self, t: float) -> float:
        """Where t lies; a boundary belongs to the phase that it ends."""
        for segment in self.segments:
            if t <= segment.end:
                return segment.x(max(t, segment.start))
        return self.segments[-1].right

    def t(self, x: float) -> float:
        """What lies at x; at a gap and beyond the ends, the nearest moment."""
        for segment in self.segments:
            if x <= segment.right:
                return segment.t(max(x, segment.left))
        return self.segments[-1].end


def shares(weights: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """`width` divided as the weights say, but everyone gets at least `least`.

    Where that is too much for the width, as `least` says.
    """
    if sum(least) >= width:
        return [width * part / sum(least) for part in least]
    small: set[int] = set()
    while True:
        rest = width - sum(least[i] for i in small)
        weight = sum(weights[i] for i in range(len(weights)) if i not in small)
        parts = [least[i] if i in small else rest * weights[i] / weight for i in range(len(least))]
        short = {i for i, part in enumerate(parts) if part < least[i]}
        if not short:
            return parts
        small |= short


def layout(timeline: Timeline, least: Sequence[float], width: float, gap: float) -> Track:
    """The track of a step on `width` pixels, `least` wide for each phase, `gap` between two."""
    phases = timeline.phases
    room = max(width - gap * (len(phases) - 1), 1.0)
    parts = shares([end - start for _, start, end in phases], least, room)
    segments, left = [], 0.0
    for (phase, start, end), part in zip(phases, parts, strict=True):
        slots = timeline.slots[round(start) : round(end)]
        ticks = _ticks(slots, start, part / (end - start))
        segments.append(Segment(phase, start, end, left, left + part, ticks))
        left += part + gap
    return Track(tuple(segments))


def _ticks(slots: Sequence[Slot], start: float, pitch: float) -> tuple[float, ...]:
    """Between operations where they are `pitch` pixels apart; else between so many layers."""
    if pitch >= CLOSEST_TICKS:
        return tuple(start + i for i in range(1, len(slots)))
    layers = [slot.operation.layer for slot in slots]
    bounds = [start + i for i in range(1, len(layers)) if layers[i] != layers[i - 1]]
    for each in LAYERS_A_TICK:
        kept = bounds[each - 1 :: each]
        distance = min((b - a for a, b in zip([start, *kept], kept, strict=False)), default=0.0)
        if distance * pitch >= CLOSEST_TICKS:
            return tuple(kept)
    return ()
