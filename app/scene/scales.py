"""Colour scales: the largest magnitude that each reaches, and how far along it a number lies.

A scale's maximum is that of the whole step, of all layers or of one, so that a
colour means one number from the step's first operation to its last.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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

Ends = tuple[float, ...]
"""(L + 1,): the largest magnitude that a scale reaches, in each of the layers 0..L."""


@dataclass(frozen=True, eq=False)
class Scales:
    """The ends of each colour scale, which is symmetric about 0.

    Each is found when it is first asked for, by its name: it takes a look at
    all its numbers, and most pictures show four of the seven.
    """

    _find: Callable[[str], Ends] = field(repr=False)

    @cached_property
    def value(self) -> Ends:
        """Those of inputs and activations."""
        return self._find("value")

    @cached_property
    def sum(self) -> Ends:
        """Those of weighted sums."""
        return self._find("sum")

    @cached_property
    def weight(self) -> Ends:
        """Those of weights, before and after the step."""
        return self._find("weight")

    @cached_property
    def delta(self) -> Ends:
        """Those of dL/dz and dL/da."""
        return self._find("delta")

    @cached_property
    def gradient(self) -> Ends:
        """Those of dL/dW."""
        return self._find("gradient")

    @cached_property
    def contribution(self) -> Ends:
        """Those of weight times input."""
        return self._find("contribution")

    @cached_property
    def update(self) -> Ends:
        """Those of what the step adds to a weight."""
        return self._find("update")


def kept(scales: Scales) -> Scales:
    """The same as numbers alone, without the step that they are from."""
    ends = {name: getattr(scales, name) for name in _NUMBERS}
    return Scales(ends.__getitem__)


@lru_cache(maxsize=4)
def scales(trace: StepTrace) -> Scales:
    """The scales of a step, one for all layers, each up to a number that is easy to read."""
    return Scales(lambda name: (ceiling(max(_most(trace, name))),) * (trace.depth + 1))


@lru_cache(maxsize=4)
def network_scales(trace: StepTrace) -> Scales:
    """The scales of the whole network, which are one for all layers but for values.

    Data, hidden activations and outputs can be of quite different size: pixels
    up to 16, activations up to 40, probabilities. Where one of the three would
    be as good as invisible on the scale of all, it has one of its own; hidden
    activations and outputs have one together where they can.
    """
    shared = scales(trace)
    return Scales(
        lambda name: _of_parts(trace, shared.value[0]) if name == "value" else getattr(shared, name)
    )


def _of_parts(trace: StepTrace, shared: float) -> Ends:
    """The scales of values, where that of all reaches `shared`."""
    values = _maxima(trace, "value")
    inputs, computed = _own(values[:1], shared), _own(values[1:], shared)
    hidden, outputs = _own(values[1:-1], computed), _own(values[-1:], computed)
    return inputs, *(hidden,) * (trace.depth - 1), outputs


def _own(parts: Ends, shared: float) -> float:
    """The maximum of numbers up to the largest of `parts`, where that of all is `shared`."""
    most = max(parts, default=0.0)
    own = ceiling(most) if most else shared
    return own if shared > APART * own else shared


@lru_cache(maxsize=4)
def layer_scales(trace: StepTrace) -> Scales:
    """The scales of each layer by itself; the inputs have only values."""
    return Scales(lambda name: tuple(map(ceiling, _most(trace, name))))


def _most(trace: StepTrace, name: str) -> Ends:
    """The largest finite magnitude that the scale of that name has to reach, by layer."""
    if name == "sum":
        # Saturated neurons have sums far beyond their activations, but never a finer scale.
        return tuple(map(max, _maxima(trace, "value"), _maxima(trace, "sum")))
    return _maxima(trace, name)


@lru_cache(maxsize=4)
def _found(trace: StepTrace) -> dict[str, Ends]:
    """The maxima found so far: a step has them all in one place, to be forgotten together."""
    return {}


def _maxima(trace: StepTrace, name: str) -> Ends:
    """The largest finite magnitude of what is on that scale alone, by layer."""
    found = _found(trace)
    if name not in found:
        found[name] = _looked_up(trace, name)
    return found[name]


def _looked_up(trace: StepTrace, name: str) -> Ends:
    with np.errstate(all="ignore"):  # a diverging step overflows
        inputs = [trace.inputs] if name == "value" else []
        most = _largest_each([*inputs, *_NUMBERS[name](trace)])
    first, rest = (most[0], most[1:]) if inputs else (0.0, most)
    return first, *(max(rest[layer :: trace.depth]) for layer in range(trace.depth))


def _contributions(trace: StepTrace) -> Iterator[Array]:
    """(fan_in,) of each layer: the largest magnitude of weight times input of each input."""
    for source, parameters in enumerate(trace.before):
        inputs = np.maximum.reduce(np.abs(trace.activation(source)), axis=0)
        yield inputs * np.maximum.reduce(np.abs(parameters.W), axis=1)


def _deltas(trace: StepTrace) -> Iterator[Array]:
    """dL/dz of each layer, then dL/da; what the loss sends to the outputs is not on the stage."""
    yield from (each.dz for each in trace.signals)
    yield from (each.da for each in trace.signals[:-1])
    yield trace.signals[-1].dz


_NUMBERS: dict[str, Callable[[StepTrace], Iterable[Array]]] = {
    "value": lambda trace: (each.a for each in trace.signals),
    "sum": lambda trace: (each.z for each in trace.signals),
    "weight": lambda trace: (each.W for each in (*trace.before, *trace.after)),
    "delta": _deltas,
    "gradient": lambda trace: (each.W for each in trace.gradients),
    "contribution": _contributions,
    "update": lambda trace: (
        after.W - before.W for after, before in zip(trace.after, trace.before, strict=True)
    ),
}
"""What is on a scale, of layers 1..L in order, once or several times over."""


def largest(*arrays: Array) -> float:
    """The largest magnitude in them that is finite; 0 where none is."""
    return max(map(_largest, arrays))


def _largest_each(layers: Sequence[Array]) -> list[float]:
    """The largest finite magnitude in each; all of them at once, for they are small."""
    sizes = np.concatenate(layers, axis=None)
    np.abs(sizes, out=sizes)
    starts = [0, *accumulate(layer.size for layer in layers[:-1])]
    most = np.maximum.reduceat(sizes, starts)
    if not isfinite(most.sum()):
        most = np.maximum.reduceat(np.where(np.isfinite(sizes), sizes, 0.0), starts)
    found: list[float] = most.tolist()
    return found


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
