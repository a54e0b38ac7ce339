import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.scene.layout import Shape, layout

layers = st.lists(
    st.one_of(st.integers(1, 16), st.integers(17, 200), st.just(784)), min_size=2, max_size=8
)
deep = st.lists(st.integers(1, 12), min_size=30, max_size=65)
widths, heights = st.integers(640, 2400), st.integers(300, 1300)


def boxes(place):
    half = [(c.half_width, c.half_height) for c in place.columns]
    return np.concatenate(
        [
            np.concatenate([c.centres - h, c.centres + h], axis=1)
            for c, h in zip(place.columns, half, strict=True)
        ]
    )


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
        apart = (others[:, :2] >= box[2:]) | (others[:, 2:] <= box[:2])
        assert apart.any(axis=1).all()


@settings(max_examples=40, deadline=None)
@given(st.one_of(layers, deep), widths, heights)
@example([1, 1, 1, 6, 6, 784, 6], 640, 300)  # pills beside a block
def test_layers_come_left_to_right_and_titles_above_them(sizes, width, height):
    place = layout(sizes, width, height)
    rights = [c.centres[:, 0].max() + c.half_width for c in place.columns]
    lefts = [c.centres[:, 0].min() - c.half_width for c in place.columns]
    assert all(right < left for right, left in zip(rights, lefts[1:], strict=False))
    assert all(place.titles < (c.centres[:, 1] - c.half_height).min() for c in place.columns)


@pytest.mark.parametrize(("width", "height"), [(700, 330), (810, 430), (1800, 1000)])
def test_up_to_16_neurons_hold_their_numbers(width, height):
    place = layout([4, 16, 16, 2], width, height)
    assert all(column.holds_numbers for column in place.columns)


def test_the_articles_network_is_generous():
    column = layout([2, 2, 2, 2], 810, 430).columns[1]
    assert column.shape is Shape.CIRCLE
    assert 32 <= column.half_width <= 44


def test_an_image_is_laid_out_as_an_image():
    column = layout([784, 10], 810, 430).columns[0]
    assert len(np.unique(column.centres[:, 0].round(6))) == 28
    first, second, below = column.centres[[0, 1, 28]]
    assert second[0] > first[0] and second[1] == first[1]
    assert below[0] == first[0] and below[1] > first[1]


def test_zoom_scales_places_about_a_point():
    place = layout([2, 3], 800, 400)
    seen = place.scaled(3.0, -200.0, 50.0)
    np.testing.assert_allclose(seen.columns[1].centres, place.columns[1].centres * 3 + (-200, 50))
    assert seen.columns[1].half_width == 3 * place.columns[1].half_width
