import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.scene.placement import AIR, Board, centred, spots_around

VIEW = (0.0, 0.0, 400.0, 200.0)
NODES = np.array([[100.0, 40.0, 160.0, 100.0], [300.0, 0.0, 340.0, 200.0]])
numbers = st.floats(-20.0, 420.0)


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(st.lists(st.tuples(numbers, numbers, st.floats(1.0, 90.0)), min_size=1, max_size=120))
def test_what_has_been_placed_meets_nothing_and_lies_in_the_view(wanted):
    board, placed = Board(VIEW, NODES), []
    for x, y, width in wanted:
        box = x, y, x + width, y + 14.0
        if board.place([box]):
            placed.append(box)
    for index, box in enumerate(placed):
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= 400 and box[3] <= 200
        assert not any(meet(box, other) for other in [*NODES, *placed[:index]])


def test_who_comes_first_has_the_place_and_the_next_takes_another():
    board = Board(VIEW, NODES)
    spots = centred(np.array([[50.0, 50.0], [130.0, 50.0], [220.0, 50.0]]), 20.0, 8.0)
    assert board.first_free(spots) == 0
    board.take(spots[:1])
    assert board.first_free(spots) == 2
    board.take(spots[2:])
    assert board.first_free(spots) is None
    assert board.first_free(spots[:0]) is None


def test_several_lines_are_placed_together_or_not_at_all():
    board = Board(VIEW, NODES)
    lines = [(40.0, 60.0, 90.0, 74.0), (40.0, 74.0, 110.0, 88.0)]
    assert not board.place(lines)
    assert board.place(lines[:1])


@given(st.lists(st.tuples(numbers, numbers, st.floats(1.0, 90.0)), max_size=40))
def test_texts_placed_at_once_are_placed_as_one_after_another(wanted):
    texts = [
        [(x, y, x + width, y + 14.0), (x, y + 14.0, x + 20.0, y + 28.0)] for x, y, width in wanted
    ]
    one, other = Board(VIEW, NODES), Board(VIEW, NODES)
    assert one.place_each(texts) == [other.place(text) for text in texts]
    close = np.array([(x - 9.0, y, x - 1.0, y + 14.0) for x, y, _ in wanted]).reshape(-1, 4)
    assert one.free(close).tolist() == other.free(close).tolist()


@given(st.lists(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=3), max_size=30))
def test_texts_with_a_choice_take_the_first_place_that_those_before_have_left(wanted):
    texts = np.array([centred(np.array(spots), 25.0, 7.0) for spots in wanted]).reshape(-1, 3, 4)
    one, other = Board(VIEW, NODES), Board(VIEW, NODES)
    found = one.place_first(texts)
    for boxes, first in zip(texts, found, strict=True):
        assert other.first_free(boxes) == first
        if first is not None:
            other.take(boxes[first : first + 1])
    assert one.free(texts.reshape(-1, 4)).tolist() == other.free(texts.reshape(-1, 4)).tolist()


def test_air_is_kept_beside_a_text():
    board = Board(VIEW, NODES[:0])
    board.take(np.array([[50.0, 50.0, 90.0, 64.0]]))
    close = np.array([[90.0 + 0.5 * AIR, 50.0, 120.0, 64.0], [90.0 + AIR, 50.0, 120.0, 64.0]])
    assert board.free(close).tolist() == [False, True]


def test_places_around_a_node_begin_beside_it_and_fill_the_view():
    middle, reach, half = np.array([130.0, 70.0]), np.array([30.0, 30.0]), np.array([25.0, 8.0])
    spots = spots_around(middle, reach, half, VIEW)
    board = Board(VIEW, NODES)
    nearest = spots[board.first_free(centred(spots, *half))]
    assert nearest.tolist() == [130.0 + 30.0 + 25.0 + AIR, 70.0]
    crowd = Board(VIEW, np.array([[0.0, 0.0, 300.0, 200.0]]))
    assert spots[crowd.first_free(centred(spots, *half))][0] > 327.0
