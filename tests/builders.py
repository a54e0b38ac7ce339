"""Small experiments for tests, made without files."""

import numpy as np

from engine.dataset import Dataset
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.network import parameter_count
from engine.trainer import Trainer


def trainer_of(
    sizes=(2, 3, 2),
    activations=None,
    rows=6,
    seed=0,
    scale=0.5,
    **training,
) -> Trainer:
    """A trainer on random rows; hidden layers are tanh and the output is softmax."""
    rng = np.random.default_rng(seed)
    hidden = len(sizes) - 2
    activations = activations or ("tanh",) * hidden + ("softmax",)
    targets = np.eye(sizes[-1])[np.arange(rows) % sizes[-1]]
    dataset = Dataset(
        inputs=rng.normal(size=(rows, sizes[0])),
        targets=targets,
        train=np.arange(rows),
        test=np.arange(0),
        input_names=tuple(f"x{i}" for i in range(sizes[0])),
        output_names=tuple(f"y{i}" for i in range(sizes[-1])),
        class_names=tuple(str(i) for i in range(sizes[-1])),
        mean=np.zeros(sizes[0]),
        deviation=np.ones(sizes[0]),
    )
    spec = TrainingSpec(**{"loss": "cross_entropy", **training})
    experiment = Experiment(
        "random", seed, DataSpec("inline"), NetworkSpec(tuple(sizes), activations), spec
    )
    return Trainer(experiment, dataset, rng.normal(size=parameter_count(sizes)) * scale)
