"""Arranging a table: what is shown and its tail are the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.explanation.page import Column, Table
from app.scene.explanation.rows import arranged
from app.scene.texts import Text

NAME = Text("Test", "name")


def table(values, focus=None):
    names = [str(k) for k in range(len(values))]
    return Table((Column(NAME, names), Column(NAME, np.array(values, float))), focus=focus)


@given(
    st.lists(st.floats(-9, 9), min_size=1, max_size=40),
    st.booleans(),
    st.integers(1, 45),
    st.data(),
)
def test_rows_and_tail_come_to_the_sum(values, by_size, most, data):
    focus = data.draw(st.none() | st.integers(0, len(values) - 1))
    found = arranged(table(values, focus), by_size, most)
    rows = [int(row) for row in found.rows]
    assert len(rows) + found.hidden == len(values) and len(set(rows)) == len(rows)
    assert len(rows) <= most + 1 and found.hidden != 1
    assert focus is None or focus in rows
    assert sum(values[row] for row in rows) + found.rest == pytest.approx(sum(values), abs=1e-12)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40))
def test_by_size_the_largest_come_first(values):
    sizes = [abs(values[row]) for row in arranged(table(values), True, 10).rows]
    assert sizes == sorted(map(abs, values), reverse=True)[: len(sizes)]
    assert list(arranged(table(values), False, 10).rows) == list(range(len(sizes)))


def test_what_is_not_computed_yet_comes_last():
    found = arranged(table([np.nan, 1.0, -3.0, np.nan]), True, 10)
    assert list(found.rows) == [2, 1, 0, 3]


def test_a_table_of_words_stays_as_it_is():
    words = Table((Column(NAME, ("b", "a", "c")),))
    assert list(arranged(words, True, 5).rows) == [0, 1, 2]


def test_a_tail_may_overflow():
    found = arranged(table([np.inf, np.inf, -np.inf, 1.0]), True, 1)
    assert found.hidden == 3 and np.isnan(found.rest)
