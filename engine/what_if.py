"""What if: the forward pass of a step again, with another value for one number.

It runs on copies: neither the trace nor the network that is trained changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array
from engine.network import Parameters
from engine.quantity import Quantity, Role, parse
from engine.rerun import Forward, forward, forward_from
from engine.trace import StepTrace

CHANGEABLE = (Role.WEIGHT, Role.BIAS, Role.INPUT)
"""What another value can be tried for: all else follows from these."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the pass gives with `value` for the quantity, and what it gave with `old`.

    z and a (B, n_l) of all layers, the samples' losses and their loss are in
    `now` and `before`. `after`: the parameters are those after the update.
    """

    quantity: Quantity
    old: float
    value: float
    after: bool
    before: Forward
    now: Forward


def check_changeable(quantity: Quantity, sizes: Sequence[int]) -> None:
    """ValueError for what does not exist in a network of these sizes, or follows from others."""
    if quantity.role not in CHANGEABLE:
        raise ValueError(f"{quantity} follows from weights, biases and inputs")
    parse(str(quantity), sizes)


def present(trace: StepTrace, quantity: Quantity, sample: int, after: bool = False) -> float:
    """The value of a weight, a bias or an input (of that sample), before or `after` the update.

    ValueError as from `check_changeable`.
    """
    check_changeable(quantity, trace.sizes)
    if quantity.role is Role.INPUT:
        return float(trace.inputs[sample, quantity.unit])
    layer = (trace.after if after else trace.before)[quantity.layer - 1]
    if quantity.role is Role.BIAS:
        return float(layer.b[quantity.unit])
    return float(layer.W[quantity.source, quantity.unit])


def outcome(
    trace: StepTrace, quantity: Quantity, value: float, sample: int, after: bool = False
) -> Outcome:
    """The step's whole batch with `value` for a weight, a bias, or an input of one sample.

    With `after` the batch goes through the updated parameters, both times.
    ValueError as from `check_changeable`.
    """
    old = present(trace, quantity, sample, after)
    parameters = trace.after if after else trace.before
    before = _forward(trace, parameters, trace.inputs) if after else recorded(trace)
    if quantity.role is Role.INPUT:
        inputs = trace.inputs.copy()
        inputs[sample, quantity.unit] = value
        now = _forward(trace, parameters, inputs)
    else:
        now = _onwards(trace, _changed(parameters, quantity, value), quantity, before)
    return Outcome(quantity, old, value, after, before, now)


def _onwards(
    trace: StepTrace, parameters: Sequence[Parameters], changed: Quantity, before: Forward
) -> Forward:
    """The pass with one parameter changed: up to its unit's sum all is as before."""
    layer, unit = changed.layer, changed.unit
    inputs = before.a[layer - 2] if layer > 1 else trace.inputs
    own = parameters[layer - 1]
    sums = before.z[layer - 1].copy()
    with np.errstate(all="ignore"):
        sums[:, unit] = inputs @ own.W[:, unit] + own.b[unit]
    rest = forward_from(trace.rules, parameters, layer, sums, trace.targets)
    return Forward(
        (*before.z[: layer - 1], *rest.z),
        (*before.a[: layer - 1], *rest.a),
        rest.sample_losses,
        rest.loss,
    )


def recorded(trace: StepTrace) -> Forward:
    """The forward pass as the step computed it."""
    signals = trace.signals
    sums, activations = tuple(s.z for s in signals), tuple(s.a for s in signals)
    return Forward(sums, activations, trace.sample_losses, trace.loss)


def _forward(trace: StepTrace, parameters: Sequence[Parameters], inputs: Array) -> Forward:
    return forward(trace.rules, parameters, inputs, trace.targets)


def _changed(
    parameters: Sequence[Parameters], quantity: Quantity, value: float
) -> tuple[Parameters, ...]:
    """The same parameters but for one; only its array is copied."""
    layers = list(parameters)
    layer = layers[quantity.layer - 1]
    if quantity.role is Role.WEIGHT:
        weights = layer.W.copy()
        weights[quantity.source, quantity.unit] = value
        layer = replace(layer, W=weights)
    else:
        biases = layer.b.copy()
        biases[quantity.unit] = value
        layer = replace(layer, b=biases)
    layers[quantity.layer - 1] = layer
    return tuple(layers)
