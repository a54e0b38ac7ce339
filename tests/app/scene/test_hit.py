import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scene.edges import distances, drawn_edges, ends, points
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.hit import EdgeHit, NodeHit, hit
from app.scene.layout import layout
from app.scene.timeline import Timeline
from tests.builders import trainer_of


def scene(sizes, width=810, height=430):
    trainer = trainer_of(sizes)
    trainer.advance(1)
    trace = trainer.trace(0)
    now = frame(trace, Timeline(trace.operations, trace.sizes), 0.5, Selection())
    return layout(sizes, width, height), drawn_edges(now)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 150), min_size=2, max_size=5))
def test_every_nodes_centre_hits_that_node(sizes):
    place, edges = scene(sizes)
    for layer, column in enumerate(place.columns):
        for neuron, (x, y) in enumerate(column.centres):
            assert hit(place, edges, x, y) == NodeHit(layer, neuron)


def test_a_point_of_an_edge_hits_that_edge():
    place, edges = scene([2, 3, 2])
    curves = ends(place, edges.layer, edges.source, edges.target)
    # At 0.3 of the way no two of these edges cross.
    for index, (x, y) in enumerate(points(curves, 0.3)):
        found = hit(place, edges, x, y)
        assert found == EdgeHit(
            int(edges.layer[index]), int(edges.source[index]), int(edges.target[index])
        )


def test_beside_everything_is_nothing():
    place, edges = scene([2, 3, 2])
    assert hit(place, edges, 2.0, 2.0) is None
    assert hit(place, edges, 808.0, 428.0) is None


def test_a_node_comes_before_an_edge_under_it():
    place, edges = scene([2, 3, 2])
    column = place.columns[1]
    x, y = column.centres[0] + (column.half_width - 1.0, 0.0)
    assert hit(place, edges, x, y) == NodeHit(1, 0)
    assert isinstance(hit(place, edges, x + 8.0, y), EdgeHit)


def test_distance_to_a_point_of_the_curve_is_zero():
    place, edges = scene([3, 4, 2])
    curves = ends(place, edges.layer, edges.source, edges.target)
    for t in (0.0, 0.2, 0.5, 0.9):
        for index, (x, y) in enumerate(points(curves, t)):
            assert distances(curves[index : index + 1], x, y)[0] < 0.05
    assert np.isinf(distances(curves[:1], curves[0, 0] - 1.0, curves[0, 1])[0])
