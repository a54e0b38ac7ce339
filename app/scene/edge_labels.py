"""The numbers on edges, and where they go without covering one another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scene.edges import Edges, points
from app.scene.frame import EdgeFrame, Ink
from app.scene.layout import Column, Layout
from app.scene.numbers import number, signed
from engine.arrays import Array

MOST_LABELS = 32
"""More edges than this, all alike, have no numbers: one could not tell whose a number is."""

MOST_NEIGHBOURS = 16
"""Where more edges than this are lit at all, only those most lit have numbers."""

NEAR_SOURCE = (0.24, 0.32, 0.18, 0.40, 0.48, 0.56, 0.64, 0.72, 0.80)
"""Where on its edge a label may be, in the order tried."""

NEAR_TARGET = tuple(1.0 - t for t in NEAR_SOURCE)

_AIR = 3.0
"""Px between labels."""


def change(old: float, new: float) -> str:
    """ "0.5 → 0.488", with as many digits as show the difference; else "0.5 −2e−9"."""
    for digits in (3, 4, 5):
        texts = number(old, digits), number(new, digits)
        if texts[0] != texts[1] or old == new:
            return " → ".join(texts)
    return f"{number(old, 3)} {signed(new - old, 2)}"


def edge_label(edges: EdgeFrame, source: int, target: int) -> str:
    """The number on an edge; "" where it is not known yet."""
    ink, value = edges.ink[source, target], float(edges.value[source, target])
    if ink == Ink.NOTHING:
        return ""
    if ink == Ink.UPDATE:
        return change(float(edges.old_weight[source, target]), value)
    return signed(value)


@dataclass(frozen=True)
class Label:
    """The label of edge number `edge` of the drawn ones, centred at (x, y)."""

    edge: int
    x: float
    y: float


def labelled(edges: Edges, visible: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The numbers of the edges to look for a place for: the most lit first, then in order."""
    lit = np.flatnonzero((edges.lit > 0.0) & visible)
    if lit.size > MOST_NEIGHBOURS:
        lit = lit[edges.lit[lit] > 0.5]
    if lit.size > MOST_LABELS:
        return lit[:0]
    return lit[np.lexsort((edges.target[lit], edges.source[lit], -edges.lit[lit]))]


def placed(
    ends: Array,
    chosen: NDArray[np.intp],
    half_widths: Array,
    half_height: float,
    obstacles: Array,
    tries: tuple[float, ...],
) -> list[Label]:
    """Places for the labels of edges `chosen` (n,), with `half_widths` (n,), as room allows.

    `ends` (E, 4) are the edges' curves, `obstacles` (m, 4) boxes: left, top,
    right, bottom. Earlier edges come first; one without a free place is left out.
    """
    boxes = np.concatenate([obstacles, np.full((len(chosen), 4), np.nan)])
    taken, labels = len(obstacles), []
    curves = ends[chosen]
    spots = np.stack([points(curves, t) for t in tries], axis=1)
    for edge, half_width, at in zip(chosen, half_widths, spots, strict=True):
        half = np.array([half_width, half_height])
        candidates = np.concatenate([at - half, at + half], axis=1)
        free = np.flatnonzero(~_overlap(candidates, boxes[:taken]))
        if free.size:
            boxes[taken] = candidates[free[0]] + (-_AIR, -_AIR, _AIR, _AIR)
            labels.append(Label(int(edge), *map(float, at[free[0]])))
            taken += 1
    return labels


def _overlap(candidates: Array, boxes: Array) -> NDArray[np.bool_]:
    """(n,): whether each candidate box (n, 4) meets any of `boxes` (m, 4)."""
    a, b = candidates[:, np.newaxis], boxes[np.newaxis]
    meet = (a[..., :2] < b[..., 2:]).all(axis=2) & (b[..., :2] < a[..., 2:]).all(axis=2)
    return np.asarray(np.any(meet, axis=1))


def node_boxes(layout: Layout) -> Array:
    """(m, 4): boxes around all nodes."""
    return np.concatenate([_column_boxes(column) for column in layout.columns])


def _column_boxes(column: Column) -> Array:
    half = np.array([column.half_width + _AIR, column.half_height + _AIR])
    return np.concatenate([column.centres - half, column.centres + half], axis=1)
