"""Every loss and its gradient against independent references."""

from collections.abc import Callable
from math import log, sqrt
from sys import float_info

import numpy as np
import pytest

from engine.losses import FUSIONS, LOSS_OPTIONS, loss_named

A = [[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]]
Y = [[0.0, 0.0, 1.0], [0.5, 0.5, 0.0]]
WIDE_A = [[-3.0, 0.5, 2.0], [1.5, 0.25, 0.0]]


def huber(d: float, delta: float) -> float:
    return 0.5 * d * d if abs(d) <= delta else delta * (abs(d) - 0.5 * delta)


TERMS: dict[str, Callable[[float, float], float]] = {
    "cross_entropy": lambda a, y: -y * log(a),
    "binary_cross_entropy": lambda a, y: -(y * log(a) + (1 - y) * log(1 - a)),
    "mse": lambda a, y: (a - y) ** 2,
    "mae": lambda a, y: abs(a - y),
    "huber": lambda a, y: huber(a - y, 1.0),
    "rmse": lambda a, y: (a - y) ** 2,
}
"""One output's share; cross-entropy sums them over outputs, the others average."""


def reference(name: str, a: list[list[float]], y: list[list[float]]) -> float:
    term, share = TERMS[name], 1 if name == "cross_entropy" else len(a[0])
    rows = zip(a, y, strict=True)
    samples = [sum(map(term, *row)) / share for row in rows]
    mean = sum(samples) / len(samples)
    return sqrt(mean) if name == "rmse" else mean


def computed(
    name: str, a: list[list[float]], y: list[list[float]], **options: float
) -> tuple[float, np.ndarray]:
    """L and dL/da."""
    loss, outputs, targets = loss_named(name, options), np.array(a), np.array(y)
    samples, gradient = np.empty(len(a)), np.empty_like(outputs)
    loss.sample(outputs, targets, np.empty_like(outputs), samples)
    value = loss.total(samples)
    loss.gradient(outputs, targets, value, gradient)
    return value, gradient


def test_every_loss_has_a_reference() -> None:
    assert set(TERMS) == set(LOSS_OPTIONS)


@pytest.mark.parametrize("name", TERMS)
def test_value(name: str) -> None:
    assert computed(name, A, Y)[0] == pytest.approx(reference(name, A, Y), rel=1e-14)
    if "entropy" not in name:
        assert computed(name, WIDE_A, Y)[0] == pytest.approx(reference(name, WIDE_A, Y), rel=1e-14)


@pytest.mark.parametrize("name", TERMS)
def test_gradient(name: str) -> None:
    """Of every output by itself, against central differences of the reference."""
    h = 1e-6
    for (i, row), j in ((r, c) for r in enumerate(A) for c in range(3)):
        up, down = [list(r) for r in A], [list(r) for r in A]
        up[i][j], down[i][j] = row[j] + h, row[j] - h
        slope = (reference(name, up, Y) - reference(name, down, Y)) / (2 * h)
        # mae has two slopes where an output is its target; between them lies 0.
        assert computed(name, A, Y)[1][i, j] == pytest.approx(slope, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("delta", [0.1, 1.0, 2.5])
def test_huber_turns_into_a_line_at_delta(delta: float) -> None:
    distances = [0.0, 0.5 * delta, delta, 2 * delta, -3 * delta]
    value, gradient = computed("huber", [distances], [[0.0] * 5], delta=delta)
    assert value == pytest.approx(sum(huber(d, delta) for d in distances) / 5, rel=1e-14)
    expected = [max(-delta, min(d, delta)) / 5 for d in distances]
    np.testing.assert_allclose(gradient[0], expected, rtol=1e-14)


def test_rmse_of_nothing_is_flat() -> None:
    value, gradient = computed("rmse", WIDE_A, WIDE_A)
    assert value == 0.0
    assert not gradient.any()


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_an_impossible_probability_costs_much_but_not_nan(name: str) -> None:
    value, gradient = computed(name, [[0.0, 1.0]], [[1.0, 0.0]])
    assert value == pytest.approx(-log(float_info.min))
    assert np.isfinite(gradient).all()
    assert gradient[0, 0] < 0.0


@pytest.mark.parametrize(("output", "loss"), FUSIONS)
def test_a_fused_loss_is_the_same_loss(output: str, loss: str) -> None:
    z, y = np.array([[0.3, -1.2, 2.0], [0.0, 4.0, -3.0]]), np.array(Y)
    exps = np.exp(z)
    a = exps / (exps.sum(1, keepdims=True) if output == "softmax" else 1 + exps)
    samples = np.empty(2)
    FUSIONS[output, loss].sample(z, a, y, np.empty_like(z), samples)
    expected = [reference(loss, [p], [t]) for p, t in zip(a.tolist(), Y, strict=True)]
    np.testing.assert_allclose(samples, expected, rtol=1e-14)


@pytest.mark.parametrize("name", TERMS)
def test_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    theirs = {
        "cross_entropy": lambda a, y: -(y * a.log()).sum(1).mean(),
        "binary_cross_entropy": f.binary_cross_entropy,
        "mse": f.mse_loss,
        "mae": f.l1_loss,
        "huber": lambda a, y: f.huber_loss(a, y, delta=0.3),
        "rmse": lambda a, y: f.mse_loss(a, y).sqrt(),
    }[name]
    a = torch.tensor(A, dtype=torch.float64, requires_grad=True)
    loss = theirs(a, torch.tensor(Y, dtype=torch.float64))
    loss.backward()
    value, gradient = computed(name, A, Y, **({"delta": 0.3} if name == "huber" else {}))
    assert value == pytest.approx(loss.item(), rel=1e-14)
    np.testing.assert_allclose(gradient, a.grad.numpy(), rtol=1e-13, atol=1e-15)
