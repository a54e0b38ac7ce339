"""Walking from one quantity to the next as they lie on the stage."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from engine import quantity as q
from engine.quantity import LOSS, Quantity, Role


class Direction(Enum):
    """Where to, as (layers, units) to go."""

    UP = (0, -1)
    DOWN = (0, 1)
    LEFT = (-1, 0)
    RIGHT = (1, 0)


_VALUES = (Role.INPUT, Role.SUM, Role.ACTIVATION)
"""What flows from the inputs to the loss."""


def neighbour(quantity: Quantity, direction: Direction, sizes: Sequence[int]) -> Quantity:
    """The quantity next to it in a network of these layer sizes; itself where there is none.

    Up and down go to the next unit of its layer, left and right to the unit at
    the same height of the layer before or after. What is before the first sums
    are the inputs, what is after the last ones is the loss. From a weight up
    and down go to the next one into the same unit, left and right to its ends.
    """
    layers, units = direction.value
    if quantity == LOSS:
        return q.activation(len(sizes) - 1, 0) if layers < 0 else quantity
    if quantity.role is Role.WEIGHT:
        return _from_weight(quantity, layers, units, sizes)
    if units:
        return replace(quantity, unit=_clipped(quantity.unit + units, sizes[quantity.layer]))
    return _across(quantity, quantity.layer + layers, sizes)


def _from_weight(weight: Quantity, layers: int, units: int, sizes: Sequence[int]) -> Quantity:
    if units:
        source = _clipped(weight.source + units, sizes[weight.layer - 1])
        return replace(weight, source=source)
    if layers < 0:
        return q.activation(weight.layer - 1, weight.source)
    return q.activation(weight.layer, weight.unit)


def _across(quantity: Quantity, layer: int, sizes: Sequence[int]) -> Quantity:
    """The same of the unit at its height in another layer."""
    values = quantity.role in _VALUES
    if layer == len(sizes):
        return LOSS if values else quantity
    if layer < (0 if values else 1):
        return quantity
    unit = _level(quantity.unit, sizes[quantity.layer], sizes[layer])
    if quantity.role is Role.SUM and layer:
        return q.weighted_sum(layer, unit)
    return q.activation(layer, unit) if values else replace(quantity, layer=layer, unit=unit)


def _level(unit: int, size: int, other: int) -> int:
    """Which unit of `other` ones is as high as `unit` of `size`, all in one column."""
    return min(max(round((unit + 0.5) * other / size - 0.5), 0), other - 1)


def _clipped(unit: int, size: int) -> int:
    return min(max(unit, 0), size - 1)
