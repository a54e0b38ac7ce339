"""Every palette tells negative, neutral and positive apart, the colour-blind one for all eyes."""

from itertools import combinations

import numpy as np
import pytest

from app.formats.themes import PALETTES, theme_named
from app.scene.colour import oklab, palette, rgb

# Machado, Oliveira, Fernandes: "A physiologically-based model for simulation of color vision
# deficiency", IEEE TVCG 15(6), 2009: the matrices for severity 1, on linear red, green, blue.
EYES = {
    "usual": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}

CLEAR = 0.2
"""Colours this far apart in OKLab are told apart at a glance: black and white are 1 apart."""


def linear(colour: str) -> np.ndarray:
    share = rgb(colour) / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def as_seen(colour: str, eyes: str) -> np.ndarray:
    """OKLab of what these eyes see."""
    seen = np.clip(np.array(EYES[eyes]) @ linear(colour), 0.0, 1.0)
    share = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1.0 / 2.4) - 0.055)
    return oklab(np.rint(255.0 * share).astype(np.uint8))


def triples(theme):
    yield theme.negative, theme.neutral, theme.positive
    yield theme.gradient_negative, theme.gradient_neutral, theme.gradient_positive


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("name", ["colour-blind", "grey"])
def test_all_eyes_tell_signs_apart(name, ground, eyes):
    for colours in triples(theme_named(ground, name)):
        seen = [as_seen(colour, eyes) for colour in colours]
        assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > CLEAR


def test_usual_colours_are_not_for_all_eyes():
    """So the test above can fail."""
    purple, _, green = list(triples(theme_named("dark")))[1]
    assert np.linalg.norm(as_seen(purple, "no green") - as_seen(green, "no green")) < CLEAR


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_grey_is_grey_and_says_more_with_more_contrast(ground):
    theme = theme_named(ground, "grey")
    panel = oklab(rgb(theme.panel))[0]
    table = palette(theme).value.table
    assert (np.ptp(np.array(table, int), axis=-1) < 16).all()
    lightness = oklab(table)[:, 0]
    for half in (lightness[255:], lightness[255::-1]):
        assert (np.diff(np.abs(half - panel)) > -0.004).all()
    assert abs(lightness[-1] - panel) > abs(lightness[0] - panel) + CLEAR


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("name", PALETTES)
def test_a_palette_changes_the_colours_of_numbers_only(ground, name):
    theme, usual = theme_named(ground, name), theme_named(ground)
    assert (theme.name, theme.palette) == (ground, name)
    changed = {key for key, value in vars(theme).items() if value != getattr(usual, key)}
    signs = {"negative", "neutral", "positive"}
    assert changed <= {"palette", *signs, *(f"gradient_{sign}" for sign in signs)}
    assert bool(changed) == (name != "default")
