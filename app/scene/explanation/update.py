"""A parameter's new value from its old one, its gradient and what the optimiser remembers of it."""

from collections.abc import Mapping
from math import nan

import numpy as np

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Block, Column, Note, Page, Query, Table
from app.scene.explanation.statements import stated
from app.scene.explanation.titles import title_of
from app.scene.formulas.optimizers import Spot, update_equations
from app.scene.formulas.reading import Reading
from app.scene.formulas.telling import update_sentence
from app.scene.known import gradient_known, updated
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.quantity import Quantity, Role

CONTEXT = "Explanation"

NUMBER = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "number"))
VALUE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "value"))
OLD = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "old value"))
NEW = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "new value"))
CHANGE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "change"))
GRADIENT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "gradient"))
RATE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "learning rate η"))

_BEFORE = QT_TRANSLATE_NOOP("Explanation", "{memory} before")
_NOW = QT_TRANSLATE_NOOP("Explanation", "{memory} now")
_CORRECTED = QT_TRANSLATE_NOOP("Explanation", "{memory} corrected, t = {count}")

_MEMORIES: Mapping[str, Text] = {
    "velocity": Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "velocity v")),
    "squares": Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "squares s")),
    "m": Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "mean m")),
    "v": Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "mean square v")),
}
_SHARES = {"m": "beta1", "v": "beta2"}
"""Means that begin at 0, and the option by which they are freed of their pull towards it."""

Line = tuple[Text, float]


def update_page(query: Query) -> Page:
    """The page; numbers of the update stay away until the parameter has its new value."""
    done = updated(query.timeline, query.t, query.quantity)
    gradient = gradient_known(query.timeline, query.t, query.quantity)
    spot, trace = spot_of(query.quantity), query.trace
    *memories, last = update_equations(trace, spot)
    formulas = (
        *(formula for equation in memories for formula in stated(equation, gradient, done)),
        # The step is made with what the optimiser remembers now, where it remembers anything.
        *stated(last, done if memories else gradient, done),
    )
    sentence = update_sentence(Reading(trace, query.sample), spot)
    blocks: tuple[Block, ...] = (*formulas, _table(query, spot, gradient, done))
    if gradient:
        blocks = (Note(sentence), *blocks)
    return Page(query.quantity, Aspect.UPDATE, title_of(query), blocks)


def spot_of(parameter: Quantity) -> Spot:
    """A weight or bias as the optimisers' formulas name it."""
    source = parameter.source if parameter.role is Role.WEIGHT else None
    return Spot(parameter.layer, source, parameter.unit)


def _table(query: Query, spot: Spot, gradient: bool, done: bool) -> Table:
    trace = query.trace
    old, new = spot.of(trace.before), spot.of(trace.after)
    own = [(GRADIENT, spot.of(trace.gradients) if gradient else nan)]
    later = [*_memory_after(query, spot), (CHANGE, new - old), (NEW, new)]
    lines: list[Line] = [
        (OLD, old),
        *own,
        *_memory_before(query, spot),
        (RATE, trace.rules.learning_rate),
        *((name, value if done else nan) for name, value in later),
    ]
    names, values = zip(*lines, strict=True)
    return Table(
        (Column(NUMBER, names), Column(VALUE, np.array(values))),
        quantities=lambda row: (query.quantity,),
        ordered=True,
    )


def _memory_before(query: Query, spot: Spot) -> list[Line]:
    vectors = query.trace.memory_before.vectors
    return [(_named(_BEFORE, name), spot.of(vectors[name])) for name in vectors]


def _memory_after(query: Query, spot: Spot) -> list[Line]:
    memory, options = query.trace.memory, query.trace.rules.optimizer_options
    lines = [(_named(_NOW, name), spot.of(vector)) for name, vector in memory.vectors.items()]
    for name, option in _SHARES.items():
        if name in memory.vectors:
            corrected = spot.of(memory.vectors[name]) / (1.0 - options[option] ** memory.updates)
            lines.append((_named(_CORRECTED, name, memory.updates), corrected))
    return lines


def _named(template: str, memory: str, count: int = 0) -> Text:
    return Text(CONTEXT, template, {"memory": _MEMORIES[memory], "count": f"{count:,}"})
