"""Numbers are read as people write them, and arrow keys go where a reader expects."""

import numpy as np
import pytest

from app.scene.entries import parsed, stepped, written
from engine.options import Option


@pytest.mark.parametrize(
    ("text", "number"),
    [("0,05", 0.05), ("−1", -1.0), ("1e-3", 1e-3), (" 2 ", 2.0), ("two", "two")],
)
def test_typed_numbers_are_read_as_people_write_them(text, number):
    assert parsed(text, whole=False) == number


def test_whole_numbers_stay_what_was_typed():
    assert parsed("3", whole=True) == 3
    assert isinstance(parsed("2.5", whole=True), float)
    assert written(parsed("1e-08", whole=False)) == "1e-08"


def test_arrow_keys_take_a_rate_through_the_1_2_5_series():
    rate = Option("learning_rate", 0.1, "")
    assert [stepped(0.1, n, rate) for n in (-3, -2, -1, 1, 2)] == [0.01, 0.02, 0.05, 0.2, 0.5]
    assert stepped(0.03, 1, rate) == 0.05
    assert stepped(0.03, -1, rate) == 0.02


def test_arrow_keys_stay_in_range():
    for option in (
        Option("units", 1, "", low=1, high=4096),
        Option("beta1", 0.9, "", high=1.0, below=True),
        Option("test_fraction", 0.0, "", high=1.0, below=True),
        Option("turns", 1.0, "", low=0.1, high=10.0),
        Option("delta", 1.0, "", above=True),
        Option("l1", 0.0, ""),
    ):
        for start in (option.default, option.low, np.nan, 1e-9):
            for steps in (-100, 100):
                option.check(stepped(start, steps, option), option.name)


def test_the_series_has_no_gaps_and_no_repetitions():
    rate, value, seen = Option("learning_rate", 0.1, ""), 1e-7, []
    for _ in range(30):
        seen.append(f"{value:.0e}")
        value = stepped(value, 1, rate)
    assert value == 1000.0
    assert seen == [f"{m}e{d:+03d}" for d in range(-7, 3) for m in (1, 2, 5)]
    for text in reversed(seen):
        value = stepped(value, -1, rate)
        assert f"{value:.0e}" == text
