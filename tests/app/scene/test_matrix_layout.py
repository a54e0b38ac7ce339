from hypothesis import given
from hypothesis import strategies as st

from app.scene.matrix_layout import (
    LEAST_HEAT,
    Box,
    Cells,
    flow,
    heat_cells,
    too_many_to_read,
    window,
)

counts, sides = st.integers(1, 900), st.integers(1, 60)


@given(counts, counts, sides, sides, st.data())
def test_a_cell_is_found_where_it_is(rows, columns, width, height, data):
    cells = Cells(rows, columns, width, height)
    cell = (data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1)))
    x, y = cells.corner(*cell)
    assert cells.at(x, y) == cells.at(x + width - 0.5, y + height - 0.5) == cell
    assert cells.at(-0.5, 0.0) is cells.at(0.0, cells.down) is cells.at(cells.across, 0.0) is None
    down, right = cells.touched(x, y, width - 0.5, height - 0.5)
    assert (list(down), list(right)) == ([cell[0]], [cell[1]])


def test_moving_stops_at_the_edge():
    cells = Cells(3, 4, 1, 1)
    assert cells.moved((1, 1), 1, -1) == (2, 0)
    assert cells.moved((1, 1), -10, 10) == (0, 3)


@given(counts, counts, st.integers(50, 500), st.integers(50, 300))
def test_heat_maps_fill_their_room_but_stay_visible(rows, columns, width, height):
    cells = heat_cells(rows, columns, width, height)
    assert min(cells.width, cells.height) >= LEAST_HEAT
    assert cells.across <= width or cells.width == LEAST_HEAT
    assert cells.down <= height or cells.height == LEAST_HEAT


def test_scroll_bars_have_room_of_their_own():
    assert window(Cells(3, 4, 10, 10), 100, 100, 8) == (40, 30)
    assert window(Cells(30, 4, 10, 10), 100, 100, 8) == (48, 100)
    assert window(Cells(3, 40, 10, 10), 100, 100, 8) == (100, 38)
    # The bar aside leaves too little width for all columns.
    assert window(Cells(30, 10, 10, 10), 100, 100, 8) == (100, 108)


def test_matrices_take_few_lines_and_the_first_its_own_if_that_costs_none():
    boxes = [Box(100, 40), Box(50, 60, 20), Box(50, 20, 20)]
    assert [(p.x, p.y) for p in flow(boxes, 240, 10)] == [(0, 10), (120, 0), (190, 20)]
    assert [(p.x, p.y) for p in flow(boxes, 239, 10)] == [(0, 0), (20, 50), (90, 70)]
    assert [(p.x, p.y) for p in flow(boxes, 100, 10)] == [(0, 0), (20, 50), (20, 120)]
    boxes = [Box(50, 10), Box(50, 10, 20), Box(60, 10, 20), Box(50, 10, 20)]
    assert [(p.x, p.y) for p in flow(boxes, 150, 10)] == [(0, 0), (70, 0), (20, 20), (100, 20)]


def test_the_largest_matrix_decides_whether_it_can_be_read():
    assert not too_many_to_read([(16, 16), (1, 16)])
    assert too_many_to_read([(1, 2), (32, 16)])
