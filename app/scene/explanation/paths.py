"""A gradient's paths as a table, the strongest first, and as trails for the stage."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.scene.explanation.page import Column, Query, Table, Total, Trail, Word
from app.scene.explanation.unit_names import Names, unit_name
from app.scene.formulas.writing import Ink
from app.scene.known import gradient_known
from app.scene.node_names import superscript
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import explain
from engine import quantity as q
from engine.explain import Paths
from engine.quantity import Quantity, Role

CONTEXT = "Explanation"

MOST_TRAILS = 24
"""More paths on the stage at once would cover each other."""

PATH = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "path"))
PRODUCT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "product"))
TO_LOSS = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "→ loss"))
THIS_SAMPLE = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "this sample's share"))
OTHERS = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "the other samples"))
PENALTY = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "pull of the penalty"))

_SYMBOLS = {
    Role.WEIGHT: "∂L/∂w",
    Role.BIAS: "∂L/∂b",
    Role.SUM: "δ",
    Role.DELTA: "δ",
    Role.ACTIVATION: "∂L/∂a",
    Role.OUTPUT_GRADIENT: "∂L/∂a",
}

_FACTORS = {
    (Role.WEIGHT, Role.SUM): "a",
    (Role.BIAS, Role.SUM): "1",
    (Role.SUM, Role.ACTIVATION): "f′",
    (Role.ACTIVATION, Role.SUM): "w",
    (Role.SUM, Role.LOSS): "δ",
    (Role.ACTIVATION, Role.LOSS): "∂L/∂a",
}
"""What an arrow multiplies by, from what it leads to what."""


@dataclass(frozen=True, eq=False)
class Ways:
    """The paths of a quantity's gradient: `count` in all, a row each unless they are grouped."""

    table: Table
    trails: tuple[Trail, ...]
    count: int
    grouped: bool


def ways_of(query: Query) -> Ways:
    """The paths for the sample that is shown; what they multiply to only once it is computed."""
    paths = explain.paths(query.trace, query.quantity, query.sample)
    known = gradient_known(query.timeline, query.t, query.quantity.derived_by)
    order = paths.strongest() if known else np.arange(len(paths))
    trails = _trails(paths, order) if known else ()
    return Ways(_table(query, paths, order, known), trails, paths.count, paths.grouped)


def _table(query: Query, paths: Paths, order: NDArray[np.intp], known: bool) -> Table:
    def factors(row: int) -> Word:
        return " · ".join(map(number, paths.factors[order[row]].tolist())) if known else ""

    def quantities(row: int) -> tuple[Quantity, ...]:
        edges = _edges(paths, order[row])
        weights = tuple(q.weight(layer, source, unit) for layer, source, unit in edges)
        return weights or (q.activation(query.quantity.layer, query.quantity.unit),)

    products = paths.products[order] if known else np.full(len(paths), np.nan)
    return Table(
        (
            Column(PATH, Names(len(paths), lambda row: _name(query, paths, order[row]))),
            Column(_product_of(query, paths), Names(len(paths), factors)),
            Column(PRODUCT, products, Ink.GRADIENT),
        ),
        totals=_totals(query, known),
        quantities=quantities,
        ordered=True,
    )


def _product_of(query: Query, paths: Paths) -> Text:
    """In letters, what the factors of every path are."""
    nodes = paths.nodes(0)
    letters = [_FACTORS[before.role, node.role] for before, node in pairwise(nodes)]
    if query.trace.rules.spreads and nodes[-2].role is Role.ACTIVATION and len(nodes) > 2:
        letters[-2] = "∂a/∂z"
    return Text(CONTEXT, "{letters}", {"letters": " · ".join(letters)})


def _name(query: Query, paths: Paths, path: int) -> Word:
    """The units that a path passes after the quantity's own."""
    stops = [_stop(query, *pair) for pair in pairwise(paths.nodes(path)[:-1])]
    return " ".join(filter(None, stops)) or TO_LOSS


def _stop(query: Query, before: Quantity, node: Quantity) -> str:
    """A unit when its layer is reached; after softmax also the output that its sum acts on."""
    depth = query.trace.depth
    name = unit_name(query.dataset, node.layer, depth, node.unit)
    spreads = node.layer == depth and query.trace.rules.spreads
    if node.role is Role.ACTIVATION:
        return f"→ {name}" if spreads and before.role is Role.SUM else ""
    if node.layer == query.quantity.layer:
        return ""
    if spreads:
        return f"→ z({name})"
    return f"→ {name}" if node.layer == depth else f"→ {name}{superscript(node.layer)}"


def _edges(paths: Paths, path: int) -> tuple[tuple[int, int, int], ...]:
    """The edges (layer, source, target) that a path goes along after the quantity itself."""
    return tuple(
        (node.layer, before.unit, node.unit)
        for before, node in pairwise(paths.nodes(path))
        if (before.role, node.role) == (Role.ACTIVATION, Role.SUM)
    )


def _trails(paths: Paths, order: NDArray[np.intp]) -> tuple[Trail, ...]:
    """The strongest paths that add anything; a weight's begin with its own edge."""
    quantity = paths.quantity
    own = ((quantity.layer, quantity.source, quantity.unit),)
    start = own if quantity.role is Role.WEIGHT else ()
    trails = (
        Trail((*start, *_edges(paths, path)), float(paths.products[path]))
        for path in order[:MOST_TRAILS].tolist()
    )
    return tuple(trail for trail in trails if trail.edges and trail.product)


def _totals(query: Query, known: bool) -> tuple[Total, ...]:
    trace, quantity = query.trace, query.quantity
    lines: list[tuple[Word, float]] = []
    if quantity.is_parameter and trace.batch > 1:
        shares = explain.shares(trace, quantity)
        lines.append((THIS_SAMPLE, float(shares[query.sample])))
        with np.errstate(all="ignore"):  # a diverging step overflows
            lines.append((OTHERS, float(np.delete(shares, query.sample).sum())))
    if quantity.role is Role.WEIGHT and (trace.rules.l1 or trace.rules.l2):
        lines.append((PENALTY, sum(explain.penalty_parts(trace, quantity))))
    sample = None if quantity.is_parameter else query.sample
    lines.append((_SYMBOLS[quantity.role], explain.gradient(trace, quantity, sample)))
    return tuple(
        Total(name, value if known else float("nan"), Ink.GRADIENT) for name, value in lines
    )
