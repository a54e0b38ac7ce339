"""A gradient's paths come to the engine's number, and its formulas to theirs."""

from math import isclose, isnan

import numpy as np
import pytest

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Formula, Note, Table
from app.scene.known import gradient_known
from engine import quantity as q
from engine.activations import ACTIVATIONS
from engine.explain import gradient
from engine.losses import LOSS_OPTIONS
from engine.quantity import Role
from tests.app.scene.explanation.asking import blocks, case, example, quantities, said

CHAIN_RULE = Aspect.CHAIN_RULE
PROBABLE = {
    "cross_entropy": ("softmax", "sigmoid"),
    "binary_cross_entropy": ("softmax", "sigmoid"),
}
PAIRS = [(out, loss) for loss in LOSS_OPTIONS for out in PROBABLE.get(loss, tuple(ACTIVATIONS))]


def asked_of(trace):
    return (x for x in quantities(trace) if x.role not in (Role.LOSS, Role.INPUT))


def cases(output, loss):
    hidden = output if output != "softmax" else "silu"
    for batch in (1, 3):
        rules = {"activations": (hidden, "tanh", output), "loss": loss, "l1": 0.1, "l2": 0.01}
        yield case((2, 3, 2, 3), batch_size=batch, **rules), batch - 1


@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_every_formula_comes_to_its_value(output, loss):
    for asked, sample in cases(output, loss):
        for quantity in asked_of(asked.trace):
            formulas = blocks(asked.ask(quantity, CHAIN_RULE, sample=sample), Formula)
            assert formulas
            for formula in formulas:
                equation = formula.equation
                assert formula.known
                assert isclose(equation.evaluate(), equation.value, rel_tol=1e-9, abs_tol=1e-14)


@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_paths_other_samples_and_penalty_come_to_the_gradient(output, loss):
    for asked, sample in cases(output, loss):
        for quantity in asked_of(asked.trace):
            for table in blocks(asked.ask(quantity, CHAIN_RULE, sample=sample), Table):
                *parts, whole = table.totals
                engines = gradient(asked.trace, quantity, None if quantity.is_parameter else sample)
                added = {said(total.name): total.value for total in parts}
                share = added.pop("this sample's share", None)
                products = table.columns[-1].cells
                assert whole.value == engines
                assert share is None or isclose(products.sum(), share, rel_tol=1e-12, abs_tol=1e-15)
                total = products.sum() + sum(added.values())
                assert isclose(total, engines, rel_tol=1e-12, abs_tol=1e-14)
                assert np.all(np.diff(np.abs(products)) <= 0.0)


@pytest.mark.parametrize("output", ["softmax", "identity"])
def test_a_path_is_told_by_its_factors_and_edges(output):
    asked = case((2, 2, 3, 2), ("tanh", "elu", output), batch_size=2, loss="mse")
    trace = asked.trace
    page = asked.ask(q.weight(1, 1, 0), CHAIN_RULE, sample=1)
    (table,) = blocks(page, Table)
    letters = [said(column.title) for column in table.columns][1]
    slope = "∂a/∂z" if output == "softmax" else "f′"
    assert letters == f"a · f′ · w · f′ · w · {slope} · ∂L/∂a"
    names = [said(name) for name in table.columns[0].cells]
    assert len(set(names)) == len(table) == (12 if output == "softmax" else 6)
    for row in range(len(table)):
        factors = [float(f.replace("−", "-")) for f in table.columns[1].cells[row].split(" · ")]
        product = table.columns[2].cells[row]
        assert isclose(np.prod(factors), product, rel_tol=5e-3)
        first, second = table.quantities(row)
        assert (first.source, first.unit) == (0, second.source)
        end = f"→ z({second.unit})" if output == "softmax" else f"→ {second.unit}"
        middle = "a" + "₁₂₃"[first.unit] + "⁽²⁾"
        assert names[row].startswith(f"→ {middle} {end}")
        weights = [
            trace.before[edge.layer - 1].W[edge.source, edge.unit] for edge in (first, second)
        ]
        assert np.allclose(weights, [factors[2], factors[4]], rtol=1e-3)
    edges = [
        ((1, 1, 0), *((e.layer, e.source, e.unit) for e in table.quantities(row)))
        for row in range(len(table))
    ]
    assert [trail.edges for trail in page.trails] == edges
    assert [trail.product for trail in page.trails] == table.columns[2].cells.tolist()


def test_many_paths_are_grouped_and_say_so():
    asked = case((2, 2, 30, 40, 5))
    page = asked.ask(q.weight(1, 0, 1), CHAIN_RULE)
    notes = [said(note.text) for note in blocks(page, Note)]
    assert "6,000 paths, grouped by the neuron of the next layer that they pass." in notes
    (table,) = blocks(page, Table)
    assert len(table) == 30
    assert isclose(table.columns[-1].cells.sum(), asked.trace.gradients[0].W[0, 1], rel_tol=1e-12)
    assert len(page.trails) == 24


def test_a_gradient_not_computed_yet_has_no_products_and_no_trails():
    asked = case((2, 2, 2), batch_size=2)
    quantity = q.weight(1, 0, 1)
    for t in asked.stops():
        page = asked.ask(quantity, CHAIN_RULE, t)
        (table,) = blocks(page, Table)
        known = gradient_known(asked.timeline, t, quantity)
        numbers = [*table.columns[-1].cells, *(total.value for total in table.totals)]
        assert [isnan(number) for number in numbers] == [not known] * len(numbers)
        assert bool(page.trails) == bool(table.columns[1].cells[0]) == known


def test_the_article_reads_as_in_the_design():
    page = example("article").ask(q.weight(2, 0, 0), CHAIN_RULE)
    assert said(page.title) == "Weight 1→1 · hidden layer 2"
    (table,) = blocks(page, Table)
    assert said(table.columns[1].title) == "a · f′ · w · δ"
    rows = zip(*(column.cells for column in table.columns), strict=True)
    assert [(said(name), factors, round(float(product), 4)) for name, factors, product in rows] == [
        ("→ odd", "0.7 · 1 · −0.2 · −0.5629", 0.0788),
        ("→ even", "0.7 · 1 · 0.1 · 0.5629", 0.0394),
    ]
    (total,) = table.totals
    assert (total.name, round(total.value, 4)) == ("∂L/∂w", 0.1182)
