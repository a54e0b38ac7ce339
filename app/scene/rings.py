"""How wide the ring around a node is: painting and pointing must agree on it."""

from app.scene.layout import Column, Shape


def ring_width(column: Column) -> float:
    """The width of a ring around a layer's nodes; a third of it is air around the node."""
    return min(max(0.11 * column.half_height, 2.0), 6.0)


def is_tight(column: Column) -> bool:
    """Whether an arc's length could not be seen: then the outline's colour says it all."""
    return column.shape is Shape.PILL or column.half_height < 6.0


def ring_reach(column: Column) -> float:
    """How far beyond its node a ring can be pointed at, in px."""
    return 2.0 * ring_width(column)
