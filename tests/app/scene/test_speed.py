"""The speed slider shows every rung of the speed keys."""

from app.scene.speed import (
    FASTEST,
    POSITIONS,
    RUNGS,
    SLOWEST,
    faster,
    position_of,
    slower,
    speed_at,
)


def test_rungs_lie_on_positions_of_the_slider():
    assert [speed_at(position_of(rung)) for rung in RUNGS] == list(RUNGS)


def test_the_slider_reaches_from_slowest_to_fastest():
    assert (speed_at(0), speed_at(POSITIONS)) == (SLOWEST, FASTEST)


def test_keys_climb_from_between_rungs_and_stop_at_the_ends():
    assert (faster(1.3), slower(1.3)) == (2.0, 1.0)
    assert (faster(FASTEST), slower(SLOWEST)) == (FASTEST, SLOWEST)
