"""What can be wrong with a network, as types: the finding, its kind, extent and cause."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from engine import quantity as q
from engine.quantity import Quantity


class Ailment(StrEnum):
    """What is wrong, the gravest first."""

    DIVERGED = "diverged"  # a number is infinite or nan
    EXPLODING = "exploding"  # the gradient grows on its way back
    VANISHING = "vanishing"  # the gradient shrinks on its way back
    DEAD = "dead"  # relu gives 0, with slope 0
    SATURATED = "saturated"  # sigmoid, tanh or the output is where it is flat
    SYMMETRIC = "symmetric"  # units are equal and stay so


class Extent(IntEnum):
    """For which samples a unit is dead or saturated, the least first."""

    SAMPLE = 0  # the one that is shown
    BATCH = 1
    ROWS = 2  # the training rows


class Cause(StrEnum):
    """Why it is so."""

    NEGATIVE = "negative"  # dead: the weighted sum is below 0
    ZERO_SUM = "zero_sum"  # dead: the weighted sum is exactly 0
    SILENT_INPUTS = "silent_inputs"  # dead: all that it receives is 0
    FAR_FROM_ZERO = "far_from_zero"  # saturated: the weighted sum is large
    SURE_AND_WRONG = "sure_and_wrong"  # saturated: an output far from its target
    SLOPES = "slopes"  # the activations' slopes on the way back
    WEIGHTS = "weights"  # the weights on the way back
    ZERO_WEIGHTS = "zero_weights"  # the weights out of the layer are all 0
    CANCELLED = "cancelled"  # what comes back over several weights adds up to 0
    BLOCKED = "blocked"  # no unit of the layer lets any gradient through
    OVERSHOT = "overshot"  # diverged: steps grew too large
    AT_ONCE = "at_once"  # diverged: in the first step
    EQUAL_START = "equal_start"  # symmetric: nothing tells the units apart


@dataclass(frozen=True)
class Finding:
    """Something wrong with `units` of `layer` (1..L; units from 0, none where it is the layer).

    `since` is the step from which on it is so, None where that is not known.
    Dead, saturated: `extent`, and that it holds for `count` of the `looked` samples
    that were looked at, of `total`; `value` is the mean of |z|.
    Vanishing, exploding: `value` is the norm of dL/dz in the layer, `reference` in the
    last. Diverged: `quantity` became `value`, the learning rate being `reference`.
    `activation` is the layer's, or the one whose slopes are the cause.
    """

    kind: Ailment
    layer: int
    cause: Cause
    units: tuple[int, ...] = ()
    activation: str = ""
    extent: Extent | None = None
    count: int = 0
    looked: int = 0
    total: int = 0
    value: float = 0.0
    reference: float = 0.0
    quantity: str = ""
    since: int | None = None

    @property
    def grave(self) -> bool:
        """Whether something is wrong; a unit that only some samples silence is as it should be."""
        return self.extent in (None, Extent.ROWS)

    @property
    def about(self) -> Quantity:
        """The number to look at."""
        if self.quantity == "loss":
            return q.LOSS
        if self.units:
            return q.activation(self.layer, self.units[0])
        return (
            q.bias(self.layer, 0) if self.quantity.startswith("b") else q.weight(self.layer, 0, 0)
        )
