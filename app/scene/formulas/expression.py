"""Expressions: one tree from which the symbols, the numbers and the value all come.

A formula that is wrong in its symbols is therefore wrong in its value, and a
test that evaluates the tree sees it.
"""

# ruff: noqa: D102 - an override does what the base class says

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from app.scene.formulas.writing import Ink, Style


class Expression(ABC):
    """A right-hand side or a part of one."""

    @abstractmethod
    def evaluate(self) -> float:
        """What it comes to, in float64 from the exact numbers."""

    @abstractmethod
    def latex(self, style: Style) -> str:
        """As LaTeX."""

    def starts_negative(self, style: Style) -> bool:
        """Whether it is written with a minus sign first."""
        return False

    def is_sum(self, style: Style) -> bool:
        """Whether it needs parentheses in a product."""
        return False

    def atom(self, style: Style) -> str:
        """As LaTeX that can stand anywhere: after a sign, in a product, under a power."""
        text = self.latex(style)
        return parenthesised(text) if self.starts_negative(style) or self.is_sum(style) else text

    def signed(self, style: Style) -> tuple[str, str]:
        """The sign to add it to a sum with, and what follows the sign."""
        return "+", (
            parenthesised(self.latex(style)) if self.starts_negative(style) else self.latex(style)
        )


def parenthesised(text: str) -> str:
    """In parentheses that grow with what they hold."""
    if r"\sum" in text:  # \left( would grow without end around a sum sign
        return rf"\big({text}\big)"
    return rf"\left({text}\right)" if r"\frac" in text else f"({text})"


@dataclass(frozen=True)
class Number(Expression):
    """A quantity: its symbol, and its exact value."""

    symbol: str
    value: float
    ink: Ink = Ink.PLAIN

    def evaluate(self) -> float:
        return self.value

    def latex(self, style: Style) -> str:
        return self.symbol if style.symbolic else style.number(self.value, self.ink)

    def starts_negative(self, style: Style) -> bool:
        return not style.symbolic and self.value < 0.0

    def signed(self, style: Style) -> tuple[str, str]:
        if not self.starts_negative(style):
            return "+", self.latex(style)
        colours = style.palette.get(self.ink)
        size = style.number(-self.value)
        return "-", rf"\textcolor{{{colours[0]}}}{{{size}}}" if colours else size


def constant(value: float) -> Number:
    """A number that is written as one among the symbols too."""
    return Number(f"{value:.10g}", value)


ONE = constant(1)


@dataclass(frozen=True)
class Negative(Expression):
    """The part after a minus sign."""

    part: Expression

    def evaluate(self) -> float:
        return -self.part.evaluate()

    def latex(self, style: Style) -> str:
        return f"-{self.part.atom(style)}"

    def starts_negative(self, style: Style) -> bool:
        return True

    def signed(self, style: Style) -> tuple[str, str]:
        return "-", self.part.atom(style)


class Product(Expression):
    """Factors; `dot` puts a dot between symbols too."""

    def __init__(self, *factors: Expression, dot: bool = False) -> None:
        self.factors, self.dot = factors, dot

    def evaluate(self) -> float:
        return float(np.prod([factor.evaluate() for factor in self.factors]))

    def latex(self, style: Style) -> str:
        first, *rest = self.factors
        head = parenthesised(first.latex(style)) if first.is_sum(style) else first.latex(style)
        return self._join(style, [head, *(factor.atom(style) for factor in rest)])

    def starts_negative(self, style: Style) -> bool:
        first = self.factors[0]
        return first.starts_negative(style) and not first.is_sum(style)

    def atom(self, style: Style) -> str:
        return self._join(style, [factor.atom(style) for factor in self.factors])

    def signed(self, style: Style) -> tuple[str, str]:
        return "+", self.atom(style)

    def _join(self, style: Style, parts: list[str]) -> str:
        return (r" \cdot " if self.dot or not style.symbolic else r"\,").join(parts)


class Sum(Expression):
    """A few terms, all of them shown; a Negative among them is subtracted."""

    def __init__(self, *terms: Expression) -> None:
        self.terms = terms

    def evaluate(self) -> float:
        return sum(term.evaluate() for term in self.terms)

    def latex(self, style: Style) -> str:
        first, *rest = self.terms
        signed = (" ".join(term.signed(style)) for term in rest)
        return " ".join([first.latex(style), *signed])

    def starts_negative(self, style: Style) -> bool:
        return self.terms[0].starts_negative(style)

    def is_sum(self, style: Style) -> bool:
        return len(self.terms) > 1
