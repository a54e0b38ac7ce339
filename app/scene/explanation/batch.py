"""A quantity through the samples of a batch: its value for each, or each one's share of a mean."""

from math import nan

import numpy as np

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Block, Column, Note, Page, Query, Table, Total, Word
from app.scene.explanation.paths import PENALTY
from app.scene.explanation.titles import title_of
from app.scene.explanation.unit_names import Names
from app.scene.formulas.writing import Ink
from app.scene.known import gradient_known, value_known
from app.scene.samples import names_of
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import explain
from engine import quantity as q
from engine.arrays import Array
from engine.quantity import Quantity, Role

CONTEXT = "Explanation"

SAMPLE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "sample"))
SHARE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "= share"))
OWN_LOSS = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "own loss"))
SUM = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "sum of the shares"))

_PUSHES = QT_TRANSLATE_NOOP(
    "Explanation",
    "For {down} of the samples less of it would be better, for {up} more: the step goes against"
    " the sum.",
)
_ALL_DOWN = QT_TRANSLATE_NOOP("Explanation", "For every sample that pulls, less of it is better.")
_ALL_UP = QT_TRANSLATE_NOOP("Explanation", "For every sample that pulls, more of it is better.")
_NO_PULL = QT_TRANSLATE_NOOP("Explanation", "No sample pulls at it: every share is 0.")
_ALONE = QT_TRANSLATE_NOOP("Explanation", "The batch is this one sample.")


def batch_page(query: Query) -> Page:
    """The page; rows are the samples of the batch in their order."""
    role = query.quantity.role
    if query.quantity.is_parameter:
        blocks = _parameter_blocks(query)
    elif role is Role.LOSS:
        blocks = (_loss_table(query),)
    else:
        blocks = (_value_table(query),)
    alone = (Note(Text(CONTEXT, _ALONE)),) if query.trace.batch == 1 else ()
    return Page(query.quantity, Aspect.BATCH, title_of(query), (*alone, *blocks))


def _table(query: Query, columns: tuple[Column, ...], totals: tuple[Total, ...] = ()) -> Table:
    """One row a sample, named as the data call it; choosing one shows it."""
    names, rows = names_of(query.dataset, query.source), query.trace.rows
    samples = Names(query.trace.batch, lambda row: names.brief(int(rows[row])))
    return Table(
        (Column(SAMPLE, samples), *columns),
        totals,
        quantities=lambda row: (query.quantity,),
        sample=lambda row: row,
        focus=query.sample,
    )


def _value_table(query: Query) -> Table:
    quantity, trace = query.quantity, query.trace
    if quantity.role is Role.INPUT:
        return _table(query, (_column("x", trace.inputs[:, quantity.unit], Ink.VALUE),))
    signals, unit = trace.signals[quantity.layer - 1], quantity.unit
    # Of a unit, what belongs together: its sum and what becomes of it, or both its gradients.
    if quantity.role in (Role.SUM, Role.ACTIVATION):
        parts = (
            ("z", signals.z, q.weighted_sum, Ink.VALUE),
            ("a", signals.a, q.activation, Ink.VALUE),
        )
    else:
        parts = (
            ("∂L/∂a", signals.da, q.output_gradient, Ink.GRADIENT),
            ("δ", signals.dz, q.delta, Ink.GRADIENT),
        )
    columns = [
        _column(name, _if_known(query, of(quantity.layer, unit), values[:, unit]), ink)
        for name, values, of, ink in parts
    ]
    return _table(query, tuple(columns))


def _if_known(query: Query, quantity: Quantity, values: Array) -> Array:
    known = value_known(query.timeline, query.t, quantity)
    return values if known else np.full(values.shape, nan)


def _column(name: str, values: Array, ink: Ink) -> Column:
    return Column(Text(CONTEXT, "{symbol}", {"symbol": name}), values, ink)


def _parameter_blocks(query: Query) -> tuple[Block, ...]:
    """What every sample adds to the gradient: what comes in times delta."""
    quantity, trace = query.quantity, query.trace
    known = gradient_known(query.timeline, query.t, quantity)
    shares = explain.shares(trace, quantity)
    delta = _if_known(
        query,
        q.delta(quantity.layer, quantity.unit),
        trace.signals[quantity.layer - 1].dz[:, quantity.unit],
    )
    columns = [_column("δ", delta, Ink.GRADIENT)]
    if quantity.role is Role.WEIGHT:
        source = q.activation(quantity.layer - 1, quantity.source)
        a = trace.activation(quantity.layer - 1)[:, quantity.source]
        letter = "a" if quantity.layer > 1 else "x"
        columns.insert(0, _column(letter, _if_known(query, source, a), Ink.VALUE))
    columns.append(Column(SHARE, shares if known else np.full(shares.shape, nan), Ink.GRADIENT))
    table = _table(query, tuple(columns), _totals(query, shares, known))
    return (*((_pushes(shares),) if known and trace.batch > 1 else ()), table)


def _totals(query: Query, shares: Array, known: bool) -> tuple[Total, ...]:
    quantity, rules = query.quantity, query.trace.rules
    name = "∂L/∂w" if quantity.role is Role.WEIGHT else "∂L/∂b"
    lines: list[tuple[Word, float]] = [(name, explain.gradient(query.trace, quantity))]
    if quantity.role is Role.WEIGHT and (rules.l1 or rules.l2):
        pull = sum(explain.penalty_parts(query.trace, quantity))
        with np.errstate(all="ignore"):  # a diverging step overflows
            lines = [(SUM, float(shares.sum())), (PENALTY, pull), *lines]
    return tuple(Total(words, value if known else nan, Ink.GRADIENT) for words, value in lines)


def _pushes(shares: Array) -> Note:
    """A positive share says that the loss grows with the parameter: the sample wants less of it."""
    down, up = int((shares > 0.0).sum()), int((shares < 0.0).sum())
    template = _PUSHES if down and up else _ALL_DOWN if down else _ALL_UP if up else _NO_PULL
    return Note(Text(CONTEXT, template, {"down": f"{down:,}", "up": f"{up:,}"}))


def _loss_table(query: Query) -> Table:
    trace = query.trace
    known = value_known(query.timeline, query.t, q.LOSS)
    losses = trace.sample_losses
    columns = [Column(OWN_LOSS, losses), Column(SHARE, explain.loss_shares(trace))]
    if not known:
        columns = [Column(each.title, np.full(losses.shape, nan)) for each in columns]
    return _table(
        query, tuple(columns), (Total("L", trace.loss if known else nan, quantity=q.LOSS),)
    )
