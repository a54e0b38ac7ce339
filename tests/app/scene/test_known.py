"""What is known at a moment is what the picture of that moment shows."""

import numpy as np
import pytest

from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.kinds import Ring, Shown
from app.scene.known import gradient_known, updated, value_known
from app.scene.subject import subject_of, term_of
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from engine.quantity import Role
from tests.builders import trainer_of

SIZES = (2, 3, 4, 2)


@pytest.fixture(scope="module")
def trace():
    trainer = trainer_of(SIZES)
    trainer.advance(1)
    return trainer.trace(0)


@pytest.fixture(scope="module")
def timeline(trace):
    return Timeline(trace.operations, SIZES)


def stops(timeline):
    t = 0.0
    while t is not None:
        yield t
        t = timeline.next(t, Granularity.TERM)


def test_knowledge_is_what_the_stage_shows(trace, timeline):
    for t in stops(timeline):
        picture = frame(trace, timeline, t, Selection())
        for layer in range(1, 4):
            nodes, edges = picture.nodes[layer], picture.edges[layer - 1]
            for unit in range(SIZES[layer]):
                shown, ring = nodes.shown[unit], nodes.ring[unit]
                assert value_known(timeline, t, q.weighted_sum(layer, unit)) == (
                    shown != Shown.NOTHING
                )
                assert value_known(timeline, t, q.activation(layer, unit)) == (
                    shown == Shown.ACTIVATION
                )
                assert value_known(timeline, t, q.delta(layer, unit)) == (ring == Ring.DELTA)
                if layer < 3:
                    assert value_known(timeline, t, q.output_gradient(layer, unit)) == (
                        ring != Ring.NOTHING
                    )
                assert gradient_known(timeline, t, q.bias(layer, unit)) != np.isnan(
                    nodes.bias_gradient[unit]
                )
                for source in range(SIZES[layer - 1]):
                    weight = q.weight(layer, source, unit)
                    assert gradient_known(timeline, t, weight) != np.isnan(
                        edges.gradient[source, unit]
                    )
                    changed = edges.weight[source, unit] != edges.old_weight[source, unit]
                    assert updated(timeline, t, weight) == changed


def test_a_moment_is_about_what_it_has_just_made_known(trace, timeline):
    """At every stop of a result, the subject is known, and just before it is not."""
    assert subject_of(timeline, timeline.moment(0.0)) is None
    for t in list(stops(timeline))[1:]:
        subject = subject_of(timeline, timeline.moment(t))
        ends = t == timeline.next(t - 1e-6, Granularity.NEURON)
        if subject.is_parameter and timeline.moment(t).phase == "update":
            assert updated(timeline, t, subject) and not updated(timeline, t - 1e-6, subject)
        elif subject.is_parameter:
            assert gradient_known(timeline, t, subject)
            assert not gradient_known(timeline, t - 1e-6, subject)
        elif ends:
            assert value_known(timeline, t, subject)
            assert not value_known(timeline, t - 1e-6, subject)


def test_a_sum_adds_its_terms_in_order_and_the_bias_last(timeline):
    """The first unit's sum, term by term; then a sum backward."""
    third = [term_of(timeline, timeline.moment((k + 1) / 9)) for k in range(3)]
    assert third == [q.weight(1, 0, 0), q.weight(1, 1, 0), q.bias(1, 0)]
    moments = map(timeline.moment, stops(timeline))
    back = [m for m in moments if m.operation and m.operation.kind == "input_gradient"]
    assert term_of(timeline, back[0]) == q.weight(3, 0, 0)
    assert term_of(timeline, back[1]) == q.weight(3, 0, 1)
    assert subject_of(timeline, back[0]) == q.output_gradient(2, 0)
    assert subject_of(timeline, back[0]).role is Role.OUTPUT_GRADIENT
