"""Expressions beyond sums and products: fractions, powers, roots, named functions."""

# ruff: noqa: D102 - an override does what the base class says

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.scene.formulas.expression import Expression, Number, constant, parenthesised
from app.scene.formulas.writing import Style


@dataclass(frozen=True)
class Quotient(Expression):
    """A fraction."""

    top: Expression
    bottom: Expression

    def evaluate(self) -> float:
        return float(np.divide(self.top.evaluate(), self.bottom.evaluate()))

    def latex(self, style: Style) -> str:
        return rf"\frac{{{self.top.latex(style)}}}{{{self.bottom.latex(style)}}}"


@dataclass(frozen=True)
class Slash(Expression):
    """A fraction on one line, for use within another."""

    top: Expression
    bottom: Expression

    def evaluate(self) -> float:
        return float(np.divide(self.top.evaluate(), self.bottom.evaluate()))

    def latex(self, style: Style) -> str:
        top = self.top.latex(style)
        return (
            f"{parenthesised(top) if self.top.is_sum(style) else top} / {self.bottom.atom(style)}"
        )

    def starts_negative(self, style: Style) -> bool:
        return self.top.starts_negative(style)


@dataclass(frozen=True)
class Power(Expression):
    """A base to a whole or real power."""

    base: Expression
    exponent: Expression

    def evaluate(self) -> float:
        return float(np.power(self.base.evaluate(), self.exponent.evaluate()))

    def latex(self, style: Style) -> str:
        base = self.base.latex(style)
        simple = isinstance(self.base, Number) and not self.base.starts_negative(style)
        power = f"^{{{self.exponent.latex(style)}}}"
        if simple and r"\cdot" not in base and "^" not in base:
            return base + power
        return parenthesised(base) + power


def squared(base: Expression) -> Power:
    """The square."""
    return Power(base, constant(2))


@dataclass(frozen=True)
class Exp(Expression):
    """e to a power."""

    exponent: Expression

    def evaluate(self) -> float:
        return float(np.exp(self.exponent.evaluate()))

    def latex(self, style: Style) -> str:
        return f"e^{{{self.exponent.latex(style)}}}"


@dataclass(frozen=True)
class Root(Expression):
    """A square root."""

    part: Expression

    def evaluate(self) -> float:
        return float(np.sqrt(self.part.evaluate()))

    def latex(self, style: Style) -> str:
        return rf"\sqrt{{{self.part.latex(style)}}}"


@dataclass(frozen=True)
class Absolute(Expression):
    """A magnitude."""

    part: Expression

    def evaluate(self) -> float:
        return abs(self.part.evaluate())

    def latex(self, style: Style) -> str:
        return rf"\left|{self.part.latex(style)}\right|"


class Function(Expression):
    """A named function of its arguments."""

    def __init__(self, name: str, f: Callable[..., float], *arguments: Expression) -> None:
        self.name, self.f, self.arguments = name, f, arguments

    def evaluate(self) -> float:
        return float(self.f(*(argument.evaluate() for argument in self.arguments)))

    def latex(self, style: Style) -> str:
        inside = ", ".join(argument.latex(style) for argument in self.arguments)
        if len(self.arguments) == 1 and self.name == r"\ln" and self._bare(style):
            return rf"\ln {inside}"
        return self.name + parenthesised(inside)

    def _bare(self, style: Style) -> bool:
        argument = self.arguments[0]
        bare = isinstance(argument, Number) and not argument.starts_negative(style)
        return bare and r"\cdot" not in argument.latex(style)
