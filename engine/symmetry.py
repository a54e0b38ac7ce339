"""Symmetry: units that are equal in all that training can change, and so stay equal."""

from collections import defaultdict
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from engine.ailments import Ailment, Cause, Finding
from engine.arrays import Array
from engine.trace import StepTrace


def symmetries(trace: StepTrace) -> tuple[Finding, ...]:
    """The groups of equal units of every hidden layer, before the step's update.

    Such units get the same sums, the same gradients and the same updates. In
    the last layer each unit has targets of its own.
    """
    return tuple(
        Finding(
            Ailment.SYMMETRIC,
            layer,
            Cause.EQUAL_START,
            units=units,
            activation=trace.rules.activations[layer - 1],
        )
        for layer in range(1, trace.depth)
        for units in equal_units(trace, layer)
    )


def equal_units(trace: StepTrace, layer: int) -> tuple[tuple[int, ...], ...]:
    """The units of a hidden layer in groups of equal ones, of two or more.

    Equal to the last bit: weights in and out, the bias, and the optimiser's
    memory of all of them.
    """
    candidates = _candidates(trace, layer)
    if not candidates.size:
        return ()
    groups: dict[bytes, list[int]] = defaultdict(list)
    parts = _parts(trace, layer)
    for unit in candidates.tolist():
        numbers = np.concatenate([part[unit] for part in parts]) + 0.0  # -0 becomes 0
        if not np.isnan(numbers).any():
            # A digest, since a wide layer's numbers take much memory.
            groups[blake2b(numbers.tobytes()).digest()].append(unit)
    return tuple(tuple(units) for units in groups.values() if len(units) > 1)


def _candidates(trace: StepTrace, layer: int) -> NDArray[np.intp]:
    """Units whose first weights in and out another unit has, too: seldom any, and cheap to find."""
    found = np.arange(trace.sizes[layer])
    for first in (trace.before[layer - 1].W[0], trace.before[layer].W[:, 0]):
        values = first[found]
        # np.unique would say it in one call, and take four times as long.
        ordered = np.sort(values)
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        if not twice.size:
            return found[:0]
        found = found[np.isin(values, twice)]
    return found


def _parts(trace: StepTrace, layer: int) -> list[Array]:
    """All that makes a unit what it is, as arrays (n, k)."""
    vectors = (trace.before, *trace.memory_before.vectors.values())
    return [
        part
        for layers in vectors
        for part in (
            layers[layer - 1].W.T,
            layers[layer - 1].b[:, np.newaxis],
            layers[layer].W,
        )
    ]
