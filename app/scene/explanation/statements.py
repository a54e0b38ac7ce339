"""An equation on a page: with numbers as far as they are computed, else in symbols only."""

from dataclasses import replace
from math import nan

from app.scene.explanation.page import Formula
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import Number
from app.scene.formulas.writing import Style

SYMBOLS = Style(symbolic=True, compact=True)


def stated(
    equation: Equation, parts: bool, result: bool, told: bool = False
) -> tuple[Formula, ...]:
    """The formula; `parts` and `result` say what of it is computed.

    A condition gives away where a number lies: without `parts` such an
    equation is left out, unless the condition has been `told`.
    """
    if parts:
        return (Formula(equation, result),)
    if equation.condition and not told:
        return ()
    right = Number(equation.right.latex(SYMBOLS), nan)
    return (Formula(replace(equation, right=right, value=nan), known=False),)
