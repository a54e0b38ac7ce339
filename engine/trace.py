"""A trace: one training step, frozen, and the order in which to read it.

This is the contract between the engine and everything that draws, explains or
prints a step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.arrays import Array, Rows
from engine.network import Parameters
from engine.workspace import Signals


class Phase(StrEnum):
    """The four parts of a training step, in order."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Kind(StrEnum):
    """What an operation computes."""

    WEIGHTED_SUM = "weighted_sum"  # z[l]
    ACTIVATION = "activation"  # a[l]
    LOSS = "loss"  # L
    ACTIVATION_GRADIENT = "activation_gradient"  # dz[l]
    WEIGHT_GRADIENT = "weight_gradient"  # dW[l]
    BIAS_GRADIENT = "bias_gradient"  # db[l]
    INPUT_GRADIENT = "input_gradient"  # da[l-1]
    UPDATE = "update"  # W[l], b[l]


@dataclass(frozen=True)
class Operation:
    """One operation of a step on layer 1..L (the loss belongs to layer L)."""

    phase: Phase
    kind: Kind
    layer: int


def operations_of(depth: int) -> tuple[Operation, ...]:
    """The operations of a step of a network with `depth` layers, in order."""
    forward = [
        Operation(Phase.FORWARD, kind, layer)
        for layer in range(1, depth + 1)
        for kind in (Kind.WEIGHTED_SUM, Kind.ACTIVATION)
    ]
    backward = [
        Operation(Phase.BACKWARD, kind, layer)
        for layer in range(depth, 0, -1)
        for kind in (
            Kind.ACTIVATION_GRADIENT,
            Kind.WEIGHT_GRADIENT,
            Kind.BIAS_GRADIENT,
            Kind.INPUT_GRADIENT,
        )
        if kind is not Kind.INPUT_GRADIENT or layer > 1
    ]
    update = [Operation(Phase.UPDATE, Kind.UPDATE, layer) for layer in range(1, depth + 1)]
    return (*forward, Operation(Phase.LOSS, Kind.LOSS, depth), *backward, *update)


@dataclass(frozen=True)
class Rules:
    """By which rules a step was computed: names and numbers that formulas quote."""

    activations: tuple[str, ...]
    loss: str
    loss_options: Mapping[str, float]
    fused: bool
    optimizer: str
    optimizer_options: Mapping[str, float]
    learning_rate: float
    l1: float
    l2: float

    @property
    def spreads(self) -> bool:
        """Whether each sum of the last layer acts on all outputs: softmax, taken by itself."""
        return self.activations[-1] == "softmax" and not self.fused


@dataclass(frozen=True)
class OptimizerState:
    """The optimiser's vectors at some moment, by name, each seen layer by layer."""

    updates: int
    vectors: Mapping[str, tuple[Parameters, ...]]


@dataclass(frozen=True, eq=False)
class StepTrace:
    """Step number `step`, read-only. Layers count from 1: use layer(l).

    inputs (B, n_0), targets (B, n_L), sample_losses (B,); `loss` is without
    the penalty, `gradients` are those of loss + penalty. `before` and `after`
    are the parameters on the two sides of the update, `memory` the optimiser's
    state after it and `memory_before` the state before it.
    """

    step: int
    epoch: int
    rows: Rows
    sizes: tuple[int, ...]
    inputs: Array
    targets: Array
    sample_losses: Array
    loss: float
    penalty: float
    before: tuple[Parameters, ...]
    after: tuple[Parameters, ...]
    gradients: tuple[Parameters, ...]
    signals: tuple[Signals, ...]
    memory_before: OptimizerState
    memory: OptimizerState
    rules: Rules
    operations: tuple[Operation, ...]

    @property
    def depth(self) -> int:
        """L, the number of layers."""
        return len(self.signals)

    @property
    def batch(self) -> int:
        """B, the number of rows."""
        return len(self.rows)

    def activation(self, layer: int) -> Array:
        """a[l] (B, n_l) for l = 0..L; a[0] are the inputs."""
        return self.signals[layer - 1].a if layer else self.inputs
