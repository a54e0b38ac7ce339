"""Which edges are drawn, and along which curves.

An edge is a cubic Bézier curve that leaves its source and reaches its target
level: with x' and y' the way from 0 to 1 across and down, control points
(0, 0), (1/2, 0), (1/2, 1), (1, 1). So y'(t) = 3t² - 2t³ and
x'(t) = 3t/2 - 3t²/2 + t³, which both grow with t.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from app.scene.edge_budget import FIRST
from app.scene.frame import Frame
from app.scene.layout import Layout
from engine.arrays import Array

WIDEST = 8.0
"""No line is wider, in px."""

FAIR_SHARE = 0.5
"""The part of the budget that all layers have alike, so that none looks unconnected."""

MOST_IN_ORDER = 2000
"""More edges than this are not put in order, which would take longer than drawing them."""

Indices = NDArray[np.intp]
Shapes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges that are drawn; all arrays (E,). The most prominent are last, unless all are drawn
    and they are too many to be put in order.

    Edge (source, target) leads into `layer`. `level` in [-1, 1] is how far along
    its scale what it shows lies (nan: not computed yet), `tone` that scale's
    Tone; `lit` as in a frame. `chosen` are the edges' numbers through all
    layers, None where all are drawn in that order; `total` is how many edges
    the network has.
    """

    layer: Indices
    source: Indices
    target: Indices
    level: Array
    tone: NDArray[np.uint8]
    lit: Array
    chosen: Indices | None
    total: int

    @property
    def share(self) -> Array:
        """(E,): the magnitudes on their scales, in [0, 1]; 0 for nan."""
        return np.fmax(np.abs(self.level), 0.0)

    def __len__(self) -> int:
        return len(self.layer)


def drawn_edges(frame: Frame, budget: int = FIRST) -> Edges:
    """The edges of a frame that are drawn: all, or as many as the budget allows.

    Then those that are under way come first, then each layer's largest.
    """
    row, shapes = frame.edge_row, frame.runs.shapes
    level, tone, lit, total = row.level, row.tone, row.lit, row.lit.size
    if MOST_IN_ORDER < total <= budget:
        return Edges(*_all_places(shapes), level, tone, lit, None, total)
    rank = np.fmax(np.abs(level), 0.0) + 4.0 * (lit > 0.5) + lit
    chosen = np.arange(total)
    if total > budget:
        chosen = _largest(rank + 2.0 * _fair(rank, shapes, budget), budget)
    chosen = chosen[np.argsort(rank[chosen], kind="stable")]
    return Edges(*_places(shapes, chosen), level[chosen], tone[chosen], lit[chosen], chosen, total)


def _largest(rank: Array, count: int) -> Indices:
    """The numbers of the `count` largest."""
    return np.argpartition(rank, rank.size - count)[rank.size - count :]


def _fair(rank: Array, shapes: Shapes, budget: int) -> NDArray[np.bool_]:
    """Which edges are among the largest of their layer, as many as its fair share allows."""
    fair, start = np.zeros(rank.size, np.bool_), 0
    count = int(FAIR_SHARE * budget / len(shapes))
    for rows, columns in shapes:
        size = rows * columns
        part = rank[start : start + size]
        fair[start + _largest(part, min(count, size))] = True
        start += size
    return fair


def _places(shapes: Shapes, flat: Indices) -> tuple[Indices, Indices, Indices]:
    """Layer, source and target of edges numbered through all layers."""
    layer, source, target = _all_places(shapes)
    return layer[flat], source[flat], target[flat]


@lru_cache(maxsize=4)
def _all_places(shapes: Shapes) -> tuple[Indices, Indices, Indices]:
    """Layer, source and target of all edges, in order."""
    grids = [np.indices(shape).reshape(2, -1) for shape in shapes]
    layer = np.repeat(np.arange(1, len(shapes) + 1), [grid.shape[1] for grid in grids])
    source, target = np.concatenate(grids, axis=1)
    return layer, source, target


def ends(layout: Layout, layer: Indices, source: Indices, target: Indices) -> Array:
    """(E, 4): x0, y0 at the source's right rim, x1, y1 at the target's left rim."""
    exits = layout.exits[layout.starts[layer - 1] + source]
    return np.concatenate([exits, layout.entries[layout.starts[layer] + target]], axis=1)


def ends_of(layout: Layout, edges: Edges) -> NDArray[np.float32]:
    """(E, 4): the ends of the edges that are drawn."""
    whole = _all_ends(layout)
    return whole if edges.chosen is None else whole[edges.chosen]


@lru_cache(maxsize=4)
def _all_ends(layout: Layout) -> NDArray[np.float32]:
    """(E, 4): the ends of all edges, in order."""
    parts = []
    for left, right in pairwise(layout.columns):
        # x and y as one number: NumPy copies pairs one by one, and here are a hundred thousand.
        part = np.empty((len(left.exits), len(right.entries), 2), np.complex64)
        part[..., 0] = _pairs(left.exits)[:, np.newaxis]
        part[..., 1] = _pairs(right.entries)
        parts.append(part.reshape(-1, 2))
    return np.concatenate(parts).view(np.float32)


def _pairs(points: Array) -> NDArray[np.complex64]:
    """(n,): points (n, 2) as one number each."""
    return points.astype(np.float32, order="C").view(np.complex64)[:, 0]


def in_view(
    ends: Array | NDArray[np.float32], left: float, top: float, right: float, bottom: float
) -> NDArray[np.bool_]:
    """(E,): which edges with `ends` (E, 4) are within a view, at least in part."""
    highest, lowest = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    across = (ends[:, 2] > left) & (ends[:, 0] < right)
    return np.asarray(across & (lowest > top - WIDEST) & (highest < bottom + WIDEST))


def points(ends: Array, t: Array | float) -> Array:
    """(E, 2): the points at parameter t, scalar or (E,), of curves with `ends` (E, 4)."""
    x, y = _across(np.asarray(t)), _down(np.asarray(t))
    return np.stack(
        [
            ends[:, 0] + (ends[:, 2] - ends[:, 0]) * x,
            ends[:, 1] + (ends[:, 3] - ends[:, 1]) * y,
        ],
        axis=1,
    )


def velocity(t: Array) -> Array:
    """(n, 2): how fast a curve from (0, 0) to (1, 1) goes across and down at parameters t (n,)."""
    return np.stack([1.5 - 3.0 * t + 3.0 * t * t, 6.0 * t * (1.0 - t)], axis=1)


def _across(t: Array) -> Array:
    return t * (1.5 - 1.5 * t + t * t)


def _down(t: Array) -> Array:
    return t * t * (3.0 - 2.0 * t)


_T = np.linspace(0.0, 1.0, 257)
_X = _across(_T)


def distances(ends: Array, x: float, y: float) -> Array:
    """(E,): how far (x, y) is from each curve, nearly; inf left and right of it."""
    dx, dy = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    with np.errstate(all="ignore"):
        share = (x - ends[:, 0]) / dx
    inside = (share >= 0.0) & (share <= 1.0)
    t = np.interp(share, _X, _T)
    off = np.abs(y - (ends[:, 1] + dy * _down(t)))
    run, fall = np.stack([dx, dy]) * velocity(t).T
    with np.errstate(all="ignore"):
        straight = off * np.abs(run) / np.hypot(run, fall)
    return np.where(inside, straight, np.inf)


def widths(share: Array, count: int) -> Array:
    """(E,): line widths in px for magnitudes in [0, 1], where `count` edges are drawn.

    Many lines are thin: a heap of thick ones is only a heap.
    """
    thickest = 1.0 + 5.0 * min(1.0, sqrt(48.0 / max(count, 1)))
    return 1.0 + (thickest - 1.0) * share
