"""An equation: what is computed = symbols = numbers = result, cut into pieces to be set."""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from app.scene.formulas.expression import (
    Expression,
    Number,
)
from app.scene.formulas.series import (
    Series,
)
from app.scene.formulas.writing import Style
from app.scene.numbers import latex


class Role(Enum):
    """What a piece is in its row, which decides the space around it."""

    LEFT = auto()  # with it an equation begins
    TERM = auto()
    SIGN = auto()  # + and − between terms
    RELATION = auto()
    RESULT = auto()
    CONDITION = auto()


BOLD = {ord("0") + digit: 0x1D7CE + digit for digit in range(10)}
"""Digits to bold ones: there is no command that is obeyed for numbers."""


@dataclass(frozen=True)
class Piece:
    """A stretch of LaTeX that is set by itself; `term` numbers the term of a sum it shows."""

    latex: str
    role: Role = Role.TERM
    term: int | None = None


Row = tuple[Piece, ...]


@dataclass(frozen=True)
class Equation:
    """`left` = `right` = `value`.

    `value` is the engine's number, which `right` must come to; None where
    there is nothing to compute. `condition` says when the equation holds.
    """

    left: str
    right: Expression
    value: float | None
    relation: str = "="
    condition: str = ""

    def evaluate(self) -> float:
        """What the right-hand side comes to."""
        with np.errstate(all="ignore"):
            return self.right.evaluate()

    def head(self, style: Style) -> Row:
        """The left-hand side and, where they differ from the numbers, the symbols."""
        left = (Piece(self.left, Role.LEFT), Piece(self.relation, Role.RELATION))
        if self.value is None:
            return left
        return left + self._side(style, symbolic=True)

    def tail(self, style: Style) -> Row:
        """The numbers; empty where they would only say the result."""
        if isinstance(self.right, Number):
            return ()
        return self._side(style, symbolic=False)

    def result(self, style: Style) -> Row:
        """The engine's number."""
        if self.value is None:
            return ()
        digits = latex(self.value, style.digits).translate(BOLD)
        return (Piece(digits, Role.RESULT),)

    def proviso(self) -> Row:
        """When the equation holds; empty where it always does."""
        if not self.condition:
            return ()
        return (Piece(rf"({self.condition})", Role.CONDITION),)

    def _side(self, style: Style, symbolic: bool) -> Row:
        style = Style(symbolic, style.digits, style.terms, style.compact, style.palette)
        if isinstance(self.right, Series) and not self.right.in_general(style):
            return _terms(self.right, style)
        return (Piece(self.right.latex(style)),)


EQUALS = Piece("=", Role.RELATION)


def _terms(series: Series, style: Style) -> Row:
    pieces: list[Piece] = []
    for number, part in enumerate(series.parts(style)):
        text = part.latex
        if number:
            pieces.append(Piece(part.sign, Role.SIGN, part.term))
        elif part.sign == "-":
            text = f"-{text}"
        pieces.append(Piece(text, Role.TERM, part.term))
    return tuple(pieces)
