"""The picture is a function of (trace, t, selection) and shows only what is computed."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scene.frame import Frame, Selection
from app.scene.framing import frame
from app.scene.kinds import Ink, Ring, Shown
from app.scene.look import EdgeColour, Look, NodeColour
from app.scene.scales import scales
from app.scene.timeline import Granularity, Timeline
from engine.trace import Kind
from tests.builders import trainer_of


def pictured(sizes=(2, 3, 2), batch=2):
    trainer = trainer_of(sizes, batch_size=batch)
    trainer.advance(1)
    trace = trainer.trace(0)
    return trace, Timeline(trace.operations, trace.sizes)


def arrays(picture: Frame) -> list[np.ndarray]:
    parts = (*picture.nodes, *picture.edges, picture.pulses)
    return [getattr(part, f.name) for part in parts for f in dataclasses.fields(part)]


def same(one: Frame, other: Frame) -> bool:
    pairs = zip(arrays(one), arrays(other), strict=True)
    return all(np.array_equal(a, b, equal_nan=True) for a, b in pairs)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.floats(0.0, 1.0), min_size=2, max_size=8),
    st.randoms(use_true_random=False),
    st.builds(Look, st.sampled_from(NodeColour), st.sampled_from(EdgeColour), st.booleans()),
)
def test_the_order_of_scrubbing_does_not_matter(shares, random, look):
    trace, timeline = pictured()
    moments, selection = [share * timeline.end for share in shares], Selection(1, look)
    first = {t: frame(trace, timeline, t, selection) for t in moments}
    random.shuffle(moments)
    for t in moments:
        assert same(first[t], frame(trace, timeline, t, selection))


def test_before_its_operation_nothing_is_shown():
    trace, timeline = pictured()
    start = frame(trace, timeline, 0.0, Selection())
    assert np.array_equal(start.nodes[0].value, trace.inputs[0])
    for nodes in start.nodes[1:]:
        assert np.isnan(nodes.value).all()
        assert (nodes.shown == Shown.NOTHING).all()
        assert np.isnan(nodes.gradient).all()
    for edges in start.edges:
        assert np.isnan(edges.gradient).all()
        assert (edges.ink == Ink.WEIGHT).all()


def seen_and_exact(picture: Frame, trace, kind: Kind, layer: int):
    """What the picture shows of an operation's result, and the engine's numbers."""
    nodes, edges = picture.nodes[layer], picture.edges[layer - 1]
    signals, gradients = trace.signals[layer - 1], trace.gradients[layer - 1]
    if kind is Kind.INPUT_GRADIENT:
        return picture.nodes[layer - 1].gradient, trace.signals[layer - 2].da[1]
    return {
        Kind.WEIGHTED_SUM: (nodes.value, signals.z[1]),
        Kind.ACTIVATION: (nodes.value, signals.a[1]),
        Kind.ACTIVATION_GRADIENT: (nodes.gradient, signals.dz[1]),
        Kind.WEIGHT_GRADIENT: (edges.gradient, gradients.W),
        Kind.BIAS_GRADIENT: (nodes.bias_gradient, gradients.b),
        Kind.UPDATE: (edges.weight, trace.after[layer - 1].W),
    }[kind]


def test_every_result_appears_when_its_operation_ends_and_not_before():
    trace, timeline = pictured()
    for index, slot in enumerate(timeline.slots):
        kind, layer = slot.operation.kind, slot.operation.layer
        if kind is Kind.LOSS:
            continue
        for t in (index, index + 1):
            picture = frame(trace, timeline, t, Selection(1))
            seen, exact = seen_and_exact(picture, trace, kind, layer)
            assert np.array_equal(seen, exact) == (t > index), (kind, layer)


def test_at_the_end_everything_is_known_and_every_weight_is_new():
    trace, timeline = pictured()
    end = frame(trace, timeline, timeline.end, Selection())
    assert all((nodes.shown == Shown.ACTIVATION).all() for nodes in end.nodes[1:])
    assert all((nodes.ring == Ring.DELTA).all() for nodes in end.nodes[1:])
    for layer, edges in enumerate(end.edges):
        assert (edges.ink == Ink.UPDATE).all()
        assert np.array_equal(edges.weight, trace.after[layer].W)
        assert np.array_equal(end.nodes[layer + 1].bias, trace.after[layer].b)


def test_pulses_run_left_to_right_forward_and_right_to_left_backward():
    trace, timeline = pictured(sizes=(2, 3, 2))
    for kind, direction in (
        (Kind.WEIGHTED_SUM, 1),
        (Kind.WEIGHT_GRADIENT, -1),
        (Kind.INPUT_GRADIENT, -1),
    ):
        start = timeline.index(kind, 2)
        neurons = timeline.slot(kind, 2).neurons
        early, late = (
            frame(trace, timeline, start + share / neurons, Selection()).pulses
            for share in (0.2, 0.3)
        )
        assert early.position.size
        assert np.sign(late.position[0] - early.position[0]) == direction


def test_at_a_stop_no_pulse_is_under_way():
    trace, timeline = pictured()
    t: float | None = 0.0
    while t is not None:
        assert frame(trace, timeline, t, Selection()).pulses.position.size == 0
        t = timeline.next(t, Granularity.NEURON)


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_scales_ignore_what_is_not_finite_and_cover_the_rest(broken):
    trace, _ = pictured()
    before = scales(trace)
    inputs = trace.inputs.copy()
    inputs[0, 0] = broken
    inputs[1, 1] = 3.1
    after = scales(dataclasses.replace(trace, inputs=inputs))
    assert after.sum[0] >= after.value[0] >= 3.1 > before.value[0] / 10
    assert after.weight[0] == before.weight[0] >= max(abs(p.W).max() for p in trace.before)
    assert before.sum[0] >= max(before.value[0], *(abs(s.z).max() for s in trace.signals))
    assert before.delta[0] >= max(abs(s.dz).max() for s in trace.signals)
    assert before.gradient[0] >= max(abs(g.W).max() for g in trace.gradients)


def test_delta_flows_back_through_weights_and_not_through_gradients():
    trace, timeline = pictured()
    picture = frame(trace, timeline, timeline.index(Kind.INPUT_GRADIENT, 2) + 0.5, Selection())
    neuron = picture.moment.neuron
    ink = picture.edges[1].ink
    assert (ink[neuron] == Ink.WEIGHT).all()
    assert (np.delete(ink, neuron, axis=0) == Ink.GRADIENT).all()
