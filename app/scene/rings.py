"""How wide the ring around a node is: painting and pointing must agree on it."""

import numpy as np

from app.scene.layout import Column, Shape
from engine.arrays import Array

SHARE = 0.11
"""The width of a ring, in its node's half height."""

WIDTHS = (2.0, 6.0)
"""The least and the greatest width of a ring, in px."""

SMALL = 6.0
"""Around nodes of a smaller radius, in px, an arc's length could not be seen."""


def ring_width(column: Column) -> float:
    """The width of a ring around a layer's nodes; a third of it is air around the node."""
    least, most = WIDTHS
    return min(max(SHARE * column.half_height, least), most)


def ring_widths(half: Array) -> Array:
    """(n,): the same for nodes of these half heights (n,)."""
    return np.clip(SHARE * half, *WIDTHS)


def is_tight(column: Column) -> bool:
    """Whether there is no room for a ring of that width around a layer's nodes."""
    return column.shape is Shape.PILL or column.half_height < SMALL


def ring_reaches(column: Column) -> Array:
    """(n,): how far beyond its node a ring can be pointed at, in px."""
    return 2.0 * ring_widths(column.halves[:, 1])
