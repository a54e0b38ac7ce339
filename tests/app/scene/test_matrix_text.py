import pytest

from app.formats.experiment_toml import load
from app.scene.explanation.matrix import Product, matrix_equation
from app.scene.explanation.page import Query
from app.scene.explanation.writing import untranslated
from app.scene.matrix_text import cell_number, cell_words, grid_text, latex, text
from app.viewmodels.session import Session
from engine import quantity as q


@pytest.fixture
def article():
    session = Session(load("article"))

    def build(product, quantity=None, t=session.timeline.end):
        quantity = quantity or q.weighted_sum(1, 0)
        query = Query(session.trace(0), session.timeline, t, 0, quantity, session.dataset)
        return matrix_equation(query, product)

    return build


def test_an_equation_as_text_has_every_digit(article):
    assert text(article(Product.SUMS)) == (
        "Z(1) (1×2)\n0.7\t0.5\n\n=\n\nX (1×2)\n1.0\t1.0\n\n·\n\n"
        "W(1) (2×2)\n0.5\t0.2\n0.1\t0.2\n\n+\n\nb(1) (1×2)\n0.1\t0.1\n"
    )


def test_an_equation_as_latex(article):
    lines = latex(article(Product.BIAS_GRADIENT, q.bias(2, 0))).splitlines()
    assert lines[0] == r"\[" and lines[-1] == r"\]"
    assert r"\end{array}\right]}_{\partial L/\partial b^{(2)}}" in lines
    assert r"= \sum_s" in lines
    assert lines.count(r"0.1689 & 0 \\") == 2


def test_what_is_not_computed_yet_is_empty(article):
    equation = article(Product.SUMS, t=0.5)
    assert grid_text(equation.grids[0]) == "0.7\t"
    assert cell_number(equation.grids[0], (0, 1)) == ""
    assert "& " in latex(equation)


def test_large_matrices_are_cut_in_latex_only():
    session = Session(load("moons"))
    session.train(1)
    query = Query(session.trace(0), session.timeline, 1.0, 0, q.weighted_sum(1, 0), session.dataset)
    equation = matrix_equation(query, Product.SUMS)
    assert equation.grids[0].values.shape == (16, 8)
    assert len(grid_text(equation.grids[0]).splitlines()) == 16
    assert latex(equation).count(r"\vdots") == 8 + 2


@pytest.mark.parametrize(
    "product, grid, words",
    [
        (Product.SUMS, 0, "Z(1), sample 1, column 2 (a₂)\n0.5"),
        (Product.SUMS, 2, "W(1), row 1 (x₁), column 2 (a₂)\n0.2"),
        (Product.SUMS, 3, "b(1), column 2 (a₂)\n0.1"),
    ],
)
def test_a_cell_in_words(article, product, grid, words):
    assert untranslated(cell_words(article(product).grids[grid], (0, 1))) == words


def test_a_transposed_cell_in_words(article):
    grid = article(Product.WEIGHT_GRADIENT).grids[1]
    assert untranslated(cell_words(grid, (1, 0))) == "Xᵀ, row 2 (x₂), sample 1\n1.0"
