"""The loss: its formulas, and what each output adds to it."""

from math import nan

import numpy as np

from app.scene.explanation.page import Block, Column, Formula, Note, Query, Table, Total
from app.scene.explanation.statements import stated
from app.scene.explanation.unit_names import names_of_layer
from app.scene.formulas.operations import loss
from app.scene.formulas.reading import Reading
from app.scene.formulas.writing import Ink
from app.scene.known import results_known, value_known
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.scene.verdict import PROBABILITIES
from engine import quantity as q
from engine.loss_shares import shares_by_output
from engine.quantity import LOSS
from engine.trace import Kind

CONTEXT = "Explanation"

OUTPUT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "output"))
PROBABILITY = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "p"))
VALUE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "a"))
TARGET = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "target y"))
SHARE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "adds"))

THIS_SAMPLE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "loss of this sample"))
BEFORE_ROOT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "before the root"))
BATCH = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "loss of the batch"))
WHOLE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "loss"))
PENALTY = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "penalty on the weights"))

_PENALTY = QT_TRANSLATE_NOOP(
    "Explanation",
    "Training lowers the loss and the penalty together: the penalty grows with the weights,"
    " so that they stay small.",
)


def loss_blocks(query: Query) -> tuple[Block, ...]:
    """How the outputs of this sample make its loss, and the samples' losses the batch's."""
    rules = query.trace.rules
    penalty = (Note(Text(CONTEXT, _PENALTY)),) if rules.l1 or rules.l2 else ()
    return (*_formulas(query), _table(query), *penalty)


def _formulas(query: Query) -> tuple[Formula, ...]:
    """With numbers only from the loss on: how it is written depends on them."""
    if not value_known(query.timeline, query.t, LOSS):
        return ()
    trace = query.trace
    equations = loss(Reading(trace, query.sample), trace.depth, 0, 0)
    return tuple(shown for equation in equations for shown in stated(equation, True, True))


def _table(query: Query) -> Table:
    trace, layer, sample = query.trace, query.trace.depth, query.sample
    signals, y = trace.signals[-1], trace.targets[sample]
    a, count = signals.a[sample].copy(), trace.sizes[-1]
    shares = shares_by_output(trace.rules, signals.z[sample], a, y)
    a[results_known(query.timeline, query.t, Kind.ACTIVATION, layer) :] = np.nan
    if not value_known(query.timeline, query.t, LOSS):
        shares[:] = np.nan
    chances = trace.rules.activations[-1] in PROBABILITIES
    return Table(
        (
            Column(OUTPUT, names_of_layer(query.dataset, layer, layer, count)),
            Column(PROBABILITY if chances else VALUE, a, Ink.VALUE),
            Column(TARGET, y, Ink.VALUE),
            Column(SHARE, shares),
        ),
        totals=_totals(query),
        quantities=lambda row: (q.activation(layer, row),),
    )


def _totals(query: Query) -> tuple[Total, ...]:
    trace, rules = query.trace, query.trace.rules
    known = value_known(query.timeline, query.t, LOSS)
    root = rules.loss == "rmse"
    lines: list[tuple[Text, float]] = []
    if trace.batch > 1 or root:
        own = float(trace.sample_losses[query.sample])
        lines.append((BEFORE_ROOT if root and trace.batch == 1 else THIS_SAMPLE, own))
    lines.append((BATCH if trace.batch > 1 else WHOLE, trace.loss))
    if rules.l1 or rules.l2:
        lines.append((PENALTY, trace.penalty))
    return tuple(
        Total(name, value if known else nan, quantity=LOSS if name in (BATCH, WHOLE) else None)
        for name, value in lines
    )
