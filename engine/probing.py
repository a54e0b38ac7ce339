"""Probes: the loss of a step on both sides of a number, with everything else as it was.

The forward pass runs again from the first layer that moves, for many numbers at
once, on copies. What is derived from a probe is a finite difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Array
from engine.losses import loss_named
from engine.quantity import Quantity, Role
from engine.rerun import forward_from, losses_of, penalty
from engine.trace import StepTrace

SHIFTS = np.array([1.0, -1.0, 0.5, -0.5])
"""Where the loss is taken, in steps from the number: at both ends, and halfway to them."""

STEP = 2.0**-17
"""How far the sums move, as a share of the largest of them, or of 1.

Rounding errs by about eps / h and a central difference by about h², which
balance at the cube root of eps, 6e-6; this is the power of two beside it.
"""


@dataclass(frozen=True, eq=False)
class Moved:
    """K numbers, all parameters of one layer or all the same kind of one sample's, and their moves.

    `base` (B, n) is what they move first: the sums z of `layer`, or the
    outputs where `layer` is 0. `rates` (K, B, n): how fast each moves it.
    """

    layer: int
    base: Array
    rates: Array

    @cached_property
    def steps(self) -> Array:
        """(K,): h, so small that nothing moves by more than STEP says."""
        peaks = np.abs(self.rates).max(axis=(1, 2))
        sizes = np.where(self.rates != 0.0, np.abs(self.base), 0.0).max(axis=(1, 2))
        return np.asarray(STEP * np.maximum(sizes, 1.0) / np.maximum(peaks, 1.0))


@dataclass(frozen=True, eq=False)
class Probe:
    """What the pass gives with each of K numbers at SHIFTS times its step.

    steps (K,), losses (K, 4) with the penalty where the number is a parameter of
    the whole batch; sums: z of the layers that move, by layer, and outputs,
    all (K, 4, B, n).
    """

    steps: Array
    losses: Array
    sums: Mapping[int, Array]
    outputs: Array

    @cached_property
    def estimates(self) -> Array:
        """(K,): the central differences (L(w + h) - L(w - h)) / 2h."""
        return np.asarray((self.losses[:, 0] - self.losses[:, 1]) / (2.0 * self.steps))

    @cached_property
    def halved(self) -> Array:
        """(K,): the same with half the step."""
        return np.asarray((self.losses[:, 2] - self.losses[:, 3]) / self.steps)


def probe(trace: StepTrace, quantities: Sequence[Quantity], sample: int | None) -> Probe:
    """Probe K quantities of one layer: weights and biases, or one other role.

    With a sample, parameters act on that row of the batch alone, without the
    penalty; what each sample has of its own needs one.
    """
    with np.errstate(all="ignore"):  # a diverging step overflows
        moved = _moved(trace, quantities, sample)
        shifts = moved.steps[:, np.newaxis] * SHIFTS
        start = moved.base + shifts[..., np.newaxis, np.newaxis] * moved.rates[:, np.newaxis]
        found = _passed(trace, moved, start)
        if sample is not None:
            return found
        losses = found.losses + _penalties(trace, quantities, shifts)
        return Probe(found.steps, losses, found.sums, found.outputs)


def _moved(trace: StepTrace, quantities: Sequence[Quantity], sample: int | None) -> Moved:
    first = quantities[0]
    layer = first.layer + 1 if first.derived_by.role is Role.ACTIVATION else first.layer
    rows = slice(None) if sample is None else slice(sample, sample + 1)
    base = trace.signals[layer - 1].z if layer <= trace.depth else trace.signals[-1].a
    rates = np.zeros((len(quantities), *base.shape))
    for k, quantity in enumerate(quantities):
        if quantity.role is Role.WEIGHT:
            rates[k, rows, quantity.unit] = trace.activation(layer - 1)[rows, quantity.source]
        elif quantity.derived_by.role is Role.ACTIVATION and layer <= trace.depth:
            rates[k, rows] = trace.before[layer - 1].W[quantity.unit]
        else:
            rates[k, rows, quantity.unit] = 1.0
    return Moved(layer if layer <= trace.depth else 0, base, rates)


def _passed(trace: StepTrace, moved: Moved, start: Array) -> Probe:
    """All copies (K, 4, B, n) of what moves first, stacked into one pass."""
    shape, rules = start.shape[:3], trace.rules
    targets = np.tile(trace.targets, (shape[0] * shape[1], 1))
    flat = start.reshape(-1, start.shape[-1])
    sums: dict[int, Array] = {}
    if moved.layer:
        passed = forward_from(rules, trace.before, moved.layer, flat, targets)
        sums = {i: z.reshape(*shape, -1) for i, z in enumerate(passed.z, moved.layer)}
        samples, outputs = passed.sample_losses, passed.a[-1]
    else:
        samples, outputs = losses_of(rules, flat, targets), flat
    losses = samples.reshape(shape).mean(axis=2)
    if loss_named(rules.loss, rules.loss_options).root:
        losses = np.sqrt(losses)
    return Probe(moved.steps, losses, sums, outputs.reshape(*shape, -1))


def _penalties(trace: StepTrace, quantities: Sequence[Quantity], shifts: Array) -> Array:
    """(K, 4): the penalty of all weights, of which one is shifted; that of biases stays."""
    rules = trace.rules
    total = np.full(shifts.shape, penalty(rules, trace.before))
    for k, quantity in enumerate(quantities):
        if quantity.role is Role.WEIGHT:
            w = trace.before[quantity.layer - 1].W[quantity.source, quantity.unit]
            there = w + shifts[k]
            total[k] += rules.l1 * (np.abs(there) - np.abs(w))
            total[k] += 0.5 * rules.l2 * (there**2 - w**2)
    return total
