"""How training and drawing share the time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.pace import FAVOUR, HICCUP, LEAST, LONGEST, TICK, USUAL, Pace


def settled(drawing: float) -> Pace:
    pace = Pace()
    for _ in range(20):
        pace.drew(drawing)
    return pace


@given(st.floats(0.0, LONGEST - LEAST))
def test_thirty_pictures_a_second_are_kept_where_drawing_allows(drawing):
    assert drawing + settled(drawing).budget <= 1.0 / 30.0


@given(st.floats(0.0, 0.99 * LONGEST / 2.1))
def test_training_gets_more_than_drawing_and_all_of_a_sixtieth_that_is_left(drawing):
    budget = settled(drawing).budget
    assert budget > drawing
    assert drawing + budget >= TICK * (1.0 - 1e-12)


@given(st.floats(LONGEST, HICCUP, exclude_max=True))
def test_training_goes_on_however_long_drawing_takes(drawing):
    assert settled(drawing).budget == LEAST


def test_a_long_pause_is_no_drawing():
    pace = settled(0.01)
    before = pace.budget
    pace.drew(3.0)
    assert pace.budget == before


def test_one_slow_picture_changes_little():
    pace = settled(0.010)
    pace.drew(0.020)
    assert pace.budget == pytest.approx(FAVOUR * 0.012)


def test_before_anything_is_known_the_budget_is_usual():
    assert Pace().budget == USUAL
