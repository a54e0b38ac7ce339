"""The gradient on its way back: its norm by layer, and where it vanishes or explodes."""

import numpy as np

from engine.ailments import Ailment, Cause, Finding
from engine.arrays import Array
from engine.trace import StepTrace

FAINT, FIERCE = 1e-3, 1e3
"""Below or above this share of the last layer's norm a gradient vanishes or explodes."""

CONVERGED = 1e-6
"""Where the last layer's norm is less, there is little left to learn, and nothing is wrong."""

_CANCELLED = 1e-6
"""What comes back over the weights of a layer cancels where so small a share is left of it."""


def gradient_norms(trace: StepTrace) -> Array:
    """(L,): the Frobenius norm of dL/dz (B, n_l) for layers 1..L; nan or inf where it has such."""
    return np.array([_norm(signals.dz) for signals in trace.signals])


def judged(norms: Array) -> tuple[Ailment | None, ...]:
    """Of layers 1..L with these norms, in which the gradient vanishes or explodes."""
    last = norms[-1]
    if not (np.isfinite(last) and last >= CONVERGED):
        return (None,) * len(norms)
    return tuple(_judged(float(norm), float(last)) for norm in norms)


def flow_finding(trace: StepTrace, norms: Array, first: int) -> Finding | None:
    """What is wrong with the gradient in layers first..L, at its worst, or None.

    `norms` are those of the trace.
    """
    verdicts = judged(norms)
    layers = [layer for layer in range(first, trace.depth) if verdicts[layer - 1]]
    if not layers:
        return None
    wild = [layer for layer in layers if verdicts[layer - 1] is Ailment.EXPLODING]
    if wild:
        return _exploding(trace, norms, wild)
    # Where it is 0, the layer that stops it says more than those before, which get none.
    stopped = [layer for layer in layers if norms[layer - 1] == 0.0]
    layer = max(stopped) if stopped else min(layers, key=lambda each: norms[each - 1])
    cause, culprit = _why_faint(trace, layer)
    return _finding(trace, norms, Ailment.VANISHING, layer, cause, culprit)


def _exploding(trace: StepTrace, norms: Array, layers: list[int]) -> Finding:
    broken = [layer for layer in layers if not np.isfinite(norms[layer - 1])]
    worst = max(broken) if broken else max(layers, key=lambda each: norms[each - 1])
    return _finding(trace, norms, Ailment.EXPLODING, worst, Cause.WEIGHTS, worst)


def _finding(
    trace: StepTrace, norms: Array, kind: Ailment, layer: int, cause: Cause, culprit: int
) -> Finding:
    return Finding(
        kind,
        layer,
        cause,
        activation=trace.rules.activations[culprit - 1],
        value=float(norms[layer - 1]),
        reference=float(norms[-1]),
    )


def _judged(norm: float, last: float) -> Ailment | None:
    if norm < FAINT * last:
        return Ailment.VANISHING
    # A norm that is not a number has grown past the largest, too.
    return None if norm <= FIERCE * last else Ailment.EXPLODING


def _why_faint(trace: StepTrace, layer: int) -> tuple[Cause, int]:
    """What makes the gradient small between the last layer and `layer`, and in which layer."""
    through_weights, through_slopes = 1.0, {}
    for each in range(trace.depth - 1, layer - 1, -1):
        W, after, signals = trace.before[each].W, trace.signals[each], trace.signals[each - 1]
        leaving, arriving = _norm(after.dz), _norm(signals.da)
        if not W.any():
            return Cause.ZERO_WEIGHTS, each
        if arriving < _CANCELLED * leaving * _norm(W):
            return Cause.CANCELLED, each
        left = _norm(signals.dz)
        if left == 0.0:
            return Cause.BLOCKED, each
        through_weights *= arriving / leaving
        through_slopes[each] = left / arriving
    if np.prod(list(through_slopes.values())) < through_weights:
        return Cause.SLOPES, min(through_slopes, key=lambda each: through_slopes[each])
    return Cause.WEIGHTS, layer


def _norm(array: Array) -> float:
    """The Frobenius norm, which squares of large or small numbers do not break."""
    most = float(np.abs(array).max())
    if not (np.isfinite(most) and most > 0.0):
        return most
    return most * float(np.linalg.norm(array / most))
