"""The marks of nodes: fill, outline, ring and light say what a node holds."""

from dataclasses import replace

import numpy as np
import pytest

from app.formats.themes import theme_named
from app.scene.colour import palette, rgb
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.kinds import Ring, Shown
from app.scene.layout import Shape, layout
from app.scene.node_form import form_of
from app.scene.node_marks import node_marks
from app.scene.node_places import places
from app.scene.timeline import Timeline
from engine.trace import Kind
from tests.builders import trainer_of

LIGHT = theme_named("light")
SIZES = (2, 4, 3, 2)
COUNT = sum(SIZES)


@pytest.fixture
def trace():
    trainer = trainer_of(SIZES)
    trainer.advance(1)
    return trainer.trace(0)


def timeline_of(trace):
    return Timeline(trace.operations, trace.sizes)


def frame_at(trace, kind, layer, share=1.0):
    timeline = timeline_of(trace)
    return frame(trace, timeline, timeline.index(kind, layer) + share, Selection())


def marks_of(now):
    return node_marks(now, places(layout(SIZES, 900, 500)), LIGHT)


def joined(now, name):
    return np.concatenate([getattr(nodes, name) for nodes in now.nodes])


def test_a_fill_is_the_level_s_colour_a_sum_s_is_pale_and_the_unknown_is_empty(trace):
    now = frame_at(trace, Kind.WEIGHTED_SUM, 2)
    marks, shown = marks_of(now), joined(now, "shown")
    colours = palette(LIGHT).value.colours(joined(now, "level"), 1.0)
    full = (shown == Shown.INPUT) | (shown == Shown.ACTIVATION)
    summed, unknown = shown == Shown.SUM, shown == Shown.NOTHING
    assert full.sum() == 6
    assert summed.sum() == 3
    assert unknown.sum() == 2
    bodies, pens = marks.fill[:COUNT, :3], marks.pen[:COUNT, :3]
    np.testing.assert_array_equal(bodies[full], colours[full])
    np.testing.assert_array_equal(pens[summed], colours[summed])
    assert (bodies[summed].min(axis=1) > colours[summed].min(axis=1)).all()
    np.testing.assert_array_equal(bodies[unknown], np.broadcast_to(rgb(LIGHT.panel), (2, 3)))


def test_negative_is_dashed_and_large_is_wide(trace):
    now = frame_at(trace, Kind.ACTIVATION, 3)
    marks, level = marks_of(now), joined(now, "level")
    np.testing.assert_array_equal(marks.outline[:COUNT, 3] == 1.0, level < 0.0)
    assert (level < 0.0).any()
    order = np.argsort(np.abs(level[2:6]))  # of one layer, whose nodes are alike
    assert (np.diff(marks.outline[2:6, 1][order]) > 0.0).all()


def test_a_ring_is_as_long_as_its_gradient_is_large(trace):
    now = frame_at(trace, Kind.ACTIVATION_GRADIENT, 2)
    marks, level = marks_of(now), joined(now, "ring_level")
    ringed = joined(now, "ring") != Ring.NOTHING
    rings = np.flatnonzero(ringed & (level != 0.0))
    drawn = marks.outline[-len(rings) :]
    np.testing.assert_allclose(drawn[:, 2], np.maximum(np.abs(level[rings]), 1 / 96), rtol=1e-6)
    np.testing.assert_array_equal(drawn[:, 3] == 1.0, level[rings] < 0.0)
    expected = palette(LIGHT).gradient_line.colours(level[rings], 1.0)
    np.testing.assert_array_equal(marks.pen[-len(rings) :, :3], expected)


def test_what_comes_from_the_layer_after_is_a_thin_ring_and_the_form_is_found_once(trace):
    later, earlier = (
        frame_at(trace, kind, layer)
        for kind, layer in ((Kind.ACTIVATION_GRADIENT, 2), (Kind.INPUT_GRADIENT, 3))
    )
    where = places(layout(SIZES, 900, 500))
    thick, thin = (form_of(each.kinds, where, LIGHT) for each in (later, earlier))
    assert form_of(later.kinds, where, LIGHT) is thick
    both = sorted({*thick.ringed.tolist()} & {*thin.ringed.tolist()})
    widths = [form.rings.outline[np.isin(form.ringed, both), 1][:3] for form in (thick, thin)]
    np.testing.assert_allclose(widths[0], 2.0 * widths[1])


def test_what_is_under_way_has_an_outline_in_the_accent_as_strong_as_it_is_lit(trace):
    now = frame_at(trace, Kind.ACTIVATION, 2, 0.5)
    lit = joined(now, "lit")
    assert np.count_nonzero(lit) == 1
    faint = replace(now, kinds=replace(now.kinds, node_lit=0.4 * lit))
    for moment, opacity in ((now, 255), (faint, 102)):
        marks = marks_of(moment)
        accent = (marks.pen[:, :3] == rgb(LIGHT.accent)).all(axis=1)
        assert marks.pen[accent & (marks.pen[:, 3] > 0), 3].tolist() == [opacity]


def test_around_small_dots_a_line_is_as_wide_as_it_is_large(trace):
    now = frame_at(trace, Kind.ACTIVATION_GRADIENT, 2)
    where = places(layout(SIZES, 900, 500))
    small = replace(where, box=where.box * (1, 1, 0.1, 0.1), shape=np.full(COUNT, Shape.DOT))
    marks = node_marks(now, replace(small, numbered=np.zeros(COUNT, bool)), LIGHT)
    level = joined(now, "ring_level")
    level = level[np.nan_to_num(level) != 0.0]
    drawn = marks.outline[-len(level) :]
    assert (drawn[:, 2] == 1.0).all()
    assert (np.diff(drawn[np.argsort(np.abs(level)), 1]) >= 0.0).all()
    assert drawn[:, 1].max() > 1.5 * drawn[:, 1].min()
