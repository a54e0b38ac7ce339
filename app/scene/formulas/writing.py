"""How a formula is to be written: as symbols or as numbers, how long, in which colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.scene.numbers import latex


class Ink(StrEnum):
    """By which pair of colours a number's sign shows."""

    PLAIN = "plain"
    VALUE = "value"
    GRADIENT = "gradient"


Palette = Mapping[Ink, tuple[str, str]]
"""The colours "#rrggbb" of negative and of positive numbers; an ink that is missing has none."""


@dataclass(frozen=True)
class Style:
    """How to write.

    `symbolic`: letters, not numbers. `digits`: significant digits. `terms`:
    how many of a long sum's terms are shown. `compact`: symbols of long sums
    with a sum sign.
    """

    symbolic: bool = True
    digits: int = 4
    terms: int = 4
    compact: bool = False
    palette: Palette = field(default_factory=dict)

    def number(self, value: float, ink: Ink = Ink.PLAIN) -> str:
        """LaTeX of a number in its colour."""
        text = latex(value, self.digits)
        colours = self.palette.get(ink)
        if colours is None or not value:
            return text
        return rf"\textcolor{{{colours[value > 0]}}}{{{text}}}"
