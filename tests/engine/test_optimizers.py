"""Every update rule, step for step, against the formulas of PyTorch's documentation."""

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
import pytest

from engine.optimizers import RULES, Optimizer

STEPS = 50
RATE = 0.05
SETTINGS = [
    ("sgd", {}),
    ("momentum", {"momentum": 0.9}),
    ("nesterov", {"momentum": 0.8}),
    ("adagrad", {"eps": 1e-3}),
    ("rmsprop", {"rho": 0.7, "eps": 1e-2}),
    ("adam", {"beta1": 0.8, "beta2": 0.95, "eps": 1e-2}),
    ("adamw", {"beta1": 0.8, "beta2": 0.95, "eps": 1e-2, "weight_decay": 0.2}),
]
WITH_DEFAULTS = [(name, {}) for name in RULES]

Path = Iterator[float]


# One parameter on its own, in plain floats: theta after each gradient.


def sgd(theta: float, gradients: list[float]) -> Path:
    for g in gradients:
        theta -= RATE * g
        yield theta


def momentum(theta: float, gradients: list[float], momentum: float = 0.9) -> Path:
    b = 0.0
    for g in gradients:
        b = momentum * b + g
        theta -= RATE * b
        yield theta


def nesterov(theta: float, gradients: list[float], momentum: float = 0.9) -> Path:
    b = 0.0
    for g in gradients:
        b = momentum * b + g
        theta -= RATE * (g + momentum * b)
        yield theta


def adagrad(theta: float, gradients: list[float], eps: float = 1e-10) -> Path:
    total = 0.0
    for g in gradients:
        total += g * g
        theta -= RATE * g / (sqrt(total) + eps)
        yield theta


def rmsprop(theta: float, gradients: list[float], rho: float = 0.9, eps: float = 1e-8) -> Path:
    v = 0.0
    for g in gradients:
        v = rho * v + (1 - rho) * g * g
        theta -= RATE * g / (sqrt(v) + eps)
        yield theta


def adamw(
    theta: float,
    gradients: list[float],
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> Path:
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        theta -= RATE * weight_decay * theta
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        theta -= RATE * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps)
        yield theta


def adam(theta: float, gradients: list[float], **options: float) -> Path:
    return adamw(theta, gradients, **options, weight_decay=0.0)


FORMULAS: dict[str, Callable[..., Path]] = {
    f.__name__: f for f in (sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw)
}


def gradients() -> np.ndarray:
    """(STEPS, 4) of several magnitudes, the last always 0."""
    drawn = np.random.default_rng(0).normal(size=(STEPS, 4))
    return drawn * [1.0, 1e-3, 1e3, 0.0]


def ours(name: str, options: dict[str, float]) -> np.ndarray:
    """(STEPS, 4): theta after each step."""
    theta = np.array([0.5, -2.0, 3.0, 1.0])
    optimizer = Optimizer(name, options, RATE, theta.size)
    path = []
    for g in gradients():
        optimizer.update(theta, g)
        path.append(theta.copy())
    return np.array(path)


@pytest.mark.parametrize(("name", "options"), SETTINGS + WITH_DEFAULTS)
def test_formula(name: str, options: dict[str, float]) -> None:
    start = (0.5, -2.0, 3.0, 1.0)
    columns = [
        list(FORMULAS[name](theta, g.tolist(), **options))
        for theta, g in zip(start, gradients().T, strict=True)
    ]
    np.testing.assert_allclose(ours(name, options), np.transpose(columns), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("name", "options"), SETTINGS + WITH_DEFAULTS)
def test_pytorch(name: str, options: dict[str, float]) -> None:
    torch = pytest.importorskip("torch")
    theta = torch.tensor([0.5, -2.0, 3.0, 1.0], dtype=torch.float64, requires_grad=True)
    o = {**RULES[name].options, **options}
    betas = {"betas": (o.get("beta1"), o.get("beta2"))}
    make, keywords = {
        "sgd": (torch.optim.SGD, {}),
        "momentum": (torch.optim.SGD, {"momentum": o.get("momentum")}),
        "nesterov": (torch.optim.SGD, {"momentum": o.get("momentum"), "nesterov": True}),
        "adagrad": (torch.optim.Adagrad, {"eps": o.get("eps")}),
        "rmsprop": (torch.optim.RMSprop, {"alpha": o.get("rho"), "eps": o.get("eps")}),
        "adam": (torch.optim.Adam, {"eps": o.get("eps"), **betas}),
        "adamw": (
            torch.optim.AdamW,
            {"eps": o.get("eps"), "weight_decay": o.get("weight_decay"), **betas},
        ),
    }[name]
    optimizer = make([theta], lr=RATE, **keywords)
    path = []
    for g in gradients():
        theta.grad = torch.from_numpy(g.copy())
        optimizer.step()
        path.append(theta.detach().numpy().copy())
    np.testing.assert_allclose(ours(name, options), np.array(path), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", RULES)
def test_a_state_can_be_returned_to(name: str) -> None:
    theta, optimizer = np.array([1.0, 2.0]), Optimizer(name, {}, RATE, 2)
    optimizer.update(theta, np.array([0.3, -0.4]))
    kept, memory = theta.copy(), optimizer.memory()
    optimizer.update(theta, np.array([5.0, 6.0]))
    expected = theta.copy()
    optimizer.update(theta, np.array([7.0, 8.0]))
    optimizer.restore(memory)
    theta[...] = kept
    optimizer.update(theta, np.array([5.0, 6.0]))
    assert theta.tolist() == expected.tolist()
