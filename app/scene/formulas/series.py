"""Sums that may be too long to show, and vectors."""

# ruff: noqa: D102 - an override does what the base class says

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.scene.formulas.expression import Expression, Number, parenthesised
from app.scene.formulas.writing import Style

ELLIPSIS = r"\cdots"


@dataclass(frozen=True)
class Part:
    """A shown term of a series with the sign before it, or an ellipsis for `term` and more."""

    sign: str
    latex: str
    term: int


@dataclass(frozen=True)
class Series(Expression):
    """A sum of `count` terms that may be too long to show.

    `general` is its LaTeX with a sum sign. Beside the first and the last term
    the one numbered `focus` is always shown. `sigma` says that its symbols
    are always the general ones.
    """

    count: int
    term: Callable[[int], Expression]
    general: str
    focus: int = 0
    sigma: bool = False

    def evaluate(self) -> float:
        return float(np.sum([self.term(k).evaluate() for k in range(self.count)]))

    def latex(self, style: Style) -> str:
        if self.in_general(style):
            return self.general
        parts = self.parts(style)
        lead = "-" if parts[0].sign == "-" else ""
        return lead + parts[0].latex + "".join(f" {p.sign} {p.latex}" for p in parts[1:])

    def starts_negative(self, style: Style) -> bool:
        return not self.in_general(style) and self.parts(style)[0].sign == "-"

    def is_sum(self, style: Style) -> bool:
        return self.count > 1 and not self.in_general(style)

    def in_general(self, style: Style) -> bool:
        """Whether it is written with a sum sign."""
        long = self.sigma or (style.compact and self.count > 2)
        return style.symbolic and self.count > 1 and long

    def parts(self, style: Style) -> list[Part]:
        """The terms that are shown, and an ellipsis where some are not."""
        parts: list[Part] = []
        before = -1
        for k in shown_terms(self.count, style.terms, self.focus):
            if k > before + 1:
                parts.append(Part("+", ELLIPSIS, before + 1))
            parts.append(self._part(k, style))
            before = k
        return parts

    def _part(self, k: int, style: Style) -> Part:
        term = self.term(k)
        if k == 0:
            if isinstance(term, Number):
                return Part(*term.signed(style), k)
            return Part("", term.latex(style), k)
        return Part(*term.signed(style), k)


def shown_terms(count: int, limit: int, focus: int) -> list[int]:
    """Which of `count` terms are shown if `limit` can be: the focus, the ends, then the first."""
    wanted = [focus, count - 1, 0, *range(1, min(limit, count))]
    return sorted(list(dict.fromkeys(wanted))[: max(limit, 1)])


class Listing(Expression):
    """A vector: it is shown, and comes to nothing."""

    def __init__(self, *elements: Expression) -> None:
        self.elements = elements

    def evaluate(self) -> float:
        return float("nan")

    def latex(self, style: Style) -> str:
        shown = [element.latex(style) for element in self.elements[: style.terms + 2]]
        if len(shown) < len(self.elements):
            shown[-1] = rf"{ELLIPSIS}, {self.elements[-1].latex(style)}"
        return parenthesised(", ".join(shown))
