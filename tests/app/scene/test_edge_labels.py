"""Numbers on edges: which edges have one, and how a change is written."""

import numpy as np
import pytest

from app.scene.edge_labels import MOST_LABELS, MOST_NEIGHBOURS, change, labelled
from app.scene.edges import Edges


def edges_of(lit):
    lit = np.asarray(lit, float)
    count = np.arange(lit.size)
    level = np.zeros(lit.size)
    return Edges(
        np.ones(lit.size, int), count, count, level, np.zeros(lit.size, np.uint8), lit,
        None, lit.size,
    )  # fmt: skip


def chosen(lit, hidden=()):
    visible = np.ones(len(lit), np.bool_)
    visible[list(hidden)] = False
    return labelled(edges_of(lit), visible).tolist()


def test_the_most_lit_come_first_and_what_is_not_lit_or_not_in_view_not_at_all():
    assert chosen([0.45, 0.0, 1.0, 0.45, 1.0]) == [2, 4, 0, 3]
    assert chosen([0.45, 0.0, 1.0, 0.45, 1.0], hidden=[2, 3]) == [4, 0]


def test_where_many_are_lit_a_little_only_those_under_way_have_numbers():
    few = [1.0, *[0.45] * (MOST_NEIGHBOURS - 1)]
    assert len(chosen(few)) == MOST_NEIGHBOURS
    assert chosen([*few, 0.45]) == [0]


def test_where_too_many_are_alike_none_has_a_number():
    assert len(chosen([1.0] * MOST_LABELS)) == MOST_LABELS
    assert chosen([1.0] * (MOST_LABELS + 1)) == []


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (0.5, 0.488, "0.5 → 0.488"),
        (0.5, 0.500012, "0.5 → 0.50001"),
        (0.5, 0.5 - 2e-9, "0.5 −2e−9"),
        (0.5, 0.5, "0.5 → 0.5"),
        (0.1, float("nan"), "0.1 → nan"),
    ],
)
def test_a_change_has_as_many_digits_as_show_it(old, new, text):
    assert change(old, new) == text
