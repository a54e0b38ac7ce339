"""Small experiments and datasets for tests and benchmarks, in one line each."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from engine.dataset import Dataset
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.network import parameter_count
from engine.trainer import Trainer


def dataset(inputs: Array, targets: Array, test: int = 0, classes: bool = True) -> Dataset:
    """These rows, the last `test` of them for testing."""
    rows, n_in, n_out = len(inputs), inputs.shape[1], targets.shape[1]
    names = tuple(f"c{i}" for i in range(max(n_out, 2)))
    return Dataset(
        inputs=inputs,
        targets=targets,
        train=np.arange(rows - test),
        test=np.arange(rows - test, rows),
        input_names=tuple(f"x{i + 1}" for i in range(n_in)),
        output_names=names[:n_out],
        class_names=names if classes else None,
        mean=np.zeros(n_in),
        deviation=np.ones(n_in),
    )


def one_hot(labels: Array, classes: int) -> Array:
    return np.eye(classes)[labels]


def class_rows(rng: np.random.Generator, rows: int, sizes: Sequence[int], test: int = 0) -> Dataset:
    """Normal inputs, each with a class drawn for it."""
    labels = rng.integers(0, sizes[-1], rows)
    return dataset(rng.normal(size=(rows, sizes[0])), one_hot(labels, sizes[-1]), test)


def weights(rng: np.random.Generator, sizes: Sequence[int], scale: float = 0.5) -> Array:
    """theta (P,), weights and biases drawn alike."""
    return rng.normal(0.0, scale, parameter_count(sizes))


def experiment(
    sizes: Sequence[int], activations: Sequence[str], training: TrainingSpec, seed: int = 0
) -> Experiment:
    """An experiment whose rows are given to the trainer beside it."""
    network = NetworkSpec(tuple(sizes), tuple(activations))
    return Experiment("test", seed, DataSpec("inline"), network, training)


def relu_classifier(sizes: Sequence[int], batch: int, **training: object) -> Trainer:
    """relu layers, softmax, cross-entropy, on four batches of random rows."""
    rng = np.random.default_rng(0)
    activations = ("relu",) * (len(sizes) - 2) + ("softmax",)
    spec = TrainingSpec("cross_entropy", batch_size=batch, **{"learning_rate": 0.01, **training})
    data = class_rows(rng, 4 * batch, sizes)
    return Trainer(experiment(sizes, activations, spec), data, weights(rng, sizes, 0.3))
