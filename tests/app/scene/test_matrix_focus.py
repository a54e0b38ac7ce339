"""What lights up in an equation of matrices; the batch has 3 samples, the layers 2, 3 and 2."""

import pytest

from app.scene.explanation.matrix import Product, matrix_equation
from app.scene.explanation.page import Query
from app.scene.matrix_focus import explained, formulas, is_there, lit_cells, marks_of
from app.scene.timeline import Timeline
from engine import quantity as q
from tests.builders import trainer_of


@pytest.fixture
def ask():
    trainer = trainer_of(batch_size=3)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)

    def build(product, quantity=None, t=timeline.end, sample=1):
        quantity = quantity or q.weighted_sum(1, 2)
        query = Query(trace, timeline, t, sample, quantity, trainer.dataset)
        return matrix_equation(query, product)

    return build


def test_row_and_column_of_the_explained_cell_light_up(ask):
    equation = ask(Product.SUMS)
    z, x, w, b = marks_of(equation, (1, 2), None, frozenset(), 1)
    assert (z.chosen, x.chosen, w.chosen, b.chosen) == ((1, 2), None, None, None)
    assert (z.made, x.made, w.made, b.made) == (
        None,
        ((1, 0), (1, 1)),
        ((0, 2), (1, 2)),
        ((0, 2), (0, 2)),
    )


def test_a_factor_explains_a_cell_that_it_makes_and_shows_its_partner(ask):
    equation = ask(Product.SUMS)
    assert explained(equation, None) == equation.chosen == (1, 2)
    for spot, cell in [
        ((0, (2, 0)), (2, 0)),
        ((1, (1, 1)), (1, 2)),  # a factor of the chosen cell
        ((1, (2, 1)), (2, 2)),  # of another sample
        ((2, (1, 0)), (1, 0)),  # of another unit
        ((3, (0, 0)), (1, 0)),
    ]:
        assert explained(equation, spot) == cell
    _, x, w, b = marks_of(equation, (1, 0), (2, (1, 0)), frozenset(), 1)
    assert (x.term, w.term, w.chosen, b.term) == ((1, 1), (1, 0), (1, 0), None)


def test_a_transposed_factor_is_found_too(ask):
    equation = ask(Product.WEIGHT_GRADIENT, q.weight(2, 0, 1))
    assert explained(equation, (1, (2, 0))) == (2, 1)
    assert explained(equation, (2, (0, 0))) == (0, 0)
    marks = marks_of(equation, (2, 1), (1, (2, 0)), frozenset(), 1)
    assert marks[2].term == (0, 1)


def test_quantities_light_up_in_every_matrix_but_of_one_sample_only(ask):
    equation = ask(Product.WEIGHT_GRADIENT, q.weight(2, 0, 1))
    gradient, inputs, delta = equation.grids
    lit = {q.weight(2, 2, 1), q.activation(1, 2), q.delta(2, 0)}
    assert lit_cells(gradient, lit, 1) == {(2, 1)}
    assert lit_cells(inputs, lit, 1) == {(2, 1)}  # transposed: row 2 of A, column of sample 1
    assert lit_cells(delta, lit, 1) == {(1, 0)}
    sums = ask(Product.SUMS)
    assert lit_cells(sums.grids[3], {q.bias(1, 2), q.bias(2, 0)}, 0) == {(0, 2)}


def test_numbers_stand_beneath_as_far_as_they_are_computed(ask):
    before, at_z, after = (ask(Product.ACTIVATIONS, t=t) for t in (0.9, 1.2, 2.0))
    (early,), (ready,), (done,) = (formulas(e, (1, 2)) for e in (before, at_z, after))
    assert (early.known, ready.known, done.known) == (False, False, True)
    assert early.equation.value != early.equation.value  # nan: neither z nor a is there
    assert done.equation.value == after.grids[0].values[1, 2]


def test_cells_of_smaller_matrices_are_gone(ask):
    equation = ask(Product.BIAS_GRADIENT)
    assert is_there(equation, (1, (2, 2)))
    assert not is_there(equation, (0, (1, 0)))
    assert not is_there(equation, (2, (0, 0)))
