"""The pulses of a frame: what flows along edges while an operation is under way."""

import numpy as np
from numpy.typing import NDArray

from app.scene.frame import Pulses
from app.scene.kinds import Tone
from app.scene.look import EdgeColour, Look
from app.scene.scales import Scales, levels
from app.scene.timeline import EPSILON, Moment
from engine.arrays import Array
from engine.trace import Kind, Operation, StepTrace

FLOWS = (Kind.WEIGHTED_SUM, Kind.WEIGHT_GRADIENT, Kind.INPUT_GRADIENT)
"""The operations in which something flows."""


def _none() -> Pulses:
    none, numbers = np.zeros(0, np.intp), np.zeros(0)
    return Pulses(none, none, none, numbers, numbers, numbers, np.zeros(0, np.uint8))


NO_PULSES = _none()


def pulses(trace: StepTrace, moment: Moment, sample: int, look: Look, scales: Scales) -> Pulses:
    """The dots on their way at this moment: one term after another, two at a time."""
    operation = moment.operation
    if operation is None or operation.kind not in FLOWS:
        return NO_PULSES
    layer, neuron = operation.layer, moment.neuron
    sources, targets = trace.sizes[layer - 1], trace.sizes[layer]
    backward = operation.kind is Kind.INPUT_GRADIENT
    ends = np.arange(targets if backward else sources)
    way = np.asarray(moment.neuron_progress * (ends.size + 1) - ends) / 2.0
    ends = ends[(way > EPSILON) & (way < 1.0 - EPSILON)]
    way = way[ends]
    source, target = (neuron, ends) if backward else (ends, neuron)
    forward = operation.kind is Kind.WEIGHTED_SUM
    value = np.broadcast_to(_carried(trace, operation, sample, source, target), ends.shape)
    return Pulses(
        layer=np.full(ends.size, layer),
        source=np.broadcast_to(source, ends.shape),
        target=np.broadcast_to(target, ends.shape),
        position=way if forward else 1.0 - way,
        value=value,
        level=_levels(value, look, scales, layer, forward),
        tone=np.full(ends.size, Tone.VALUE if forward else Tone.GRADIENT, np.uint8),
    )


def _levels(value: Array, look: Look, scales: Scales, layer: int, forward: bool) -> Array:
    if forward:
        as_edges = look.edges is EdgeColour.CONTRIBUTION
        return levels(value, (scales.contribution if as_edges else scales.sum)[layer])
    return levels(value, scales.delta[layer], look.symlog)


def _carried(
    trace: StepTrace,
    operation: Operation,
    sample: int,
    source: int | NDArray[np.intp],
    target: int | NDArray[np.intp],
) -> Array:
    """What pulses carry: a * w forward; delta, or w * delta, backward."""
    layer = operation.layer
    weights = trace.before[layer - 1].W[source, target]
    delta = trace.signals[layer - 1].dz[sample, target]
    with np.errstate(all="ignore"):  # a diverging step overflows
        if operation.kind is Kind.WEIGHTED_SUM:
            return np.asarray(trace.activation(layer - 1)[sample, source] * weights)
        return np.asarray(delta if operation.kind is Kind.WEIGHT_GRADIENT else weights * delta)
