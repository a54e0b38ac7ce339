"""Paths as lines on the stage."""

from math import inf, nan

from app.scene.explanation.page import Trail
from app.scene.trails import strokes

STRONG = Trail(((2, 0, 0), (3, 0, 1)), -0.4)
WEAK = Trail(((2, 0, 0), (3, 0, 0)), 0.1)


def test_the_strongest_path_comes_last_and_shared_edges_are_its():
    for trails in ((STRONG, WEAK), (WEAK, STRONG)):
        lines = strokes(trails)
        assert [(s.layer, s.source, s.target) for s in lines] == [(3, 0, 0), (2, 0, 0), (3, 0, 1)]
        assert [s.share for s in lines] == [0.25, 1.0, 1.0]
        assert [s.negative for s in lines] == [False, True, True]


def test_paths_of_a_diverged_step_are_lines_too():
    assert strokes(()) == ()
    assert [s.share for s in strokes([Trail(((1, 0, 0),), 0.0)])] == [0.0]
    shares = {
        s.source: s.share
        for s in strokes([Trail(((1, i, 0),), p) for i, p in enumerate((nan, inf, -2.0))])
    }
    assert shares == {0: 0.0, 1: 0.0, 2: 1.0}
