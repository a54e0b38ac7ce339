"""A weighted sum as a table: what came in, times its weight, row by row, as far as it is added."""

import numpy as np

from app.scene.explanation.page import Column, Query, Table, Total
from app.scene.explanation.unit_names import names_of_terms
from app.scene.formulas.writing import Ink
from app.scene.known import cells_known, results_known, signal_known
from app.scene.subject import term_of
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import quantity as q
from engine.arrays import Array
from engine.quantity import Quantity, Role
from engine.trace import Kind

CONTEXT = "Explanation"

FROM = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "from"))
INPUT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "input"))
WEIGHT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "× weight"))
TERM = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "= term"))


def terms_table(query: Query) -> Table:
    """The sum of the unit that the quantity belongs to; the bias is a weight on a constant 1.

    Rows (n_{l-1} + 1,), the bias last; what is not computed at t is nan.
    """
    trace, layer, unit = query.trace, query.quantity.layer, query.quantity.unit
    fan_in = trace.sizes[layer - 1]
    parameters = trace.before[layer - 1]
    inputs = np.append(inputs_known(query), 1.0)
    weights = np.append(parameters.W[:, unit], parameters.b[unit])
    with np.errstate(all="ignore"):  # a diverging step overflows
        terms = inputs * weights
    terms[terms_known(query) :] = np.nan

    def quantities(row: int) -> tuple[Quantity, ...]:
        if row == fan_in:
            return (q.bias(layer, unit),)
        return q.weight(layer, row, unit), q.activation(layer - 1, row)

    return Table(
        (
            Column(FROM, names_of_terms(query.dataset, layer, trace.depth, fan_in)),
            Column(INPUT, inputs, Ink.VALUE),
            Column(WEIGHT, weights, Ink.VALUE),
            Column(TERM, terms, Ink.VALUE),
        ),
        totals=(_total(query, "z", Role.SUM), _total(query, "a", Role.ACTIVATION)),
        quantities=quantities,
        focus=_focus(query, fan_in),
    )


def inputs_known(query: Query) -> Array:
    """(n_{l-1},): what comes into the quantity's layer; nan where it is not computed at t."""
    layer = query.quantity.layer - 1
    inputs: Array = query.trace.activation(layer)[query.sample].copy()
    if layer:
        inputs[results_known(query.timeline, query.t, Kind.ACTIVATION, layer) :] = np.nan
    return inputs


def terms_known(query: Query) -> int:
    """How many terms of the unit's sum are added at t."""
    layer, unit = query.quantity.layer, query.quantity.unit
    terms = query.timeline.slot(Kind.WEIGHTED_SUM, layer).terms
    cells = cells_known(query.timeline, query.t, Kind.WEIGHTED_SUM, layer)
    return min(max(cells - unit * terms, 0), terms)


def value_at(query: Query, quantity: Quantity) -> float:
    """The number z or a of a unit; nan where it is not computed at t."""
    return signal_known(query.trace, query.timeline, query.t, query.sample, quantity)


def _total(query: Query, name: str, role: Role) -> Total:
    quantity = Quantity(role, query.quantity.layer, query.quantity.unit)
    return Total(name, value_at(query, quantity), Ink.VALUE, quantity)


def _focus(query: Query, fan_in: int) -> int | None:
    """The row that the page is about, else the one whose term is being added."""
    quantity = query.quantity
    if quantity.is_parameter:
        return fan_in if quantity.role is Role.BIAS else quantity.source
    moment = query.timeline.moment(query.t)
    term = term_of(query.timeline, moment)
    operation = moment.operation
    under_way = operation is not None and operation.kind is Kind.WEIGHTED_SUM
    if term is None or not under_way or terms_known(query) > fan_in:
        return None
    if (term.layer, term.unit) != (quantity.layer, quantity.unit):
        return None
    return fan_in if term.role is Role.BIAS else term.source
