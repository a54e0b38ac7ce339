"""Names of quantities: they read back, and what does not exist is refused with what does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import quantity as q
from engine.errors import FieldError
from engine.quantity import Quantity, Role, parse

SIZES = (3, 5, 4, 2)


@st.composite
def quantities(draw):
    layer = draw(st.integers(1, 3))
    unit = draw(st.integers(0, SIZES[layer] - 1))
    source = draw(st.integers(0, SIZES[layer - 1] - 1))
    makers = (q.bias, q.weighted_sum, q.activation, q.delta, q.output_gradient)
    return draw(
        st.sampled_from(
            [
                *(make(layer, unit) for make in makers),
                q.weight(layer, source, unit),
                q.activation(0, draw(st.integers(0, 2))),
                q.LOSS,
            ]
        )
    )


@given(quantities())
def test_a_name_reads_back(quantity):
    assert parse(str(quantity), SIZES) == quantity


def test_names_are_spelled_as_the_formats_say():
    assert parse("W:2:0:1", SIZES) == Quantity(Role.WEIGHT, layer=2, unit=1, source=0)
    assert parse("x:2", SIZES) == q.activation(0, 2)
    assert str(q.delta(3, 1)) == "dz:3:1"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("W:4:0:0", "1 to 3"),
        ("W:0:0:0", "1 to 3"),
        ("W:2:5:0", "0 to 4"),
        ("W:2:0:4", "0 to 3"),
        ("z:3:2", "0 to 1"),
        ("x:3", "0 to 2"),
        ("b:1:" + "9" * 5000, "0 to 4"),
        ("W:2:0", "W:layer:from:to"),
        ("z:1:-1", "z:layer:unit"),
        ("z:1:½", "z:layer:unit"),
        ("loss:1", "loss"),
        ("w:1:0:0", "W:layer:from:to"),
        ("", "loss"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(text, right):
    with pytest.raises(FieldError) as caught:
        parse(text, SIZES)
    assert caught.value.field == "at"
    assert right in caught.value.right
