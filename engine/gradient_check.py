"""Gradient checks: the chain rule's result against finite differences of the loss.

Central differences, (L(w + h) - L(w - h)) / 2h, on copies: nothing that is
trained or shown changes. Where they say nothing of the derivative, a doubt
says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from engine import quantity as q
from engine.doubts import Doubt, doubt_of
from engine.explain import gradient
from engine.probing import Probe, probe
from engine.quantity import Quantity
from engine.trace import StepTrace

FEWEST, MOST = 32, 2_000
"""Parameters of a layer that are checked."""

WORK = 2_000_000_000
"""Multiplications that checking a layer may take: about a second."""

CHUNK = 2**20
"""Numbers of the widest layer that are worked on at a time."""

EPSILON = float(np.finfo(np.float64).eps)

RELATIVE = 1e-6
"""Gradients that differ by less than this share of the larger agree, whatever the rest says."""

ROUNDING = 4.0
"""Both losses round, and so did the engine; the sum over layers below is of single roundings."""

TRUNCATION = 4.0
"""How many times the change by halving h a difference may err.

An error that falls as h² (a smooth loss) is 4/3 of that change, one that falls
as h (elu and huber, where a second derivative jumps) twice; then twice that.
"""

__all__ = ["Doubt", "GradientCheck", "LayerCheck", "check_gradient", "check_layer"]


@dataclass(frozen=True)
class GradientCheck:
    """A gradient of the engine beside its finite difference.

    `step` is h; `loss_plus` and `loss_minus` are the loss with w + h and w - h, penalty
    included for a parameter of the whole batch. They agree where they differ
    by no more than `allowed`. Where they do not for a reason that is not the
    gradient's, `doubt` says which, and `where`, in row `where_sample` of the
    batch, what causes it, as far as that is one number.
    """

    quantity: Quantity
    gradient: float
    estimate: float
    relative_error: float
    step: float
    loss_plus: float
    loss_minus: float
    allowed: float
    agrees: bool
    doubt: Doubt | None = None
    where: Quantity | None = None
    where_sample: int | None = None


@dataclass(frozen=True)
class LayerCheck:
    """`checked` of a layer's `total` weights and biases, a GradientCheck each."""

    layer: int
    total: int
    checks: tuple[GradientCheck, ...]

    @property
    def checked(self) -> int:
        """How many were checked."""
        return len(self.checks)

    @property
    def wrong(self) -> int:
        """How many do not agree, beyond doubt."""
        return sum(not check.agrees for check in self._sound)

    @property
    def doubtful(self) -> int:
        """How many cannot be compared."""
        return len(self.checks) - len(self._sound)

    @property
    def worst(self) -> GradientCheck | None:
        """The one furthest off for what is allowed; None if none can be compared."""
        return max(self._sound, key=_excess, default=None)

    @property
    def example(self) -> GradientCheck | None:
        """One that cannot be compared."""
        return next((check for check in self.checks if check.doubt), None)

    @property
    def _sound(self) -> Sequence[GradientCheck]:
        return [check for check in self.checks if not check.doubt]


def check_gradient(
    trace: StepTrace, quantity: Quantity, sample: int | None = None
) -> GradientCheck:
    """Check dL/d(quantity) of a weight, bias, z or a; dz is taken for z, da for a.

    Of a parameter that of loss + penalty or, with a sample, that sample's share;
    of the others that of row `sample` of the batch, the first where none is given.
    ValueError for inputs and the loss.
    """
    if not quantity.has_gradient:
        raise ValueError(f"{quantity} has no gradient in a step")
    if sample is None and not quantity.is_parameter:
        sample = 0
    return next(iter(_checks(trace, [quantity], sample, rounding(trace))))


def affordable(trace: StepTrace, layer: int) -> int:
    """How many of a layer's parameters can be checked while somebody waits."""
    sizes = trace.sizes[layer:]
    onwards = sum(before * after for before, after in pairwise(sizes)) + sum(sizes)
    return min(max(WORK // (4 * trace.batch * onwards), FEWEST), MOST)


def check_layer(trace: StepTrace, layer: int, most: int | None = None) -> LayerCheck:
    """Check a layer's biases and weights; of more than `most`, weights evenly spread.

    Where `most` is not given, as many as are `affordable`.
    """
    chosen = _chosen(trace, layer, affordable(trace, layer) if most is None else most)
    noise = rounding(trace)
    copies = 4 * trace.batch * max(trace.sizes[layer:])
    size = max(CHUNK // copies, 1)
    parts = (chosen[start : start + size] for start in range(0, len(chosen), size))
    checks = tuple(check for part in parts for check in _checks(trace, part, None, noise))
    return LayerCheck(layer, (trace.sizes[layer - 1] + 1) * trace.sizes[layer], checks)


def _chosen(trace: StepTrace, layer: int, most: int) -> list[Quantity]:
    fan_in, fan_out = trace.sizes[layer - 1 : layer + 1]
    biases = [q.bias(layer, unit) for unit in range(min(fan_out, most))]
    room, weights = most - len(biases), fan_in * fan_out
    # Whole parts of the range, so that no two are the same.
    places = np.arange(min(room, weights)) * weights // max(min(room, weights), 1)
    return [*biases, *(q.weight(layer, *divmod(place, fan_out)) for place in places.tolist())]


def _checks(
    trace: StepTrace, quantities: Sequence[Quantity], sample: int | None, noise: float
) -> Iterable[GradientCheck]:
    with np.errstate(all="ignore"):
        found = probe(trace, quantities, sample)
        for k, quantity in enumerate(quantities):
            yield _check(trace, found, k, quantity, gradient(trace, quantity, sample), noise)


def _check(
    trace: StepTrace, found: Probe, k: int, quantity: Quantity, exact: float, noise: float
) -> GradientCheck:
    step, estimate, half = (float(x[k]) for x in (found.steps, found.estimates, found.halved))
    larger, off = max(abs(exact), abs(estimate)), abs(exact - estimate)
    allowed = RELATIVE * larger + noise / step
    doubt = doubt_of(trace, found, k, quantity, exact, off <= allowed)
    if doubt.kind is None:
        # How a difference errs as h shrinks is known only where there is no kink in between.
        allowed += TRUNCATION * abs(estimate - half)
    return GradientCheck(
        quantity=quantity,
        gradient=exact,
        estimate=estimate,
        relative_error=off / larger if larger else 0.0,
        step=step,
        loss_plus=float(found.losses[k, 0]),
        loss_minus=float(found.losses[k, 1]),
        allowed=allowed,
        agrees=off <= allowed < inf,
        doubt=doubt.kind,
        where=doubt.where,
        where_sample=doubt.row,
    )


def _excess(check: GradientCheck) -> float:
    return abs(check.gradient - check.estimate) / check.allowed if check.allowed else 0.0


@np.errstate(all="ignore")
def rounding(trace: StepTrace) -> float:
    """How far rounding may have moved the loss + penalty of a step, to first order.

    Every z errs by about eps of the sum of the sizes of its terms, every a by eps of
    itself, and the loss by that times dL/dz and dL/da.
    """
    rules, last = trace.rules, trace.signals[-1]
    size = abs(trace.loss) + trace.penalty
    for layer, (before, signals) in enumerate(zip(trace.before, trace.signals, strict=True), 1):
        terms = np.abs(trace.activation(layer - 1)) @ np.abs(before.W) + np.abs(before.b)
        size += float(np.vdot(terms, np.abs(signals.dz)))
        if signals is not last or not rules.fused:
            # Through erf, gelu is exact beside z, not beside its own small value.
            a = signals.z if rules.activations[layer - 1] == "gelu" else signals.a
            size += float(np.vdot(np.abs(a), np.abs(signals.da)))
    if rules.fused:
        # The stable forms subtract a sum from another.
        size += float(np.abs(last.z).max(axis=1).mean())
    return ROUNDING * EPSILON * size
