"""A number from its parts: a unit's from its terms, a loss from its outputs."""

from collections.abc import Callable, Mapping

import numpy as np

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.input_page import input_blocks
from app.scene.explanation.loss_page import loss_blocks
from app.scene.explanation.page import Block, Curve, Note, Page, Query
from app.scene.explanation.softmax import softmax_table
from app.scene.explanation.statements import stated
from app.scene.explanation.terms import terms_table, value_at
from app.scene.explanation.titles import title_of
from app.scene.explanation.unit_names import unit_name
from app.scene.formulas.operations import activation
from app.scene.formulas.reading import Reading
from app.scene.known import results_known
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import quantity as q
from engine.quantity import Role
from engine.trace import Kind

CONTEXT = "Explanation"

_WEIGHS = QT_TRANSLATE_NOOP(
    "Explanation", "This weight multiplies {name} on its way into the sum of neuron {unit}."
)
_ADDS = QT_TRANSLATE_NOOP(
    "Explanation",
    "This weight multiplies {name} on its way into the sum of neuron {unit}:"
    " {input} · {weight} adds {term}.",
)
_BIAS = QT_TRANSLATE_NOOP(
    "Explanation",
    "The bias is added to the sum of neuron {unit} whatever comes in,"
    " like a weight on an input that is always 1.",
)


def numbers_page(query: Query) -> Page:
    """The page."""
    blocks = _BLOCKS.get(query.quantity.role, _unit_blocks)(query)
    return Page(query.quantity, Aspect.NUMBERS, title_of(query), blocks)


def _unit_blocks(query: Query) -> tuple[Block, ...]:
    """The sum's terms, then a = f(z) and where it lies on the curve of f."""
    layer, unit = query.quantity.layer, query.quantity.unit
    name = query.trace.rules.activations[layer - 1]
    z, a = (value_at(query, of(layer, unit)) for of in (q.weighted_sum, q.activation))
    return (terms_table(query), *_function(query), *_picture(query, name, z, a))


def _function(query: Query) -> tuple[Block, ...]:
    layer, unit = query.quantity.layer, query.quantity.unit
    (equation,) = activation(Reading(query.trace, query.sample), layer, unit, 0)
    softmax = query.trace.rules.activations[layer - 1] == "softmax"
    needed = query.trace.sizes[layer] if softmax else unit + 1
    parts = results_known(query.timeline, query.t, Kind.WEIGHTED_SUM, layer) >= needed
    result = results_known(query.timeline, query.t, Kind.ACTIVATION, layer) > unit
    return stated(equation, parts, result)


def _picture(query: Query, name: str, z: float, a: float) -> tuple[Block, ...]:
    return (softmax_table(query),) if name == "softmax" else (Curve(name, z, a),)


def _weight_blocks(query: Query) -> tuple[Block, ...]:
    table = terms_table(query)
    source, unit = query.quantity.source, query.quantity.unit
    name = unit_name(query.dataset, query.quantity.layer - 1, query.trace.depth, source)
    values: dict[str, object] = {"name": name, "unit": unit + 1}
    cells = [float(np.asarray(column.cells)[source]) for column in table.columns[1:]]
    if np.isnan(cells[-1]):
        return Note(Text(CONTEXT, _WEIGHS, values)), table
    values |= zip(("input", "weight", "term"), map(number, cells), strict=True)
    return Note(Text(CONTEXT, _ADDS, values)), table


def _bias_blocks(query: Query) -> tuple[Block, ...]:
    return Note(Text(CONTEXT, _BIAS, {"unit": query.quantity.unit + 1})), terms_table(query)


_BLOCKS: Mapping[Role, Callable[[Query], tuple[Block, ...]]] = {
    Role.WEIGHT: _weight_blocks,
    Role.BIAS: _bias_blocks,
    Role.INPUT: input_blocks,
    Role.LOSS: loss_blocks,
}
"""Of other quantities the unit they belong to is explained."""
