"""Numbers on the screen: few digits, none of them wrong, a true minus sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.numbers import compact, latex, number, signed, written


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (0.7, "0.7"),
        (-0.11821210062318273, "−0.1182"),
        (123456, "123456"),
        (16745.0, "16745"),
        (16745.3, "16745"),
        (1.2e-7, "1.2e−7"),
        (3.0e20, "3e20"),
        (float("nan"), "nan"),
        (float("-inf"), "−∞"),
    ],
)
def test_a_label(x, text):
    assert number(x) == text


def test_signs_and_powers():
    assert signed(0.1) == "+0.1" and signed(-0.1) == "−0.1" and signed(0.0) == "0"
    assert latex(-1.2e-7) == r"-1.2 \cdot 10^{-7}"
    assert number(1.75e308, 2) == "1.8e308"  # more than a float holds
    assert latex(float("inf")) == r"\infty"


@given(st.floats(-1.7e308, 1.7e308), st.integers(2, 7))
def test_what_is_written_is_the_number_rounded(x, digits):
    read = float(number(x, digits).replace("−", "-"))
    assert read == pytest.approx(x, rel=0.5 * 10.0 ** (1 - digits) * 1.0001, abs=0.0)


@given(st.lists(st.floats()), st.integers(1, 7))
def test_many_are_written_as_each_is(values, digits):
    assert written(values, digits) == [number(value, digits) for value in values]


def test_a_minus_stands_only_before_what_is_not_0():
    assert written([-0.0, -0.5, -1e-9, 0.0], 3) == ["0", "−0.5", "−1e−9", "0"]


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.31, "0.3"),
        (-0.0028, "−3e−3"),
        (0.06, "0.06"),
        (-1.4e-12, "−1e−12"),
        (0.0, "0"),
        (30.0, "30"),
    ],
)
def test_where_room_is_shortest_one_digit_is_left(x, text):
    assert compact(x) == text
