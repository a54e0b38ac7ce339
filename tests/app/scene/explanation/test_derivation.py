"""p − y is derived from the two separate derivatives, and every line comes to its number."""

from math import isclose

import numpy as np
import pytest

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Formula, Note
from app.scene.formulas.plain import plain
from app.scene.formulas.writing import Style
from engine import quantity as q
from tests.app.scene.explanation.asking import blocks, case, example, said

PAIRS = [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy")]


def derived(asked, unit, sample=0):
    """The page of an output's delta: its equations, and its sentences."""
    page = asked.ask(q.delta(asked.trace.depth, unit), Aspect.CHAIN_RULE, sample=sample)
    equations = [formula.equation for formula in blocks(page, Formula)]
    return equations, [said(note.text) for note in blocks(page, Note)]


def symbols(equation):
    return "".join(plain(piece.latex) for piece in equation.head(Style())).replace(" ", "")


@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("outputs", [1, 2, 5])
def test_every_line_of_delta_comes_to_delta(output, loss, outputs):
    for batch in (1, 4):
        asked = case((3, outputs), (output,), batch_size=batch, loss=loss)
        for unit in range(outputs):
            delta = asked.trace.signals[-1].dz[batch - 1, unit]
            equations, _ = derived(asked, unit, batch - 1)
            lines = [e for e in equations if e.left == equations[-1].left]
            assert len(lines) >= 4
            for line in lines:
                assert line.value == delta
                assert isclose(line.evaluate(), delta, rel_tol=1e-9, abs_tol=1e-15)


@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("size", [30.0, 300.0, 3_000.0])
def test_the_lines_stay_right_where_probabilities_vanish(output, loss, size):
    trainer_case = case((2, 3), (output,), rows=6, batch_size=6, loss=loss, scale=size)
    told = set()
    for sample in range(6):
        for unit in range(3):
            equations, notes = derived(trainer_case, unit, sample)
            told.add(any("too close to 0" in note for note in notes))
            for equation in equations:
                assert np.isfinite(equation.value)
                assert isclose(equation.evaluate(), equation.value, rel_tol=1e-9, abs_tol=1e-14)
    assert (size < 3_000.0) or True in told


def test_softmax_is_derived_as_in_a_textbook():
    equations, notes = derived(example("article"), 0)
    assert [symbols(equation) for equation in equations[1:]] == [
        "∂L/∂a₁(3)=−y₁/a₁(3)",
        "∂L/∂a₂(3)=−y₂/a₂(3)",
        "∂a₁(3)/∂z₁(3)=a₁(3)(1−a₁(3))",
        "∂a₂(3)/∂z₁(3)=−a₂(3)a₁(3)",
        "δ₁(3)=−y₁/a₁(3)·a₁(3)(1−a₁(3))+(−y₂/a₂(3))·(−a₂(3)a₁(3))",
        "δ₁(3)=−y₁(1−a₁(3))+a₁(3)y₂",
        "δ₁(3)=−y₁+a₁(3)(y₁+y₂)",
        "δ₁(3)=a₁(3)−y₁",
    ]
    assert "Why δ is output minus target" in notes


def test_sigmoid_is_derived_as_in_a_textbook():
    asked = case((2, 2), ("sigmoid",), loss="binary_cross_entropy", batch_size=1)
    equations, notes = derived(asked, 1)
    assert [symbols(equation) for equation in equations[1:]] == [
        "∂L/∂a₂(1)=((1−y₂)/(1−a₂(1))−y₂/a₂(1))/n",
        "∂a₂(1)/∂z₂(1)=a₂(1)(1−a₂(1))",
        "δ₂(1)=((1−y₂)/(1−a₂(1))−y₂/a₂(1))/n·a₂(1)(1−a₂(1))",
        "δ₂(1)=(−y₂(1−a₂(1))+(1−y₂)a₂(1))/n",
        "δ₂(1)=(a₂(1)−y₂)/n",
    ]
    assert "The loss is a mean of 2 numbers, so each of them counts 1/2." in notes
