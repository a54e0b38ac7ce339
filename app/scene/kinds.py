"""What is shown where at a moment of a step, whichever step it is: all of a frame but its numbers.

While training runs, step after step is shown at its end: what is shown of them
is the same, and is found once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.scene.known import standing
from app.scene.lighting import NEIGHBOUR, lit_edges, lit_nodes
from app.scene.look import EdgeColour, NodeColour
from app.scene.progress import Progress, progress
from app.scene.runs import Runs, runs_of
from app.scene.timeline import Moment, Timeline
from engine.arrays import Array
from engine.trace import Kind

Bytes = NDArray[np.uint8]


class Shown(IntEnum):
    """What the number inside a node is."""

    NOTHING = 0
    INPUT = 1
    SUM = 2  # z
    ACTIVATION = 3  # a
    DELTA = 4  # dz = dL/dz


class Ring(IntEnum):
    """What the ring around a node is."""

    NOTHING = 0
    OUTPUT_GRADIENT = 1  # da = dL/da
    DELTA = 2  # dz = dL/dz


class Tone(IntEnum):
    """Which pair of colours a number is shown in."""

    VALUE = 0
    GRADIENT = 1


class Ink(IntEnum):
    """What an edge's colour, width and number are."""

    WEIGHT = 0
    GRADIENT = 1  # dL/dW
    UPDATE = 2  # old weight and new weight
    CONTRIBUTION = 3  # weight times input
    CHANGE = 4  # new weight less old weight
    NOTHING = 5


NodeStage = tuple[Kind, Shown | Ring, str]
"""An operation, what it makes of the nodes' numbers, and which signal of a trace they are."""

_SUM: NodeStage = (Kind.WEIGHTED_SUM, Shown.SUM, "z")
_ACTIVATION: NodeStage = (Kind.ACTIVATION, Shown.ACTIVATION, "a")

NODE_STAGES: dict[NodeColour, tuple[NodeStage, ...]] = {
    NodeColour.AUTOMATIC: (_SUM, _ACTIVATION),
    NodeColour.ACTIVATION: (_ACTIVATION,),
    NodeColour.SUM: (_SUM,),
    NodeColour.DELTA: ((Kind.ACTIVATION_GRADIENT, Shown.DELTA, "dz"),),
}
"""What gives nodes the number that they show, in order."""

RING_STAGES: tuple[NodeStage, ...] = (
    (Kind.INPUT_GRADIENT, Ring.OUTPUT_GRADIENT, "da"),
    (Kind.ACTIVATION_GRADIENT, Ring.DELTA, "dz"),
)
"""The same of their rings: da once the layer after has given it, then dz."""

EDGE_STAGES: dict[EdgeColour, tuple[Ink, tuple[tuple[Kind, Ink], ...]]] = {
    EdgeColour.AUTOMATIC: (
        Ink.WEIGHT,
        ((Kind.WEIGHT_GRADIENT, Ink.GRADIENT), (Kind.UPDATE, Ink.UPDATE)),
    ),
    EdgeColour.WEIGHT: (Ink.WEIGHT, ((Kind.UPDATE, Ink.UPDATE),)),
    EdgeColour.CONTRIBUTION: (Ink.NOTHING, ((Kind.WEIGHTED_SUM, Ink.CONTRIBUTION),)),
    EdgeColour.GRADIENT: (Ink.NOTHING, ((Kind.WEIGHT_GRADIENT, Ink.GRADIENT),)),
    EdgeColour.UPDATE: (Ink.NOTHING, ((Kind.UPDATE, Ink.CHANGE),)),
}
"""What edges show at first, and which operations change it to what, in order."""


class Source(NamedTuple):
    """Where the nodes of a run have their numbers from: the first ones of a layer's signal."""

    nodes: slice
    layer: int  # 1..L
    signal: str

    @property
    def size(self) -> int:
        """How many they are."""
        return int(self.nodes.stop - self.nodes.start)


@dataclass(frozen=True, eq=False)
class Kinds:
    """What nodes (N,) and edges (E,) show at a moment; read-only, for frames have it in common.

    `shown`, `ring` and `ink` are Shown, Ring and Ink, `graded` says which edges are on a scale
    of gradients; `values` and `rings` tell where the nodes' numbers come from, and `updated`,
    `weight_gradients` and `bias_gradients` how far these operations have come.
    """

    runs: Runs
    shown: Bytes
    values: tuple[Source, ...]
    node_tone: Bytes
    node_lit: Array
    ring: Bytes
    rings: tuple[Source, ...]
    ink: Bytes
    graded: NDArray[np.bool_]
    edge_lit: Array
    updated: Progress
    weight_gradients: Progress
    bias_gradients: Progress

    @cached_property
    def summed(self) -> NDArray[np.bool_]:
        """(N,): which nodes show a weighted sum."""
        return np.asarray(self.shown == Shown.SUM.value)

    @cached_property
    def any_summed(self) -> bool:
        """Whether any does."""
        return bool(self.summed.any())

    @cached_property
    def any_graded(self) -> bool:
        """Whether any edge is on a scale of gradients."""
        return bool(self.graded.any())

    @cached_property
    def all_graded(self) -> bool:
        """Whether all are."""
        return bool(self.graded.all())


@dataclass(frozen=True)
class _Place:
    """A place in a step: others are the same where neither more is known nor other things lit."""

    known: tuple[int, int, int]
    fading: float | None
    t: float = field(compare=False)


def kinds(
    timeline: Timeline,
    sizes: tuple[int, ...],
    t: float,
    nodes: NodeColour,
    edges: EdgeColour,
    calm: bool,
) -> Kinds:
    """What is shown at t of a step with this timeline, where nodes and edges show that number.

    `calm`: what is under way fades in.
    """
    place = _Place(standing(timeline, t), t if calm else None, t)
    return _kinds(timeline, sizes, place, nodes, edges)


@lru_cache(maxsize=4)
def _kinds(
    timeline: Timeline,
    sizes: tuple[int, ...],
    place: _Place,
    nodes: NodeColour,
    edges: EdgeColour,
) -> Kinds:
    runs, moment, calm = runs_of(sizes), timeline.moment(place.t), place.fading is not None
    shown, values = _marked(timeline, moment, runs, NODE_STAGES[nodes])
    shown[runs.nodes(0)] = Shown.INPUT.value
    ring, rings = _marked(timeline, moment, runs, RING_STAGES)
    tone = np.full(shown.size, Tone.VALUE.value, np.uint8)
    if nodes is NodeColour.DELTA:
        tone[runs.nodes(0).stop :] = Tone.GRADIENT.value
    edge_lit = lit_edges(timeline, moment, runs, calm)
    ink = _inks(timeline, moment, runs, edges, edge_lit)
    graded = ink == (Ink.CHANGE if edges is EdgeColour.UPDATE else Ink.GRADIENT).value
    node_lit = lit_nodes(timeline, moment, runs, calm)
    for array in (shown, tone, node_lit, ring, ink, graded, edge_lit):
        array.flags.writeable = False
    stages = Kind.UPDATE, Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT
    return Kinds(
        runs,
        shown,
        values,
        tone,
        node_lit,
        ring,
        rings,
        ink,
        graded,
        edge_lit,
        *(progress(timeline, moment.t, kind) for kind in stages),
    )


def _marked(
    timeline: Timeline, moment: Moment, runs: Runs, stages: tuple[NodeStage, ...]
) -> tuple[Bytes, tuple[Source, ...]]:
    """(N,): what nodes have been given by these operations, 0 for nothing; and where from."""
    marks = np.zeros(runs.node_starts[-1], np.uint8)
    found: list[Source] = []
    for kind, mark, signal in stages:
        known = progress(timeline, moment.t, kind)
        for source in _sources(runs, known, signal, kind is Kind.INPUT_GRADIENT):
            marks[source.nodes] = mark.value
            # What is covered from end to end need not be fetched.
            found = [each for each in found if not _covers(source.nodes, each.nodes)]
            found.append(source)
    return marks, tuple(found)


def _sources(runs: Runs, known: Progress, signal: str, back: bool) -> Iterator[Source]:
    """The nodes to which operations of a kind gave a number; going `back`, of the layer before."""
    for layer in known.layers:
        yield Source(runs.nodes(layer - back), layer - back, signal)
    if known.layer:
        start = runs.node_starts[known.layer - back]
        yield Source(slice(start, start + known.results), known.layer - back, signal)


def _covers(one: slice, other: slice) -> bool:
    return bool(one.start <= other.start and other.stop <= one.stop)


def _inks(timeline: Timeline, moment: Moment, runs: Runs, colour: EdgeColour, lit: Array) -> Bytes:
    """(E,): what each edge shows."""
    otherwise, stages = EDGE_STAGES[colour]
    ink = np.full(lit.size, otherwise.value, np.uint8)
    for kind, what in stages:
        known = progress(timeline, moment.t, kind)
        if known.layers:
            ink[runs.edges(known.layers[0], known.layers[-1])] = what.value
        if known.layer:
            block = runs.block(ink, known.layer)
            block[known.mask[: len(block)]] = what.value  # the bias is the last term
    operation = moment.operation
    automatic = colour is EdgeColour.AUTOMATIC
    if automatic and operation is not None and operation.kind is Kind.INPUT_GRADIENT:
        # Delta flows back through the weights.
        block = runs.block(ink, operation.layer)
        block[runs.block(lit, operation.layer) > NEIGHBOUR] = Ink.WEIGHT.value
    return ink
