"""From a trace to a picture: what is to be seen of a step at t.

`frame(trace, timeline, t, selection)` is pure: the same arguments give the
same picture, in whatever order moments are visited.
"""

from math import nan

import numpy as np
from numpy.typing import NDArray

from app.scene.frame import (
    EdgeFrame,
    Frame,
    Ink,
    NodeFrame,
    Pulses,
    Ring,
    Selection,
    Shown,
    Tone,
)
from app.scene.known import results_known, slot_known
from app.scene.lighting import NEIGHBOUR, lit_edges, lit_nodes
from app.scene.look import EdgeColour, NodeColour, scales_of
from app.scene.scales import levels
from app.scene.timeline import EPSILON, Moment, Timeline
from engine.arrays import Array
from engine.trace import Kind, Operation, StepTrace
from engine.workspace import Signals

_SUM, _ACTIVATION = (Kind.WEIGHTED_SUM, Shown.SUM), (Kind.ACTIVATION, Shown.ACTIVATION)

NODE_STAGES = {
    NodeColour.AUTOMATIC: (_SUM, _ACTIVATION),
    NodeColour.ACTIVATION: (_ACTIVATION,),
    NodeColour.SUM: (_SUM,),
    NodeColour.DELTA: ((Kind.ACTIVATION_GRADIENT, Shown.DELTA),),
}
"""Which operations give nodes the number that they show, and what it is, in order."""

Known = NDArray[np.bool_] | bool
"""What of something is known; a plain answer where it is all of it or nothing."""

INK_TONES = np.array([ink in (Ink.GRADIENT, Ink.CHANGE) for ink in Ink], np.uint8)
"""The Tone of each Ink's scale."""


def frame(trace: StepTrace, timeline: Timeline, t: float, selection: Selection) -> Frame:
    """The picture of `trace` at t. `timeline` is that of its operations and sizes."""
    moment = timeline.moment(t)
    view = _View(trace, timeline, moment, selection)
    layers = range(1, trace.depth + 1)
    return Frame(
        moment,
        (view.inputs(), *(view.nodes(layer) for layer in layers)),
        tuple(view.edges(layer) for layer in layers),
        view.pulses(),
        view.scales,
        view.look,
        view.sample,
    )


class _View:
    """A trace at a moment, for one sample of its batch: what a frame is built from.

    Arrays are compared with the plain numbers of Shown, Ink and Tone: with these
    themselves it takes NumPy five times as long. Of most operations all results are
    there or none, and then the trace's own arrays are the frame's.
    """

    def __init__(
        self, trace: StepTrace, timeline: Timeline, moment: Moment, selection: Selection
    ) -> None:
        self.trace, self.timeline, self.moment = trace, timeline, moment
        self.sample = min(selection.sample, trace.batch - 1)
        self.look, self.calm = selection.look, selection.calm
        self.operation = moment.operation
        self.scales = scales_of(trace, selection.look)

    def results(self, kind: Kind, layer: int) -> int:
        """How many of an operation's results are there."""
        return results_known(self.timeline, self.moment.t, kind, layer)

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
            shown=np.full(n, Shown.INPUT.value, np.uint8),
            level=levels(values, self.scales[0].value),
            tone=np.full(n, Tone.VALUE.value, np.uint8),
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
        before = self.trace.before[layer - 1]
        n = before.b.size
        value, shown = self._shown(layer)
        gradient, ring = self._rings(layer)
        biases = self.results(Kind.BIAS_GRADIENT, layer)
        tone = Tone.GRADIENT if self.look.nodes is NodeColour.DELTA else Tone.VALUE
        return NodeFrame(
            value=value,
            shown=shown,
            level=self._node_levels(layer, value, shown),
            tone=np.full(n, tone.value, np.uint8),
            gradient=gradient,
            ring=ring,
            ring_level=levels(gradient, self.scales[layer].delta, self.look.symlog),
            bias=_either(self._updated(layer)[1], self.trace.after[layer - 1].b, before.b),
            old_bias=before.b,
            bias_gradient=_first(biases, self.trace.gradients[layer - 1].b),
            lit=lit_nodes(self.timeline, self.moment, layer, n, self.calm),
        )

    def _shown(self, layer: int) -> tuple[Array, NDArray[np.uint8]]:
        """What is known of the number in each node, and what it is; else nan."""
        signals = self.trace.signals[layer - 1]
        n = signals.z.shape[1]
        value, shown = np.full(n, nan), np.zeros(n, np.uint8)
        for kind, what in NODE_STAGES[self.look.nodes]:
            done = self.results(kind, layer)
            if done:
                value[:done], shown[:done] = _signal(signals, what)[self.sample, :done], what.value
        return value, shown

    def _node_levels(self, layer: int, value: Array, shown: NDArray[np.uint8]) -> Array:
        scales, look = self.scales[layer], self.look
        if look.nodes is NodeColour.DELTA:
            return levels(value, scales.delta, look.symlog)
        if scales.sum == scales.value:
            return levels(value, scales.value)
        return levels(value, np.where(shown == Shown.SUM.value, scales.sum, scales.value))

    def _rings(self, layer: int) -> tuple[Array, NDArray[np.uint8]]:
        """da where the layer after has given it, dz where it is computed; else nan."""
        signals = self.trace.signals[layer - 1]
        n = signals.dz.shape[1]
        deltas = self.results(Kind.ACTIVATION_GRADIENT, layer)
        gradient, ring = np.full(n, nan), np.zeros(n, np.uint8)
        if layer < self.trace.depth and deltas < n:
            done = self.results(Kind.INPUT_GRADIENT, layer + 1)
            gradient[:done] = signals.da[self.sample, :done]
            ring[:done] = Ring.OUTPUT_GRADIENT.value
        gradient[:deltas], ring[:deltas] = signals.dz[self.sample, :deltas], Ring.DELTA.value
        return gradient, ring

    def _updated(self, layer: int) -> tuple[Known, Known]:
        """Which weights (fan_in, fan_out) and biases (fan_out,) are new."""
        known = self._known(Kind.UPDATE, layer)
        return (known, known) if isinstance(known, bool) else (known[:-1], known[-1])

    def _known(self, kind: Kind, layer: int) -> Known:
        """(terms, neurons): which terms of an operation are there."""
        slot, cells = slot_known(self.timeline, self.moment.t, kind, layer)
        count = slot.neurons * slot.terms
        if cells in (0, count):
            return cells == count
        return (np.arange(count) < cells).reshape(slot.neurons, slot.terms).T

    def edges(self, layer: int) -> EdgeFrame:
        """The edges into layer 1..L."""
        before, after = self.trace.before[layer - 1].W, self.trace.after[layer - 1].W
        updated, _ = self._updated(layer)
        known = self._known(Kind.WEIGHT_GRADIENT, layer)
        weight = _either(updated, after, before)
        gradient = _either(known, self.trace.gradients[layer - 1].W, nan)
        lit = lit_edges(self.timeline, self.moment, layer, before.shape, self.calm)
        ink = self._inks(layer, updated, known, lit)
        value, level = self._edge_values(layer, ink, weight, gradient)
        return EdgeFrame(
            weight=weight,
            old_weight=before,
            gradient=gradient,
            value=value,
            level=level,
            tone=INK_TONES[ink],
            ink=ink,
            lit=lit,
        )

    def _inks(self, layer: int, updated: Known, known: Known, lit: Array) -> NDArray[np.uint8]:
        """(fan_in, fan_out): what each edge shows; `known` is whether its gradient is."""
        ink = np.empty(lit.shape, np.uint8)
        match self.look.edges:
            case EdgeColour.WEIGHT:
                return _inked(ink, updated, Ink.UPDATE, Ink.WEIGHT)
            case EdgeColour.CONTRIBUTION:
                summed = self._known(Kind.WEIGHTED_SUM, layer)
                summed = summed if isinstance(summed, bool) else summed[:-1]
                return _inked(ink, summed, Ink.CONTRIBUTION, Ink.NOTHING)
            case EdgeColour.GRADIENT:
                return _inked(ink, known, Ink.GRADIENT, Ink.NOTHING)
            case EdgeColour.UPDATE:
                return _inked(ink, updated, Ink.CHANGE, Ink.NOTHING)
        if updated is True:
            ink[...] = Ink.UPDATE.value
        else:
            _inked(ink, known, Ink.GRADIENT, Ink.WEIGHT)[updated] = Ink.UPDATE.value
        if self.under_way(layer, Kind.INPUT_GRADIENT):
            ink[lit > NEIGHBOUR] = Ink.WEIGHT.value  # delta flows back through the weights
        return ink

    def _edge_values(
        self, layer: int, ink: NDArray[np.uint8], weight: Array, gradient: Array
    ) -> tuple[Array, Array]:
        """What edges show, as `ink` says, and how far along its scale it lies."""
        scales, symlog = self.scales[layer], self.look.symlog
        before, after = self.trace.before[layer - 1].W, self.trace.after[layer - 1].W
        with np.errstate(all="ignore"):  # a diverging step overflows
            match self.look.edges:
                case EdgeColour.WEIGHT:
                    return weight, levels(weight, scales.weight)
                case EdgeColour.CONTRIBUTION:
                    inputs = self.trace.activation(layer - 1)[self.sample, :, np.newaxis]
                    value = np.where(ink == Ink.CONTRIBUTION.value, inputs * before, nan)
                    return value, levels(value, scales.contribution)
                case EdgeColour.GRADIENT:
                    return gradient, levels(gradient, scales.gradient, symlog)
                case EdgeColour.UPDATE:
                    value = np.where(ink == Ink.CHANGE.value, after - before, nan)
                    return value, levels(value, scales.update, symlog)
        graded = ink == Ink.GRADIENT.value
        if graded.all():
            return gradient, levels(gradient, scales.gradient, symlog)
        if not graded.any():
            return weight, levels(weight, scales.weight)
        level = levels(gradient, scales.gradient, symlog)
        level = np.where(graded, level, levels(weight, scales.weight))
        return np.where(graded, gradient, weight), level

    def pulses(self) -> Pulses:
        """The dots on their way at this moment: one term after another, two at a time.

        Where it is calm there are none.
        """
        operation, moment = self.operation, self.moment
        flows = (Kind.WEIGHTED_SUM, Kind.WEIGHT_GRADIENT, Kind.INPUT_GRADIENT)
        if self.calm or operation is None or operation.kind not in flows:
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
            level=self._pulse_levels(layer, value, forward),
            tone=np.full(ends.size, Tone.VALUE if forward else Tone.GRADIENT, np.uint8),
        )

    def _pulse_levels(self, layer: int, value: Array, forward: bool) -> Array:
        scales = self.scales[layer]
        if forward:
            as_edges = self.look.edges is EdgeColour.CONTRIBUTION
            return levels(value, scales.contribution if as_edges else scales.sum)
        return levels(value, scales.delta, self.look.symlog)

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


def _signal(signals: Signals, shown: Shown) -> Array:
    """(B, n): the numbers that nodes show as z, a or dz."""
    return {Shown.SUM: signals.z, Shown.ACTIVATION: signals.a, Shown.DELTA: signals.dz}[shown]


def _either(known: Known, there: Array, otherwise: Array | float) -> Array:
    """`there` where it is known, `otherwise` elsewhere; `there` itself where all is."""
    if known is True:
        return there
    if known is False and isinstance(otherwise, np.ndarray):
        return otherwise
    return np.where(known, there, otherwise)


def _first(count: int, values: Array) -> Array:
    """The first `count` of them (n,); nan for the others."""
    if count == values.size:
        return values
    result = np.full(values.size, nan)
    result[:count] = values[:count]
    return result


def _inked(ink: NDArray[np.uint8], known: Known, there: Ink, otherwise: Ink) -> NDArray[np.uint8]:
    """`ink`, which becomes one where it is known and the other elsewhere."""
    ink[...] = otherwise.value
    ink[known] = there.value
    return ink


def _no_pulses() -> Pulses:
    none, numbers = np.zeros(0, np.intp), np.zeros(0)
    return Pulses(none, none, none, numbers, numbers, numbers, np.zeros(0, np.uint8))
