"""Presentation: how large everything is when a room looks at the window.

A projected window is as wide as the wall, however many pixels it has: sizes go
with the window's.
"""

from dataclasses import replace
from math import floor

from app.scene.theme import Theme

USUAL = (1280.0, 720.0)
"""The window, in px, for which the sizes below are meant."""

TEXT, FORMULA = 24.0, 36.0
"""Heights of text and formulas in such a window, in px: a third of it can still be read."""

SMALLEST = 0.8
"""Less than this share of these sizes would not be a presentation."""

NOTCH = 0.05
"""Sizes change by no less: dressing a window anew takes time."""


def share_of(width: float, height: float) -> float:
    """How many times as large as usual things are in a window of that size."""
    share = min(width / USUAL[0], height / USUAL[1])
    return max(floor(share / NOTCH + 1e-6) * NOTCH, SMALLEST)


def presented(theme: Theme, share: float) -> Theme:
    """The theme with sizes for a presentation: small text is as large as all other."""
    text = share * TEXT
    scale = text / theme.font_size
    return replace(
        theme,
        scale=scale,
        font_size=text,
        small_font_size=text,
        title_font_size=1.1 * text,
        formula_font_size=share * FORMULA,
        radius=share * theme.radius,
        spacing=share * theme.spacing,
    )
