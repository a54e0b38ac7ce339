"""What stands out where nothing flies: a function of t that never jumps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.lighting import MOST_TURNS
from app.scene.timeline import Granularity, Timeline
from engine.trace import Kind
from tests.builders import trainer_of

CALM = Selection(calm=True)


def step_of(sizes):
    trainer = trainer_of(sizes)
    trainer.advance(1)
    trace = trainer.trace(0)
    return trace, Timeline(trace.operations, trace.sizes)


STEPS = [step_of((2, 3, 2)), step_of((12, 2, 3))]


def lit(step, t, selection=CALM):
    """How lit everything is, nodes and edges, in one row."""
    picture = frame(*step, t, selection)
    return np.concatenate([part.lit.ravel() for part in (*picture.nodes, *picture.edges)])


@given(st.sampled_from(STEPS), st.floats(0.0, 1.0))
def test_nothing_flies_where_it_is_calm(step, share):
    assert frame(*step, share * step[1].end, CALM).pulses.layer.size == 0


@given(st.sampled_from(STEPS), st.lists(st.floats(0.0, 1.0), min_size=2, max_size=6))
def test_the_order_of_visits_does_not_matter(step, shares):
    moments = [share * step[1].end for share in shares]
    there = [lit(step, t) for t in moments]
    back = [lit(step, t) for t in reversed(moments)][::-1]
    assert np.array_equal(there, back)


@pytest.mark.parametrize("step", STEPS)
def test_light_never_jumps_where_it_is_calm_but_does_elsewhere(step):
    moments = np.linspace(0.0, step[1].end, 20_001)

    def leap(selection):
        return np.abs(np.diff([lit(step, t, selection) for t in moments], axis=0)).max()

    fastest = 1.5 * MOST_TURNS * 12 * (moments[1] - moments[0])  # smoothstep's steepest
    assert leap(CALM) < fastest < leap(Selection())


@given(st.sampled_from(STEPS), st.data())
def test_where_a_neuron_ends_the_calm_picture_lights_the_same_node(step, data):
    timeline, t = step[1], 0.0
    stops = []
    while (t := timeline.next(t, Granularity.NEURON)) is not None:
        stops.append(t)
    t = data.draw(st.sampled_from(stops))
    for calm, full in zip(
        frame(*step, t, CALM).nodes, frame(*step, t, Selection()).nodes, strict=True
    ):
        assert np.allclose(calm.lit, full.lit)


def test_the_edge_of_the_term_under_way_stands_out_alone():
    step = STEPS[0]
    index = step[1].index(Kind.WEIGHTED_SUM, 1)
    for term in range(2):
        at = index + (1 + (term + 1) / 3) / 3  # neuron 2 of 3, terms of two inputs and a bias
        edges = frame(*step, at, CALM).edges[0].lit
        assert np.argwhere(np.isclose(edges, 1.0)).tolist() == [[term, 1]]


def test_half_way_the_old_light_and_the_new_are_equal():
    step = STEPS[0]
    nodes = frame(*step, step[1].index(Kind.ACTIVATION, 1) + 0.5, CALM).nodes[1].lit
    assert np.allclose(nodes, [0.5, 0.5, 0.0])
