"""Scores do not depend on how the rows were cut up, and count what is right."""

from unittest import mock

import numpy as np
import pytest

from engine import evaluation
from engine.evaluation import Evaluator, Score, classes
from engine.experiment import TrainingSpec
from engine.network import Network
from tests.engine.setups import class_rows, dataset, weights


def identity(data_outputs: int) -> Network:
    """A network whose outputs are its inputs."""
    network = Network((data_outputs, data_outputs), ("identity",))
    network.layers[0].W[...] = np.eye(data_outputs)
    return network


def score(outputs: list[list[float]], targets: list[list[float]], **options: bool) -> Score:
    """The score of a network that says `outputs`."""
    data = dataset(np.array(outputs), np.array(targets), **options)
    return Evaluator(identity(len(outputs[0])), TrainingSpec("mse"), data).score(data.train)


@pytest.mark.parametrize("loss", ["cross_entropy", "rmse"])
@pytest.mark.parametrize("chunk", [1, 3, 7, 50])
def test_chunks_do_not_matter(loss: str, chunk: int) -> None:
    rng, sizes = np.random.default_rng(0), (2, 3, 2)
    network = Network(sizes, ("tanh", "softmax"))
    network.theta[...] = weights(rng, sizes)
    data = class_rows(rng, 10, sizes)
    rows = rng.permutation(10)[:7]
    whole = Evaluator(network, TrainingSpec(loss), data).score(rows)
    with mock.patch.object(evaluation, "CHUNK", chunk):
        parts = Evaluator(network, TrainingSpec(loss), data).score(rows)
    assert parts.loss == pytest.approx(whole.loss, rel=1e-14)
    assert parts.accuracy == whole.accuracy


def test_accuracy_with_several_outputs() -> None:
    right, wrong = [0.2, 0.5, 0.3], [0.6, 0.1, 0.3]
    assert score([right, wrong, right, right], [[0.0, 1.0, 0.0]] * 4).accuracy == 0.75


def test_accuracy_with_one_output() -> None:
    assert classes(np.array([[0.49], [0.5]])).tolist() == [0, 1]
    outputs = [[0.1], [0.49], [0.5], [0.9], [2.0]]
    assert score(outputs, [[0.0], [1.0], [1.0], [1.0], [0.0]]).accuracy == 0.6


def test_a_regression_has_a_loss_and_no_accuracy() -> None:
    found = score([[1.0], [4.0]], [[0.0], [2.0]], classes=False)
    assert found == Score(2.5, None)


def test_no_rows_no_score() -> None:
    data = dataset(np.ones((2, 2)), np.eye(2))
    assert Evaluator(identity(2), TrainingSpec("mse"), data).score(data.test) is None


def test_scoring_moves_nothing() -> None:
    network, data = identity(2), dataset(np.ones((2, 2)), np.eye(2))
    kept = network.theta.copy()
    Evaluator(network, TrainingSpec("mse", learning_rate=1.0, l2=1.0), data).score(data.train)
    assert network.theta.tolist() == kept.tolist()
