"""The stepper: a network with its optimiser, able to do one training step on given rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from engine.arrays import Array, Rows, snapshots
from engine.dataset import Dataset
from engine.errors import Divergence
from engine.experiment import NetworkSpec, TrainingSpec
from engine.losses import loss_named
from engine.network import Network, layer_views
from engine.optimizers import Optimizer
from engine.quantity import Quantity, Role
from engine.trace import OptimizerState, Rules, StepTrace, operations_of
from engine.workspace import Penalty, Workspace, signal_views


@dataclass(frozen=True)
class Checkpoint:
    """All that replay needs to go on from before step `step`."""

    step: int
    theta: Array
    memory: tuple[int, Array]


class Stepper:
    """Does step after step; knows nothing of which rows come next.

    `step` is the number of the step that it would do next.
    """

    def __init__(
        self, network: NetworkSpec, training: TrainingSpec, dataset: Dataset, initial: Array
    ) -> None:
        self.network = Network(network.sizes, network.activations)
        self.network.theta[...] = initial
        self.step = 0
        self._dataset = dataset
        self._loss = loss_named(training.loss, training.loss_options)
        self._optimizer = Optimizer(
            training.optimizer,
            training.optimizer_options,
            training.learning_rate,
            initial.size,
        )
        self._penalty = Penalty(self.network, training.l1, training.l2)
        self._gradient: Array = np.zeros_like(initial)
        self._workspaces: dict[int, Workspace] = {}
        self._training = training
        self._operations = operations_of(len(network.activations))

    def use(self, training: TrainingSpec) -> None:
        """From the next step on, use this learning rate, l1 and l2."""
        if training is not self._training:
            self._training = training
            self._optimizer.learning_rate = training.learning_rate
            self._penalty.weigh(training.l1, training.l2)

    def learn_from(self, dataset: Dataset) -> None:
        """From the next step on, take the rows from here: the same rows, other numbers in them."""
        self._dataset = dataset

    def set(self, parameter: Quantity, value: float) -> None:
        """Give a weight or bias this value before the next step; the optimiser is not told."""
        layer = self.network.layers[parameter.layer - 1]
        if parameter.role is Role.WEIGHT:
            layer.W[parameter.source, parameter.unit] = value
        else:
            layer.b[parameter.unit] = value

    def advance(self, rows: Rows) -> float:
        """Do one training step on these dataset rows. Returns its loss, without penalty."""
        self.step += 1
        return self._loaded(rows).step()

    def _loaded(self, rows: Rows) -> Workspace:
        """The workspace for that many rows, with the rows in it."""
        workspace = self._workspaces.get(rows.size)
        if workspace is None:
            workspace = Workspace(
                self.network,
                self._loss,
                self._penalty,
                self._optimizer,
                self._gradient,
                rows.size,
            )
            self._workspaces[rows.size] = workspace
        # Rows are known to be in range, and "clip" is the mode that takes without a buffer.
        self._dataset.inputs.take(rows, 0, workspace.inputs, "clip")
        self._dataset.targets.take(rows, 0, workspace.targets, "clip")
        return workspace

    def divergence(self, loss: float) -> Divergence | None:
        """Why training cannot go on after the step just done, or None if it can."""
        step = self.step - 1
        if not isfinite(loss):
            return Divergence(step, "loss", loss)
        theta = self.network.theta
        if isfinite(theta.dot(theta)):  # the fastest look at every number
            return None
        for number, layer in enumerate(self.network.layers, 1):
            for name, values in (("W", layer.W), ("b", layer.b)):
                broken = values[~np.isfinite(values)]
                if broken.size:
                    return Divergence(step, f"{name}[{number}]", float(broken[0]))
        return None  # every number is finite, only a square is not

    def checkpoint(self) -> Checkpoint:
        """A copy of the state before the next step."""
        return Checkpoint(self.step, self.network.theta.copy(), self._optimizer.memory())

    def restore(self, checkpoint: Checkpoint) -> None:
        """Return to the state that `checkpoint()` gave."""
        self.step = checkpoint.step
        self.network.theta[...] = checkpoint.theta
        self._optimizer.restore(checkpoint.memory)

    def trace(self, rows: Rows, epoch: int) -> StepTrace:
        """Do one training step as `advance` does, and keep everything it computed."""
        step, updates = self.step, self._optimizer.updates
        batch, sizes = rows.size, self.network.sizes
        theta, memory = self.network.theta, self._optimizer.state.values()
        theta_before, *memory_before = snapshots(theta, *memory)
        self.advance(rows)
        w = self._workspaces[batch]
        theta_after, gradients, signals, inputs, targets, losses, *memory_after = snapshots(
            theta, self._gradient, w.signals, w.inputs, w.targets, w.sample_losses, *memory
        )
        return StepTrace(
            step=step,
            epoch=epoch,
            rows=rows,
            sizes=sizes,
            inputs=inputs.reshape(batch, -1),
            targets=targets.reshape(batch, -1),
            sample_losses=losses,
            loss=w.loss,
            penalty=self._penalty.value,
            before=layer_views(theta_before, sizes),
            after=layer_views(theta_after, sizes),
            gradients=layer_views(gradients, sizes),
            signals=signal_views(signals, sizes, batch),
            memory_before=self._memory(updates, memory_before),
            memory=self._memory(self._optimizer.updates, memory_after),
            rules=self._rules(w),
            operations=self._operations,
        )

    def _memory(self, updates: int, vectors: Sequence[Array]) -> OptimizerState:
        views = (layer_views(vector, self.network.sizes) for vector in vectors)
        return OptimizerState(updates, dict(zip(self._optimizer.state, views, strict=True)))

    def _rules(self, workspace: Workspace) -> Rules:
        return Rules(
            activations=self.network.activations,
            loss=self._loss.name,
            loss_options=self._loss.options,
            fused=workspace.fusion is not None,
            optimizer=self._optimizer.name,
            optimizer_options=self._optimizer.options,
            learning_rate=self._optimizer.learning_rate,
            l1=self._penalty.l1,
            l2=self._penalty.l2,
        )
