"""From a trace to a picture: what is to be seen of a step at t.

`frame(trace, timeline, t, selection)` is pure: the same arguments give the
same picture, in whatever order moments are visited.
"""

from functools import lru_cache
from math import floor, log10, nan

import numpy as np
from numpy.typing import NDArray

from app.scene.frame import (
    EdgeFrame,
    Frame,
    Ink,
    NodeFrame,
    Pulses,
    Ring,
    Scales,
    Selection,
    Shown,
    Tone,
)
from app.scene.timeline import EPSILON, Moment, Timeline
from engine.arrays import Array
from engine.trace import Kind, Operation, StepTrace

NEIGHBOUR = 0.45
"""How lit the rest of the layer is whose operation is under way."""

_LADDER = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def frame(trace: StepTrace, timeline: Timeline, t: float, selection: Selection) -> Frame:
    """The picture of `trace` at t. `timeline` is that of its operations and sizes."""
    moment = timeline.moment(t)
    view = _View(trace, timeline, moment, min(selection.sample, trace.batch - 1))
    layers = range(1, trace.depth + 1)
    return Frame(
        moment,
        (view.inputs(), *(view.nodes(layer) for layer in layers)),
        tuple(view.edges(layer) for layer in layers),
        view.pulses(),
        view.scales,
    )


@lru_cache(maxsize=4)
def scales(trace: StepTrace) -> Scales:
    """The scales of a step, rounded up to a number that is easy to read."""
    signals, hidden = trace.signals, trace.signals[:-1]
    parameters = (*trace.before, *trace.after)
    value = ceiling(trace.inputs, *(s.a for s in signals))
    return Scales(
        value=value,
        # Saturated neurons have sums far beyond their activations, but never a finer scale.
        sum=max(value, ceiling(*(s.z for s in signals))),
        weight=ceiling(*(p.W for p in parameters)),
        delta=ceiling(*(s.dz for s in signals), *(s.da for s in hidden)),
        gradient=ceiling(*(g.W for g in trace.gradients)),
    )


def ceiling(*arrays: Array) -> float:
    """The least readable number that no finite magnitude exceeds; 1 where all are 0."""
    most = max(
        float(np.abs(array, where=np.isfinite(array), out=np.zeros_like(array)).max())
        for array in arrays
    )
    if most == 0.0:
        return 1.0
    most = min(max(most, 1e-300), 1e300)
    unit = 10.0 ** floor(log10(most))
    ceiling = next((step for step in _LADDER if most <= step * unit), 10.0)
    return float(f"{ceiling * unit:.3g}")


def levels(values: Array, maximum: float | Array) -> Array:
    """How far along a symmetric scale `values` lie, in [-1, 1]; nan stays nan."""
    with np.errstate(all="ignore"):
        return np.asarray(np.clip(values / maximum, -1.0, 1.0))


class _View:
    """A trace at a moment, for one sample of its batch: what a frame is built from."""

    def __init__(self, trace: StepTrace, timeline: Timeline, moment: Moment, sample: int) -> None:
        self.trace, self.timeline, self.moment, self.sample = trace, timeline, moment, sample
        self.operation = moment.operation
        self.scales = scales(trace)

    def results(self, kind: Kind, layer: int) -> int:
        """How many of an operation's results are there."""
        return self.cells(kind, layer) // self.timeline.slot(kind, layer).terms

    def cells(self, kind: Kind, layer: int) -> int:
        """How many terms of an operation are there, neuron by neuron."""
        slot = self.timeline.slot(kind, layer)
        cells = slot.neurons * slot.terms
        progress = self.moment.t - self.timeline.index(kind, layer)
        return min(max(floor((progress + EPSILON) * cells), 0), cells)

    def under_way(self, layer: int, *kinds: Kind) -> bool:
        """Whether one of these operations of that layer is the current one."""
        operation = self.operation
        return operation is not None and operation.layer == layer and operation.kind in kinds

    def inputs(self) -> NodeFrame:
        """The nodes of layer 0."""
        values = self.trace.inputs[self.sample]
        n = values.size
        return NodeFrame(
            value=values,
            shown=np.full(n, Shown.INPUT, np.uint8),
            level=levels(values, self.scales.value),
            tone=np.full(n, Tone.VALUE, np.uint8),
            gradient=np.full(n, nan),
            ring=np.zeros(n, np.uint8),
            ring_level=np.full(n, nan),
            bias=np.full(n, nan),
            old_bias=np.full(n, nan),
            bias_gradient=np.full(n, nan),
            lit=np.zeros(n),
        )

    def nodes(self, layer: int) -> NodeFrame:
        """The nodes of layer 1..L."""
        signals, before = self.trace.signals[layer - 1], self.trace.before[layer - 1]
        n = before.b.size
        value, shown = np.full(n, nan), np.zeros(n, np.uint8)
        for kind, source, what in (
            (Kind.WEIGHTED_SUM, signals.z, Shown.SUM),
            (Kind.ACTIVATION, signals.a, Shown.ACTIVATION),
        ):
            done = self.results(kind, layer)
            value[:done], shown[:done] = source[self.sample, :done], what
        gradient, ring = self._rings(layer)
        biases = self.results(Kind.BIAS_GRADIENT, layer)
        return NodeFrame(
            value=value,
            shown=shown,
            level=levels(value, np.where(shown == Shown.SUM, self.scales.sum, self.scales.value)),
            tone=np.full(n, Tone.VALUE, np.uint8),
            gradient=gradient,
            ring=ring,
            ring_level=levels(gradient, self.scales.delta),
            bias=np.where(self._updated(layer)[-1], self.trace.after[layer - 1].b, before.b),
            old_bias=before.b,
            bias_gradient=np.where(np.arange(n) < biases, self.trace.gradients[layer - 1].b, nan),
            lit=self._lit_nodes(layer, n),
        )

    def _rings(self, layer: int) -> tuple[Array, NDArray[np.uint8]]:
        """da where the layer after has given it, dz where it is computed; else nan."""
        signals = self.trace.signals[layer - 1]
        n = signals.dz.shape[1]
        gradient, ring = np.full(n, nan), np.zeros(n, np.uint8)
        if layer < self.trace.depth:
            done = self.results(Kind.INPUT_GRADIENT, layer + 1)
            gradient[:done], ring[:done] = signals.da[self.sample, :done], Ring.OUTPUT_GRADIENT
        done = self.results(Kind.ACTIVATION_GRADIENT, layer)
        gradient[:done], ring[:done] = signals.dz[self.sample, :done], Ring.DELTA
        return gradient, ring

    def _updated(self, layer: int) -> NDArray[np.bool_]:
        """(fan_in + 1, fan_out): which weights, and in the last row biases, are new."""
        return self._mask(Kind.UPDATE, layer)

    def _mask(self, kind: Kind, layer: int) -> NDArray[np.bool_]:
        """(terms, neurons): which terms of an operation are there."""
        slot = self.timeline.slot(kind, layer)
        known = np.arange(slot.neurons * slot.terms) < self.cells(kind, layer)
        return known.reshape(slot.neurons, slot.terms).T

    def _lit_nodes(self, layer: int, n: int) -> Array:
        lit = np.zeros(n)
        if self.under_way(layer, Kind.LOSS):
            lit[:] = 1.0
        elif self.under_way(layer + 1, Kind.INPUT_GRADIENT) or (
            self.under_way(layer, *Kind) and not self.under_way(layer, Kind.INPUT_GRADIENT)
        ):
            lit[self.moment.neuron] = 1.0
        return lit

    def edges(self, layer: int) -> EdgeFrame:
        """The edges into layer 1..L."""
        before, after = self.trace.before[layer - 1].W, self.trace.after[layer - 1].W
        updated = self._updated(layer)[:-1]
        known = self._mask(Kind.WEIGHT_GRADIENT, layer)
        lit = self._lit_edges(layer, before.shape)
        ink = np.where(updated, np.uint8(Ink.UPDATE), np.where(known, np.uint8(Ink.GRADIENT), 0))
        if self.under_way(layer, Kind.INPUT_GRADIENT):
            ink[lit > NEIGHBOUR] = Ink.WEIGHT  # delta flows back through the weights
        weight = np.where(updated, after, before)
        gradient = np.where(known, self.trace.gradients[layer - 1].W, nan)
        as_gradient = ink == Ink.GRADIENT
        value = np.where(as_gradient, gradient, weight)
        return EdgeFrame(
            weight=weight,
            old_weight=before,
            gradient=gradient,
            value=value,
            level=levels(value, np.where(as_gradient, self.scales.gradient, self.scales.weight)),
            tone=as_gradient.astype(np.uint8),
            ink=ink.astype(np.uint8),
            lit=lit,
        )

    def _lit_edges(self, layer: int, shape: tuple[int, ...]) -> Array:
        lit, neuron = np.zeros(shape), self.moment.neuron
        if self.under_way(layer, Kind.WEIGHTED_SUM, Kind.WEIGHT_GRADIENT, Kind.UPDATE):
            lit[:] = NEIGHBOUR
            lit[:, neuron] = 1.0
        elif self.under_way(layer, Kind.INPUT_GRADIENT):
            lit[:] = NEIGHBOUR
            lit[neuron, :] = 1.0
        return lit

    def pulses(self) -> Pulses:
        """The dots on their way at this moment: one term after another, two at a time."""
        operation, moment = self.operation, self.moment
        flows = (Kind.WEIGHTED_SUM, Kind.WEIGHT_GRADIENT, Kind.INPUT_GRADIENT)
        if operation is None or operation.kind not in flows:
            return _no_pulses()
        layer, neuron = operation.layer, moment.neuron
        sources, targets = self.trace.sizes[layer - 1], self.trace.sizes[layer]
        backward = operation.kind is Kind.INPUT_GRADIENT
        ends = np.arange(targets if backward else sources)
        way = np.asarray(moment.neuron_progress * (ends.size + 1) - ends) / 2.0
        ends = ends[(way > EPSILON) & (way < 1.0 - EPSILON)]
        way = way[ends]
        source, target = (neuron, ends) if backward else (ends, neuron)
        forward = operation.kind is Kind.WEIGHTED_SUM
        value = np.broadcast_to(self._carried(operation, source, target), ends.shape)
        return Pulses(
            layer=np.full(ends.size, layer),
            source=np.broadcast_to(source, ends.shape),
            target=np.broadcast_to(target, ends.shape),
            position=way if forward else 1.0 - way,
            value=value,
            level=levels(value, self.scales.value if forward else self.scales.delta),
            tone=np.full(ends.size, Tone.VALUE if forward else Tone.GRADIENT, np.uint8),
        )

    def _carried(
        self,
        operation: Operation,
        source: int | NDArray[np.intp],
        target: int | NDArray[np.intp],
    ) -> Array:
        """What pulses carry: a * w forward; delta, or w * delta, backward."""
        trace, layer = self.trace, operation.layer
        weights = trace.before[layer - 1].W[source, target]
        delta = trace.signals[layer - 1].dz[self.sample, target]
        with np.errstate(all="ignore"):  # a diverging step overflows
            if operation.kind is Kind.WEIGHTED_SUM:
                return np.asarray(trace.activation(layer - 1)[self.sample, source] * weights)
            return np.asarray(delta if operation.kind is Kind.WEIGHT_GRADIENT else weights * delta)


def _no_pulses() -> Pulses:
    none, numbers = np.zeros(0, np.intp), np.zeros(0)
    return Pulses(none, none, none, numbers, numbers, numbers, np.zeros(0, np.uint8))
