"""What lies under a point of the stage: a text, a node, its ring, an edge or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scene.edges import Edges, distances, ends
from app.scene.layout import Column, Layout, Shape
from app.scene.rings import ring_reaches
from engine.arrays import Array
from engine.quantity import Quantity

REACH = 6.0
"""How near to a line, in px, points at it; a dot or pixel has a third of it around it."""


@dataclass(frozen=True)
class NodeHit:
    """Node `neuron` (from 0) of `layer` 0..L."""

    layer: int
    neuron: int


@dataclass(frozen=True)
class RingHit:
    """The ring around a node."""

    layer: int
    neuron: int


@dataclass(frozen=True)
class EdgeHit:
    """The edge from `source` to `target` (both from 0) into `layer` 1..L."""

    layer: int
    source: int
    target: int


@dataclass(frozen=True)
class TextHit:
    """A text that shows the number of a quantity."""

    quantity: Quantity


Hit = NodeHit | RingHit | EdgeHit | TextHit | None


@dataclass(frozen=True)
class Mark:
    """A text on the stage: what its number is, and its box in px (left, top, right, bottom)."""

    quantity: Quantity
    box: tuple[float, float, float, float]

    def holds(self, x: float, y: float) -> bool:
        """Whether the point (x, y) lies in it."""
        left, top, right, bottom = self.box
        return left <= x <= right and top <= y <= bottom


def hit(
    layout: Layout,
    edges: Edges,
    x: float,
    y: float,
    marks: Sequence[Mark] = (),
    rings: Sequence[NDArray[np.uint8]] = (),
) -> Hit:
    """What is at (x, y), in px: the last of `marks`, a node, a ring, the nearest drawn edge.

    rings: for layers 0..L (n,), not 0 where a node has a ring.
    """
    return (
        _text(marks, x, y)
        or _node(layout, x, y)
        or _ring(layout, rings, x, y)
        or _edge(layout, edges, x, y)
    )


def _text(marks: Sequence[Mark], x: float, y: float) -> TextHit | None:
    found = next((mark for mark in reversed(marks) if mark.holds(x, y)), None)
    return TextHit(found.quantity) if found else None


def _node(layout: Layout, x: float, y: float) -> NodeHit | None:
    for layer, column in enumerate(layout.columns):
        neuron = _within(column, x, y, np.where(column.shapes >= Shape.DOT, REACH / 3.0, 0.0))
        if neuron is not None:
            return NodeHit(layer, neuron)
    return None


def _ring(layout: Layout, rings: Sequence[NDArray[np.uint8]], x: float, y: float) -> RingHit | None:
    for layer, (column, ring) in enumerate(zip(layout.columns, rings, strict=False)):
        neuron = _within(column, x, y, ring_reaches(column))
        if neuron is not None and ring[neuron]:
            return RingHit(layer, neuron)
    return None


def _within(column: Column, x: float, y: float, slack: Array) -> int | None:
    """The nearest node, if it is no farther than its `slack` (n,) px beyond its rim."""
    off = _off(column, x, y)
    nearest = int(off.argmin())
    return nearest if off[nearest] <= slack[nearest] else None


def _off(column: Column, x: float, y: float) -> Array:
    """(n,): how far a point is from the nodes' rims, less than 0 inside."""
    dx, dy = np.abs(column.centres - (x, y)).T
    half_width, half_height = column.halves.T
    # A pill is a segment with round ends.
    round_off = np.hypot(np.maximum(dx - (half_width - half_height), 0.0), dy)
    square = np.maximum(dx, dy)
    return np.asarray(np.where(column.shapes == Shape.PIXEL, square, round_off) - half_height)


def _edge(layout: Layout, edges: Edges, x: float, y: float) -> EdgeHit | None:
    if not len(edges):
        return None
    off = distances(ends(layout, edges.layer, edges.source, edges.target), x, y)
    nearest = int(off.argmin())
    if off[nearest] > REACH:
        return None
    return EdgeHit(
        int(edges.layer[nearest]), int(edges.source[nearest]), int(edges.target[nearest])
    )
