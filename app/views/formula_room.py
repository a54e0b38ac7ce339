"""How much of the window the formula takes: by the window's height."""

from dataclasses import dataclass, replace

from app.scene.theme import Theme


@dataclass(frozen=True)
class Room:
    """How much there is: rows in em of the formula's font, lines in em of the sentence's."""

    rows: float
    lines: float
    padding: float
    scale: float = 1.0


ROOMY = Room(rows=3.9, lines=2.7, padding=9.0)
"""Two rows, one of them a fraction, and two lines."""

COMPACT = Room(rows=2.6, lines=2.35, padding=5.0)
"""For low windows, where the network needs the height: a fraction, two small lines."""

PRESENTED = Room(rows=2.75, lines=2.3, padding=8.0)
"""For presentations, whose theme has large text already."""

LARGE = Room(rows=3.9, lines=2.7, padding=9.0, scale=1.5)
"""For high windows, which are looked at from further away."""

LOW, HIGH = 680, 1150
"""Heights in px, up to which a window's body is low and from which it is high."""


def room_in(height: int) -> Room:
    """The room that suits a window's body of this height in px."""
    return COMPACT if height <= LOW else LARGE if height >= HIGH else ROOMY


def scaled(theme: Theme, scale: float) -> Theme:
    """The theme with its text so many times as large."""
    return replace(
        theme,
        font_size=scale * theme.font_size,
        small_font_size=scale * theme.small_font_size,
        formula_font_size=scale * theme.formula_font_size,
    )
