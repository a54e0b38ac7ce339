"""What is asked by pointing at a place of the stage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.edges import drawn_edges, ends, points
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.hit import EdgeHit, Mark, NodeHit, RingHit, TextHit, hit
from app.scene.kinds import Ring, Shown
from app.scene.layout import layout
from app.scene.look import Look, NodeColour
from app.scene.pointing import place_of, quantity_at
from app.scene.rings import ring_reaches
from app.scene.timeline import Timeline
from engine import quantity as q
from engine.trace import Kind
from tests.builders import trainer_of

SIZES = (2, 3, 2)


@pytest.fixture(scope="module")
def trace():
    trainer = trainer_of(SIZES)
    trainer.advance(1)
    return trainer.trace(0)


@pytest.fixture(scope="module")
def timeline(trace):
    return Timeline(trace.operations, trace.sizes)


@pytest.fixture
def at(trace, timeline):
    return lambda t: frame(trace, timeline, t, Selection())


def test_a_node_is_its_sum_only_while_only_that_is_known(timeline, at):
    summed = timeline.index(Kind.WEIGHTED_SUM, 1) + 1.0
    for t, expected in (
        (0.0, q.activation(1, 2)),
        (summed, q.weighted_sum(1, 2)),
        (summed + 1.0, q.activation(1, 2)),
    ):
        assert quantity_at(at(t), NodeHit(1, 2)) == expected
    assert quantity_at(at(0.0), NodeHit(0, 1)) == q.parse("x:1", SIZES)


@given(st.floats(0.0, 1.0), st.sampled_from(NodeColour))
def test_whatever_a_place_shows_is_what_is_asked_there(share, colour):
    trainer = trainer_of(SIZES)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    now = frame(trace, timeline, share * timeline.end, Selection(0, Look(colour)))
    numbers = {"z": lambda s: s.z, "a": lambda s: s.a, "dz": lambda s: s.dz, "da": lambda s: s.da}
    for layer, nodes in enumerate(now.nodes[1:], start=1):
        signals = trace.signals[layer - 1]
        for n in range(SIZES[layer]):
            if nodes.shown[n] != Shown.NOTHING:
                asked = quantity_at(now, NodeHit(layer, n))
                assert numbers[asked.role](signals)[0, n] == nodes.value[n]
            asked = quantity_at(now, RingHit(layer, n))
            assert (asked is None) == (nodes.ring[n] == Ring.NOTHING)
            if asked:
                assert numbers[asked.role](signals)[0, n] == nodes.gradient[n]


def test_a_ring_is_around_its_node_and_only_where_it_is_drawn(timeline, at):
    now = at(timeline.end)
    place, edges = layout(SIZES, 810, 430), drawn_edges(now)
    rings = [nodes.ring for nodes in now.nodes]
    for layer in (1, 2):
        column = place.columns[layer]
        for neuron, (x, y) in enumerate(column.centres):
            top = y - column.half_height
            assert hit(place, edges, x, top + 1.0, (), rings) == NodeHit(layer, neuron)
            ring = top - 0.5 * ring_reaches(column)[0]
            assert hit(place, edges, x, ring, (), rings) == RingHit(layer, neuron)
            assert hit(place, edges, x, top - ring_reaches(column)[0] - 1.0, (), rings) is None
            assert hit(place, edges, x, ring, (), [0 * each for each in rings]) is None


def test_a_text_comes_before_what_is_under_it_and_the_last_one_before_others(at):
    place, edges = layout(SIZES, 810, 430), drawn_edges(at(0.0))
    [[x, y]] = points(ends(place, edges.layer[:1], edges.source[:1], edges.target[:1]), 0.3)
    box = (x - 5.0, y - 5.0, x + 5.0, y + 5.0)
    marks = (Mark(q.bias(1, 0), box), Mark(q.weight(1, 0, 0), box))
    assert hit(place, edges, x, y, marks) == TextHit(q.weight(1, 0, 0))
    assert hit(place, edges, x, y, marks[:1]) == TextHit(q.bias(1, 0))
    assert isinstance(hit(place, edges, x + 5.5, y, marks), EdgeHit)


def test_every_hit_belongs_to_a_node_or_an_edge(at):
    assert place_of(RingHit(2, 1)) == place_of(TextHit(q.bias(2, 1))) == NodeHit(2, 1)
    assert place_of(TextHit(q.weight(2, 0, 1))) == place_of(EdgeHit(2, 0, 1)) == EdgeHit(2, 0, 1)
    assert place_of(TextHit(q.LOSS)) is place_of(None) is None
    assert quantity_at(at(0.0), None) is None
    assert quantity_at(at(0.0), EdgeHit(2, 0, 1)) == q.weight(2, 0, 1)
    assert np.isnan(at(0.0).nodes[1].gradient).all()
    assert quantity_at(at(0.0), RingHit(1, 0)) is None
