"""What stands out on the stage: nodes and edges that take part in what is under way.

Where nothing shall fly, no pulse tells which term is under way. Its edge stands
out instead, and all that stands out fades over from one term to the next.
"""

from collections.abc import Callable
from math import ceil

import numpy as np

from app.scene.easing import smooth
from app.scene.runs import Runs
from app.scene.timeline import EPSILON, Moment, Timeline
from engine.arrays import Array
from engine.trace import Kind

NEIGHBOUR = 0.45
"""How lit the rest of the layer is whose operation is under way."""

HELD = 0.75
"""How lit the edges of a neuron are whose other terms are under way, where it is calm."""

MOST_TURNS = 8
"""At most so many groups of terms of a neuron stand out in turn: more would flicker."""

FORWARD = (Kind.WEIGHTED_SUM, Kind.WEIGHT_GRADIENT, Kind.UPDATE)
"""Operations whose neurons are an edge's targets."""


def lit_nodes(timeline: Timeline, moment: Moment, runs: Runs, calm: bool) -> Array:
    """(N,) in [0, 1]: how much all nodes, in a row, take part in what is under way."""
    return _faded(timeline, moment, calm, lambda at: _nodes(at, runs))


def lit_edges(timeline: Timeline, moment: Moment, runs: Runs, calm: bool) -> Array:
    """(E,) in [0, 1]: the same of all edges."""

    def pattern(at: Moment) -> Array:
        return _edges(at, runs, _terms(timeline, at) if calm else 0)

    return _faded(timeline, moment, calm, pattern)


def _faded(
    timeline: Timeline, moment: Moment, calm: bool, pattern: Callable[[Moment], Array]
) -> Array:
    """The pattern of a moment; where it is calm, on its way from that of the turn before."""
    if not calm or moment.operation is None:
        return pattern(moment)
    slot = timeline.slots[moment.index]
    turns = min(slot.terms, MOST_TURNS)
    turn, progress = _turn(moment, turns)
    start = moment.index + (moment.neuron + turn / turns) / slot.neurons
    before, now = pattern(timeline.moment(start)), pattern(moment)
    return np.asarray(before + smooth(progress) * (now - before))


def _terms(timeline: Timeline, moment: Moment) -> int:
    """How many terms the neuron has that is under way."""
    return timeline.slots[moment.index].terms if moment.operation else 0


def _turn(moment: Moment, turns: int) -> tuple[int, float]:
    """Which of a neuron's turns a moment lies in, and how far in it; at its end 1."""
    scaled = moment.neuron_progress * turns
    turn = min(max(ceil(scaled - EPSILON * turns) - 1, 0), turns - 1)
    return turn, min(max(scaled - turn, 0.0), 1.0)


def _nodes(moment: Moment, runs: Runs) -> Array:
    lit, operation = np.zeros(runs.node_starts[-1]), moment.operation
    if operation is None:
        return lit
    if operation.kind is Kind.LOSS:
        lit[runs.nodes(operation.layer)] = 1.0
    else:
        backward = operation.kind is Kind.INPUT_GRADIENT  # which is what its sources receive
        lit[runs.node_starts[operation.layer - backward] + moment.neuron] = 1.0
    return lit


def _edges(moment: Moment, runs: Runs, terms: int) -> Array:
    """Of a neuron's terms those whose turn it is stand out; for no terms all of them."""
    lit, operation = np.zeros(runs.edge_starts[-1]), moment.operation
    if operation is None or operation.kind not in (*FORWARD, Kind.INPUT_GRADIENT):
        return lit
    block, neuron = runs.block(lit, operation.layer), moment.neuron
    edges = block[:, neuron] if operation.kind in FORWARD else block[neuron, :]
    block[:] = NEIGHBOUR
    edges[:] = HELD if terms else 1.0
    if terms:
        turns = min(terms, MOST_TURNS)
        turn, _ = _turn(moment, turns)
        # Where the bias is a term, it is the last one, and has no edge.
        edges[turn * terms // turns : (turn + 1) * terms // turns] = 1.0
    return lit
