"""Edges: what is drawn of them, and their curves."""

import numpy as np

from app.scene.edges import drawn_edges, points
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.kinds import Tone
from app.scene.timeline import Timeline
from engine.trace import Kind
from tests.builders import trainer_of


def frame_at(sizes, kind, layer, share=1.0):
    trainer = trainer_of(sizes)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    return frame(trace, timeline, timeline.index(kind, layer) + share, Selection())


def test_all_edges_of_a_small_network_are_drawn_with_their_values():
    now = frame_at((2, 3, 2), Kind.WEIGHTED_SUM, 1)
    edges = drawn_edges(now)
    assert len(edges) == edges.total == 12
    for layer, source, target, level in zip(
        edges.layer, edges.source, edges.target, edges.level, strict=True
    ):
        assert level == now.edges[layer - 1].weight[source, target] / now.scales.weight[layer]


def test_an_edge_shows_what_its_ink_says():
    now = frame_at((2, 3, 2), Kind.WEIGHT_GRADIENT, 2)
    edges = drawn_edges(now)
    second = edges.layer == 2
    assert (edges.tone == np.where(second, Tone.GRADIENT, Tone.VALUE)).all()
    np.testing.assert_array_equal(
        edges.level[second],
        now.edges[1].gradient[edges.source[second], edges.target[second]] / now.scales.gradient[2],
    )


def test_over_budget_those_under_way_come_first_then_the_largest():
    now = frame_at((30, 20, 10), Kind.WEIGHTED_SUM, 1, share=0.5)
    edges = drawn_edges(now, budget=100)
    assert len(edges) == 100
    assert edges.total == 800
    assert np.count_nonzero(edges.lit == 1.0) == 30
    second = edges.layer == 2
    assert np.count_nonzero(second) >= 25  # its fair share
    largest = np.sort(np.abs(now.edges[1].level), axis=None)[-np.count_nonzero(second) :]
    np.testing.assert_array_equal(np.sort(edges.share[second]), largest)
    assert (np.diff(edges.lit) >= 0)[-30:].all()


def test_points_lie_on_the_bezier_curve_that_is_painted():
    x0, y0, x1, y1 = 10.0, 20.0, 110.0, 320.0
    middle = (x0 + x1) / 2
    controls = np.array([(x0, y0), (middle, y0), (middle, y1), (x1, y1)])
    for t in (0.0, 0.2, 0.5, 0.9, 1.0):
        weights = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3])
        np.testing.assert_allclose(
            points(np.array([[x0, y0, x1, y1]]), t)[0], weights @ controls, atol=1e-12
        )
