"""Matrices of a step: every cell is the engine's number, and is made of the cells it says."""

import numpy as np
import pytest

from app.scene.explanation.matrix import Product, matrix_equation, products_of
from app.scene.explanation.page import Query
from app.scene.explanation.writing import equation_text
from app.scene.known import gradient_known, updated, value_known
from app.scene.matrix_focus import formulas
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from engine.quantity import Role
from tests.app.scene.explanation.asking import future_from
from tests.builders import trainer_of

CASES = {
    "fused": {},
    "one sample": {"batch_size": 1},
    "softmax apart": {"loss": "mse"},
    "sigmoid": {"activations": ("relu", "elu", "sigmoid"), "loss": "binary_cross_entropy"},
    "penalties": {"l1": 0.02, "l2": 0.3, "optimizer": "adam"},
}
SIZES = (2, 3, 4, 2)


def matrix_equations(query):
    """All that a quantity takes part in, the usual one first."""
    return [matrix_equation(query, product) for product in products_of(query)]


def step(**settings):
    trainer = trainer_of(SIZES, **{"batch_size": 3, **settings})
    trainer.advance(3)
    return trainer.trace(2), trainer.dataset


def query_of(case, quantity, t=None, sample=0):
    trace, dataset = step(**CASES[case])
    timeline = Timeline(trace.operations, SIZES)
    return Query(trace, timeline, timeline.end if t is None else t, sample, quantity, dataset)


def quantities():
    for layer in range(1, 4):
        yield from (q.weight(layer, 1, 0), q.bias(layer, 1), q.weighted_sum(layer, 1))
        yield from (q.activation(layer, 1), q.delta(layer, 1), q.output_gradient(layer, 1))


def engine_number(trace, product, quantity, sample):
    index, unit = quantity.layer - 1, quantity.unit
    if quantity.is_parameter:
        source = {
            Product.UPDATE: trace.after,
            Product.WEIGHT_GRADIENT: trace.gradients,
            Product.BIAS_GRADIENT: trace.gradients,
        }[product][index]
        return source.b[unit] if quantity.role is Role.BIAS else source.W[quantity.source, unit]
    name = {Role.OUTPUT_GRADIENT: "da", Role.DELTA: "dz"}.get(quantity.role, quantity.role.value)
    return getattr(trace.signals[index], name)[sample, unit]


@pytest.mark.parametrize("case", CASES)
def test_a_cell_is_what_it_says_and_its_equation_comes_to_it(case):
    for quantity in quantities():
        query = query_of(case, quantity)
        for equation in matrix_equations(query):
            result = equation.grids[0]
            for i, j in np.ndindex(*result.values.shape):
                made, own = equation.made_of(i, j), result.quantity(i, j)
                sample = result.sample(i, j)
                expected = engine_number(query.trace, equation.product, own, sample)
                assert result.values[i, j] == expected
                assert made.equations[-1].value == expected
                assert made.equations[-1].evaluate() == pytest.approx(expected, abs=1e-9)
                assert len(made.cells) == len(equation.grids) - 1


@pytest.mark.parametrize("case", CASES)
def test_the_cells_it_is_made_of_come_to_it(case):
    """Rows times columns, and sums; slopes and updates are made of cells in their own place."""
    for quantity in quantities():
        for equation in matrix_equations(query_of(case, quantity)):
            values = [grid.values for grid in equation.grids]
            for i, j in np.ndindex(*values[0].shape):
                parts = [
                    np.array([grid[cell] for cell in cells])
                    for grid, cells in zip(values[1:], equation.made_of(i, j).cells, strict=True)
                ]
                match equation.product:
                    case Product.SUMS | Product.WEIGHT_GRADIENT | Product.INPUT_GRADIENT:
                        found = parts[0] @ parts[1] + sum(part.sum() for part in parts[2:])
                    case Product.BIAS_GRADIENT:
                        found = parts[0].sum()
                    case Product.UPDATE:
                        found = parts[0][0] + parts[1][0]
                    case _:
                        assert (i, j) in equation.made_of(i, j).cells[0]
                        continue
                assert found == pytest.approx(values[0][i, j], rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("case", ["fused", "sigmoid", "one sample"])
def test_an_outputs_delta_is_its_distance_to_the_target(case):
    for equation in matrix_equations(query_of(case, q.delta(3, 0))):
        if equation.product is Product.DELTAS:
            delta, *others = (grid.values for grid in equation.grids)
            difference = others[0] if len(others) == 1 else others[0] - others[1]
            count = {"fused": 3, "sigmoid": 6, "one sample": 1}[case]
            np.testing.assert_allclose(delta, difference / count, rtol=1e-15)


def known(query, product, quantity):
    if product is Product.UPDATE and quantity.is_parameter:
        return updated(query.timeline, query.t, quantity)
    if product in (Product.WEIGHT_GRADIENT, Product.BIAS_GRADIENT) and quantity.is_parameter:
        return gradient_known(query.timeline, query.t, quantity)
    return value_known(query.timeline, query.t, quantity)


def test_what_is_not_computed_yet_is_not_told():
    trace, dataset = step()
    timeline = Timeline(trace.operations, SIZES)
    t = 0.0
    while t is not None:
        for quantity in (q.weight(2, 1, 1), q.bias(3, 1), q.output_gradient(1, 2)):
            query = Query(trace, timeline, t, 1, quantity, dataset)
            for equation in matrix_equations(query):
                result = equation.grids[0]
                for i, j in np.ndindex(*result.values.shape):
                    told = not np.isnan(result.values[i, j])
                    assert told == known(query, equation.product, result.quantity(i, j))
                for grid in equation.grids[1:]:
                    for i, j in np.ndindex(*grid.values.shape):
                        named = grid.quantity(i, j)
                        if (
                            named is not None
                            and not named.is_parameter
                            and not np.isnan(grid.values[i, j])
                        ):
                            assert value_known(timeline, t, named)
        t = timeline.next(t, Granularity.TERM)


def test_the_chosen_cell_is_the_one_asked_about():
    for quantity in quantities():
        query = query_of("fused", quantity, sample=2)
        for place, equation in enumerate(matrix_equations(query)):
            if equation.chosen is None:
                assert place > 0
                continue
            result = equation.grids[0]
            named = result.quantity(*equation.chosen)
            assert result.sample(*equation.chosen) in (None, 2)
            if equation.product is Product.INPUT_GRADIENT and quantity.is_parameter:
                assert quantity.role is Role.WEIGHT and named.unit == quantity.source
            else:
                assert named.unit == quantity.unit
                assert named.role is not quantity.role or named == quantity


def test_the_usual_equation_follows_the_phase():
    trace, dataset = step()
    timeline = Timeline(trace.operations, SIZES)

    def usual(t, quantity):
        return products_of(Query(trace, timeline, t, 0, quantity, dataset))[0]

    weight, ends = q.weight(1, 0, 0), [end for _, _, end in timeline.phases]
    assert [usual(t, weight) for t in ends] == [
        Product.SUMS,
        Product.SUMS,
        Product.WEIGHT_GRADIENT,
        Product.UPDATE,
    ]
    assert usual(ends[2], q.bias(1, 0)) is Product.BIAS_GRADIENT
    assert usual(0.0, q.output_gradient(1, 0)) is Product.INPUT_GRADIENT
    assert products_of(Query(trace, timeline, 0.0, 0, q.LOSS, dataset)) == ()


def stops(timeline):
    t = 0.0
    while t is not None:
        yield t
        t = timeline.next(t, Granularity.TERM)


def told(query):
    """All that the matrices and the equations beneath them say, every digit of it."""
    for equation in matrix_equations(query):
        # Not the scales, which are those of the whole step, as on the stage.
        yield [(grid.name, grid.values.tobytes()) for grid in equation.grids]
        for cell in np.ndindex(*equation.grids[0].values.shape):
            yield [equation_text(f.equation, f.known) for f in formulas(equation, cell)]


@pytest.mark.parametrize(
    ("output", "loss"), [("identity", "huber"), ("softmax", "mse"), ("softmax", "cross_entropy")]
)
def test_no_matrix_knows_the_future(output, loss):
    def random(seed):
        rules = {"activations": ("elu", output), "loss": loss, "batch_size": 2, "l2": 0.1}
        trainer = trainer_of((2, 2, 2), seed=seed, optimizer="adam", **rules)
        trainer.advance(1)
        return trainer.trace(0), trainer.dataset

    (trace, dataset), (other, _) = random(0), random(1)
    timeline = Timeline(trace.operations, trace.sizes)
    for t in stops(timeline):
        future = future_from(trace, other, timeline, t)
        for quantity in (q.weight(1, 1, 0), q.bias(2, 1), q.delta(2, 0), q.activation(1, 1)):
            here, elsewhere = (
                told(Query(each, timeline, t, 1, quantity, dataset)) for each in (trace, future)
            )
            for mine, others in zip(here, elsewhere, strict=True):
                assert mine == others, (t, quantity)


def test_a_colour_means_one_number_all_through_the_step():
    trace, dataset = step(optimizer="adam")
    timeline = Timeline(trace.operations, SIZES)
    for quantity in (q.weight(2, 1, 1), q.bias(3, 1)):
        scales = {
            tuple(grid.scale for grid in matrix_equation(query, Product.UPDATE).grids)
            for t in stops(timeline)
            for query in [Query(trace, timeline, t, 0, quantity, dataset)]
        }
        assert len(scales) == 1
