"""The marks of an image's pixels and of plain dots, which have no outline to be dashed."""

from dataclasses import replace

import numpy as np
import pytest

from app.formats.themes import theme_named
from app.scene.colour import contrast
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.kinds import Shown
from app.scene.layout import layout
from app.scene.node_marks import node_marks
from app.scene.node_places import BAR_ROOM, places
from app.scene.timeline import Timeline
from engine.trace import Kind
from tests.builders import trainer_of

SIZES = (64, 90, 2)
COUNT = sum(SIZES)
WHERE = places(layout(SIZES, 800, 440))


def frame_at(kind, layer):
    trainer = trainer_of(SIZES)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    return frame(trace, timeline, timeline.index(kind, layer) + 1.0, Selection())


@pytest.fixture(scope="module")
def now():
    """The second layer is known, and as it is folded most of it are dots."""
    return frame_at(Kind.ACTIVATION, 1)


def marks_of(now, where=WHERE, theme="light", palette="default"):
    return node_marks(now, where, theme_named(theme, palette))


def bars_of(marks):
    """The numbers of the nodes that have a bar in them, and the bars' marks."""
    bars = np.flatnonzero((marks.outline[COUNT:, 0] == 0.0) & (marks.outline[COUNT:, 1] == 0.0))
    bars += COUNT
    off = np.abs(marks.box[bars, np.newaxis, :2] - WHERE.box[:, :2]).max(axis=2)
    return off.argmin(axis=1), bars


def test_the_pixels_of_an_image_are_squares_without_an_outline(now):
    marks = marks_of(now)
    assert (marks.outline[:64, :2] == 0.0).all()
    assert (marks.outline[64:80, :2] > 0.0).all()
    assert len(np.unique(marks.fill[:64, :3], axis=0)) > 10


def test_what_is_negative_has_a_bar_or_dashes_and_what_is_large_a_long_bar(now):
    marks, level = marks_of(now), now.node_row.level
    nodes, bars = bars_of(marks)
    dashed = marks.outline[:COUNT, 3] == 1.0
    assert WHERE.dots.sum() > 100
    np.testing.assert_array_equal(nodes, np.flatnonzero((level < 0.0) & WHERE.dots))
    np.testing.assert_array_equal(dashed, (level < 0.0) & ~WHERE.dots)
    image = nodes < 64
    order = np.argsort(level[nodes[image]])
    assert (np.diff(marks.box[bars[image], 2][order]) <= 0.0).all()
    assert (marks.box[bars, 2:] < WHERE.box[nodes, 2:]).all()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("palette", ["default", "colour-blind", "grey"])
def test_a_bar_can_be_seen_on_its_dot_without_any_colour(now, theme, palette):
    marks = marks_of(now, theme=theme, palette=palette)
    nodes, bars = bars_of(marks)
    grounds = marks.fill[nodes, :3]
    share = marks.fill[bars, 3:] / 255.0
    seen = share * marks.fill[bars, :3] + (1.0 - share) * grounds
    ratios = [contrast(*pair) for pair in zip(seen, grounds, strict=True)]
    assert min(ratios) > 1.6


def test_the_outline_of_a_negative_sum_is_dashed_instead():
    now = frame_at(Kind.WEIGHTED_SUM, 1)
    large = replace(WHERE, box=WHERE.box * (1.0, 1.0, 2.0, 2.0))
    marks, row = marks_of(now, large), now.node_row
    summed = (row.shown == Shown.SUM) & (row.level < 0.0)
    nodes, _ = bars_of(marks)
    assert (summed & large.dots).any() and not summed[nodes].any()
    assert (marks.outline[:COUNT, 3][summed] == 1.0).all()


def test_there_are_no_bars_where_none_are_needed_or_none_fit(now):
    positive = replace(now, node_row=replace(now.node_row, level=np.abs(now.node_row.level)))
    tiny = replace(WHERE, box=WHERE.box.copy())
    tiny.box[WHERE.dots, 2:] = 0.9 * BAR_ROOM
    numbered = replace(WHERE, numbered=np.ones(COUNT, bool))
    for marks in (marks_of(positive), marks_of(now, tiny), marks_of(now, numbered)):
        assert not bars_of(marks)[0].size
