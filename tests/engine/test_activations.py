"""Every activation and its derivative against independent references."""

from collections.abc import Callable
from math import e, erfc, exp, expm1, fsum, inf, log1p, pi, sqrt, tanh

import numpy as np
import pytest

from engine.activations import ACTIVATIONS

POINTS = (-1000.0, -40.0, -5.0, -1.0, -1e-8, 0.0, 1e-8, 0.5, 1.0, 5.0, 40.0, 1000.0)
ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def cdf(z: float) -> float:
    return 0.5 * erfc(-z / sqrt(2))


REFERENCES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "identity": (lambda z: z, lambda z: 1.0),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
    "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0)),
    "leaky_relu": (lambda z: z if z > 0 else 0.01 * z, lambda z: 1.0 if z > 0 else 0.01),
    "elu": (lambda z: z if z > 0 else expm1(z), lambda z: 1.0 if z > 0 else exp(z)),
    "selu": (
        lambda z: SCALE * (z if z > 0 else ALPHA * expm1(z)),
        lambda z: SCALE * (1.0 if z > 0 else ALPHA * exp(z)),
    ),
    "softplus": (lambda z: max(z, 0.0) + log1p(exp(-abs(z))), sigmoid),
    "silu": (
        lambda z: z * sigmoid(z),
        lambda z: sigmoid(z) * (1 + z * sigmoid(-z)),
    ),
    "gelu": (
        lambda z: z * cdf(z),
        lambda z: cdf(z) + z * exp(-0.5 * z * z) / sqrt(2 * pi),
    ),
}


def computed(name: str, points: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """a and f'(z) of one activation at these points."""
    z = np.array([points])
    a, slope = np.empty_like(z), np.empty_like(z)
    with np.errstate(all="ignore"):
        ACTIVATIONS[name].f(z, a)
        ACTIVATIONS[name].slope(z, a, slope)
    assert z.tolist() == [points] or np.isnan(z).any()
    return a[0], slope[0]


def test_every_activation_has_a_reference() -> None:
    assert {*REFERENCES, "softmax"} == set(ACTIVATIONS)


@pytest.mark.parametrize("name", REFERENCES)
def test_values_and_slopes(name: str) -> None:
    f, slope = REFERENCES[name]
    a, slopes = computed(name, list(POINTS))
    np.testing.assert_allclose(a, [f(z) for z in POINTS], rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(slopes, [slope(z) for z in POINTS], rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("name", REFERENCES)
def test_nan_is_not_hidden(name: str) -> None:
    a, slope = computed(name, [np.nan])
    assert np.isnan(a[0])
    assert np.isnan(slope[0]) or name == "identity"


@pytest.mark.parametrize(
    ("z", "expected"),
    [
        ([0.0, 0.0], [0.5, 0.5]),
        ([0.0, 1.0], [1 / (1 + e), e / (1 + e)]),
        ([1000.0, 999.0], [e / (1 + e), 1 / (1 + e)]),
        ([1000.0, -1000.0], [1.0, 0.0]),
        ([-1000.0, -1000.0, -1000.0], [1 / 3, 1 / 3, 1 / 3]),
        ([-inf, 0.0], [0.0, 1.0]),
    ],
)
def test_softmax(z: list[float], expected: list[float]) -> None:
    a = np.empty((1, len(z)))
    ACTIVATIONS["softmax"].f(np.array([z]), a)
    np.testing.assert_allclose(a[0], expected, rtol=1e-15)
    assert fsum(a[0]) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize("name", REFERENCES)
def test_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch")
    functions = torch.nn.functional
    special = {"identity": lambda z: z * 1.0, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
    f = special.get(name) or getattr(functions, name)
    z = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    theirs = f(z)
    theirs.sum().backward()
    a, slope = computed(name, list(POINTS))
    # PyTorch's softplus turns into a line at 20.
    tolerance = {"rtol": 1e-12, "atol": 1e-8 if name == "softplus" else 1e-15}
    np.testing.assert_allclose(a, theirs.detach().numpy(), **tolerance)
    np.testing.assert_allclose(slope, z.grad.numpy(), **tolerance)
