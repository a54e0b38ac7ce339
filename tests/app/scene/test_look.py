"""Whichever number is chosen to be coloured is the step's own, and unknown before its operation."""

from dataclasses import replace
from gc import collect
from weakref import ref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.experiment_toml import load
from app.scene.frame import Frame, Selection
from app.scene.framing import frame
from app.scene.kinds import Ink, Shown, Tone
from app.scene.legend import entries
from app.scene.look import EdgeColour, Look, NodeColour, lock_of
from app.scene.scales import (
    LINEAR,
    Scales,
    _found,
    layer_scales,
    levels,
    network_scales,
    scales,
)
from app.scene.timeline import Timeline
from engine.datasets import build
from engine.initializers import initial_parameters
from engine.trace import Kind, StepTrace
from engine.trainer import Trainer
from tests.builders import trainer_of

SAMPLE = 1


@pytest.fixture(scope="module")
def trainer():
    trainer = trainer_of((3, 4, 3, 2), batch_size=3)
    trainer.advance(3)
    return trainer


def seen(trace: StepTrace, t: float, look: Look, sample: int = SAMPLE) -> Frame:
    return frame(trace, Timeline(trace.operations, trace.sizes), t, Selection(sample, look))


NODES = {
    NodeColour.ACTIVATION: (Kind.ACTIVATION, Shown.ACTIVATION, lambda s: s.a),
    NodeColour.SUM: (Kind.WEIGHTED_SUM, Shown.SUM, lambda s: s.z),
    NodeColour.DELTA: (Kind.ACTIVATION_GRADIENT, Shown.DELTA, lambda s: s.dz),
}


@pytest.mark.parametrize("colour", NODES)
def test_a_node_shows_the_chosen_number_from_its_operation_to_the_end(trainer, colour):
    trace = trainer.trace(1)
    timeline = Timeline(trace.operations, trace.sizes)
    kind, shown, signal = NODES[colour]
    for layer in (1, 2, 3):
        start = timeline.index(kind, layer)
        for t in (0.0, start, start + 1.0, timeline.end):
            nodes = seen(trace, t, Look(nodes=colour)).nodes[layer]
            known = t > start
            assert (nodes.shown == (shown if known else Shown.NOTHING)).all()
            expected = signal(trace.signals[layer - 1])[SAMPLE] if known else np.nan
            np.testing.assert_array_equal(nodes.value, np.broadcast_to(expected, nodes.value.shape))
            assert (nodes.tone == (colour is NodeColour.DELTA)).all()
            assert np.isnan(nodes.level).all() == (not known)


def exact(trace: StepTrace, layer: int, colour: EdgeColour) -> np.ndarray:
    before, after = trace.before[layer - 1].W, trace.after[layer - 1].W
    return {
        EdgeColour.CONTRIBUTION: trace.activation(layer - 1)[SAMPLE][:, np.newaxis] * before,
        EdgeColour.GRADIENT: trace.gradients[layer - 1].W,
        EdgeColour.UPDATE: after - before,
    }[colour]


EDGES = {
    EdgeColour.CONTRIBUTION: (Kind.WEIGHTED_SUM, Ink.CONTRIBUTION, Tone.VALUE),
    EdgeColour.GRADIENT: (Kind.WEIGHT_GRADIENT, Ink.GRADIENT, Tone.GRADIENT),
    EdgeColour.UPDATE: (Kind.UPDATE, Ink.CHANGE, Tone.GRADIENT),
}


@pytest.mark.parametrize("colour", EDGES)
def test_an_edge_shows_the_chosen_number_from_its_operation_to_the_end(trainer, colour):
    trace = trainer.trace(1)
    timeline = Timeline(trace.operations, trace.sizes)
    kind, ink, tone = EDGES[colour]
    for layer in (1, 2, 3):
        start = timeline.index(kind, layer)
        for t in (0.0, start, start + 1.0, timeline.end):
            edges, known = seen(trace, t, Look(edges=colour)).edges[layer - 1], t > start
            assert (edges.ink == (ink if known else Ink.NOTHING)).all()
            expected = exact(trace, layer, colour) if known else np.nan
            np.testing.assert_array_equal(edges.value, np.broadcast_to(expected, edges.value.shape))
            assert not known or (edges.tone == tone).all()
            assert np.isnan(edges.level).all() == (not known)


def test_a_weight_is_shown_through_the_backward_pass_and_then_the_new_one(trainer):
    trace = trainer.trace(1)
    timeline = Timeline(trace.operations, trace.sizes)
    for t, parameters in ((timeline.end - 3.0, trace.before), (timeline.end, trace.after)):
        picture = seen(trace, t, Look(edges=EdgeColour.WEIGHT))
        for layer, edges in enumerate(picture.edges):
            np.testing.assert_array_equal(edges.value, parameters[layer].W)
            assert (edges.tone == Tone.VALUE).all()


def test_golden_numbers_of_the_article():
    article = load("article")
    weights = initial_parameters(article.network, article.seed)
    trainer = Trainer(article, build(article.data, article.network, article.seed), weights)
    trainer.advance(1)
    trace = trainer.trace(0)
    end = float(len(trace.operations))
    picture = seen(trace, end, Look(NodeColour.DELTA, EdgeColour.CONTRIBUTION), sample=0)
    # x = (1, 1) and the first layer's weights are 0.5, 0.2 and 0.1, 0.2; a1 = (0.7, 0.5).
    np.testing.assert_allclose(picture.edges[0].value, [[0.5, 0.2], [0.1, 0.2]])
    first = trace.before[1].W
    np.testing.assert_allclose(picture.edges[1].value, [0.7 * first[0], 0.5 * first[1]])
    np.testing.assert_allclose(picture.nodes[3].value, [0.5629, -0.5629], atol=5e-5)
    moved = seen(trace, end, Look(edges=EdgeColour.UPDATE), sample=0).edges[0].value
    np.testing.assert_allclose(moved, -0.1 * trace.gradients[0].W)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=20), st.floats(1e-6, 1e3))
def test_a_logarithmic_scale_is_odd_and_grows_and_has_the_same_ends(values, maximum):
    x = np.sort(np.array([*values, 0.0, maximum]))
    level = levels(x, maximum, logarithmic=True)
    np.testing.assert_array_equal(levels(-x, maximum, logarithmic=True), -level)
    assert (np.diff(level) >= 0.0).all()
    assert level[x == 0.0].tolist() == [0.0] * np.count_nonzero(x == 0.0)
    np.testing.assert_allclose(level[x == maximum], 1.0)
    assert (np.abs(level) >= np.abs(levels(x, maximum)) - 1e-6).all()


def test_a_logarithmic_scale_tells_three_decades_apart_and_what_is_unknown():
    level = levels(np.array([LINEAR, 0.01, 0.1, np.nan]), 1.0, logarithmic=True)
    assert (np.diff(level[:3]) > 0.2).all()
    assert np.isnan(level[3])


def test_only_gradients_become_logarithmic(trainer):
    trace = trainer.trace(1)
    end = float(len(trace.operations))
    for look, logarithmic in (
        (Look(), False),
        (Look(NodeColour.DELTA, EdgeColour.GRADIENT), True),
        (Look(NodeColour.SUM, EdgeColour.CONTRIBUTION), False),
        (Look(NodeColour.DELTA, EdgeColour.UPDATE), True),
    ):
        one, other = (seen(trace, end, replace(look, symlog=on)) for on in (False, True))
        for plain, log in ((one.nodes[1], other.nodes[1]), (one.edges[0], other.edges[0])):
            assert np.array_equal(plain.level, log.level) != logarithmic
            np.testing.assert_array_equal(plain.value, log.value)
        assert not np.array_equal(one.nodes[1].ring_level, other.nodes[1].ring_level)


NAMES = ("value", "sum", "weight", "delta", "gradient", "contribution", "update")


def ends(of: Scales) -> list[tuple[float, ...]]:
    return [getattr(of, name) for name in NAMES]


def test_each_layer_reaches_the_ends_of_its_own_scale(trainer):
    trace = trainer.trace(1)
    end = float(len(trace.operations))
    look = Look(NodeColour.DELTA, EdgeColour.GRADIENT, per_layer=True)
    picture, whole, own = seen(trace, end, look), scales(trace), layer_scales(trace)
    for layer in range(1, trace.depth + 1):
        values = picture.edges[layer - 1].value
        assert abs(values).max() <= own.gradient[layer] <= whole.gradient[layer]
        np.testing.assert_allclose(picture.edges[layer - 1].level, values / own.gradient[layer])
        # A readable number is at most half as large again as what it shall cover.
        assert abs(values).max() > 0.6 * own.gradient[layer]
        np.testing.assert_allclose(
            picture.nodes[layer].level, picture.nodes[layer].value / own.delta[layer]
        )
    assert set(whole.gradient) == {max(own.gradient[1:])}


def test_the_whole_scale_covers_every_layer(trainer):
    trace = trainer.trace(1)
    for name in NAMES:
        (whole,) = set(getattr(scales(trace), name))
        own = getattr(layer_scales(trace), name)
        assert whole == max(own[1:]) or (name in ("value", "sum") and whole == own[0])


@pytest.mark.parametrize(
    ("size", "named"),
    [
        (0.01, ["input", "value"]),
        (1.0, ["value"]),
        (3.0, ["input", "value"]),
        (40.0, ["input", "value", "output"]),
    ],
)
def test_inputs_and_outputs_of_another_size_have_scales_of_their_own(trainer, size, named):
    trace = trainer.trace(1)
    outputs, *hidden = (abs(signals.a).max() for signals in reversed(trace.signals))
    most = max(outputs, *hidden)
    trace = replace(trace, inputs=size * most * trace.inputs / abs(trace.inputs).max())
    if size == 40.0:
        signals = [replace(each, a=8.0 * each.a) for each in trace.signals[:-1]]
        trace = replace(trace, signals=(*signals, trace.signals[-1]))
    picture = seen(trace, float(len(trace.operations)), Look())
    for end, nodes in zip(picture.scales.value, picture.nodes, strict=True):
        np.testing.assert_allclose(nodes.level, nodes.value / end)
        assert abs(nodes.value).max() <= end
    told = {
        each.name.template: each.maximum for each in entries(picture.scales, Look(), None, None)
    }
    assert [name for name in told if name in ("input", "value", "output")] == named
    for name, layer in (("input", 0), ("value", 1), ("output", -1)):
        assert picture.scales.value[layer] == told.get(name, told["value"])


@pytest.mark.parametrize("per_layer", [False, True])
def test_locked_scales_stay_when_the_step_changes(trainer, per_layer):
    first, later = trainer.trace(0), trainer.trace(2)
    locked = Look(per_layer=per_layer, locked=lock_of(first))
    free = replace(locked, locked=None)
    end = float(len(first.operations))
    kept, before, after = (
        ends(seen(*each).scales)
        for each in ((later, end, locked), (first, end, free), (later, end, free))
    )
    assert kept == before != after
    level, value = (getattr(seen(later, end, locked).edges[0], name) for name in ("level", "value"))
    maximum = seen(first, end, free).scales.weight[1]
    np.testing.assert_allclose(level, np.clip(value / maximum, -1.0, 1.0))


def test_what_is_locked_keeps_no_step(trainer):
    trace = replace(trainer.trace(0))
    locked, gone = lock_of(trace), ref(trace)
    for find in (scales, network_scales, layer_scales, _found):
        find.cache_clear()
    del trace
    collect()
    assert gone() is None
    assert locked.whole.weight == lock_of(trainer.trace(0)).whole.weight


def test_a_locked_scale_ends_where_it_ended(trainer):
    trace = trainer.trace(0)
    tiny = Scales(lambda name: (1e-9,) * (trace.depth + 1))
    locked = replace(lock_of(trace), whole=tiny)
    level = seen(trace, 0.0, Look(locked=locked)).edges[0].level
    assert set(np.unique(level)) <= {-1.0, 0.0, 1.0}
