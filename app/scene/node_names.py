"""What nodes are called: inputs and outputs by the data's names, the rest by their symbol."""

import re
from functools import lru_cache

from app.scene.kinds import Ring, Shown
from engine.dataset import Dataset

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SYMBOL = re.compile(r"([A-Za-z])_?(\d+)")


def subscript(number: int) -> str:
    """A number as an index: ₁₂."""
    return str(number).translate(_SUBSCRIPTS)


def superscript(layer: int) -> str:
    """A layer's number as it stands above a symbol: ⁽²⁾."""
    return f"⁽{str(layer).translate(_SUPERSCRIPTS)}⁾"


def typeset(name: str) -> str:
    """A name such as x1 or x_1 with its number as an index; other names as they are."""
    match = _SYMBOL.fullmatch(name)
    return match[1] + match[2].translate(_SUBSCRIPTS) if match else name


def input_name(dataset: Dataset, neuron: int) -> str:
    """The name of an input: x₁."""
    return typeset(dataset.input_names[neuron])


_NUMBERS = re.compile(r"\d+")


@lru_cache(maxsize=8)
def are_numbered(names: tuple[str, ...]) -> bool:
    """Whether these names say no more than numbers do: x1, x2, ... or r0c0, r0c1, ..."""
    return len({_NUMBERS.sub("", name) for name in names}) == 1


def output_name(dataset: Dataset, neuron: int) -> str:
    """The name of an output: its class where each output is one, else what the data calls it."""
    classes, outputs = dataset.class_names, dataset.targets.shape[1]
    names = classes if classes and len(classes) == outputs else dataset.output_names
    return typeset(names[neuron])


def symbol(letter: str, neuron: int) -> str:
    """The symbol of neuron 0, 1, ...: a₁, a₂, ..."""
    return letter + subscript(neuron + 1)


LETTERS = {Shown.SUM: "z", Shown.DELTA: "δ"}
"""What is meant by a node's number, where it is not its activation."""

RING_NAMES = {Ring.DELTA: "δ", Ring.OUTPUT_GRADIENT: "∂L/∂a"}
"""What a node's ring is."""


def node_name(dataset: Dataset, depth: int, layer: int, neuron: int, shown: int) -> str:
    """What a node is called: by the data at both ends, else z, a or δ, as `shown`, and its number.

    `depth` is L, the number of the last layer.
    """
    if layer == 0:
        return input_name(dataset, neuron)
    if layer == depth:
        return output_name(dataset, neuron)
    return symbol(LETTERS.get(Shown(shown), "a"), neuron)
