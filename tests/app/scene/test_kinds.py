"""What is shown where is the same of every step, and each number has one source."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.kinds import kinds
from app.scene.look import EdgeColour, NodeColour
from app.scene.timeline import Timeline
from tests.builders import trainer_of

SIZES = (2, 3, 4, 2)


def timeline_of_a_step():
    trainer = trainer_of(SIZES, batch_size=2)
    trainer.advance(1)
    return Timeline(trainer.trace(0).operations, SIZES)


TIMELINE = timeline_of_a_step()


@given(st.floats(0.0, 1.0), st.sampled_from(NodeColour), st.sampled_from(EdgeColour))
def test_a_node_has_a_number_where_a_source_reaches_it(share, nodes, edges):
    found = kinds(TIMELINE, SIZES, share * TIMELINE.end, nodes, edges, False)
    for marks, sources in ((found.shown, found.values), (found.ring, found.rings)):
        reached = np.zeros(marks.size, bool)
        for source in sources:
            reached[source.nodes] = True
        inputs = SIZES[0]
        assert np.array_equal(reached[inputs:], marks[inputs:] != 0)
        # At most one layer's numbers have been given in part, over others.
        assert sum(source.size for source in sources) <= marks.size + max(SIZES)


def at(t, calm=False):
    return kinds(TIMELINE, SIZES, t, NodeColour.AUTOMATIC, EdgeColour.AUTOMATIC, calm)


def test_it_is_found_anew_where_another_number_is_known_or_something_fades():
    between = at(0.40), at(0.41), at(0.42)
    assert between[0] is between[1] is between[2]  # a term is on its way
    assert at(0.40) is not at(1.0) is not at(TIMELINE.end)
    assert at(0.40, calm=True) is not at(0.41, calm=True)


def test_frames_have_it_in_common_and_cannot_change_it():
    found = at(TIMELINE.end)
    assert at(TIMELINE.end) is found
    nodes = found.shown, found.node_tone, found.node_lit, found.ring
    for array in (*nodes, found.ink, found.graded, found.edge_lit):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
