"""How wide the ring around a node is: painting and pointing must agree on it."""

import numpy as np
from numpy.typing import NDArray

from app.scene.layout import Column, Shape
from engine.arrays import Array


def ring_width(column: Column) -> float:
    """The width of a ring around a layer's nodes; a third of it is air around the node."""
    return min(max(0.11 * column.half_height, 2.0), 6.0)


def is_tight(column: Column) -> bool:
    """Whether an arc's length could not be seen: then the outline's colour says it all."""
    return column.shape is Shape.PILL or column.half_height < 6.0


def ring_widths(half: Array) -> Array:
    """(n,): the same for nodes of these half heights (n,)."""
    return np.clip(0.11 * half, 2.0, 6.0)


def tight(shapes: NDArray[np.uint8], half: Array) -> NDArray[np.bool_]:
    """(n,): `is_tight` for nodes of these Shapes and half heights (n,)."""
    return np.asarray((shapes == Shape.PILL) | (half < 6.0))


def ring_reaches(column: Column) -> Array:
    """(n,): how far beyond its node a ring can be pointed at, in px."""
    return 2.0 * ring_widths(column.halves[:, 1])
