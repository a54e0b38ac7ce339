"""Which aspects a quantity can be explained under, and which suits the moment."""

from collections.abc import Mapping
from enum import StrEnum

from engine.quantity import Quantity, Role
from engine.trace import Phase


class Aspect(StrEnum):
    """What about a quantity is asked; each is a tab of the inspector."""

    NUMBERS = "numbers"
    CHAIN_RULE = "chain_rule"
    MATRIX = "matrix"
    BATCH = "batch"
    UPDATE = "update"
    WHAT_IF = "what_if"


_ASPECTS: Mapping[Role, tuple[Aspect, ...]] = {
    Role.WEIGHT: tuple(Aspect),
    Role.BIAS: tuple(Aspect),
    Role.SUM: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.ACTIVATION: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.DELTA: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.OUTPUT_GRADIENT: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.INPUT: (Aspect.NUMBERS, Aspect.BATCH, Aspect.WHAT_IF),
    Role.LOSS: (Aspect.NUMBERS, Aspect.BATCH),
}

_GRADIENTS = (Role.DELTA, Role.OUTPUT_GRADIENT)


def aspects_of(quantity: Quantity) -> tuple[Aspect, ...]:
    """The aspects under which a quantity can be explained."""
    return _ASPECTS[quantity.role]


def usual_aspect(quantity: Quantity, phase: Phase | None) -> Aspect:
    """The aspect that suits a phase of the step."""
    aspects = aspects_of(quantity)
    if phase is Phase.UPDATE and Aspect.UPDATE in aspects:
        return Aspect.UPDATE
    backward = phase is Phase.BACKWARD or quantity.role in _GRADIENTS
    return Aspect.CHAIN_RULE if backward and Aspect.CHAIN_RULE in aspects else Aspect.NUMBERS
