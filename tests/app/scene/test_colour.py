import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.themes import theme_named
from app.scene.colour import (
    contrast,
    diverging,
    hexadecimal,
    legible,
    oklab,
    palette,
    rgb,
    text_on,
)

hexadecimals = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return theme_named(request.param)


def test_ends_and_middle_are_exactly_the_themes_colours(theme):
    colours = palette(theme).value.colours(np.array([-2.0, 0.0, 2.0]), 2.0)
    assert [hexadecimal(c) for c in colours] == [theme.negative, theme.neutral, theme.positive]


def test_beyond_the_ends_and_not_finite(theme):
    scale = palette(theme).gradient
    colours = scale.colours(np.array([-np.inf, -9.0, np.nan, 9.0, np.inf]), 1.0)
    low, middle, high = theme.gradient_negative, theme.gradient_neutral, theme.gradient_positive
    assert [hexadecimal(c) for c in colours] == [low, low, middle, high, high]


@given(st.floats(-10, 10), st.floats(0.01, 100))
def test_a_scale_is_symmetric(x, maximum):
    scale = diverging("#d9730d", "#dfe3e8", "#1f6fb5")
    mirrored = diverging("#1f6fb5", "#dfe3e8", "#d9730d")
    np.testing.assert_array_equal(
        scale.colours(np.array(x), maximum), mirrored.colours(np.array(-x), maximum)
    )


def test_lightness_falls_or_rises_all_the_way_to_each_end(theme):
    table = palette(theme).value.table
    lightness = oklab(table)[:, 0]
    for half in (lightness[255:], lightness[255::-1]):
        steps = np.diff(half)
        # Rounding to 8 bits moves lightness by less than this.
        assert (steps > -0.004).all() or (steps < 0.004).all()
        assert abs(half[-1] - half[0]) > 0.1


def test_neutral_and_empty_can_be_told_apart(theme):
    assert np.linalg.norm(oklab(rgb(theme.neutral)) - oklab(rgb(theme.panel))) > 0.05


@given(hexadecimals, hexadecimals)
def test_text_can_be_read_on_every_fill(fill, preferred):
    assert contrast(rgb(text_on(fill, preferred)), rgb(fill)) >= 4.5


@pytest.mark.parametrize("name", ["forward", "loss", "backward", "update", "negative"])
def test_coloured_text_can_be_read(theme, name):
    colour = legible(getattr(theme, name), theme.panel, theme.text)
    assert contrast(rgb(colour), rgb(theme.panel)) >= 4.5
