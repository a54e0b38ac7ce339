"""Runs: where each layer's nodes and edges lie in arrays that hold those of all layers in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Runs:
    """Those of a network with layers 0..L of these sizes.

    Nodes are counted from layer 0 on, edges from layer 1 on, and source by source.
    """

    sizes: tuple[int, ...]

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(fan_in, fan_out) of layers 1..L."""
        return tuple(pairwise(self.sizes))

    @cached_property
    def node_starts(self) -> tuple[int, ...]:
        """Where the nodes of layers 0..L begin, and at last how many there are."""
        return tuple(accumulate(self.sizes, initial=0))

    @cached_property
    def edge_starts(self) -> tuple[int, ...]:
        """The same of edges; index 0 is layer 1."""
        return tuple(accumulate(self.edge_counts, initial=0))

    @cached_property
    def edge_counts(self) -> tuple[int, ...]:
        """How many edges lead into layers 1..L."""
        return tuple(rows * columns for rows, columns in self.shapes)

    def nodes(self, layer: int) -> slice:
        """The nodes of layer 0..L."""
        return slice(self.node_starts[layer], self.node_starts[layer + 1])

    def edges(self, first: int, last: int) -> slice:
        """The edges into layers `first` to `last`."""
        return slice(self.edge_starts[first - 1], self.edge_starts[last])

    def block(self, row: NDArray[Any], layer: int) -> NDArray[Any]:
        """(fan_in, fan_out): the part of `row` (E,) that belongs to the edges into a layer."""
        return row[self.edges(layer, layer)].reshape(self.shapes[layer - 1])

    def per_node(self, numbers: Sequence[float]) -> NDArray[np.float64] | float:
        """(N,): to each node its layer's number; the number itself where it is the same for all."""
        return _spread(numbers, self.sizes)

    def per_edge(self, numbers: Sequence[float]) -> NDArray[np.float64] | float:
        """(E,): the same for edges, with numbers of layers 1..L."""
        return _spread(numbers, self.edge_counts)


@lru_cache(maxsize=8)
def runs_of(sizes: tuple[int, ...]) -> Runs:
    """Those of a network; made once."""
    return Runs(sizes)


def _spread(numbers: Sequence[float], counts: tuple[int, ...]) -> NDArray[np.float64] | float:
    first = numbers[0]
    if numbers.count(first) == len(numbers):
        return first
    return np.repeat(numbers, counts)
