"""The numbers of a page are the engine's, they add up, and none is told before its time."""

from dataclasses import replace
from math import isclose, isnan

import numpy as np
import pytest

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Curve, Formula, Note, Table
from engine import quantity as q
from engine.activations import ACTIVATIONS
from engine.losses import LOSS_OPTIONS
from engine.quantity import LOSS
from tests.app.scene.explanation.asking import blocks, case, example, quantities, said

NUMBERS = Aspect.NUMBERS
PROBABLE = {
    "cross_entropy": ("softmax", "sigmoid"),
    "binary_cross_entropy": ("softmax", "sigmoid"),
}
PAIRS = [(out, loss) for loss in LOSS_OPTIONS for out in PROBABLE.get(loss, tuple(ACTIVATIONS))]


@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_every_formula_comes_to_its_value(output, loss):
    hidden = output if output != "softmax" else "gelu"
    for batch in (1, 3):
        asked = case((2, 3, 2), (hidden, output), batch_size=batch, loss=loss, l2=0.1)
        for quantity in quantities(asked.trace):
            for formula in blocks(asked.ask(quantity, NUMBERS, sample=batch - 1), Formula):
                equation = formula.equation
                assert formula.known
                assert isclose(equation.evaluate(), equation.value, rel_tol=1e-9, abs_tol=1e-14)


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_a_units_terms_add_up_to_its_sum(output):
    asked = case((5, 4, 3), ("elu", output), batch_size=2)
    for layer in (1, 2):
        for unit in range(asked.trace.sizes[layer]):
            table = blocks(asked.ask(q.activation(layer, unit), NUMBERS, sample=1), Table)[0]
            _, inputs, weights, terms = (column.cells for column in table.columns)
            z, a = table.totals
            signals = asked.trace.signals[layer - 1]
            assert np.array_equal(terms, inputs * weights)
            assert isclose(terms.sum(), z.value, rel_tol=1e-12)
            assert (z.value, a.value) == (signals.z[1, unit], signals.a[1, unit])
            assert (z.quantity, a.quantity) == (
                q.weighted_sum(layer, unit),
                q.activation(layer, unit),
            )


def test_a_sum_under_way_shows_the_terms_that_are_added():
    asked = case((3, 2, 2))
    cells = 2 * 4
    for done in range(cells + 1):
        page = asked.ask(q.weighted_sum(1, 1), NUMBERS, t=done / cells)
        table = blocks(page, Table)[0]
        added = max(done - 4, 0)
        assert np.isnan(table.columns[-1].cells).tolist() == [row >= added for row in range(4)]
        assert table.focus == (added - 1 if 0 < added < 4 else None)
        assert isnan(table.totals[0].value) == (added < 4)


def test_the_rows_of_a_sum_light_up_what_they_come_from():
    asked = case()
    (table,) = blocks(asked.ask(q.bias(2, 1), NUMBERS), Table)
    assert table.focus == 3
    assert [table.quantities(row) for row in range(4)] == [
        *((q.weight(2, i, 1), q.activation(1, i)) for i in range(3)),
        (q.bias(2, 1),),
    ]
    (table,) = blocks(asked.ask(q.weight(2, 1, 1), NUMBERS), Table)
    assert table.focus == 1
    assert [said(name) for name in table.columns[0].cells] == ["a₁", "a₂", "a₃", "bias"]


def test_a_wide_sum_names_only_the_rows_that_are_looked_at(monkeypatch):
    asked = case((784, 2), ("softmax",))
    names = []
    monkeypatch.setattr(
        "app.scene.explanation.unit_names.input_name",
        lambda _, unit: names.append(unit) or f"x{unit}",
    )
    table = blocks(asked.ask(q.weighted_sum(1, 1), NUMBERS), Table)[0]
    assert len(table) == 785
    assert table.columns[0].cells[783] == "x783"
    assert names == [783]


@pytest.mark.parametrize("spread", [1.0, 1e4])
def test_the_shares_of_softmax_come_from_its_powers(spread):
    asked = case((2, 4), ("softmax",), batch_size=2)
    (signals,) = asked.trace.signals
    z, a = signals.z * spread, np.empty_like(signals.a)
    ACTIVATIONS["softmax"].f(z, a)
    asked = replace(asked, trace=replace(asked.trace, signals=(replace(signals, z=z, a=a),)))
    table = blocks(asked.ask(q.weighted_sum(1, 2), NUMBERS, sample=1), Table)[1]
    _, sums, powers, shares = (column.cells for column in table.columns)
    assert table.focus == 2
    assert np.allclose(powers / powers.sum(), shares, rtol=1e-12)
    assert np.array_equal(sums, z[1]) and np.array_equal(shares, a[1])
    assert isclose(table.totals[0].value, 1.0, rel_tol=1e-12)


@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_what_the_outputs_add_is_the_samples_loss(output, loss):
    for batch in (1, 3):
        asked = case((2, 3, 4), ("tanh", output), batch_size=batch, loss=loss, l1=0.1)
        for sample in range(batch):
            (table,) = blocks(asked.ask(LOSS, NUMBERS, sample=sample), Table)
            own = asked.trace.sample_losses[sample]
            assert isclose(table.columns[-1].cells.sum(), own, rel_tol=1e-12, abs_tol=1e-15)
            values = {said(total.name): total.value for total in table.totals}
            whole = "loss of the batch" if batch > 1 else "loss"
            assert values[whole] == asked.trace.loss
            assert values["penalty on the weights"] == asked.trace.penalty > 0.0


def test_an_input_is_led_back_to_the_data():
    asked = case((2, 2))
    mean, deviation = np.array([3.0, -1.0]), np.array([0.5, 1.0])
    plain = asked.ask(q.activation(0, 0), NUMBERS)
    assert not blocks(plain, Formula)
    asked = replace(asked, dataset=replace(asked.dataset, mean=mean, deviation=deviation))
    for unit in range(2):
        page = asked.ask(q.activation(0, unit), NUMBERS)
        (formula,) = blocks(page, Formula)
        assert formula.equation.value == asked.trace.inputs[0, unit]
        assert isclose(formula.equation.evaluate(), formula.equation.value, rel_tol=1e-12)
        assert said(blocks(page, Note)[0].text).startswith("Row 1 of the data: x0 ")


def test_the_article_reads_as_in_the_design():
    asked = example("article")
    page = asked.ask(q.activation(1, 0), NUMBERS)
    assert said(page.title) == "Neuron 1 · hidden layer 1"
    (table,) = blocks(page, Table)
    assert [said(column.title) for column in table.columns] == [
        "from",
        "input",
        "× weight",
        "= term",
    ]
    assert [said(name) for name in table.columns[0].cells] == ["x₁", "x₂", "bias"]
    assert np.allclose(table.columns[-1].cells, [0.5, 0.1, 0.1])
    assert np.allclose([total.value for total in table.totals], 0.7)
    (curve,) = blocks(page, Curve)
    assert (curve.activation, curve.z, curve.a) == ("relu", *(t.value for t in table.totals))


@pytest.mark.parametrize(
    ("quantity", "title"),
    [
        (q.weighted_sum(1, 0), "Neuron 1 · hidden layer 1"),
        (q.activation(3, 1), "Output odd · neuron 2"),
        (q.weight(2, 0, 0), "Weight 1→1 · hidden layer 2"),
        (q.weight(3, 0, 1), "Weight 1→2 · output layer"),
        (q.bias(1, 0), "Bias of neuron 1 · hidden layer 1"),
        (q.delta(1, 1), "δ of neuron 2 · hidden layer 1"),
        (q.output_gradient(2, 1), "∂L/∂a of neuron 2 · hidden layer 2"),
        (q.activation(0, 0), "Input x₁"),
        (LOSS, "Loss"),
    ],
)
def test_quantities_are_called_by_their_place(quantity, title):
    assert said(example("article").ask(quantity, NUMBERS).title) == title
