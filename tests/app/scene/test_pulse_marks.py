"""The marks of pulses: a dot where each is, in its number's colour, with a tail behind it."""

import numpy as np
import pytest

from app.formats.themes import theme_named
from app.scene.colour import palette, rgb
from app.scene.edges import ends, points
from app.scene.frame import Selection
from app.scene.framing import frame
from app.scene.layout import layout
from app.scene.pulse_marks import RADII, TAIL, pulse_marks
from app.scene.timeline import Timeline
from engine.trace import Kind
from tests.builders import trainer_of

LIGHT = theme_named("light")


def marks_at(sizes, kind, share):
    trainer = trainer_of(sizes)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, sizes)
    place = layout(sizes, 900, 500)
    now = frame(trace, timeline, timeline.index(kind, 2) + share, Selection())
    return now.pulses, place, pulse_marks(now, place, LIGHT)


# The moments at which two pulses have come 0.7 and 0.2 of their ways.
@pytest.mark.parametrize(
    ("kind", "share", "tail"),
    [
        (Kind.WEIGHTED_SUM, 0.28 / 3, -1),
        (Kind.WEIGHT_GRADIENT, 0.28 / 3, 1),
        (Kind.INPUT_GRADIENT, 0.35 / 4, 1),
    ],
)
def test_a_pulse_is_a_dot_in_its_colour_with_a_tail_where_it_comes_from(kind, share, tail):
    pulses, place, marks = marks_at((2, 4, 3, 2), kind, share)
    assert pulses.layer.size == 2
    assert len(marks) == 2 * len(TAIL)
    box, fill = marks.box.reshape(-1, 2, 4), marks.fill.reshape(-1, 2, 4)
    curves = ends(place, pulses.layer, pulses.source, pulses.target)
    np.testing.assert_allclose(box[-1, :, :2], points(curves, pulses.position), rtol=1e-6)
    assert (box[-1, :, 2:] == RADII[0]).all()
    colours = palette(LIGHT).lines(pulses.level, pulses.tone)
    assert (fill[..., :3] == colours).all()
    assert (fill[-1, :, 3] == 255).all()
    assert (marks.pen[-2:, :3] == rgb(LIGHT.panel)).all()
    # From the tail's end to the head: nearer, larger, stronger.
    assert (np.sign(np.diff(box[..., 0], axis=0)) == -tail).all()
    assert (np.diff(box[..., 2], axis=0) > 0.0).all()
    assert (np.diff(fill[..., 3].astype(int), axis=0) > 0).all()


@pytest.mark.parametrize(
    ("kind", "scale"), [(Kind.WEIGHTED_SUM, "value_line"), (Kind.INPUT_GRADIENT, "gradient_line")]
)
def test_a_sign_has_a_colour_forward_and_another_backward(kind, scale):
    pulses, _, marks = marks_at((2, 4, 3, 2), kind, 0.09)
    assert (pulses.level != 0.0).all()
    colours = getattr(palette(LIGHT), scale).colours(pulses.level, 1.0)
    np.testing.assert_array_equal(marks.fill[-2:, :3], colours)


def test_two_are_under_way_at_a_time_and_small_where_there_are_many_edges():
    pulses, _, marks = marks_at((2, 90, 8, 2), Kind.WEIGHTED_SUM, 0.0625)
    assert pulses.layer.size <= 2
    assert len(marks)
    assert (marks.box[:, 2] <= RADII[1]).all()
