"""Doubts: why a finite difference may say nothing of a derivative, and where the reason lies."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.losses import TINY
from engine.probing import Probe
from engine.quantity import LOSS, Quantity, Role
from engine.trace import StepTrace

Marks = NDArray[np.bool_]

KINKED = frozenset({"relu", "leaky_relu", "selu"})
"""Activations whose slope jumps at 0. That of elu does not: its alpha is 1."""

NEAR_ZERO = 0.1
"""A rmse that changes by this share of itself among the points is near its kink, 0."""


class Doubt(StrEnum):
    """Why a comparison means nothing."""

    KINK = "kink"  # between the two points the slope jumps
    ZERO_LOSS = "zero_loss"  # no derivative (rmse), or no digits left to differ in
    CLAMPED = "clamped"  # a probability is kept from 0: the loss no longer moves with it
    NOT_FINITE = "not_finite"


@dataclass(frozen=True)
class Doubting:
    """A doubt or none; what causes it, in which row of the batch, where that is one number."""

    kind: Doubt | None = None
    where: Quantity | None = None
    row: int | None = None


def doubt_of(
    trace: StepTrace, found: Probe, k: int, quantity: Quantity, gradient: float, close: bool
) -> Doubting:
    """Whether number k of a probe can be compared with its gradient.

    A kink or a clamp that changes nothing (the two are `close`) is no reason for doubt.
    """
    if not all(map(isfinite, (gradient, *found.losses[k, :2]))):
        return Doubting(Doubt.NOT_FINITE)
    if trace.loss == 0.0:
        return Doubting(Doubt.ZERO_LOSS, LOSS)
    if close:
        return Doubting()
    return (
        _clamped(trace, found, k)
        or _weight_kink(trace, found, k, quantity)
        or _activation_kink(trace, found, k)
        or _loss_kink(trace, found, k)
        or Doubting()
    )


def _clamped(trace: StepTrace, found: Probe, k: int) -> Doubting | None:
    """Whether a probability that the target asks for is so small that losses take TINY for it."""
    rules, outputs, targets = trace.rules, found.outputs[k, :2], trace.targets
    if rules.fused or rules.loss not in ("cross_entropy", "binary_cross_entropy"):
        return None
    clamped: Marks = (outputs <= TINY) & (targets > 0.0)
    if rules.loss == "binary_cross_entropy":
        clamped |= (1.0 - outputs <= TINY) & (targets < 1.0)
    return _at(np.any(clamped, axis=0), Doubt.CLAMPED, Role.ACTIVATION, trace.depth)


def _weight_kink(trace: StepTrace, found: Probe, k: int, quantity: Quantity) -> Doubting | None:
    """|w| of l1 at w = 0."""
    if not trace.rules.l1 or quantity.role is not Role.WEIGHT:
        return None
    w = trace.before[quantity.layer - 1].W[quantity.source, quantity.unit]
    return Doubting(Doubt.KINK, quantity) if abs(w) <= found.steps[k] else None


def _activation_kink(trace: StepTrace, found: Probe, k: int) -> Doubting | None:
    for layer, z in found.sums.items():
        if trace.rules.activations[layer - 1] in KINKED:
            kink = _at(_crossed(z[k]), Doubt.KINK, Role.SUM, layer)
            if kink:
                return kink
    return None


def _loss_kink(trace: StepTrace, found: Probe, k: int) -> Doubting | None:
    """That of an absolute error at 0, and that of a root."""
    if trace.rules.loss == "mae":
        crossed = _crossed(found.outputs[k] - trace.targets)
        return _at(crossed, Doubt.KINK, Role.ACTIVATION, trace.depth)
    if trace.rules.loss == "rmse" and np.ptp(found.losses[k]) >= NEAR_ZERO * trace.loss:
        return Doubting(Doubt.KINK, LOSS)
    return None


def _crossed(values: Array) -> Marks:
    """(B, n): whether values (4, B, n) have another sign at the first point than at the second."""
    return np.asarray(np.sign(values[0]) != np.sign(values[1]))


def _at(marks: Marks, doubt: Doubt, role: Role, layer: int) -> Doubting | None:
    """The doubt at the first mark of (B, n), if there is one."""
    if not marks.any():
        return None
    row, unit = divmod(int(np.argmax(marks)), marks.shape[1])
    return Doubting(doubt, Quantity(role, layer, unit), row)
