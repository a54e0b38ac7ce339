"""What stands out on the stage: nodes and edges that take part in what is under way.

Where nothing shall fly, no pulse tells which term is under way. Its edge stands
out instead, and all that stands out fades over from one term to the next.
"""

from collections.abc import Callable
from math import ceil

import numpy as np

from app.scene.easing import smooth
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


def lit_nodes(timeline: Timeline, moment: Moment, layer: int, n: int, calm: bool) -> Array:
    """(n,) in [0, 1]: how much the nodes of `layer` take part in what is under way."""
    return _faded(timeline, moment, calm, lambda at: _nodes(at, layer, n))


def lit_edges(
    timeline: Timeline, moment: Moment, layer: int, shape: tuple[int, ...], calm: bool
) -> Array:
    """(fan_in, fan_out) in [0, 1]: the same of the edges into `layer`."""

    def pattern(at: Moment) -> Array:
        return _edges(at, layer, shape, _terms(timeline, at) if calm else 0)

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


def _is(moment: Moment, layer: int, *kinds: Kind) -> bool:
    operation = moment.operation
    return operation is not None and operation.layer == layer and operation.kind in kinds


def _nodes(moment: Moment, layer: int, n: int) -> Array:
    lit = np.zeros(n)
    if _is(moment, layer, Kind.LOSS):
        lit[:] = 1.0
    elif _is(moment, layer + 1, Kind.INPUT_GRADIENT) or (
        _is(moment, layer, *Kind) and not _is(moment, layer, Kind.INPUT_GRADIENT)
    ):
        lit[moment.neuron] = 1.0
    return lit


def _edges(moment: Moment, layer: int, shape: tuple[int, ...], terms: int) -> Array:
    """Of a neuron's terms those whose turn it is stand out; for no terms all of them."""
    lit, neuron = np.zeros(shape), moment.neuron
    if _is(moment, layer, *FORWARD):
        edges = lit[:, neuron]
    elif _is(moment, layer, Kind.INPUT_GRADIENT):
        edges = lit[neuron, :]
    else:
        return lit
    lit[:] = NEIGHBOUR
    edges[:] = HELD if terms else 1.0
    if terms:
        turns = min(terms, MOST_TURNS)
        turn, _ = _turn(moment, turns)
        # Where the bias is a term, it is the last one, and has no edge.
        edges[turn * terms // turns : (turn + 1) * terms // turns] = 1.0
    return lit
