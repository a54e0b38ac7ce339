"""Numbers to colours: symmetric diverging scales, and text that can be read on them.

Colours are mixed in OKLab (Björn Ottosson, 2020), where equal steps look equal;
contrast is that of WCAG 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.scene.kinds import Tone
from app.scene.theme import Theme
from engine.arrays import Array

Colours = NDArray[np.uint8]

HALF = 255
"""Steps of a scale from 0 to an end."""

READABLE = 4.5
"""The contrast that text needs."""

LEAST_INK = 0.5
"""How far along its scale the faintest line begins, so that it stands out from the ground."""

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

_FROM_LMS, _FROM_LAB = np.linalg.inv(_TO_LMS), np.linalg.inv(_TO_LAB)


@lru_cache(maxsize=4096)
def rgb(colour: str) -> Colours:
    """(3,) from "#rrggbb"."""
    return np.frombuffer(bytes.fromhex(colour[1:]), np.uint8)


def hexadecimal(colour: Sequence[int] | Colours) -> str:
    """ "#rrggbb" from red, green, blue."""
    return "#" + bytes(int(channel) for channel in colour).hex()


def hexadecimals(colours: Colours) -> list[str]:
    """ "#rrggbb" of each of (n, 3)."""
    digits = colours.tobytes().hex()
    return [f"#{digits[start : start + 6]}" for start in range(0, len(digits), 6)]


def _linear(colours: Colours | Array) -> Array:
    share = np.asarray(colours, np.float64) / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def oklab(colours: Colours) -> Array:
    """(..., 3) L, a, b of sRGB colours (..., 3)."""
    return np.asarray(np.cbrt(_linear(colours) @ _TO_LMS.T) @ _TO_LAB.T)


def _from_oklab(lab: Array) -> Colours:
    linear = (lab @ _FROM_LAB.T) ** 3 @ _FROM_LMS.T
    linear = np.clip(linear, 0.0, 1.0)
    share = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(share * 255.0).astype(np.uint8)


def mixed(start: Colours, end: Colours, shares: Array) -> Colours:
    """(n, 3): the colours at `shares` (n,) of the way from one colour (3,) to another."""
    a, b = oklab(start), oklab(end)
    return _from_oklab(a + (b - a) * np.asarray(shares)[:, np.newaxis])


def _steps(shares: Array) -> NDArray[np.intp]:
    """(...): the places in a scale's table of `shares` (...) of its maximum."""
    steps = np.rint(np.fmax(np.fmin(np.abs(shares), 1.0) * HALF, 1.0)).astype(np.intp)
    signs = (shares > 0.0).astype(np.intp) - (shares < 0.0)
    return np.asarray(HALF + signs * steps)


@dataclass(frozen=True, eq=False)
class Diverging:
    """A scale from -maximum over 0 to +maximum. `table` (2 * HALF + 1, 3), 0 in its middle."""

    table: Colours

    def colours(self, values: Array, maximum: float | Array) -> Colours:
        """(..., 3): the colours of `values` (...); beyond the ends the ends', nan as 0.

        Only 0 has the colour of 0: the smallest number is still of one sign or the other.
        """
        with np.errstate(all="ignore"):
            return self.table[_steps(np.asarray(values / maximum))]


def _half(neutral: Colours, end: Colours, least: float) -> Colours:
    """(HALF, 3): the steps after 0 up to an end."""
    shares = least + (1.0 - least) * np.arange(1, HALF + 1) / HALF
    steps = mixed(neutral, end, shares)
    steps[-1] = end
    return steps


def diverging(negative: str, neutral: str, positive: str) -> Diverging:
    """A scale between three colours."""
    middle = rgb(neutral)
    return _scale(_half(middle, rgb(negative), 0.0), middle, _half(middle, rgb(positive), 0.0))


def diverging_lines(negative: str, neutral: str, positive: str, zero: str) -> Diverging:
    """As `diverging`, for lines: what is not 0 stands out, and 0 has a colour of its own."""
    middle = rgb(neutral)
    down, up = (_half(middle, rgb(end), LEAST_INK) for end in (negative, positive))
    return _scale(down, rgb(zero), up)


def _scale(down: Colours, middle: Colours, up: Colours) -> Diverging:
    return Diverging(np.concatenate([down[::-1], middle[np.newaxis], up]))


@dataclass(frozen=True, eq=False)
class Palette:
    """A theme's scales: for filling nodes, and for lines, which need stronger colours."""

    value: Diverging
    gradient: Diverging
    value_line: Diverging
    gradient_line: Diverging

    def fills(self, levels: Array, tones: NDArray[np.uint8]) -> Colours:
        """(..., 3): fills for `levels` (...) in [-1, 1] on the scales of `tones`, each a Tone."""
        return np.asarray(self._fills[tones, _steps(levels)])

    def lines(self, levels: Array, tones: NDArray[np.uint8]) -> Colours:
        """(..., 3): the same for lines."""
        return np.asarray(self._lines[tones, _steps(levels)])

    @cached_property
    def _fills(self) -> Colours:
        """(2, 2 * HALF + 1, 3): a table for each Tone."""
        return _by_tone(self.value, self.gradient)

    @cached_property
    def _lines(self) -> Colours:
        """(2, 2 * HALF + 1, 3)."""
        return _by_tone(self.value_line, self.gradient_line)


def _by_tone(value: Diverging, gradient: Diverging) -> Colours:
    scales = {Tone.VALUE: value, Tone.GRADIENT: gradient}
    return np.stack([scales[tone].table for tone in Tone])


@lru_cache(maxsize=8)
def palette(theme: Theme) -> Palette:
    """The scales of a theme."""
    value = (theme.negative, theme.neutral, theme.positive)
    gradient = (theme.gradient_negative, theme.gradient_neutral, theme.gradient_positive)
    return Palette(
        diverging(*value),
        diverging(*gradient),
        diverging_lines(*value, zero=theme.muted),
        diverging_lines(*gradient, zero=theme.muted),
    )


@lru_cache(maxsize=4096)
def tint(colour: str, ground: str, share: float) -> str:
    """`ground` with that share of `colour` in it."""
    return hexadecimal(mixed(rgb(ground), rgb(colour), np.array([share]))[0])


def tints(colours: Colours, ground: str, share: float) -> Colours:
    """(n, 3): `ground` with that share of each of `colours` (n, 3) in it."""
    back = oklab(rgb(ground))
    return _from_oklab(back + share * (oklab(colours) - back))


def luminance(colours: Colours) -> Array:
    """(...): relative luminance in [0, 1] of `colours` (..., 3)."""
    return np.asarray(_linear(colours) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(colours: Colours, ground: Colours) -> Array:
    """(...): the contrast of `colours` (..., 3) with a ground (3,), 1 to 21."""
    return np.asarray(_ratio(luminance(colours), luminance(ground)))


def _ratio(one: Array | float, other: Array | float) -> Array | float:
    """That of two luminances, the larger to the smaller."""
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


@lru_cache(maxsize=4096)
def _brightness(colour: str) -> float:
    """The luminance of "#rrggbb"."""
    return float(luminance(rgb(colour)))


@lru_cache(maxsize=4096)
def text_on(fill: str, *preferred: str) -> str:
    """The first of `preferred`, black and white that can be read on `fill`.

    Either black or white always can: the worse of them has a contrast of 4.58
    on the fill where they are equal.
    """
    ground, candidates = _brightness(fill), (*preferred, "#000000", "#ffffff")
    return next(text for text in candidates if _ratio(_brightness(text), ground) >= READABLE)


@lru_cache(maxsize=4096)
def legible(colour: str, ground: str, towards: str) -> str:
    """`colour`, mixed with as little of `towards` as makes it readable on `ground`."""
    shades = mixed(rgb(colour), rgb(towards), np.linspace(0.0, 1.0, 21))
    readable = contrast(shades, rgb(ground)) >= READABLE
    return hexadecimal(shades[readable.argmax()]) if readable.any() else towards
