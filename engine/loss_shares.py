"""A sample's loss, output by output: what each of them adds to it."""

import numpy as np

from engine.arrays import Array
from engine.losses import FUSIONS, loss_named
from engine.trace import Rules

MEANS = frozenset({"binary_cross_entropy", "mse", "mae", "huber", "rmse"})
"""Losses that are means over the outputs, where cross-entropy is a sum."""


def shares_by_output(rules: Rules, z: Array, a: Array, y: Array) -> Array:
    """(n,): what each output adds to a sample's loss, from its sums, outputs and targets (n,).

    They add up to the engine's sample loss: for rmse before the root is taken.
    """
    with np.errstate(all="ignore"):  # a diverging step overflows
        if rules.fused and rules.loss == "cross_entropy":
            # As in the fused loss: ln a = z - max z + ln max a.
            return np.asarray(y * (z.max() - np.log(a.max()) - z))
        shares, scratch = np.empty(a.size), np.empty((a.size, 1))
        # Each output is a sample of its own, with one output.
        column_a, column_y = a[:, np.newaxis], y[:, np.newaxis]
        if rules.fused:
            fusion = FUSIONS[rules.activations[-1], rules.loss]
            fusion.sample(z[:, np.newaxis], column_a, column_y, scratch, shares)
        else:
            loss = loss_named(rules.loss, rules.loss_options)
            loss.sample(column_a, column_y, scratch, shares)
    return shares / a.size if rules.loss in MEANS else shares
