"""From a trace to a picture: what is to be seen of a step at t.

`frame(trace, timeline, t, selection)` is pure: the same arguments give the
same picture, in whatever order moments are visited.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import nan

import numpy as np

from app.scene.frame import EdgeRow, Frame, NodeRow, Selection
from app.scene.kinds import Ink, Kinds, Source, kinds
from app.scene.look import EdgeColour, NodeColour, scales_of
from app.scene.progress import Progress
from app.scene.pulses import NO_PULSES, pulses
from app.scene.runs import runs_of
from app.scene.scales import levels
from app.scene.timeline import Timeline
from engine.arrays import Array
from engine.network import Parameters
from engine.trace import StepTrace


def frame(trace: StepTrace, timeline: Timeline, t: float, selection: Selection) -> Frame:
    """The picture of `trace` at t. `timeline` is that of its operations and sizes."""
    look, calm = selection.look, selection.calm
    view = _View(trace, kinds(timeline, trace.sizes, t, look.nodes, look.edges, calm), selection)
    moment = timeline.moment(t)
    return Frame(
        moment=moment,
        kinds=view.kinds,
        node_row=view.nodes(),
        edge_row=view.edges(),
        pulses=NO_PULSES if calm else pulses(trace, moment, view.sample, look, view.scales),
        now=view.now,
        before=trace.before,
        gradients=view.gradients,
        scales=view.scales,
        look=look,
        sample=view.sample,
    )


class _View:
    """A trace of which something is shown, for one sample of its batch: what makes a frame.

    Arrays hold all layers in a row, so that it takes few calls however many there are.
    """

    def __init__(self, trace: StepTrace, kinds: Kinds, selection: Selection) -> None:
        self.trace, self.kinds, self.runs = trace, kinds, kinds.runs
        self.sample = min(selection.sample, trace.batch - 1)
        self.look = selection.look
        self.scales = scales_of(trace, selection.look)
        self.now = _merged(trace.after, trace.before, kinds.updated, kinds.updated)
        self.gradients = _merged(
            trace.gradients,
            _unknown(trace.sizes),
            kinds.weight_gradients,
            kinds.bias_gradients,
        )

    def nodes(self) -> NodeRow:
        """The nodes of layers 0..L."""
        value, gradient = self._numbers(self.kinds.values), self._numbers(self.kinds.rings)
        value[self.runs.nodes(0)] = self.trace.inputs[self.sample]
        return NodeRow(
            value=value,
            shown=self.kinds.shown,
            level=self._node_levels(value),
            tone=self.kinds.node_tone,
            gradient=gradient,
            ring=self.kinds.ring,
            ring_level=levels(gradient, self.runs.per_node(self.scales.delta), self.look.symlog),
            lit=self.kinds.node_lit,
        )

    def _numbers(self, sources: tuple[Source, ...]) -> Array:
        """(N,): the nodes' numbers from there, nan where there is none."""
        numbers = np.full(self.kinds.shown.size, nan)
        for source in sources:
            signal = getattr(self.trace.signals[source.layer - 1], source.signal)
            numbers[source.nodes] = signal[self.sample, : source.size]
        return numbers

    def _node_levels(self, value: Array) -> Array:
        """How far along its scale each node's number lies."""
        scales, inputs = self.scales, self.runs.nodes(0)
        if self.look.nodes is NodeColour.DELTA:
            level = levels(value, self.runs.per_node(scales.delta), self.look.symlog)
            level[inputs] = levels(value[inputs], scales.value[0])
            return level
        scale = self.runs.per_node(scales.value)
        if self.kinds.any_summed and scales.sum != scales.value:
            scale = np.where(self.kinds.summed, self.runs.per_node(scales.sum), scale)
        return levels(value, scale)

    def edges(self) -> EdgeRow:
        """The edges into layers 1..L."""
        value, level = self._edge_values()
        return EdgeRow(
            value=value,
            level=level,
            tone=self.kinds.graded.view(np.uint8),  # 1 is Tone.GRADIENT
            ink=self.kinds.ink,
            lit=self.kinds.edge_lit,
        )

    def _edge_values(self) -> tuple[Array, Array]:
        """What edges show, and how far along its scale it lies."""
        symlog, graded = self.look.symlog, self.kinds.graded
        with np.errstate(all="ignore"):  # a diverging step overflows
            match self.look.edges:
                case EdgeColour.CONTRIBUTION:
                    known = self.kinds.ink == Ink.CONTRIBUTION.value
                    value = np.where(known, self._contributions(), nan)
                    return value, levels(value, self.runs.per_edge(self.scales.contribution[1:]))
                case EdgeColour.UPDATE:
                    change = _row(self.trace.after) - _row(self.trace.before)
                    value = np.where(graded, change, nan)
                    return value, levels(value, self.runs.per_edge(self.scales.update[1:]), symlog)
        if self.look.edges is EdgeColour.GRADIENT or self.kinds.all_graded:
            gradient = _row(self.gradients)
            return gradient, levels(gradient, self.runs.per_edge(self.scales.gradient[1:]), symlog)
        weight = _row(self.now)
        level = levels(weight, self.runs.per_edge(self.scales.weight[1:]))
        if not self.kinds.any_graded:
            return weight, level
        gradient = _row(self.gradients)
        of_gradient = levels(gradient, self.runs.per_edge(self.scales.gradient[1:]), symlog)
        return np.where(graded, gradient, weight), np.where(graded, of_gradient, level)

    def _contributions(self) -> Array:
        """(E,): weights times inputs."""
        return np.concatenate(
            [
                self.trace.activation(source)[self.sample, :, np.newaxis] * parameters.W
                for source, parameters in enumerate(self.trace.before)
            ],
            axis=None,
        )


def _row(layers: Sequence[Parameters]) -> Array:
    """(E,): their weights, of all layers in a row."""
    return np.concatenate([each.W for each in layers], axis=None)


def _merged(
    there: tuple[Parameters, ...],
    otherwise: tuple[Parameters, ...],
    weights: Progress,
    biases: Progress,
) -> tuple[Parameters, ...]:
    """Layer by layer `there` where it is known, `otherwise` elsewhere."""
    if len(weights.layers) == len(biases.layers) == len(there):
        return there
    return tuple(
        Parameters(
            _either(weights, layer, new.W, old.W),
            _either(biases, layer, new.b, old.b),
        )
        for layer, (new, old) in enumerate(zip(there, otherwise, strict=True), start=1)
    )


def _either(known: Progress, layer: int, there: Array, otherwise: Array) -> Array:
    """`there` where it is known of a layer, `otherwise` elsewhere."""
    if layer in known.layers:
        return there
    if layer != known.layer:
        return otherwise
    # The bias is the last term, or the only one.
    mask = known.mask[: len(there)] if there.ndim == 2 else known.mask[-1]
    return np.where(mask, there, otherwise)


@lru_cache(maxsize=4)
def _unknown(sizes: tuple[int, ...]) -> tuple[Parameters, ...]:
    """Parameters of layers 1..L, all nan."""
    return tuple(
        Parameters(np.broadcast_to(nan, shape), np.broadcast_to(nan, shape[1:]))
        for shape in runs_of(sizes).shapes
    )
