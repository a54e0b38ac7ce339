"""What the trainer remembers: checkpoints to replay from, and a number for every step."""

import numpy as np

from engine.arrays import Array
from engine.stepper import Checkpoint

FIRST_INTERVAL = 32
"""Steps between checkpoints at first."""
OBJECT_BYTES = 600
"""What a checkpoint takes beside its numbers: a small network's is little else."""


class Checkpoints:
    """Checkpoints at even intervals, within a budget of bytes.

    When the budget is used up, every second checkpoint goes and the interval
    doubles, so that replay stays short for as long as memory allows. `latest`
    is one more, wherever the trainer put it: what is looked at while training
    goes on is nearly always the last step.
    """

    def __init__(self, first: Checkpoint, budget: int) -> None:
        size = first.theta.nbytes + first.memory[1].nbytes + OBJECT_BYTES
        self.interval = FIRST_INTERVAL
        self._most = max(2, budget // size)
        self._kept = {first.step: first}
        self.latest = first

    def due(self, step: int) -> bool:
        """Whether a checkpoint belongs before this step and is not there yet."""
        return step % self.interval == 0 and step not in self._kept

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint that is due."""
        self._kept[checkpoint.step] = checkpoint
        while len(self._kept) > self._most:
            self.interval *= 2
            self._kept = {s: c for s, c in self._kept.items() if s % self.interval == 0}

    def before(self, step: int) -> Checkpoint:
        """The latest checkpoint that is not after `step`."""
        nearest = step - step % self.interval
        while nearest not in self._kept:
            nearest -= self.interval
        return self.latest if nearest < self.latest.step <= step else self._kept[nearest]

    def forget_after(self, step: int) -> None:
        """Drop the checkpoints of steps later than `step`."""
        self._kept = {s: c for s, c in self._kept.items() if s <= step}
        self.latest = self.before(step)


class History:
    """One number a step, in an array that grows by doubling."""

    def __init__(self) -> None:
        self._values: Array = np.empty(1024)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, value: float) -> None:
        """Add the next step's number."""
        if self._count == len(self._values):
            self._values = np.concatenate([self._values, np.empty(self._count)])
        self._values[self._count] = value
        self._count += 1

    def truncate(self, count: int) -> None:
        """Keep the first `count`. What earlier views show does not change."""
        if count < self._count:
            self._values = self._values.copy()
            self._count = count

    @property
    def values(self) -> Array:
        """(count,), read-only; later steps do not change what it shows."""
        view = self._values[: self._count]
        view.flags.writeable = False
        return view
