"""Reruns: the forward pass of a step once more, on changed copies of what it worked with.

What-if, finite differences and diagnosis ask here; the network that is trained
and the trace that is shown stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.activations import ACTIVATIONS
from engine.arrays import Array
from engine.losses import FUSIONS, loss_named
from engine.network import Parameters
from engine.trace import Rules


@dataclass(frozen=True, eq=False)
class Forward:
    """What a forward pass gives: z and a, both (B, n_l), of the layers it went through.

    `sample_losses` (B,), `loss` their mean (or its root), without the penalty.
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]
    sample_losses: Array
    loss: float


def forward(
    rules: Rules, parameters: Sequence[Parameters], inputs: Array, targets: Array
) -> Forward:
    """The pass of inputs (B, n_0) through all layers; targets (B, n_L)."""
    first = parameters[0]
    with np.errstate(all="ignore"):
        return forward_from(rules, parameters, 1, inputs @ first.W + first.b, targets)


def forward_from(
    rules: Rules, parameters: Sequence[Parameters], layer: int, z: Array, targets: Array
) -> Forward:
    """The pass from the weighted sums z (B, n_l) of `layer` on; its z and a begin there."""
    sums, activations = [z], []
    with np.errstate(all="ignore"):  # a diverging step overflows
        for index, name in enumerate(rules.activations[layer - 1 :], layer):
            a = np.empty_like(sums[-1])
            ACTIVATIONS[name].f(sums[-1], a)
            activations.append(a)
            if index < len(parameters):
                sums.append(a @ parameters[index].W + parameters[index].b)
        losses, loss = _loss(rules, sums[-1], activations[-1], targets)
    return Forward(tuple(sums), tuple(activations), losses, loss)


def losses_of(rules: Rules, outputs: Array, targets: Array) -> Array:
    """(B,): the samples' losses for these outputs (B, n_L), whatever sums they came from."""
    scratch, losses = np.empty_like(outputs), np.empty(len(outputs))
    with np.errstate(all="ignore"):
        loss_named(rules.loss, rules.loss_options).sample(outputs, targets, scratch, losses)
    return losses


def penalty(rules: Rules, parameters: Sequence[Parameters]) -> float:
    """l1 * sum|W| + l2/2 * sum W²."""
    return float(
        sum(
            rules.l1 * np.abs(layer.W).sum() + 0.5 * rules.l2 * np.square(layer.W).sum()
            for layer in parameters
        )
    )


def _loss(rules: Rules, z: Array, a: Array, targets: Array) -> tuple[Array, float]:
    loss = loss_named(rules.loss, rules.loss_options)
    fusion = FUSIONS.get((rules.activations[-1], rules.loss))
    scratch, losses = np.empty_like(a), np.empty(len(a))
    if fusion is None:
        loss.sample(a, targets, scratch, losses)
    else:
        fusion.sample(z, a, targets, scratch, losses)
    return losses, loss.total(losses)
