"""An equation on a page: with numbers as far as they are computed, else in symbols only."""

from dataclasses import replace
from math import nan

from app.scene.explanation.page import Formula
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import Number
from app.scene.formulas.writing import Style

SYMBOLS = Style(symbolic=True, compact=True)


def stated(equation: Equation, parts: bool, result: bool) -> tuple[Formula, ...]:
    """The formula, where `parts` and `result` say what of it is computed.

    None where how it is written already gives its numbers away.
    """
    if parts:
        return (Formula(equation, result),)
    if equation.condition:
        return ()
    right = Number(equation.right.latex(SYMBOLS), nan)
    return (Formula(replace(equation, right=right, value=nan), known=False),)
