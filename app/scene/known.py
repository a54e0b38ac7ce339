"""What has been computed at a moment of a step, quantity by quantity."""

from math import floor, nan

from app.scene.timeline import EPSILON, Slot, Timeline
from engine.quantity import Quantity, Role
from engine.trace import Kind, StepTrace


def value_known(timeline: Timeline, t: float, quantity: Quantity) -> bool:
    """Whether the quantity's own value is there at t; parameters and inputs always are."""
    layer, unit, depth = quantity.layer, quantity.unit, timeline.slots[-1].operation.layer
    match quantity.role:
        case Role.SUM:
            return _done(timeline, t, Kind.WEIGHTED_SUM, layer, unit)
        case Role.ACTIVATION:
            return _done(timeline, t, Kind.ACTIVATION, layer, unit)
        case Role.LOSS:
            return _done(timeline, t, Kind.LOSS, depth, 0)
        case Role.DELTA:
            return _done(timeline, t, Kind.ACTIVATION_GRADIENT, layer, unit)
        case Role.OUTPUT_GRADIENT if layer == depth:
            # The loss gives it in the same breath as delta.
            return _done(timeline, t, Kind.ACTIVATION_GRADIENT, layer, unit)
        case Role.OUTPUT_GRADIENT:
            return _done(timeline, t, Kind.INPUT_GRADIENT, layer + 1, unit)
    return True


def signal_known(
    trace: StepTrace, timeline: Timeline, t: float, sample: int, signal: Quantity
) -> float:
    """An input, z, a, dL/dz or dL/da of that row of the batch; nan where it is not there at t."""
    if not value_known(timeline, t, signal):
        return nan
    if signal.layer == 0:
        return float(trace.inputs[sample, signal.unit])
    signals = trace.signals[signal.layer - 1]
    values = {
        Role.SUM: signals.z,
        Role.ACTIVATION: signals.a,
        Role.DELTA: signals.dz,
        Role.OUTPUT_GRADIENT: signals.da,
    }
    return float(values[signal.role][sample, signal.unit])


def gradient_known(timeline: Timeline, t: float, quantity: Quantity) -> bool:
    """Whether dL/d(quantity) is there at t: of parameters, sums and activations."""
    layer, unit = quantity.layer, quantity.unit
    match quantity.role:
        case Role.WEIGHT:
            slot = timeline.slot(Kind.WEIGHT_GRADIENT, layer)
            return _done(
                timeline, t, Kind.WEIGHT_GRADIENT, layer, unit, slot.terms, quantity.source
            )
        case Role.BIAS:
            return _done(timeline, t, Kind.BIAS_GRADIENT, layer, unit)
        case Role.SUM:
            return value_known(timeline, t, Quantity(Role.DELTA, layer, unit))
        case Role.ACTIVATION:
            return value_known(timeline, t, Quantity(Role.OUTPUT_GRADIENT, layer, unit))
    return value_known(timeline, t, quantity)


def updated(timeline: Timeline, t: float, parameter: Quantity) -> bool:
    """Whether a weight or bias has this step's new value at t."""
    slot = timeline.slot(Kind.UPDATE, parameter.layer)
    term = parameter.source if parameter.role is Role.WEIGHT else slot.terms - 1
    return _done(timeline, t, Kind.UPDATE, parameter.layer, parameter.unit, slot.terms, term)


def _done(
    timeline: Timeline,
    t: float,
    kind: Kind,
    layer: int,
    unit: int,
    terms: int = 1,
    term: int = 0,
) -> bool:
    index, neurons = timeline.index(kind, layer), timeline.slot(kind, layer).neurons
    cells = neurons * terms
    return t + EPSILON >= index + (unit * terms + term + 1) / cells


def slot_known(timeline: Timeline, t: float, kind: Kind, layer: int) -> tuple[Slot, int]:
    """An operation, and how many of its terms are there at t, counted neuron by neuron."""
    index = timeline.index(kind, layer)
    slot = timeline.slots[index]
    cells = slot.neurons * slot.terms
    return slot, min(max(floor((t - index + EPSILON) * cells), 0), cells)


def cells_known(timeline: Timeline, t: float, kind: Kind, layer: int) -> int:
    """How many of an operation's terms are there at t, counted neuron by neuron."""
    return slot_known(timeline, t, kind, layer)[1]


def results_known(timeline: Timeline, t: float, kind: Kind, layer: int) -> int:
    """How many of an operation's neurons have their result at t."""
    slot, cells = slot_known(timeline, t, kind, layer)
    return cells // slot.terms


def standing(timeline: Timeline, t: float) -> tuple[int, int, int]:
    """Differs between two moments of a step exactly where a number is known in one only, or where
    another operation or neuron is under way."""
    moment = timeline.moment(t)
    if moment.operation is None:
        return -1, -1, 0
    cells = cells_known(timeline, t, moment.operation.kind, moment.operation.layer)
    return moment.index, moment.neuron, cells
