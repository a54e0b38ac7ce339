"""How well a network does on rows it is not trained on at this moment."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, Rows
from engine.dataset import Dataset
from engine.experiment import TrainingSpec
from engine.losses import loss_named
from engine.network import Network
from engine.optimizers import Optimizer
from engine.workspace import Penalty, Workspace

CHUNK = 256
"""Rows evaluated at once; it bounds the memory, not the result."""


@dataclass(frozen=True)
class Score:
    """The loss without penalty, and the share of rows classified rightly (None for regression)."""

    loss: float
    accuracy: float | None


def classes(outputs: Array) -> Rows:
    """(N,) the class that each row of outputs (N, n) names.

    With one output it is 1 from 0.5 on, else 0; with several, the largest.
    """
    if outputs.shape[1] == 1:
        return (outputs[:, 0] >= 0.5).astype(np.intp)
    largest: Rows = outputs.argmax(axis=1)
    return largest


def right(outputs: Array, targets: Array) -> Array:
    """(N,) 1 where the outputs (N, n) name the target's class, else 0."""
    return np.asarray(classes(outputs) == classes(targets), np.float64)


class Evaluator:
    """Scores a network as it is; its workspaces are its own, so nothing shown changes."""

    def __init__(self, network: Network, training: TrainingSpec, dataset: Dataset) -> None:
        self._network, self._dataset = network, dataset
        self._loss = loss_named(training.loss, training.loss_options)
        self._workspaces: dict[int, Workspace] = {}

    def score(self, rows: Rows) -> Score | None:
        """The score on these dataset rows; None if there are none."""
        if not rows.size:
            return None
        losses, hits = np.empty(rows.size), np.empty(rows.size)
        with np.errstate(all="ignore"):
            for start in range(0, rows.size, CHUNK):
                chunk = rows[start : start + CHUNK]
                workspace = self._workspace(chunk.size)
                workspace.inputs[...] = self._dataset.inputs[chunk]
                workspace.targets[...] = self._dataset.targets[chunk]
                workspace.forward()
                span = slice(start, start + chunk.size)
                losses[span] = workspace.sample_losses
                hits[span] = right(workspace.layers[-1].a, workspace.targets)
            loss = self._loss.total(losses)
        return Score(loss, float(hits.mean()) if self._dataset.is_classification else None)

    def _workspace(self, batch: int) -> Workspace:
        if batch not in self._workspaces:
            network, size = self._network, self._network.theta.size
            self._workspaces[batch] = Workspace(
                network,
                self._loss,
                Penalty(network, 0.0, 0.0),
                Optimizer("sgd", {}, 0.0, 0),
                np.zeros(size),
                batch,
            )
        return self._workspaces[batch]
