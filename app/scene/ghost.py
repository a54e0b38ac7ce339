"""The ghost of a what-if: what would be seen where something would change."""

from dataclasses import dataclass

import numpy as np

from app.scene.edge_labels import change
from app.scene.numbers import number
from app.scene.what_if import symbol_of
from engine.arrays import Array
from engine.quantity import Quantity, Role
from engine.what_if import Outcome

DIGITS = 3
"""Significant digits in a node; what does not show in them has not changed."""


@dataclass(frozen=True)
class GhostNode:
    """What node `unit` of `layer` (inputs: 0) would hold."""

    layer: int
    unit: int
    value: float
    text: str


@dataclass(frozen=True, eq=False)
class Ghost:
    """What would be: nodes, and outputs (n_L,).

    `texts` say what is tried, at length and in short: "w₂₁(1) = 0.2 → 0.35", "0.2 → 0.35".
    """

    quantity: Quantity
    texts: tuple[str, str]
    nodes: tuple[GhostNode, ...]
    outputs: Array


def ghost_of(outcome: Outcome, sample: int) -> Ghost:
    """What would be seen of row `sample` of the batch."""
    quantity = outcome.quantity
    tried = change(outcome.old, outcome.value)
    nodes = []
    if quantity.role is Role.INPUT:
        nodes.append(_node(0, quantity.unit, outcome.value))
    for layer, (old, new) in enumerate(zip(outcome.before.a, outcome.now.a, strict=True), 1):
        nodes += _changed(layer, old[sample], new[sample])
    texts = f"{symbol_of(quantity)} = {tried}", tried
    return Ghost(quantity, texts, tuple(nodes), outcome.now.a[-1][sample])


def _changed(layer: int, before: Array, now: Array) -> list[GhostNode]:
    """The nodes of a layer whose activation would be another one."""
    differ = np.flatnonzero((before != now) & ~(np.isnan(before) & np.isnan(now)))
    return [
        _node(layer, unit, float(now[unit]))
        for unit in differ.tolist()
        if number(float(before[unit]), DIGITS) != number(float(now[unit]), DIGITS)
    ]


def _node(layer: int, unit: int, value: float) -> GhostNode:
    return GhostNode(layer, unit, value, f"→ {number(value, DIGITS)}")
