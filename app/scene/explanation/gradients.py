"""The equations by which a gradient is computed, and those of the gradients it is made of."""

from app.scene.explanation.page import Formula, Query
from app.scene.explanation.statements import stated
from app.scene.formulas import operations
from app.scene.formulas.reading import Reading
from app.scene.known import gradient_known, value_known
from engine import quantity as q
from engine.quantity import Quantity, Role

Formulas = tuple[Formula, ...]


def parameter_formula(query: Query) -> Formulas:
    """dL/dw = a · delta, or dL/db = delta, over the batch and with the penalty's part."""
    quantity, r = query.quantity, Reading(query.trace, query.sample)
    layer, unit = quantity.layer, quantity.unit
    if quantity.role is Role.WEIGHT:
        (equation,) = operations.weight_gradient(r, layer, unit, quantity.source)
    else:
        (equation,) = operations.bias_gradient(r, layer, unit, 0)
    parts = _known(query, q.delta(layer, unit))
    return stated(equation, parts, gradient_known(query.timeline, query.t, quantity))


def delta_formulas(query: Query) -> Formulas:
    """delta = dL/da · f'(z) of the quantity's unit; for an output first dL/da from the loss."""
    trace, layer, unit = query.trace, query.quantity.layer, query.quantity.unit
    equations = operations.activation_gradient(Reading(trace, query.sample), layer, unit, 0)
    result = _known(query, q.delta(layer, unit))
    if layer == trace.depth:
        if not trace.rules.fused and not result:
            return ()  # how a loss's slope is written may depend on its outputs
        outputs = _known(query, q.activation(layer, trace.sizes[layer] - 1))
        return tuple(f for equation in equations for f in stated(equation, outputs, result))
    if equations[-1].condition and not _known(query, q.weighted_sum(layer, unit)):
        return ()  # it tells on which side of 0 the sum lies
    parts = _known(query, q.output_gradient(layer, unit))
    return stated(equations[-1], parts, result, told=True)


def output_formulas(query: Query) -> Formulas:
    """dL/da of the quantity's unit, from the deltas of the layer after it; none for an output."""
    trace, layer, unit = query.trace, query.quantity.layer, query.quantity.unit
    if layer == trace.depth:
        return ()
    r = Reading(trace, query.sample)
    (equation,) = operations.input_gradient(r, layer + 1, unit, 0)
    parts = _known(query, q.delta(layer + 1, trace.sizes[layer + 1] - 1))
    return stated(equation, parts, _known(query, q.output_gradient(layer, unit)))


def _known(query: Query, quantity: Quantity) -> bool:
    return value_known(query.timeline, query.t, quantity)
