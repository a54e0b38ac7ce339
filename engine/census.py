"""A census: the training rows, not only a batch, asked which units are dead or saturated."""

import numpy as np

from engine.arrays import Rows
from engine.dataset import Dataset
from engine.rerun import forward
from engine.tally import Tally, tallies
from engine.trace import StepTrace

MOST_ROWS = 4_000
"""More rows are not looked at."""

CHUNK_WORK, MOST_WORK = 10_000_000, 500_000_000
"""Multiplications that one chunk of rows takes, and that all may take."""

_UNIT_WORK = 100
"""What an activation costs, in multiplications."""


class Census:
    """Which units are stuck for the training rows, with the parameters before a step.

    It is taken chunk by chunk, so that a window can be answered in between.
    Of many rows, or with a large network, only some are looked at, evenly spread.
    """

    def __init__(self, trace: StepTrace, dataset: Dataset) -> None:
        self._trace, self._dataset = trace, dataset
        row_work = sum(p.W.size + _UNIT_WORK * p.b.size for p in trace.before)
        self._rows = rows_to_look_at(dataset.train, MOST_WORK // row_work)
        self._chunk = max(CHUNK_WORK // row_work, 1)
        self.work = row_work * len(self._rows)
        self.total, self.looked = len(dataset.train), 0
        self.tallies: tuple[Tally | None, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether all rows that are to be looked at have been."""
        return self.looked == len(self._rows)

    def go_on(self) -> None:
        """Look at the next chunk of rows."""
        rows = self._rows[self.looked : self.looked + self._chunk]
        inputs, targets = self._dataset.inputs[rows], self._dataset.targets[rows]
        trace = self._trace
        run = forward(trace.rules, trace.before, inputs, targets)
        with np.errstate(all="ignore"):  # a diverging step has numbers that overflow
            found = tallies(trace.rules, inputs, run.z, run.a, targets)
        before = self.tallies or (None,) * len(found)
        pairs = zip(before, found, strict=True)
        self.tallies = tuple(old + new if old and new else new for old, new in pairs)
        self.looked += len(rows)

    def finish(self) -> "Census":
        """Look at all the rest; returns itself."""
        while not self.finished:
            self.go_on()
        return self


def rows_to_look_at(train: Rows, most: int) -> Rows:
    """Of the training rows at most `most`, and at most MOST_ROWS, evenly spread; at least one."""
    count = max(min(len(train), most, MOST_ROWS), 1)
    return train[np.linspace(0, len(train) - 1, count).round().astype(np.intp)]
