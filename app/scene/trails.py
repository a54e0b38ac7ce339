"""From the paths of a gradient to the lines on the stage that show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from app.scene.explanation.page import Trail


@dataclass(frozen=True)
class Stroke:
    """An edge of a path: its place, how strong in [0, 1] its path is, and of which sign."""

    layer: int
    source: int
    target: int
    share: float
    negative: bool


def strokes(trails: Iterable[Trail]) -> tuple[Stroke, ...]:
    """The lines of paths, each edge once, for the strongest path along it; the strongest last.

    `share` is a path's |product| relative to the strongest one's; what is not finite counts as 0.
    """
    ordered = sorted(trails, key=_strength)
    most = _strength(ordered[-1]) if ordered else 0.0
    lines: dict[tuple[int, int, int], Stroke] = {}
    for trail in ordered:
        share = _strength(trail) / most if most else 0.0
        for edge in trail.edges:
            lines.pop(edge, None)
            lines[edge] = Stroke(*edge, share, trail.product < 0.0)
    return tuple(lines.values())


def _strength(trail: Trail) -> float:
    return abs(trail.product) if isfinite(trail.product) else 0.0
