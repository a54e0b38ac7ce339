"""What an experiment says: frozen data, network and training, before any number is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.arrays import Array

Options = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Table:
    """Rows that a file or the experiment itself gives, not a generator.

    inputs (N, n_0). `targets` is (N, n_L) as written (inline, regression), or
    `labels` (N,) class numbers index into `class_names`; one of the two is None.
    `class_names` without labels says that the targets as written are classes.
    """

    inputs: Array
    targets: Array | None
    labels: tuple[int, ...] | None = None
    input_names: tuple[str, ...] | None = None
    class_names: tuple[str, ...] | None = None
    output_names: tuple[str, ...] | None = None


@dataclass(frozen=True)
class DataSpec:
    """Where the rows come from: a built-in dataset's name, "inline" or "csv".

    `options` are the source's own keys (bits, gate, samples, noise, path ...);
    `table` holds the rows of "inline", "csv" and the tables that ship with us.
    """

    source: str
    options: Mapping[str, object] = field(default_factory=dict)
    input_names: tuple[str, ...] | None = None
    class_names: tuple[str, ...] | None = None
    test_fraction: float = 0.0
    standardize: bool = False
    table: Table | None = None


@dataclass(frozen=True, eq=False)
class LayerValues:
    """Explicit initial weights (fan_in, fan_out) and biases (fan_out,) of a layer."""

    W: Array
    b: Array


@dataclass(frozen=True)
class NetworkSpec:
    """Layer sizes (inputs first), one activation a layer, and how weights begin."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    initializer: str = "he_normal"
    initializer_options: Options = field(default_factory=dict)
    layers: tuple[LayerValues, ...] | None = None


@dataclass(frozen=True)
class TrainingSpec:
    """The loss, the optimiser and how the rows are served to them."""

    loss: str
    loss_options: Options = field(default_factory=dict)
    optimizer: str = "sgd"
    optimizer_options: Options = field(default_factory=dict)
    learning_rate: float = 0.1
    batch_size: int = 1
    shuffle: bool = False
    l1: float = 0.0
    l2: float = 0.0

    def continues(self, other: "TrainingSpec") -> bool:
        """Whether a run by `other` can go on by this: only learning rate, l1 and l2 differ."""
        return self == replace(other, learning_rate=self.learning_rate, l1=self.l1, l2=self.l2)


@dataclass(frozen=True)
class Experiment:
    """Everything a run needs. Two runs of equal experiments are equal bit for bit."""

    title: str
    seed: int
    data: DataSpec
    network: NetworkSpec
    training: TrainingSpec
