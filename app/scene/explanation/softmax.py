"""Softmax as a table: each sum's power of e, and its share of all of them."""

import numpy as np

from app.scene.explanation.page import Column, Query, Table, Total
from app.scene.explanation.unit_names import names_of_layer
from app.scene.formulas.writing import Ink
from app.scene.known import results_known
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import quantity as q
from engine.arrays import Array
from engine.trace import Kind

CONTEXT = "Explanation"

OUTPUT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "output"))
SUM = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "z"))
POWER = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "e^z"))
SHIFTED_POWER = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "e^(z − largest z)"))
SHARE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "share"))
ALL = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "all shares"))

LARGEST_POWER = 700.0
"""Beyond it e^z is no number any more; all powers are then taken e^(largest z) times smaller,
which leaves their shares as they are."""


def softmax_table(query: Query) -> Table:
    """Rows (n_l,), a row an output; the shares, which are a, add up to 1."""
    layer, trace = query.quantity.layer, query.trace
    signals, count = trace.signals[layer - 1], trace.sizes[layer]
    sums, shares = _known(query, Kind.WEIGHTED_SUM), _known(query, Kind.ACTIVATION)
    z, a = signals.z[query.sample].copy(), signals.a[query.sample].copy()
    title, powers = _powers(z)
    if not shares:
        powers[:] = np.nan
    z[sums:] = a[shares:] = np.nan
    return Table(
        (
            Column(OUTPUT, names_of_layer(query.dataset, layer, trace.depth, count)),
            Column(SUM, z, Ink.VALUE),
            Column(title, powers),
            Column(SHARE, a, Ink.VALUE),
        ),
        totals=(Total(ALL, float(a.sum()), Ink.VALUE),),
        quantities=lambda row: (q.activation(layer, row), q.weighted_sum(layer, row)),
        focus=query.quantity.unit,
    )


def _known(query: Query, kind: Kind) -> int:
    return results_known(query.timeline, query.t, kind, query.quantity.layer)


def _powers(z: Array) -> tuple[Text, Array]:
    with np.errstate(all="ignore"):  # a diverging step overflows
        if abs(z.max()) > LARGEST_POWER:
            return SHIFTED_POWER, np.exp(z - z.max())
        return POWER, np.exp(z)
