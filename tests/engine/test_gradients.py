"""Every gradient of a step against central differences, on random networks."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.arrays import Array
from engine.losses import LOSS_OPTIONS, loss_named
from engine.network import Network
from engine.optimizers import Optimizer
from engine.workspace import Penalty, Workspace
from tests.engine.setups import weights

H = 1e-5
HIDDEN = tuple(name for name in ACTIVATIONS if name != "softmax")
OF_PROBABILITIES = ("cross_entropy", "binary_cross_entropy")
PAIRS = [
    (output, loss)
    for output, loss in product(ACTIVATIONS, LOSS_OPTIONS)
    if output in ("sigmoid", "softmax") or loss not in OF_PROBABILITIES
]
KINKED = ("relu", "leaky_relu", "selu")


@dataclass(frozen=True)
class Shape:
    sizes: tuple[int, ...]
    hidden: tuple[str, ...]
    batch: int
    l1: float
    l2: float
    seed: int


@st.composite
def shapes(draw: st.DrawFn, hidden: tuple[str, ...], outputs: int) -> Shape:
    """Layers of 1 to 5 units with these activations, and at least that many outputs."""
    depth = draw(st.integers(1, 4))
    return Shape(
        sizes=(*(draw(st.integers(1, 5)) for _ in range(depth)), draw(st.integers(outputs, 5))),
        hidden=tuple(draw(st.sampled_from(hidden)) for _ in range(depth - 1)),
        batch=draw(st.integers(1, 4)),
        l1=draw(st.sampled_from((0.0, 0.3))),
        l2=draw(st.sampled_from((0.0, 0.7))),
        seed=draw(st.integers(0, 2**32)),
    )


class Step:
    """A forward and a backward pass, and the same loss computed another way."""

    def __init__(self, shape: Shape, output: str, loss: str) -> None:
        rng = np.random.default_rng(shape.seed)
        self.shape, self.network = shape, Network(shape.sizes, (*shape.hidden, output))
        self.network.theta[...] = weights(rng, shape.sizes, 0.7)
        self.loss = loss_named(loss)
        self.penalty = Penalty(self.network, shape.l1, shape.l2)
        self.gradient = np.zeros_like(self.network.theta)
        never = Optimizer("sgd", {}, 0.0, self.gradient.size)
        self.workspace = Workspace(
            self.network, self.loss, self.penalty, never, self.gradient, shape.batch
        )
        self.workspace.inputs[...] = rng.normal(size=self.workspace.inputs.shape)
        self.workspace.targets[...] = _targets(rng, self.workspace.targets.shape, loss)
        self.workspace.forward()
        self.workspace.backward()

    def objective(self) -> float:
        weights = np.concatenate([layer.W.ravel() for layer in self.network.layers])
        penalty = self.shape.l1 * np.abs(weights).sum() + self.shape.l2 / 2 * (weights**2).sum()
        return self.loss_after(0, self.workspace.inputs) + float(penalty)

    def loss_after(self, layer: int, a: Array) -> float:
        """The loss if a[layer] were `a`, by the plain formulas, on arrays of its own."""
        for number in range(layer, len(self.network.layers)):
            parameters = self.network.layers[number]
            a = self.activation(number, a @ parameters.W + parameters.b)
        samples = np.empty(len(a))
        self.loss.sample(a, self.workspace.targets, np.empty_like(a), samples)
        return self.loss.total(samples)

    def activation(self, index: int, z: Array) -> Array:
        a = np.empty_like(z)
        ACTIVATIONS[self.network.activations[index]].f(z, a)
        return a

    @property
    def smooth(self) -> bool:
        """Whether no kink or pole is near, where differences are no derivative."""
        signals, name = self.workspace.layers, self.loss.name
        outputs = signals[-1].a
        distance = np.abs(outputs - self.workspace.targets)
        return (
            all(
                np.abs(layer.z).min() > 1e-3
                for layer, activation in zip(signals, self.network.activations, strict=True)
                if activation in KINKED
            )
            and (name != "mae" or bool(distance.min() > 1e-3))
            and (name != "rmse" or self.workspace.loss > 1e-2)
            and (name not in OF_PROBABILITIES or bool(np.abs(outputs - 0.5).max() < 0.495))
            and bool(np.abs(self.network.theta).min() > 1e-4)
        )


def _targets(rng: np.random.Generator, shape: tuple[int, ...], loss: str) -> Array:
    if loss not in OF_PROBABILITIES:
        return rng.normal(size=shape)
    drawn = rng.uniform(size=shape)
    return drawn / drawn.sum(axis=1, keepdims=True)


def differences(f: Callable[[], float], array: Array) -> Array:
    """df/d(entry) for every entry of `array`, which f reads."""
    found, flat = np.empty(array.size), array.reshape(-1)
    for i, kept in enumerate(flat.tolist()):
        flat[i] = kept + H
        above = f()
        flat[i] = kept - H
        found[i] = (above - f()) / (2 * H)
        flat[i] = kept
    return found.reshape(array.shape)


def check(step: Step) -> None:
    assume(step.smooth)
    w, atol = step.workspace, 1e-7 * (1 + abs(step.workspace.loss))

    def near(actual: Array, f: Callable[[], float], array: Array) -> None:
        np.testing.assert_allclose(actual, differences(f, array), rtol=1e-5, atol=atol)

    near(step.gradient, step.objective, step.network.theta)
    assert w.loss + step.penalty.value == pytest.approx(step.objective(), rel=1e-12, abs=1e-12)
    for index, s in enumerate(w.layers):
        near(s.da, lambda n=index + 1, a=s.a: step.loss_after(n, a), s.a)
        near(
            s.dz,
            lambda i=index, z=s.z: step.loss_after(i + 1, step.activation(i, z)),
            s.z,
        )


@pytest.mark.parametrize(("output", "loss"), PAIRS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_output_with_every_loss(output: str, loss: str, data: st.DataObject) -> None:
    outputs = 2 if output == "softmax" or loss == "cross_entropy" else 1
    check(Step(data.draw(shapes(HIDDEN, outputs)), output, loss))


@pytest.mark.parametrize("hidden", HIDDEN)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_hidden_activation(hidden: str, data: st.DataObject) -> None:
    check(Step(data.draw(shapes((hidden,), 1)), "identity", "mse"))


def logits(values: list[float], targets: list[float], output: str, loss: str) -> Workspace:
    """A step on one sample whose logits are these."""
    sizes = (1, len(values))
    network = Network(sizes, (output,))
    network.layers[0].W[...] = values
    sgd = Optimizer("sgd", {}, 0.1, network.theta.size)
    gradient = np.zeros_like(network.theta)
    w = Workspace(network, loss_named(loss), Penalty(network, 0.0, 0.0), sgd, gradient, 1)
    w.inputs[...], w.targets[...] = 1.0, targets
    with np.errstate(all="ignore"):
        w.step()
    assert np.isfinite(network.theta).all()
    assert np.isfinite(w.signals).all()
    return w


@pytest.mark.parametrize(
    ("output", "loss", "values", "targets", "expected", "dz"),
    [
        ("softmax", "cross_entropy", [1000, -1000], [0, 1], 2000.0, [1, -1]),
        ("softmax", "cross_entropy", [1000, -1000], [1, 0], 0.0, [0, 0]),
        ("softmax", "cross_entropy", [-1000, 1000, 1000], [1, 0, 0], 2000 + np.log(2), None),
        ("sigmoid", "binary_cross_entropy", [1000], [0], 1000.0, [1]),
        ("sigmoid", "binary_cross_entropy", [-1000], [0], 0.0, [0]),
        ("sigmoid", "binary_cross_entropy", [1000, -1000], [0, 1], 1000.0, [0.5, -0.5]),
        ("sigmoid", "binary_cross_entropy", [1000, -1000], [1, 0], 0.0, [0, 0]),
    ],
)
def test_extreme_logits(
    output: str,
    loss: str,
    values: list[float],
    targets: list[float],
    expected: float,
    dz: list[float] | None,
) -> None:
    w = logits(values, targets, output, loss)
    assert w.loss == expected
    assert dz is None or w.layers[0].dz[0].tolist() == dz


@pytest.mark.parametrize(("output", "loss"), [*product(("sigmoid", "softmax"), LOSS_OPTIONS)])
@pytest.mark.parametrize("targets", [[0.0, 1.0], [1.0, 0.0]])
def test_extreme_logits_stay_finite(output: str, loss: str, targets: list[float]) -> None:
    assert np.isfinite(logits([1000, -1000], targets, output, loss).loss)
