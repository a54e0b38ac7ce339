"""Stepping visits the same stops forward and back, at every granularity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.timeline import Granularity, Timeline
from engine.trace import Kind, Phase, operations_of

sizes = st.lists(st.integers(1, 6), min_size=2, max_size=5)


def timeline_of(sizes: list[int]) -> Timeline:
    return Timeline(operations_of(len(sizes) - 1), sizes)


def stops(timeline: Timeline, granularity: Granularity) -> list[float]:
    found = [0.0]
    while (stop := timeline.next(found[-1], granularity)) is not None:
        assert stop > found[-1]
        found.append(stop)
    return found


@given(sizes, st.sampled_from(Granularity))
def test_back_visits_what_forward_visited(sizes, granularity):
    timeline = timeline_of(sizes)
    forward = stops(timeline, granularity)
    back = [timeline.end]
    while (stop := timeline.previous(back[-1], granularity)) is not None:
        assert stop < back[-1]
        back.append(stop)
    assert back[::-1] == pytest.approx(forward, abs=1e-12)


@given(sizes)
def test_coarser_stops_are_among_the_finer_ones(sizes):
    timeline = timeline_of(sizes)
    finer = stops(timeline, Granularity.TERM)
    for granularity in list(Granularity)[1:]:
        coarser = stops(timeline, granularity)
        assert all(min(abs(stop - fine) for fine in finer) < 1e-9 for stop in coarser)
        finer = coarser


@given(sizes)
def test_every_term_stop_finishes_the_next_term(sizes):
    timeline = timeline_of(sizes)
    visited = []
    for t in stops(timeline, Granularity.TERM)[1:]:
        moment = timeline.moment(t)
        assert moment.term_progress == pytest.approx(1.0)
        visited.append((moment.index, moment.neuron, moment.term))
    assert visited == [
        (index, neuron, term)
        for index, slot in enumerate(timeline.slots)
        for neuron in range(slot.neurons)
        for term in range(slot.terms)
    ]


def test_the_widest_layers_still_have_one_stop_a_term():
    timeline = timeline_of([4096, 4096])
    t = 4095 / 4096  # the last neuron begins
    for term in range(1, 4098):
        t = timeline.next(t, Granularity.TERM)
        assert timeline.moment(t).term == term - 1
    assert t == 1.0


def test_phases_lie_end_to_end():
    timeline = timeline_of([2, 2, 2, 2])
    assert timeline.phases == (
        (Phase.FORWARD, 0.0, 6.0),
        (Phase.LOSS, 6.0, 7.0),
        (Phase.BACKWARD, 7.0, 18.0),
        (Phase.UPDATE, 18.0, 21.0),
    )
    assert timeline.index(Kind.INPUT_GRADIENT, 3) == 10
    with pytest.raises(KeyError):
        timeline.index(Kind.INPUT_GRADIENT, 1)
