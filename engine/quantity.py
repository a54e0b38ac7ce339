"""Quantities: how one number of a training step is named, as in "W:2:0:1".

Layers count from 1, units from 0. A weight and a bias are named for what they
are; where their gradient is meant, the asker says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.errors import FieldError
from engine.wording import quoted


class Role(StrEnum):
    """What a number is in a step."""

    WEIGHT = "W"
    BIAS = "b"
    SUM = "z"
    ACTIVATION = "a"
    DELTA = "dz"  # dL/dz
    OUTPUT_GRADIENT = "da"  # dL/da
    INPUT = "x"
    LOSS = "loss"


FORMS = {
    Role.WEIGHT: "W:layer:from:to",
    Role.BIAS: "b:layer:unit",
    Role.SUM: "z:layer:unit",
    Role.ACTIVATION: "a:layer:unit",
    Role.DELTA: "dz:layer:unit",
    Role.OUTPUT_GRADIENT: "da:layer:unit",
    Role.INPUT: "x:unit",
    Role.LOSS: "loss",
}
"""How each is spelled."""


_DERIVED_BY = {Role.DELTA: Role.SUM, Role.OUTPUT_GRADIENT: Role.ACTIVATION}


@dataclass(frozen=True)
class Quantity:
    """A number of a step: that of unit `unit` in `layer`, for weights from unit `source`.

    Inputs have layer 0, the loss has none of the three.
    """

    role: Role
    layer: int = 0
    unit: int = 0
    source: int = 0

    def __str__(self) -> str:
        """As `parse` reads it."""
        match self.role:
            case Role.LOSS:
                return str(self.role)
            case Role.INPUT:
                return f"{self.role}:{self.unit}"
            case Role.WEIGHT:
                return f"{self.role}:{self.layer}:{self.source}:{self.unit}"
        return f"{self.role}:{self.layer}:{self.unit}"

    @property
    def is_parameter(self) -> bool:
        """Whether training changes it."""
        return self.role in (Role.WEIGHT, Role.BIAS)

    @property
    def derived_by(self) -> "Quantity":
        """What the loss is derived by to give it: z for dz, a for da, and itself for all else."""
        return replace(self, role=_DERIVED_BY.get(self.role, self.role))

    @property
    def has_gradient(self) -> bool:
        """Whether a step computes the loss's derivative by it, or by what it is derived by."""
        return self.role not in (Role.INPUT, Role.LOSS)

    @property
    def of_samples(self) -> bool:
        """Whether each sample of a batch has its own."""
        return not self.is_parameter


LOSS = Quantity(Role.LOSS)


def weight(layer: int, source: int, unit: int) -> Quantity:
    """The weight from unit `source` of the layer before to `unit` of `layer`."""
    return Quantity(Role.WEIGHT, layer, unit, source)


def bias(layer: int, unit: int) -> Quantity:
    """The bias of a unit."""
    return Quantity(Role.BIAS, layer, unit)


def weighted_sum(layer: int, unit: int) -> Quantity:
    """z of a unit."""
    return Quantity(Role.SUM, layer, unit)


def activation(layer: int, unit: int) -> Quantity:
    """a of a unit; an input where the layer is 0."""
    return Quantity(Role.ACTIVATION if layer else Role.INPUT, layer, unit)


def delta(layer: int, unit: int) -> Quantity:
    """dL/dz of a unit."""
    return Quantity(Role.DELTA, layer, unit)


def output_gradient(layer: int, unit: int) -> Quantity:
    """dL/da of a unit."""
    return Quantity(Role.OUTPUT_GRADIENT, layer, unit)


def parse(text: str, sizes: Sequence[int]) -> Quantity:
    """The quantity that a text such as "W:2:0:1" names in a network of these layer sizes.

    FieldError, with the field "at", where it names none; it says the range that there is.
    """
    name, *rest = text.split(":")
    role = next((role for role in Role if role == name), None)
    if role is None:
        raise FieldError("at", quoted(text), f"one of {', '.join(FORMS.values())}")
    names = FORMS[role].split(":")[1:]
    if len(rest) != len(names) or not all(part.isascii() and part.isdigit() for part in rest):
        raise FieldError("at", quoted(text), f"{FORMS[role]}, whole numbers between colons")
    # Longer ones are out of any range, and int() refuses thousands of digits.
    numbers = {n: int(part[:18]) for n, part in zip(names, rest, strict=True)}
    layer = numbers.get("layer", 0)
    if "layer" in numbers:
        _within(text, "a layer", layer, 1, len(sizes) - 1)
    if "from" in numbers:
        of = "an input" if layer == 1 else f"a unit of layer {layer - 1}"
        _within(text, of, numbers["from"], 0, sizes[layer - 1] - 1)
    unit = numbers.get("to", numbers.get("unit", 0))
    if role is not Role.LOSS:
        of = f"a unit of layer {layer}" if layer else "an input"
        _within(text, of, unit, 0, sizes[layer] - 1)
    return Quantity(role, layer, unit, numbers.get("from", 0))


def _within(text: str, what: str, number: int, low: int, high: int) -> None:
    if not low <= number <= high:
        raise FieldError("at", f"{quoted(text)}, {what} numbered {number}", f"{low} to {high}")
