"""The numbers of two published worked examples, to 1e-12."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.experiment import TrainingSpec
from engine.stepper import Stepper
from engine.trace import StepTrace
from engine.trainer import Trainer
from tests.engine.setups import dataset, experiment

GOLDEN = Path(__file__).parents[1] / "golden"


def load(name: str) -> dict:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


def trainer(golden: dict, layers: list[dict], activations: tuple[str, ...], loss: str) -> Trainer:
    inputs, targets = np.array(golden["inputs"]), np.array(golden["targets"], float)
    sizes = (inputs.shape[1], *(len(layer["b"]) for layer in layers))
    theta = np.concatenate([np.ravel(layer[name]) for layer in layers for name in ("W", "b")])
    spec = TrainingSpec(loss, learning_rate=golden["learning_rate"])
    data = dataset(inputs, targets)
    return Trainer(experiment(sizes, activations, spec), data, theta)


def same(actual: object, expected: object) -> None:
    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-12, strict=False)


@pytest.fixture(scope="module")
def article() -> dict:
    return load("article.json")


@pytest.fixture(scope="module")
def article_trace(article: dict) -> StepTrace:
    run = trainer(article, article["layers"], ("relu", "relu", "softmax"), "cross_entropy")
    run.advance(2)
    same(run.losses.values, [article["loss"], article["loss_after"]])
    same(run.trace(1).activation(3), article["outputs_after"])
    return run.trace(0)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_article(article: dict, article_trace: StepTrace, layer: int) -> None:
    golden, trace, at = article["layers"][layer - 1], article_trace, layer - 1
    for name in ("z", "a", "da", "dz"):
        same(getattr(trace.signals[at], name), golden[name])
    for views, suffix in ((trace.before, ""), (trace.after, "_after")):
        same(views[at].W, golden["W" + suffix])
        same(views[at].b, golden["b" + suffix])
    same(trace.gradients[at].W, golden["dW"])
    same(trace.gradients[at].b, golden["db"])


def test_article_says_what_it_is(article: dict, article_trace: StepTrace) -> None:
    trace = article_trace
    assert (trace.step, trace.epoch, trace.batch, trace.depth) == (0, 0, 1, 3)
    assert trace.rules.fused
    assert trace.penalty == 0.0
    same(trace.loss, article["loss"])
    same(trace.sample_losses, [article["loss"]])
    same(trace.inputs, article["inputs"])
    same(trace.targets, article["targets"])


def test_mazur() -> None:
    golden = load("mazur.json")
    layers = [{"W": golden["W1"], "b": golden["b1"]}, {"W": golden["W2"], "b": golden["b2"]}]
    run = trainer(golden, layers, ("sigmoid", "sigmoid"), "mse")
    run.advance(2)
    same(run.losses.values, [golden["loss"], golden["loss_after"]])
    trace = run.trace(0)
    same(trace.activation(1), golden["hidden"])
    same(trace.activation(2), golden["outputs"])
    for number, layer in enumerate(trace.after, 1):
        same(layer.W, golden[f"W{number}_after"])
        same(layer.b, golden[f"b{number}_after"])


def test_a_step_without_a_trainer(article: dict) -> None:
    """A stepper alone does the same step, and can return to where it stood before."""
    run = trainer(article, article["layers"], ("relu", "relu", "softmax"), "cross_entropy")
    stepper = Stepper(
        run.experiment.network, run.experiment.training, run.dataset, run.network.theta
    )
    start = stepper.checkpoint()
    same(stepper.advance(np.array([0])), article["loss"])
    same(stepper.advance(np.array([0])), article["loss_after"])
    stepper.restore(start)
    assert stepper.step == 0
    same(stepper.advance(np.array([0])), article["loss"])
