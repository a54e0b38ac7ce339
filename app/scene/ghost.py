"""The ghost of a what-if: what would be seen where something would change."""

from dataclasses import dataclass

import numpy as np

from app.scene.edge_labels import change
from app.scene.frame import Frame
from app.scene.kinds import NODE_STAGES, Shown
from app.scene.numbers import number
from app.scene.what_if import symbol_of
from engine.arrays import Array
from engine.quantity import Quantity, Role
from engine.what_if import Outcome

DIGITS = 3
"""Significant digits in a node; what does not show in them has not changed."""


@dataclass(frozen=True)
class GhostNode:
    """What node `unit` of `layer` (inputs: 0) would hold as `shown`: input, z or a."""

    layer: int
    unit: int
    shown: Shown
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
    nodes, before, now = [], outcome.before, outcome.now
    if quantity.role is Role.INPUT:
        nodes.append(_node(0, quantity.unit, Shown.INPUT, outcome.value))
    for shown, olds, news in (
        (Shown.SUM, before.z, now.z),
        (Shown.ACTIVATION, before.a, now.a),
    ):
        for layer, (old, new) in enumerate(zip(olds, news, strict=True), 1):
            nodes += _changed(layer, shown, old[sample], new[sample])
    texts = f"{symbol_of(quantity)} = {tried}", tried
    return Ghost(quantity, texts, tuple(nodes), outcome.now.a[-1][sample])


def seen(ghost: Ghost, frame: Frame) -> list[GhostNode]:
    """What would be in the nodes in place of the numbers that they show, or are to show."""
    return [node for node in ghost.nodes if node.shown == _told(frame, node)]


def _told(frame: Frame, node: GhostNode) -> int:
    """What a node's number is; of an empty one, what it will be at the step's end."""
    shown = int(frame.nodes[node.layer].shown[node.unit])
    return shown or NODE_STAGES[frame.look.nodes][-1][1]


def _changed(layer: int, shown: Shown, before: Array, now: Array) -> list[GhostNode]:
    """The nodes of a layer that would hold another number."""
    differ = np.flatnonzero((before != now) & ~(np.isnan(before) & np.isnan(now)))
    return [
        _node(layer, unit, shown, float(now[unit]))
        for unit in differ.tolist()
        if number(float(before[unit]), DIGITS) != number(float(now[unit]), DIGITS)
    ]


def _node(layer: int, unit: int, shown: Shown, value: float) -> GhostNode:
    return GhostNode(layer, unit, shown, value, f"→ {number(value, DIGITS)}")
