"""Initializers: how weights are drawn before the first step. Biases begin at 0.

Sources, as in PyTorch's and Keras's layers of those names: glorot (Glorot &
Bengio 2010), he (He et al. 2015), lecun (LeCun et al. 1998, Klambauer 2017),
orthogonal (Saxe et al. 2013). The normal ones are not truncated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

import numpy as np

from engine.arrays import Array
from engine.dataset import Stream, generator
from engine.network import layer_views, parameter_count
from engine.options import Option
from engine.specs import NetworkSpec

Draw = Callable[..., Array]
Scale = Callable[[int, int], float]


@dataclass(frozen=True)
class Initializer:
    """draw(rng, fan_in, fan_out, **options) gives W (fan_in, fan_out)."""

    draw: Draw
    options: tuple[Option, ...] = ()


def _constant(value: float) -> Initializer:
    return Initializer(lambda rng, fan_in, fan_out: np.full((fan_in, fan_out), value))


def _normal(scale: Scale) -> Initializer:
    return Initializer(
        lambda rng, fan_in, fan_out: rng.normal(0.0, scale(fan_in, fan_out), (fan_in, fan_out))
    )


def _uniform(scale: Scale) -> Initializer:
    """Between -limit and limit; a uniform draw's deviation is limit / sqrt(3)."""

    def draw(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
        limit = sqrt(3.0) * scale(fan_in, fan_out)
        return rng.uniform(-limit, limit, (fan_in, fan_out))

    return Initializer(draw)


def _glorot(fan_in: int, fan_out: int) -> float:
    return sqrt(2.0 / (fan_in + fan_out))


def _he(fan_in: int, fan_out: int) -> float:
    return sqrt(2.0 / fan_in)


def _lecun(fan_in: int, fan_out: int) -> float:
    return sqrt(1.0 / fan_in)


def _orthogonal(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Orthonormal columns, or rows where there are fewer of them.

    The Q of a normal draw's QR; with the signs of R's diagonal it is uniform
    over all such matrices (Mezzadri 2007).
    """
    q, r = np.linalg.qr(rng.normal(size=(max(fan_in, fan_out), min(fan_in, fan_out))))
    q *= np.where(np.diagonal(r) < 0.0, -1.0, 1.0)
    return q if fan_in >= fan_out else q.T


INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        "zeros": _constant(0.0),
        "ones": _constant(1.0),
        "normal": Initializer(
            lambda rng, fan_in, fan_out, std: rng.normal(0.0, std, (fan_in, fan_out)),
            (Option("std", 0.1, "standard deviation of the weights", high=1e300),),
        ),
        "uniform": Initializer(
            lambda rng, fan_in, fan_out, limit: rng.uniform(-limit, limit, (fan_in, fan_out)),
            (Option("limit", 0.5, "weights lie between −limit and limit", high=1e300),),
        ),
        "glorot_normal": _normal(_glorot),
        "glorot_uniform": _uniform(_glorot),
        "he_normal": _normal(_he),
        "he_uniform": _uniform(_he),
        "lecun_normal": _normal(_lecun),
        "orthogonal": Initializer(_orthogonal),
    }
)


def initial_parameters(network: NetworkSpec, seed: int) -> Array:
    """theta (P,): the explicit layers' values, or weights drawn from the seed and biases 0."""
    theta: Array = np.zeros(parameter_count(network.sizes))
    views = layer_views(theta, network.sizes)
    if network.layers is not None:
        for view, given in zip(views, network.layers, strict=True):
            view.W[...], view.b[...] = given.W, given.b
        return theta
    initializer = INITIALIZERS[network.initializer]
    options = {o.name: o.default for o in initializer.options} | dict(network.initializer_options)
    for layer, view in enumerate(views, 1):
        # A stream a layer: resizing one leaves the draws of those before it as they are.
        rng = generator(seed, Stream.WEIGHTS, layer)
        view.W[...] = initializer.draw(rng, *view.W.shape, **options)
    return theta
