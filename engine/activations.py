"""Activation functions and their derivatives, one aligned entry each.

Every function writes into `out`, so that a training step allocates nothing:
`f(z, out)` writes f(z); `slope(z, a, out)` writes f'(z), given a = f(z). All
arrays have the layer's shape (B, n). At a kink (relu and its kin at 0) the
slope is that of the left side, as PyTorch takes it.

Sources: relu, elu (Clevert 2015), selu (Klambauer 2017), silu and gelu
(Hendrycks 2016, the exact form with erf), the rest in any textbook.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, pi, sqrt
from types import MappingProxyType

import numpy as np

from engine.arrays import Array

LEAK = 0.01
SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


@dataclass(frozen=True)
class Activation:
    """a = f(z). `slope` is None for softmax, whose derivative is a matrix."""

    name: str
    f: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object] | None

    def pull_back(self, da: Array, z: Array, a: Array, slope: Array, dz: Array) -> None:
        """Write dz from da, both (B, n): the chain rule through this activation.

        `slope` receives f'(z); softmax leaves it alone and takes the whole
        Jacobian, dz_i = a_i * (da_i - sum_j da_j a_j).
        """
        if self.slope is None:
            np.subtract(da, np.vecdot(da, a)[:, np.newaxis], dz)
            np.multiply(dz, a, dz)
        else:
            self.slope(z, a, slope)
            np.multiply(da, slope, dz)


def _identity(z: Array, out: Array) -> None:
    out[...] = z


def _identity_slope(z: Array, a: Array, out: Array) -> None:
    out[...] = 1.0


def _sigmoid(z: Array, out: Array) -> None:
    np.negative(z, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    np.reciprocal(out, out)


def _sigmoid_slope(z: Array, a: Array, out: Array) -> None:
    np.subtract(1.0, a, out)
    np.multiply(a, out, out)


def _tanh(z: Array, out: Array) -> None:
    np.tanh(z, out)


def _tanh_slope(z: Array, a: Array, out: Array) -> None:
    np.multiply(a, a, out)
    np.subtract(1.0, out, out)


def _relu(z: Array, out: Array) -> None:
    np.maximum(z, 0.0, out=out)


def _relu_slope(z: Array, a: Array, out: Array) -> None:
    np.sign(a, out)  # a is 0 or positive


def _leaky_relu(z: Array, out: Array) -> None:
    np.multiply(z, LEAK, out)
    np.maximum(z, out, out=out)


def _leaky_relu_slope(z: Array, a: Array, out: Array) -> None:
    np.heaviside(z, 0.0, out)
    np.maximum(out, LEAK, out=out)


def _exponential_below_zero(z: Array, scale: float, out: Array) -> None:
    """scale * (exp(z) - 1) where z <= 0, and z elsewhere."""
    np.minimum(z, 0.0, out=out)
    np.expm1(out, out)
    np.multiply(out, scale, out)
    np.copyto(out, z, where=z > 0.0)


def _elu(z: Array, out: Array) -> None:
    _exponential_below_zero(z, 1.0, out)


def _elu_slope(z: Array, a: Array, out: Array) -> None:
    np.minimum(a, 0.0, out=out)
    np.add(out, 1.0, out)


def _selu(z: Array, out: Array) -> None:
    _exponential_below_zero(z, SELU_ALPHA, out)
    np.multiply(out, SELU_SCALE, out)


def _selu_slope(z: Array, a: Array, out: Array) -> None:
    np.add(a, SELU_SCALE * SELU_ALPHA, out)
    np.copyto(out, SELU_SCALE, where=z > 0.0)


def _softplus(z: Array, out: Array) -> None:
    np.logaddexp(z, 0.0, out)


def _softplus_slope(z: Array, a: Array, out: Array) -> None:
    _sigmoid(z, out)


def _silu(z: Array, out: Array) -> None:
    _sigmoid(z, out)
    np.multiply(out, z, out)


def _silu_slope(z: Array, a: Array, out: Array) -> None:
    _sigmoid(z, out)
    # s(z) + z s(z) (1 - s(z)), written with a = z s(z).
    np.multiply(out, 1.0 - a, out)
    np.add(out, a, out)


def _normal_cdf(z: Array, out: Array) -> None:
    """The standard normal's distribution function.

    NumPy has no erf; the C library's is exact to the last bit, and SciPy
    would be a large dependency for one function.
    """
    out[...] = np.fromiter(map(erf, (z / sqrt(2.0)).flat), np.float64, z.size).reshape(z.shape)
    np.add(out, 1.0, out)
    np.multiply(out, 0.5, out)


def _gelu(z: Array, out: Array) -> None:
    _normal_cdf(z, out)
    np.multiply(out, z, out)


def _gelu_slope(z: Array, a: Array, out: Array) -> None:
    _normal_cdf(z, out)
    np.add(out, z * np.exp(-0.5 * z * z) / sqrt(2.0 * pi), out)


def _softmax(z: Array, out: Array) -> None:
    # The largest logit is subtracted, so that exp() cannot overflow.
    np.subtract(z, np.maximum.reduce(z, axis=1, keepdims=True), out)
    np.exp(out, out)
    np.divide(out, np.add.reduce(out, axis=1, keepdims=True), out)


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            Activation("identity", _identity, _identity_slope),
            Activation("sigmoid", _sigmoid, _sigmoid_slope),
            Activation("tanh", _tanh, _tanh_slope),
            Activation("relu", _relu, _relu_slope),
            Activation("leaky_relu", _leaky_relu, _leaky_relu_slope),
            Activation("elu", _elu, _elu_slope),
            Activation("selu", _selu, _selu_slope),
            Activation("softplus", _softplus, _softplus_slope),
            Activation("silu", _silu, _silu_slope),
            Activation("gelu", _gelu, _gelu_slope),
            Activation("softmax", _softmax, None),
        )
    }
)
