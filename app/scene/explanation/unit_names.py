"""What the units of a layer are called in a table, made only for the rows that are looked at."""

from collections.abc import Callable, Sequence
from typing import overload

from app.scene.explanation.page import Word
from app.scene.node_names import input_name, output_name, symbol
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.dataset import Dataset

BIAS = Text("Explanation", QT_TRANSLATE_NOOP("Explanation", "bias"))


def unit_name(dataset: Dataset, layer: int, depth: int, unit: int) -> str:
    """As under its node: x₁, a₁, odd."""
    if layer == 0:
        return input_name(dataset, unit)
    return output_name(dataset, unit) if layer == depth else symbol("a", unit)


class Names(Sequence[Word]):
    """`count` words, each made when it is asked for."""

    def __init__(self, count: int, name: Callable[[int], Word]) -> None:
        self._count, self._name = count, name

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Word: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Word]: ...
    def __getitem__(self, row: int | slice) -> Word | Sequence[Word]:
        """The word, or the words, of these rows. IndexError beyond the last."""
        numbers = range(self._count)[row]
        return self._name(numbers) if isinstance(numbers, int) else [*map(self._name, numbers)]


def names_of_layer(dataset: Dataset, layer: int, depth: int, count: int) -> Names:
    """The names of a layer's units."""
    return Names(count, lambda unit: unit_name(dataset, layer, depth, unit))


def names_of_terms(dataset: Dataset, layer: int, depth: int, fan_in: int) -> Names:
    """What the terms of a sum in `layer` come from: the units before it, the bias last."""

    def name(row: int) -> Word:
        return BIAS if row == fan_in else unit_name(dataset, layer - 1, depth, row)

    return Names(fan_in + 1, name)
