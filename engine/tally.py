"""Tallies: for how many samples each unit of a layer is stuck: dead, or saturated.

A stuck unit passes no gradient on, or hardly any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS
from engine.ailments import Ailment
from engine.arrays import Array
from engine.losses import FUSIONS
from engine.trace import Rules, StepTrace

FLAT = 0.01
"""A slope below this share of the activation's largest is flat."""

NEARLY_ALL = 0.9
"""A unit is called saturated for a set of samples where it is for so large a share."""

_LARGEST_SLOPE = {"sigmoid": 0.25, "tanh": 1.0, "softmax": 0.25}
_WRONG = {"sigmoid": 0.5, "tanh": 1.0, "softmax": 0.5}
"""Half of the range of outputs: one that is further from its target is wrong."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Of `looked` samples: for how many each unit is stuck, `stuck` (n,).

    `distance` (n,) is the sum of |z|, `silent` the number of samples for which
    everything that the layer receives is 0.
    """

    kind: Ailment
    looked: int
    stuck: NDArray[np.intp]
    distance: Array
    silent: int

    def __add__(self, other: "Tally") -> "Tally":
        """Of the samples of both."""
        return Tally(
            self.kind,
            self.looked + other.looked,
            self.stuck + other.stuck,
            self.distance + other.distance,
            self.silent + other.silent,
        )

    @property
    def holds(self) -> NDArray[np.bool_]:
        """(n,): which units are stuck for all of them; saturated for nearly all."""
        share = 1.0 if self.kind is Ailment.DEAD else NEARLY_ALL
        return np.asarray(self.stuck >= max(share * self.looked, 1.0))


def tally(
    rules: Rules, layer: int, inputs: Array, z: Array, a: Array, targets: Array
) -> Tally | None:
    """The tally of a layer that gets inputs (B, n_in), with z and a (B, n); targets (B, n_L).

    None where units of that layer cannot get stuck.
    """
    stuck = where_stuck(rules, layer, z, a, targets)
    if stuck is None:
        return None
    kind = Ailment.DEAD if rules.activations[layer - 1] == "relu" else Ailment.SATURATED
    silent = int(np.count_nonzero(~inputs.any(axis=1)))
    return Tally(kind, len(z), stuck.sum(axis=0), np.abs(z).sum(axis=0), silent)


def where_stuck(
    rules: Rules, layer: int, z: Array, a: Array, targets: Array
) -> NDArray[np.bool_] | None:
    """(B, n): which units of a layer are stuck for which samples.

    None where they cannot get stuck. An output that saturates counts only
    where it is wrong, and not where the loss undoes the activation's slope,
    as cross-entropy does softmax's.
    """
    name = rules.activations[layer - 1]
    if name == "relu":
        return np.asarray(z <= 0.0)
    if name not in _LARGEST_SLOPE:
        return None
    flat = _slope(name, z, a) < FLAT * _LARGEST_SLOPE[name]
    if layer < len(rules.activations):
        return np.asarray(flat)
    if (name, rules.loss) in FUSIONS:
        return None
    return np.asarray(flat & (np.abs(a - targets) > _WRONG[name]))


def tallies(
    rules: Rules, inputs: Array, z: Sequence[Array], a: Sequence[Array], targets: Array
) -> tuple[Tally | None, ...]:
    """The tallies of layers 1..L for samples with these inputs (B, n_0), z and a."""
    received = (inputs, *a[:-1])
    return tuple(
        tally(rules, layer, *arrays, targets)
        for layer, arrays in enumerate(zip(received, z, a, strict=True), 1)
    )


def stuck_of(trace: StepTrace, layer: int) -> NDArray[np.bool_] | None:
    """(B, n): which units of a layer are stuck for which samples of a step's batch, if they can."""
    signals = trace.signals[layer - 1]
    return where_stuck(trace.rules, layer, signals.z, signals.a, trace.targets)


def tally_of(trace: StepTrace, layer: int, sample: int | None = None) -> Tally | None:
    """The tally of a step's batch, or of one sample of it."""
    rows = slice(None) if sample is None else slice(sample, sample + 1)
    signals = trace.signals[layer - 1]
    received = trace.activation(layer - 1)
    return tally(
        trace.rules, layer, received[rows], signals.z[rows], signals.a[rows], trace.targets[rows]
    )


def _slope(name: str, z: Array, a: Array) -> Array:
    """f'(z) (B, n); of softmax the diagonal a (1 - a), which is sigmoid's."""
    slope = ACTIVATIONS["sigmoid" if name == "softmax" else name].slope
    out = np.empty_like(z)
    if slope is not None:
        slope(z, a, out)
    return out
