"""Colour scales: the largest magnitude that each reaches, and how far along it a number lies.

A scale's maximum is that of the whole step, of all layers or of one, so that a
colour means one number from the step's first operation to its last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import accumulate
from math import floor, isfinite, log1p, log10

import numpy as np

from engine.arrays import Array
from engine.trace import StepTrace

LINEAR = 1e-3
"""The share of its maximum up to which a logarithmic scale is about linear: three decades."""

APART = 1.9
"""Values share a scale that reaches at most so many times as far as they do."""

_LADDER = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class Scales:
    """The largest magnitude that each colour scale reaches; each is symmetric about 0.

    `delta` is that of dL/dz and dL/da, `gradient` of dL/dW, `contribution` of
    weight times input, `update` of what a step adds to a weight.
    """

    value: float
    sum: float
    weight: float
    delta: float
    gradient: float
    contribution: float
    update: float


QUANTITIES = len(fields(Scales))


@lru_cache(maxsize=4)
def scales(trace: StepTrace) -> Scales:
    """The scales of a step, one for all layers, each up to a number that is easy to read."""
    return _readable(np.fmax.reduce(_maxima(trace)))


@lru_cache(maxsize=4)
def network_scales(trace: StepTrace) -> tuple[Scales, ...]:
    """The scales of layers 0..L for the whole network, which are one but for values.

    Data, hidden activations and outputs can be of quite different size: pixels
    up to 16, activations up to 40, probabilities. Where one of the three would
    be as good as invisible on the scale of all, it has one of its own; hidden
    activations and outputs have one together where they can.
    """
    values, shared = _maxima(trace)[:, 0], scales(trace)
    inputs, computed = (_own(part, shared.value) for part in (values[:1], values[1:]))
    hidden, outputs = (_own(part, computed) for part in (values[1:-1], values[-1:]))
    first, inner, last = (replace(shared, value=value) for value in (inputs, hidden, outputs))
    return first, *(inner,) * (trace.depth - 1), last


def _own(parts: Array, shared: float) -> float:
    """The maximum of numbers up to the largest of `parts` (n,), where that of all is `shared`."""
    most = float(parts.max(initial=0.0))
    own = ceiling(most) if most else shared
    return own if shared > APART * own else shared


@lru_cache(maxsize=4)
def layer_scales(trace: StepTrace) -> tuple[Scales, ...]:
    """The scales of each layer 0..L by itself; the inputs have only values."""
    return tuple(_readable(row) for row in _maxima(trace))


@lru_cache(maxsize=4)
def _maxima(trace: StepTrace) -> Array:
    """(L + 1, 7): the largest finite magnitude of each layer, in the order of Scales' fields."""
    signals, depth = trace.signals, trace.depth
    before, after, gradients = (
        [layer.W for layer in layers] for layers in (trace.before, trace.after, trace.gradients)
    )
    deltas = [each.dz for each in signals]
    with np.errstate(all="ignore"):  # a diverging step overflows
        most = _largest_each(
            [
                trace.inputs,
                *(each.a for each in signals),
                *(each.z for each in signals),
                *before,
                *deltas,
                *gradients,
                *map(_contributions, (trace.inputs, *(each.a for each in signals)), before),
                *map(np.subtract, after, before),
                *after,
                # What the loss sends to the outputs themselves is not on the stage.
                *(each.da for each in signals[:-1]),
                deltas[-1],
            ]
        )
    rows = np.zeros((depth + 1, QUANTITIES))
    rows[0, 0] = most[0]
    each = most[1:].reshape(-1, depth)
    # A scale of weights is one of both sides of the update, one of deltas also of dL/da.
    np.maximum(each[2:4], each[QUANTITIES:], out=each[2:4])
    rows[1:] = each[:QUANTITIES].T
    return rows


def _contributions(inputs: Array, W: Array) -> Array:
    """(fan_in,): the largest magnitude of weight times input for each of the inputs (B, fan_in)."""
    return np.asarray(
        np.maximum.reduce(np.abs(inputs), axis=0) * np.maximum.reduce(np.abs(W), axis=1)
    )


def _readable(maxima: Array) -> Scales:
    value, summed, *others = map(float, maxima)
    # Saturated neurons have sums far beyond their activations, but never a finer scale.
    return Scales(ceiling(value), ceiling(max(value, summed)), *map(ceiling, others))


def largest(*arrays: Array) -> float:
    """The largest magnitude in them that is finite; 0 where none is."""
    return max(map(_largest, arrays))


def _largest_each(layers: Sequence[Array]) -> Array:
    """(L,): the largest finite magnitude in each; all of them at once, for they are small."""
    sizes = np.concatenate(layers, axis=None)
    np.abs(sizes, out=sizes)
    starts = [0, *accumulate(layer.size for layer in layers[:-1])]
    most: Array = np.maximum.reduceat(sizes, starts)
    if not np.isfinite(most).all():
        most = np.maximum.reduceat(np.where(np.isfinite(sizes), sizes, 0.0), starts)
    return most


def _largest(array: Array) -> float:
    most = max(float(array.max()), -float(array.min()))
    if not isfinite(most):
        most = float(np.abs(array, where=np.isfinite(array), out=np.zeros_like(array)).max())
    return most


def ceiling(most: float) -> float:
    """The least readable number that is not less than `most`; 1 for 0."""
    if most == 0.0:
        return 1.0
    most = min(max(most, 1e-300), 1e300)
    unit = 10.0 ** floor(log10(most))
    ceiling = next((step for step in _LADDER if most <= step * unit), 10.0)
    return float(f"{ceiling * unit:.3g}")


def levels(values: Array, maximum: float | Array, logarithmic: bool = False) -> Array:
    """How far along a symmetric scale `values` lie, in [-1, 1]; nan stays nan.

    A logarithmic one is sign(x) log1p(|x| / c) / log1p(maximum / c), c = LINEAR maximum
    (after Webber, "A bi-symmetric log transformation", 2013): linear about 0, so
    that it has a sign and a 0, and logarithmic beyond c.
    """
    with np.errstate(all="ignore"):
        share = np.asarray(values / maximum)
        np.minimum(np.maximum(share, -1.0, out=share), 1.0, out=share)
        if logarithmic:
            # A colour needs no more digits, and logarithms of these are made four times as fast.
            size = np.abs(share.astype(np.float32)) / np.float32(LINEAR)
            share = np.copysign(np.log1p(size) / np.float32(log1p(1.0 / LINEAR)), share)
        return share
