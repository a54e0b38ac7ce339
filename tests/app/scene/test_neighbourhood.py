"""Walking from quantity to quantity."""

from hypothesis import given
from hypothesis import strategies as st

from app.scene.neighbourhood import Direction, neighbour
from engine import quantity as q
from engine.quantity import Role, parse

UP, DOWN, LEFT, RIGHT = Direction.UP, Direction.DOWN, Direction.LEFT, Direction.RIGHT
OPPOSITE = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}


@st.composite
def quantities(draw):
    sizes = draw(st.lists(st.integers(1, 9), min_size=2, max_size=5))
    role = draw(st.sampled_from(list(Role)))
    layer = draw(st.integers(1, len(sizes) - 1))
    if role in (Role.LOSS, Role.INPUT):
        layer = 0
    unit = 0 if role is Role.LOSS else draw(st.integers(0, sizes[layer] - 1))
    source = draw(st.integers(0, sizes[layer - 1] - 1)) if role is Role.WEIGHT else 0
    return sizes, q.Quantity(role, layer, unit, source)


@given(quantities(), st.sampled_from(list(Direction)))
def test_every_way_leads_to_a_quantity_that_exists(place, direction):
    sizes, quantity = place
    found = neighbour(quantity, direction, sizes)
    assert parse(str(found), sizes) == found


@given(quantities(), st.sampled_from([UP, DOWN]))
def test_up_and_down_keep_to_the_layer_and_lead_back(place, direction):
    sizes, quantity = place
    found = neighbour(quantity, direction, sizes)
    assert (found.role, found.layer) == (quantity.role, quantity.layer)
    if found != quantity:
        assert neighbour(found, OPPOSITE[direction], sizes) == quantity


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.data())
def test_values_walk_from_the_inputs_to_the_loss(sizes, data):
    place = q.activation(0, data.draw(st.integers(0, sizes[0] - 1)))
    for layer in range(1, len(sizes)):
        place = neighbour(place, RIGHT, sizes)
        assert (place.role, place.layer) == (Role.ACTIVATION, layer)
    assert neighbour(place, RIGHT, sizes) == q.LOSS
    assert neighbour(q.LOSS, LEFT, sizes).layer == len(sizes) - 1


def test_equal_layers_are_crossed_at_the_same_height_and_others_at_a_like_one():
    assert neighbour(q.weighted_sum(1, 2), RIGHT, (3, 4, 4)) == q.weighted_sum(2, 2)
    assert neighbour(q.activation(1, 63), RIGHT, (3, 64, 10)) == q.activation(2, 9)
    assert neighbour(q.activation(1, 32), RIGHT, (3, 64, 10)) == q.activation(2, 5)


def test_a_weight_has_its_ends_beside_it_and_its_units_other_weights_above_and_below():
    sizes = (3, 4, 2)
    assert neighbour(q.weight(2, 1, 0), DOWN, sizes) == q.weight(2, 2, 0)
    assert neighbour(q.weight(2, 0, 0), UP, sizes) == q.weight(2, 0, 0)
    assert neighbour(q.weight(2, 1, 0), LEFT, sizes) == q.activation(1, 1)
    assert neighbour(q.weight(2, 1, 0), RIGHT, sizes) == q.activation(2, 0)
    assert neighbour(q.weight(1, 2, 0), LEFT, sizes) == q.activation(0, 2)


def test_gradients_and_biases_stay_where_there_are_some():
    sizes = (3, 4, 2)
    assert neighbour(q.delta(1, 0), LEFT, sizes) == q.delta(1, 0)
    assert neighbour(q.bias(2, 1), RIGHT, sizes) == q.bias(2, 1)
    assert neighbour(q.bias(2, 1), LEFT, sizes).role is Role.BIAS
    assert neighbour(q.weighted_sum(1, 0), LEFT, sizes) == q.activation(0, 0)
