"""The numbers on edges: which edges have one, what it says and where on the edge it may be."""

import numpy as np
from numpy.typing import NDArray

from app.scene.edges import Edges, points
from app.scene.frame import EdgeFrame
from app.scene.kinds import Ink
from app.scene.numbers import number, signed
from engine.arrays import Array

MOST_LABELS = 32
"""More edges than this, all alike, have no numbers: one could not tell whose a number is."""

MOST_NEIGHBOURS = 16
"""Where more edges than this are lit at all, only those most lit have numbers."""

NEAR_SOURCE = (0.24, 0.32, 0.18, 0.40, 0.48, 0.56, 0.64, 0.72, 0.80)
"""Where on its edge a label may be, in the order tried."""

NEAR_TARGET = tuple(1.0 - t for t in NEAR_SOURCE)

BETWEEN = (0.28, 0.36, 0.44, 0.52, 0.60, 0.68, 0.76, 0.20, 0.14, 0.86)
"""Where else a label may be that must not be missing."""


def change(old: float, new: float) -> str:
    """ "0.5 → 0.488", with as many digits as show the difference; else "0.5 −2e−9"."""
    for digits in (3, 4, 5):
        texts = number(old, digits), number(new, digits)
        if texts[0] != texts[1] or old == new:
            return " → ".join(texts)
    return f"{number(old, 3)} {signed(new - old, 2)}"


def edge_label(edges: EdgeFrame, source: int, target: int) -> str:
    """The number on an edge; "" where it is not known yet."""
    # As a plain number: to compare one of NumPy's with a name takes ten times as long.
    ink, value = int(edges.ink[source, target]), float(edges.value[source, target])
    if ink == Ink.NOTHING:
        return ""
    if ink == Ink.UPDATE:
        return change(float(edges.old_weight[source, target]), value)
    return signed(value)


def labelled(edges: Edges, visible: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The numbers of the edges to look for a place for: the most lit first, then in order."""
    lit = np.flatnonzero((edges.lit > 0.0) & visible)
    if lit.size > MOST_NEIGHBOURS:
        lit = lit[edges.lit[lit] > 0.5]
    if lit.size > MOST_LABELS:
        return lit[:0]
    return lit[np.lexsort((edges.target[lit], edges.source[lit], -edges.lit[lit]))]


def spots(ends: Array, tries: tuple[float, ...]) -> Array:
    """(E, k, 2): the places for labels on curves with `ends` (E, 4), in the order tried."""
    count = len(tries)
    along = np.tile(np.array(tries), len(ends))
    return points(np.repeat(ends, count, axis=0), along).reshape(-1, count, 2)
