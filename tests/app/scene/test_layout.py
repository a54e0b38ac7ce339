import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.scene.layout import Shape, featured_counts, layout
from app.scene.plans import PILL_PITCH

layers = st.lists(
    st.one_of(st.integers(1, 16), st.integers(17, 200), st.just(784)), min_size=2, max_size=8
)
deep = st.lists(st.integers(1, 12), min_size=30, max_size=65)
widths, heights = st.integers(640, 2400), st.integers(300, 1300)


def boxes(place):
    return np.concatenate([column.boxes for column in place.columns])


@settings(max_examples=60, deadline=None)
@given(st.one_of(layers, deep), widths, heights)
def test_nodes_lie_inside_and_never_overlap(sizes, width, height):
    place = layout(sizes, width, height)
    assert [len(c.centres) for c in place.columns] == sizes
    found = boxes(place)
    assert (found[:, :2] >= 0).all()
    assert (found[:, 2:] <= (width, height)).all()
    for index, box in enumerate(found):
        others = found[index + 1 :]
        # Pixels touch.
        apart = (others[:, :2] >= box[2:] - 1e-9) | (others[:, 2:] <= box[:2] + 1e-9)
        assert apart.any(axis=1).all()


@settings(max_examples=40, deadline=None)
@given(st.one_of(layers, deep), widths, heights)
@example([1, 1, 1, 6, 6, 784, 6], 640, 300)  # pills beside a block
def test_layers_come_left_to_right_and_titles_above_them(sizes, width, height):
    place = layout(sizes, width, height)
    rights = [c.boxes[:, 2].max() for c in place.columns]
    lefts = [c.boxes[:, 0].min() for c in place.columns]
    assert all(right < left for right, left in zip(rights, lefts[1:], strict=False))
    assert all(place.titles < c.boxes[:, 1].min() for c in place.columns)


@pytest.mark.parametrize(("width", "height"), [(700, 330), (810, 430), (1800, 1000)])
def test_up_to_16_neurons_hold_their_numbers(width, height):
    place = layout([4, 16, 16, 2], width, height)
    assert all(column.holds_numbers for column in place.columns)


def test_the_articles_network_is_generous():
    column = layout([2, 2, 2, 2], 810, 430).columns[1]
    assert column.shape is Shape.CIRCLE
    assert 32 <= column.half_width <= 44


@pytest.mark.parametrize("side", [6, 8, 28])
def test_an_image_is_laid_out_as_an_image(side):
    column = layout([side * side, 10], 810, 430).columns[0]
    assert (column.shapes == Shape.PIXEL).all()
    first, second, below = column.boxes[[0, 1, side]]
    assert second[1] == first[1] and 0.0 <= second[0] - first[2] <= 1.0 + 1e-9
    assert below[0] == first[0] and 0.0 <= below[1] - first[3] <= 1.0 + 1e-9
    assert np.ptp(column.boxes[:, [1, 3]]) > 0.5 * 430


def test_other_wide_inputs_fold():
    assert layout([35, 10], 810, 430).columns[0].shape is not Shape.PIXEL
    assert layout([800, 10], 810, 430).columns[0].fold


@settings(max_examples=60, deadline=None)
@given(st.integers(17, 1000), st.integers(2, 5), widths, heights)
def test_a_folded_layer_shows_its_strongest_with_numbers(size, others, width, height):
    sizes = [2] * others + [size]
    count = featured_counts(sizes, width, height)[-1]
    if not count:
        return
    chosen = sorted(random.Random(size).sample(range(size), count))
    column = layout(sizes, width, height, featured=[None] * others + [chosen]).columns[-1]
    assert np.flatnonzero(column.featured).tolist() == chosen
    assert column.holds_numbers and column.fold.hidden == size - count
    assert (np.diff(column.centres[chosen, 1]) >= PILL_PITCH).all()
    others = column.boxes[~column.featured]
    assert column.boxes[chosen, 3].max() < column.fold.words[1] < others[:, 1].min()


def test_an_unfolded_layer_is_a_block_that_can_be_folded_again():
    sizes = [2, 100, 2]
    assert featured_counts(sizes, 810, 430)[1]
    column = layout(sizes, 810, 430, whole=frozenset({1})).columns[1]
    assert column.featured.all() and (column.shapes == Shape.DOT).all()
    assert column.fold.words[1] > column.boxes[:, 3].max()


def test_zoom_scales_places_about_a_point():
    place = layout([2, 3], 800, 400)
    seen = place.scaled(3.0, -200.0, 50.0)
    np.testing.assert_allclose(seen.columns[1].centres, place.columns[1].centres * 3 + (-200, 50))
    assert seen.columns[1].half_width == 3 * place.columns[1].half_width


def test_edges_leave_an_image_at_its_right_side_in_the_order_of_its_pixels():
    column = layout([64, 10], 810, 430).columns[0]
    exits = column.exits
    assert (exits[:, 0] == column.boxes[:, 2].max()).all()
    assert (np.diff(exits[:, 1]) > 0.0).all()
    assert (np.abs(exits[:, 1] - column.centres[:, 1]) < 0.5 * column.pitch).all()
