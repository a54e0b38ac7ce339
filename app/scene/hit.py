"""What lies under a point of the stage: a node, an edge or nothing."""

from dataclasses import dataclass

import numpy as np

from app.scene.edges import Edges, distances, ends
from app.scene.layout import Column, Layout, Shape

REACH = 6.0
"""How near to a line, in px, points at it; a dot has a third of it around it."""


@dataclass(frozen=True)
class NodeHit:
    """Node `neuron` (from 0) of `layer` 0..L."""

    layer: int
    neuron: int


@dataclass(frozen=True)
class EdgeHit:
    """The edge from `source` to `target` (both from 0) into `layer` 1..L."""

    layer: int
    source: int
    target: int


Hit = NodeHit | EdgeHit | None


def hit(layout: Layout, edges: Edges, x: float, y: float) -> Hit:
    """What is at (x, y), in px: a node before an edge, the nearest of the drawn edges."""
    return _node(layout, x, y) or _edge(layout, edges, x, y)


def _node(layout: Layout, x: float, y: float) -> NodeHit | None:
    for layer, column in enumerate(layout.columns):
        neuron = _nearest(column, x, y)
        if neuron is not None:
            return NodeHit(layer, neuron)
    return None


def _nearest(column: Column, x: float, y: float) -> int | None:
    dx, dy = np.abs(column.centres - (x, y)).T
    slack = REACH / 3.0 if column.shape is Shape.DOT else 0.0
    if column.shape is Shape.PILL:  # a segment with round ends
        dx = np.maximum(dx - (column.half_width - column.half_height), 0.0)
    off = np.hypot(dx, dy)
    nearest = int(off.argmin())
    return nearest if off[nearest] <= column.half_height + slack else None


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
