"""The network: one flat vector of parameters, weights and biases as views of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.arrays import Array


@dataclass(frozen=True)
class Parameters:
    """The weights W (fan_in, fan_out) and biases b (fan_out,) of one layer."""

    W: Array
    b: Array


def parameter_count(sizes: Sequence[int]) -> int:
    """The number of weights and biases of a network with these layer sizes."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))


def layer_views(flat: Array, sizes: Sequence[int]) -> tuple[Parameters, ...]:
    """`flat` (P,) seen as one W and b a layer: W row by row, then b, layer by layer."""
    views, start = [], 0
    for fan_in, fan_out in pairwise(sizes):
        split, end = start + fan_in * fan_out, start + (fan_in + 1) * fan_out
        views.append(Parameters(flat[start:split].reshape(fan_in, fan_out), flat[split:end]))
        start = end
    return tuple(views)


class Network:
    """Layer sizes, activations and the parameters theta (P,) with their views.

    `sizes` counts inputs first; `activations` has one name a layer 1..L.
    """

    def __init__(self, sizes: Sequence[int], activations: Sequence[str]) -> None:
        self.sizes = tuple(sizes)
        self.activations = tuple(activations)
        self.theta: Array = np.zeros(parameter_count(sizes))
        self.layers = layer_views(self.theta, sizes)
