"""A trace read by name: every quantity with the symbol it has on paper and its exact value.

Indices are 0-based arguments and 1-based in symbols, as in the article.
"""

from dataclasses import dataclass

from app.scene.formulas.expression import (
    Number,
    constant,
)
from app.scene.formulas.writing import Ink
from engine.trace import StepTrace

PARTIAL = "\U0001d715"
"""The italic ∂: \\partial would be set as an operator, with space after it."""


def index(*positions: int | str) -> str:
    """Positions counted from 1, as in w_{12}; with commas where digits would run together."""
    texts = [str(p + 1) if isinstance(p, int) else p for p in positions]
    joint = "" if all(len(text) == 1 for text in texts) else ","
    return joint.join(texts)


def marked(letter: str, below: str, layer: int) -> str:
    """A letter with its index and its layer: a_1^{(2)}."""
    return rf"{letter}_{{{below}}}^{{({layer})}}"


def activation_symbol(layer: int, below: str) -> str:
    """a of a layer; layer 0 are the inputs x."""
    return marked("a", below, layer) if layer else rf"x_{{{below}}}"


def weight_symbol(layer: int, i: int, j: int) -> str:
    """The weight from unit i to unit j of a layer."""
    return marked("w", index(i, j), layer)


def bias_symbol(layer: int, j: int) -> str:
    """The bias of unit j of a layer."""
    return marked("b", index(j), layer)


def slope_of_loss(symbol: str) -> str:
    """The derivative of the loss by what `symbol` names."""
    return f"{PARTIAL}L / {PARTIAL}{symbol}"


@dataclass(frozen=True)
class Reading:
    """A trace, and which sample of its batch is looked at."""

    trace: StepTrace
    sample: int

    def a(self, layer: int, i: int) -> Number:
        """a[l] of unit i; a[0] are the inputs."""
        value = self.trace.activation(layer)[self.sample, i]
        return Number(activation_symbol(layer, index(i)), float(value), Ink.VALUE)

    def z(self, layer: int, j: int) -> Number:
        """The weighted sum of unit j."""
        value = self.trace.signals[layer - 1].z[self.sample, j]
        return Number(marked("z", index(j), layer), float(value), Ink.VALUE)

    def da(self, layer: int, j: int) -> Number:
        """dL/da of unit j."""
        value = self.trace.signals[layer - 1].da[self.sample, j]
        return Number(slope_of_loss(self.a(layer, j).symbol), float(value), Ink.GRADIENT)

    def dz(self, layer: int, j: int) -> Number:
        """dL/dz of unit j, called delta."""
        value = self.trace.signals[layer - 1].dz[self.sample, j]
        return Number(marked(r"\delta", index(j), layer), float(value), Ink.GRADIENT)

    def y(self, j: int) -> Number:
        """The target of output j."""
        return Number(rf"y_{{{index(j)}}}", float(self.trace.targets[self.sample, j]), Ink.VALUE)

    def weight(self, layer: int, i: int, j: int) -> Number:
        """A weight before this step's update."""
        value = self.trace.before[layer - 1].W[i, j]
        return Number(weight_symbol(layer, i, j), float(value), Ink.VALUE)

    def bias(self, layer: int, j: int) -> Number:
        """A bias before this step's update."""
        value = self.trace.before[layer - 1].b[j]
        return Number(bias_symbol(layer, j), float(value), Ink.VALUE)

    @property
    def batch(self) -> Number:
        """B, the number of samples."""
        return Number("B", float(self.trace.batch))

    @property
    def outputs(self) -> Number:
        """n, the number of outputs."""
        return Number("n", float(self.trace.sizes[-1]))

    @property
    def one(self) -> Number:
        """1."""
        return constant(1)
