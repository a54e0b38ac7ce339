"""Loss functions and their gradients, one aligned entry each.

Outputs `a` and targets `y` have shape (B, n). `sample(a, y, scratch, out)`
writes each sample's loss into out (B,); the loss L is their mean over the
batch (for rmse the square root of that mean). `gradient(a, y, L, out)` writes
dL/da, so 1/B, and 1/n where the loss is a mean over outputs, are inside.

Sources: the formulas are PyTorch's, with cross-entropy on probabilities and
in nats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import sqrt
from types import MappingProxyType

import numpy as np

from engine.arrays import Array

TINY = float(np.finfo(np.float64).tiny)
"""Probabilities are kept at least this large in a logarithm or a quotient, so
that a probability that has underflowed to 0 gives a large number, not nan."""


@dataclass(frozen=True)
class Loss:
    """A loss: each sample's share, the gradient, and how the shares combine."""

    name: str
    sample: Callable[[Array, Array, Array, Array], object]
    gradient: Callable[[Array, Array, float, Array], object]
    root: bool = False
    options: Mapping[str, float] = field(default_factory=dict)

    def total(self, samples: Array) -> float:
        """L of the batch from the samples' losses (B,)."""
        mean = float(np.add.reduce(samples)) / samples.size
        # A mean of nan or inf passes through; it is never negative.
        return sqrt(mean) if self.root else mean


@dataclass(frozen=True)
class Fusion:
    """A loss taken together with the activation before it, in stable form.

    `sample(z, a, y, scratch, out)` is the same loss written with the logits z;
    dz is (a - y) / count, with count = B for softmax and B*n for sigmoid.
    """

    sample: Callable[[Array, Array, Array, Array, Array], object]
    mean_over_outputs: bool

    def pull_back(self, a: Array, y: Array, dz: Array) -> None:
        """Write dz = (a - y) / count, all (B, n)."""
        np.subtract(a, y, dz)
        np.divide(dz, a.size if self.mean_over_outputs else a.shape[0], dz)


def _cross_entropy(a: Array, y: Array, scratch: Array, out: Array) -> None:
    np.maximum(a, TINY, out=scratch)
    np.log(scratch, scratch)
    np.vecdot(y, scratch, out)
    np.negative(out, out)


def _cross_entropy_gradient(a: Array, y: Array, loss: float, out: Array) -> None:
    np.maximum(a, TINY, out=out)
    np.divide(y, out, out)
    np.divide(out, -a.shape[0], out)


def _binary_cross_entropy(a: Array, y: Array, scratch: Array, out: Array) -> None:
    log_p, log_q = np.log(np.maximum(a, TINY)), np.log(np.maximum(1.0 - a, TINY))
    np.add(y * log_p, (1.0 - y) * log_q, scratch)
    np.add.reduce(scratch, 1, out=out)
    np.divide(out, -a.shape[1], out)


def _binary_cross_entropy_gradient(a: Array, y: Array, loss: float, out: Array) -> None:
    np.divide(1.0 - y, np.maximum(1.0 - a, TINY), out)
    np.subtract(out, y / np.maximum(a, TINY), out)
    np.divide(out, a.size, out)


def _squared_error(a: Array, y: Array, scratch: Array, out: Array) -> None:
    np.subtract(a, y, scratch)
    np.vecdot(scratch, scratch, out)
    np.divide(out, a.shape[1], out)


def _mse_gradient(a: Array, y: Array, loss: float, out: Array) -> None:
    np.subtract(a, y, out)
    np.multiply(out, 2.0 / a.size, out)


def _rmse_gradient(a: Array, y: Array, loss: float, out: Array) -> None:
    np.subtract(a, y, out)
    # The root has no derivative at 0; there every difference is 0, and so is the gradient.
    np.divide(out, a.size * loss or 1.0, out)


def _mae(a: Array, y: Array, scratch: Array, out: Array) -> None:
    np.subtract(a, y, scratch)
    np.absolute(scratch, scratch)
    np.add.reduce(scratch, 1, out=out)
    np.divide(out, a.shape[1], out)


def _mae_gradient(a: Array, y: Array, loss: float, out: Array) -> None:
    np.subtract(a, y, out)
    np.sign(out, out)
    np.divide(out, a.size, out)


def _huber(delta: float, a: Array, y: Array, scratch: Array, out: Array) -> None:
    np.subtract(a, y, scratch)
    np.absolute(scratch, scratch)
    # c (d - c/2) with c = min(d, delta): d²/2 inside delta, a line outside.
    clipped = np.minimum(scratch, delta)
    np.subtract(scratch, 0.5 * clipped, scratch)
    np.vecdot(scratch, clipped, out)
    np.divide(out, a.shape[1], out)


def _huber_gradient(delta: float, a: Array, y: Array, loss: float, out: Array) -> None:
    np.subtract(a, y, out)
    np.clip(out, -delta, delta, out)
    np.divide(out, a.size, out)


def _softmax_cross_entropy(z: Array, a: Array, y: Array, scratch: Array, out: Array) -> None:
    # -sum_j y_j log a_j, with log a_j = z_j - max z + log max a and sum_j y_j = 1,
    # which Dataset.suited_to sees to.
    np.vecdot(y, z, out)
    np.subtract(np.maximum.reduce(z, axis=1), out, out)
    np.subtract(out, np.log(np.maximum.reduce(a, axis=1)), out)


def _sigmoid_binary_cross_entropy(z: Array, a: Array, y: Array, scratch: Array, out: Array) -> None:
    # log(1 + e^z) - y z, which is -(y log a + (1 - y) log(1 - a)).
    np.logaddexp(z, 0.0, scratch)
    np.subtract(scratch, y * z, scratch)
    np.add.reduce(scratch, 1, out=out)
    np.divide(out, a.shape[1], out)


LOSS_OPTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "cross_entropy": MappingProxyType({}),
        "binary_cross_entropy": MappingProxyType({}),
        "mse": MappingProxyType({}),
        "mae": MappingProxyType({}),
        "huber": MappingProxyType({"delta": 1.0}),
        "rmse": MappingProxyType({}),
    }
)
"""Every loss with its options and their defaults."""

FUSIONS: Mapping[tuple[str, str], Fusion] = MappingProxyType(
    {
        ("softmax", "cross_entropy"): Fusion(_softmax_cross_entropy, mean_over_outputs=False),
        ("sigmoid", "binary_cross_entropy"): Fusion(
            _sigmoid_binary_cross_entropy, mean_over_outputs=True
        ),
    }
)
"""The pairs of output activation and loss whose common derivative is p - y."""


def loss_named(name: str, options: Mapping[str, float] = MappingProxyType({})) -> Loss:
    """The loss called `name`. KeyError if there is none; options fill in defaults."""
    chosen = {**LOSS_OPTIONS[name], **options}
    if name == "huber":
        delta = chosen["delta"]
        return Loss(name, partial(_huber, delta), partial(_huber_gradient, delta), options=chosen)
    return {
        "cross_entropy": Loss(name, _cross_entropy, _cross_entropy_gradient),
        "binary_cross_entropy": Loss(name, _binary_cross_entropy, _binary_cross_entropy_gradient),
        "mse": Loss(name, _squared_error, _mse_gradient),
        "mae": Loss(name, _mae, _mae_gradient),
        "rmse": Loss(name, _squared_error, _rmse_gradient, root=True),
    }[name]
