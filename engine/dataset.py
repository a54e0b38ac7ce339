"""The rows a network learns from, and which of them each step sees."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from engine.arrays import Array, Rows


class Stream(IntEnum):
    """The independent random streams that one seed opens."""

    DATA = 0
    SPLIT = 1
    WEIGHTS = 2
    ORDER = 3


def generator(seed: int, stream: Stream, *index: int) -> np.random.Generator:
    """The generator of one stream; `index` (an epoch, say) opens a stream of its own."""
    return np.random.default_rng([seed, stream, *index])


@dataclass(frozen=True, eq=False)
class Dataset:
    """Rows ready for training: standardised if asked for, split, targets encoded.

    inputs (N, n_0), targets (N, n_L); `train` and `test` are row numbers into
    both. `mean` and `deviation` (n_0,) undo the standardisation (0 and 1
    where there is none). `class_names` is None for regression; with one output
    and two classes the target is 0 or 1, else it is one-hot.
    """

    inputs: Array
    targets: Array
    train: Rows
    test: Rows
    input_names: tuple[str, ...]
    output_names: tuple[str, ...]
    class_names: tuple[str, ...] | None
    mean: Array
    deviation: Array

    @property
    def is_classification(self) -> bool:
        """Whether targets are classes, not numbers."""
        return self.class_names is not None

    def suited_to(self, loss: str) -> "Dataset":
        """The same rows; for cross-entropy their targets are divided by their sum.

        Probabilities written as decimals, (0.3333333, 0.6666667) say, add up to 1 only
        nearly, and softmax's derivative a - y holds only where they do.
        """
        totals = self.targets.sum(axis=1, keepdims=True)
        if loss != "cross_entropy" or (totals == 1.0).all():
            return self
        return replace(self, targets=self.targets / totals)


class Batches:
    """Which rows step k trains on: a pure function of (train rows, seed, k).

    Without `shuffle` the rows come in order; with it, in an order drawn from
    the seed anew each epoch. A last short batch is a batch of its own.
    """

    def __init__(self, train: Rows, batch_size: int, shuffle: bool, seed: int) -> None:
        self.per_epoch = -(-len(train) // batch_size)
        self._train, self._size = train, min(batch_size, len(train))
        self._shuffle, self._seed = shuffle, seed
        self._epoch, self._order = -1, train

    def epoch(self, step: int) -> int:
        """The epoch that step belongs to."""
        return step // self.per_epoch

    def rows(self, step: int) -> Rows:
        """The dataset's row numbers that make step's batch."""
        epoch, position = divmod(step, self.per_epoch)
        start = position * self._size
        return self.order(epoch)[start : start + self._size]

    def order(self, epoch: int) -> Rows:
        """All training rows in the order of that epoch; the last one asked for is kept."""
        if self._shuffle and epoch != self._epoch:
            draw = generator(self._seed, Stream.ORDER, epoch)
            self._order, self._epoch = draw.permutation(self._train), epoch
        return self._order

    def step_of(self, row: int, epoch: int) -> tuple[int, int] | None:
        """The step of that epoch that trains on `row`, and the row's place in its batch."""
        places = np.flatnonzero(self.order(epoch) == row)
        if not places.size:
            return None
        position, place = divmod(int(places[0]), self._size)
        return epoch * self.per_epoch + position, place
