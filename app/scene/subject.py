"""What a moment of a step is about: the number that is being computed."""

from app.scene.timeline import Moment, Timeline
from engine import quantity as q
from engine.quantity import Quantity
from engine.trace import Kind


def subject_of(timeline: Timeline, moment: Moment) -> Quantity | None:
    """The quantity whose number is under way, or has just come about; None at t = 0."""
    operation, unit = moment.operation, moment.neuron
    if operation is None:
        return None
    match operation.kind:
        case Kind.WEIGHTED_SUM:
            return q.weighted_sum(operation.layer, unit)
        case Kind.ACTIVATION:
            return q.activation(operation.layer, unit)
        case Kind.LOSS:
            return q.LOSS
        case Kind.ACTIVATION_GRADIENT:
            return q.delta(operation.layer, unit)
        case Kind.INPUT_GRADIENT:
            return q.output_gradient(operation.layer - 1, unit)
        case Kind.BIAS_GRADIENT:
            return q.bias(operation.layer, unit)
        case Kind.WEIGHT_GRADIENT:
            return q.weight(operation.layer, moment.term, unit)
    return _parameter(timeline, moment, operation.layer)


def term_of(timeline: Timeline, moment: Moment) -> Quantity | None:
    """The weight or bias whose term a sum is adding at that moment; None where none is."""
    operation = moment.operation
    if operation is None:
        return None
    if operation.kind is Kind.WEIGHTED_SUM:
        return _parameter(timeline, moment, operation.layer)
    if operation.kind is Kind.INPUT_GRADIENT:
        return q.weight(operation.layer, moment.neuron, moment.term)
    return None


def _parameter(timeline: Timeline, moment: Moment, layer: int) -> Quantity:
    """The weight that the moment's term is about, or the bias, which comes last."""
    if moment.term == timeline.slots[moment.index].terms - 1:
        return q.bias(layer, moment.neuron)
    return q.weight(layer, moment.term, moment.neuron)
