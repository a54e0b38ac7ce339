"""The marks of edges: what a line's colour, width, dash and strength say."""

import numpy as np
import pytest

from app.formats.themes import theme_named
from app.scene.edge_marks import FEW, IDLE, edge_marks, marks_on_top
from app.scene.edges import Edges, widths
from app.scene.marks import colour_table


def edges_of(level, lit=0.0, tone=0, chosen=True):
    level = np.asarray(level, float)
    none = np.zeros(level.size, int)
    lit = np.broadcast_to(np.asarray(lit, float), level.shape)
    return Edges(
        none, none, none, level, np.full(level.size, tone, np.uint8), lit,
        none if chosen else None, level.size,
    )  # fmt: skip


def marks_of(edges):
    return edge_marks(edges, np.zeros((len(edges), 4), np.float32))


def test_sign_is_dash_and_magnitude_is_width():
    level = np.array([-1.0, -0.25, 0.0, 0.5, 1.0, np.nan])
    for tone in (0, 1):
        marks = marks_of(edges_of(level, tone=tone))
        assert marks.dashed.tolist() == [True, True, False, False, False, False]
        assert marks.rows.tolist() == [tone] * 6
        np.testing.assert_allclose(marks.width, widths(np.nan_to_num(np.abs(level)), 6), rtol=1e-6)
        np.testing.assert_allclose(marks.paint[:5, 0], level[:5])
        table = colour_table(theme_named("light"))
        tiny = marks_of(edges_of([-1e-9, 0.0, 1e-9], tone=tone)).colours(table)
        assert len(np.unique(tiny, axis=0)) == 3  # even the smallest number has a sign
        assert marks.paint[5, 0] == 0.0  # not computed yet is as 0: thin and pale


@pytest.mark.parametrize("count", [12, FEW + 100])
def test_what_is_under_way_is_strongest(count):
    level = np.linspace(-1.0, 1.0, count)
    faint, half, full = (marks_of(edges_of(level, lit)).paint[:, 3] for lit in (0.0, 0.45, 1.0))
    assert (faint <= half).all()
    assert (half <= full).all()
    assert (full == 1.0).all()
    if count <= FEW:
        np.testing.assert_allclose(faint, IDLE, rtol=1e-6)
    else:
        # Where there are many, small ones are fainter still.
        assert (np.diff(faint[count // 2 :]) > 0.0).all()


def test_where_all_are_drawn_as_they_come_those_under_way_come_once_more():
    lit = np.array([0.0, 1.0, 0.45, 1.0])
    edges = edges_of([0.1, 0.2, 0.3, 0.4], lit, chosen=False)
    marks = marks_of(edges)
    np.testing.assert_array_equal(marks_on_top(edges, marks).paint, marks.paint[[1, 3]])
    assert not len(marks_on_top(edges_of([0.1], 1.0), marks))
