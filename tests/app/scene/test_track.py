import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.timeline import Timeline
from app.scene.track import CLOSEST_TICKS, layout, shares
from engine.trace import operations_of


def track_of(depth: int, width: float):
    timeline = Timeline(operations_of(depth), (2,) * (depth + 1))
    return timeline, layout(timeline, [60.0, 40.0, 70.0, 60.0], width, 4.0)


@given(st.integers(1, 64), st.floats(100, 3000), st.floats(0, 1))
def test_a_moment_is_found_where_it_is_drawn(depth: int, width: float, share: float) -> None:
    timeline, track = track_of(depth, width)
    t = share * timeline.end
    assert track.t(track.x(t)) == pytest.approx(t, abs=1e-9)
    assert 0.0 <= track.x(t) <= width + 1e-9


@given(st.integers(1, 64), st.floats(100, 3000))
def test_phases_fill_the_width_and_ticks_keep_apart(depth: int, width: float) -> None:
    _, track = track_of(depth, width)
    assert track.segments[0].left == 0.0
    assert track.segments[-1].right == pytest.approx(width)
    for segment in track.segments:
        at = [segment.left, *(segment.x(tick) for tick in segment.ticks)]
        assert (np.diff(at) >= CLOSEST_TICKS - 1e-6).all()


def test_a_short_phase_stays_wide_enough_for_its_name() -> None:
    _, track = track_of(64, 800.0)
    assert track.segments[1].right - track.segments[1].left == pytest.approx(40.0)


def test_beyond_the_ends_and_in_a_gap_the_nearest_moment_counts() -> None:
    timeline, track = track_of(3, 800.0)
    assert track.t(-50.0) == 0.0
    assert track.t(5000.0) == timeline.end
    assert track.t(track.segments[0].right + 2.0) == track.segments[0].end


def test_shares_are_proportional_where_there_is_room() -> None:
    assert shares([1.0, 3.0], [10.0, 10.0], 100.0) == [25.0, 75.0]
    assert shares([1.0, 99.0], [10.0, 10.0], 100.0) == [10.0, 90.0]
    assert shares([1.0, 1.0], [10.0, 30.0], 20.0) == [5.0, 15.0]
