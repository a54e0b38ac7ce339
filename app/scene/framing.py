"""From a trace to a picture: what is to be seen of a step at t.

`frame(trace, timeline, t, selection)` is pure: the same arguments give the
same picture, in whatever order moments are visited.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import nan

import numpy as np
from numpy.typing import NDArray

from app.scene.frame import (
    EdgeRow,
    Frame,
    Ink,
    NodeRow,
    Ring,
    Selection,
    Shown,
    Tone,
)
from app.scene.lighting import NEIGHBOUR, lit_edges, lit_nodes
from app.scene.look import EdgeColour, NodeColour, scales_of
from app.scene.progress import Progress, progress
from app.scene.pulses import NO_PULSES, pulses
from app.scene.runs import runs_of
from app.scene.scales import levels
from app.scene.timeline import Moment, Timeline
from engine.arrays import Array
from engine.network import Parameters
from engine.trace import Kind, StepTrace

_SUM, _ACTIVATION = (Kind.WEIGHTED_SUM, Shown.SUM), (Kind.ACTIVATION, Shown.ACTIVATION)

NODE_STAGES = {
    NodeColour.AUTOMATIC: (_SUM, _ACTIVATION),
    NodeColour.ACTIVATION: (_ACTIVATION,),
    NodeColour.SUM: (_SUM,),
    NodeColour.DELTA: ((Kind.ACTIVATION_GRADIENT, Shown.DELTA),),
}
"""Which operations give nodes the number that they show, and what it is, in order."""

SIGNALS = {Shown.SUM: "z", Shown.ACTIVATION: "a", Shown.DELTA: "dz"}
"""Which signals of a trace they are."""

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


def frame(trace: StepTrace, timeline: Timeline, t: float, selection: Selection) -> Frame:
    """The picture of `trace` at t. `timeline` is that of its operations and sizes."""
    view = _View(trace, timeline, timeline.moment(t), selection)
    look = view.sample, view.look, view.scales
    return Frame(
        moment=view.moment,
        runs=view.runs,
        node_row=view.nodes(),
        edge_row=view.edges(),
        pulses=NO_PULSES if view.calm else pulses(trace, view.moment, *look),
        now=view.now,
        before=trace.before,
        gradients=view.gradients,
        scales=view.scales,
        look=view.look,
        sample=view.sample,
    )


class _View:
    """A trace at a moment, for one sample of its batch: what a frame is built from.

    Arrays hold all layers in a row, so that it takes few calls however many there are. They
    are compared with the plain numbers of Shown, Ink and Tone: with these themselves it takes
    NumPy five times as long.
    """

    def __init__(
        self, trace: StepTrace, timeline: Timeline, moment: Moment, selection: Selection
    ) -> None:
        self.trace, self.timeline, self.moment = trace, timeline, moment
        self.runs = runs_of(trace.sizes)
        self.sample = min(selection.sample, trace.batch - 1)
        self.look, self.calm = selection.look, selection.calm
        self.scales = scales_of(trace, selection.look)
        self.updated = self.known(Kind.UPDATE)
        self.now = _merged(trace.after, trace.before, self.updated, self.updated)
        self.gradients = _merged(
            trace.gradients,
            _unknown(trace.sizes),
            self.known(Kind.WEIGHT_GRADIENT),
            self.known(Kind.BIAS_GRADIENT),
        )

    def known(self, kind: Kind) -> Progress:
        """How far the operations of a kind have come."""
        return progress(self.timeline, self.moment.t, kind)

    def node_scale(self, name: str) -> Array | float:
        """What that scale reaches, for each node, (N,), or for all."""
        return self.runs.per_node([getattr(scales, name) for scales in self.scales])

    def edge_scale(self, name: str) -> Array | float:
        """What that scale reaches, for each edge, (E,), or for all."""
        return self.runs.per_edge([getattr(scales, name) for scales in self.scales[1:]])

    def nodes(self) -> NodeRow:
        """The nodes of layers 0..L."""
        value, shown = self._shown()
        gradient, ring = self._rings()
        level, tone = self._node_levels(value, shown)
        return NodeRow(
            value=value,
            shown=shown,
            level=level,
            tone=tone,
            gradient=gradient,
            ring=ring,
            ring_level=levels(gradient, self.node_scale("delta"), self.look.symlog),
            lit=lit_nodes(self.timeline, self.moment, self.runs, self.calm),
        )

    def _shown(self) -> tuple[Array, NDArray[np.uint8]]:
        """What is known of the number in each node, and what it is; else nan."""
        value, shown = self._nothing()
        inputs = self.runs.nodes(0)
        value[inputs], shown[inputs] = self.trace.inputs[self.sample], Shown.INPUT.value
        for kind, what in NODE_STAGES[self.look.nodes]:
            self._fill(value, shown, kind, SIGNALS[what], what)
        return value, shown

    def _rings(self) -> tuple[Array, NDArray[np.uint8]]:
        """da where the layer after has given it, dz where it is computed; else nan."""
        gradient, ring = self._nothing()
        self._fill(gradient, ring, Kind.INPUT_GRADIENT, "da", Ring.OUTPUT_GRADIENT)
        self._fill(gradient, ring, Kind.ACTIVATION_GRADIENT, "dz", Ring.DELTA)
        return gradient, ring

    def _nothing(self) -> tuple[Array, NDArray[np.uint8]]:
        """(N,): numbers, none of them known, and what they are, which is nothing."""
        count = self.runs.node_starts[-1]
        return np.full(count, nan), np.zeros(count, np.uint8)

    def _fill(
        self, numbers: Array, marks: NDArray[np.uint8], kind: Kind, name: str, mark: Shown | Ring
    ) -> None:
        """Where operations of a kind have given it, the signal of that name, and what it is."""
        known, starts = self.known(kind), self.runs.node_starts
        back = kind is Kind.INPUT_GRADIENT  # whose results are the layer's before
        for layer in known.layers:
            run = self.runs.nodes(layer - back)
            numbers[run] = getattr(self.trace.signals[layer - back - 1], name)[self.sample]
            marks[run] = mark.value
        if known.layer:
            start, done = starts[known.layer - back], known.results
            signal = getattr(self.trace.signals[known.layer - back - 1], name)
            numbers[start : start + done] = signal[self.sample, :done]
            marks[start : start + done] = mark.value

    def _node_levels(
        self, value: Array, shown: NDArray[np.uint8]
    ) -> tuple[Array, NDArray[np.uint8]]:
        """How far along its scale each node's number lies, and that scale's Tone."""
        tone = np.full(value.size, Tone.VALUE.value, np.uint8)
        scale = self.node_scale("value")
        if self.look.nodes is not NodeColour.DELTA:
            sums = self.node_scale("sum")
            if sums is not scale:
                scale = np.where(shown == Shown.SUM.value, sums, scale)
            return levels(value, scale), tone
        inputs = self.runs.nodes(0)
        level = levels(value, self.node_scale("delta"), self.look.symlog)
        level[inputs] = levels(value[inputs], self.scales[0].value)
        tone[inputs.stop :] = Tone.GRADIENT.value
        return level, tone

    def edges(self) -> EdgeRow:
        """The edges into layers 1..L."""
        lit = lit_edges(self.timeline, self.moment, self.runs, self.calm)
        ink = self._inks(lit)
        graded = ink == (Ink.CHANGE if self.look.edges is EdgeColour.UPDATE else Ink.GRADIENT).value
        value, level = self._edge_values(ink, graded)
        return EdgeRow(
            value=value,
            level=level,
            tone=graded.view(np.uint8),  # 1 is Tone.GRADIENT
            ink=ink,
            lit=lit,
        )

    def _inks(self, lit: Array) -> NDArray[np.uint8]:
        """(E,): what each edge shows."""
        otherwise, stages = EDGE_STAGES[self.look.edges]
        ink = np.full(lit.size, otherwise.value, np.uint8)
        for kind, what in stages:
            known = self.known(kind)
            if known.layers:
                ink[self.runs.edges(known.layers[0], known.layers[-1])] = what.value
            if known.layer:
                block = self.runs.block(ink, known.layer)
                block[known.mask[: len(block)]] = what.value  # the bias is the last term
        operation = self.moment.operation
        automatic = self.look.edges is EdgeColour.AUTOMATIC
        if automatic and operation is not None and operation.kind is Kind.INPUT_GRADIENT:
            # Delta flows back through the weights.
            block = self.runs.block(ink, operation.layer)
            block[self.runs.block(lit, operation.layer) > NEIGHBOUR] = Ink.WEIGHT.value
        return ink

    def _edge_values(
        self, ink: NDArray[np.uint8], graded: NDArray[np.bool_]
    ) -> tuple[Array, Array]:
        """What edges show, as `ink` says, and how far along its scale it lies."""
        symlog = self.look.symlog
        with np.errstate(all="ignore"):  # a diverging step overflows
            match self.look.edges:
                case EdgeColour.CONTRIBUTION:
                    value = np.where(ink == Ink.CONTRIBUTION.value, self._contributions(), nan)
                    return value, levels(value, self.edge_scale("contribution"))
                case EdgeColour.UPDATE:
                    change = _row(self.trace.after) - _row(self.trace.before)
                    value = np.where(graded, change, nan)
                    return value, levels(value, self.edge_scale("update"), symlog)
        if self.look.edges is EdgeColour.GRADIENT or graded.all():
            gradient = _row(self.gradients)
            return gradient, levels(gradient, self.edge_scale("gradient"), symlog)
        weight = _row(self.now)
        level = levels(weight, self.edge_scale("weight"))
        if not graded.any():
            return weight, level
        gradient = _row(self.gradients)
        of_gradient = levels(gradient, self.edge_scale("gradient"), symlog)
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
