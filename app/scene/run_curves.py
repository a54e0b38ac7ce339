"""The curves of a run, ready to be drawn: batch losses, their epochs' means, test losses."""

from typing import NamedTuple

import numpy as np

from app.scene.decimate import Pyramid
from app.scene.epoch_means import EpochMeans
from engine.arrays import Array


class Curve(NamedTuple):
    """Points to join: steps (n,), ascending, and losses (n,), all finite."""

    steps: Array
    losses: Array

    @property
    def span(self) -> tuple[float, float] | None:
        """The smallest and the largest loss; None where there are no points."""
        if not self.losses.size:
            return None
        return float(self.losses.min()), float(self.losses.max())

    def positive(self) -> "Curve":
        """The points that a logarithmic axis can show."""
        kept = self.losses > 0.0
        return Curve(self.steps[kept], self.losses[kept])


def joined(spans: list[tuple[float, float] | None]) -> tuple[float, float] | None:
    """The span that holds all of `spans`."""
    known = [span for span in spans if span is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


class RunCurves:
    """Follows one run with `per_epoch` steps an epoch."""

    def __init__(self, per_epoch: int) -> None:
        self.per_epoch = per_epoch
        self._train, self._test, self._means = Pyramid(), Pyramid(), Pyramid()
        self._epochs = EpochMeans(per_epoch)
        self._losses: Array = np.empty(0)
        self._test_losses: Array = np.empty(0)

    @property
    def steps(self) -> int:
        """The number of steps followed."""
        return len(self._losses)

    @property
    def noisy(self) -> bool:
        """Whether steps see different rows, so that an epoch's mean is the curve to read."""
        return self.per_epoch > 1 and self.steps >= 2 * self.per_epoch

    @property
    def has_test(self) -> bool:
        """Whether there are test rows."""
        return len(self._test_losses) > 0

    def follow(self, losses: Array, test_losses: Array) -> None:
        """Take in a run that has grown, or lost its end: losses (steps,), test_losses (epochs,)."""
        if len(losses) < self.steps:
            self.truncate(len(losses))
        self._losses, self._test_losses = losses, test_losses
        self._train.follow(losses)
        self._test.follow(test_losses)
        self._epochs.follow(losses)
        self._means.follow(self._epochs.values)

    def truncate(self, steps: int) -> None:
        """Forget the steps from `steps` on, because others may come in their place."""
        epochs = -(-steps // self.per_epoch)
        self._losses, self._test_losses = self._losses[:steps], self._test_losses[:epochs]
        self._train.truncate(steps)
        self._test.truncate(epochs)
        self._epochs.truncate(steps)
        self._means.truncate(steps // self.per_epoch)

    def train(self, start: int, stop: int, columns: int) -> Curve:
        """Every step's loss on its own batch, for steps start..stop-1."""
        return self._curve(self._train, self._losses, start, stop, columns, 1, 0.0)

    def means(self, start: int, stop: int, columns: int) -> Curve:
        """The mean loss of every whole epoch, in its middle."""
        middle = (self.per_epoch - 1) / 2
        values = self._epochs.values
        return self._curve(self._means, values, start, stop, columns, self.per_epoch, middle)

    def test(self, start: int, stop: int, columns: int) -> Curve:
        """The test loss before every epoch, at the epoch's first step."""
        return self._curve(self._test, self._test_losses, start, stop, columns, self.per_epoch, 0.0)

    def loss_at(self, step: int) -> float | None:
        """The loss of `step` on its own batch; None where it is not known."""
        return float(self._losses[step]) if step < self.steps else None

    def mean_at(self, step: int) -> float | None:
        """The mean loss of the epoch of `step`; None while it goes on."""
        epoch = step // self.per_epoch
        return float(self._epochs.values[epoch]) if epoch < len(self._means) else None

    def test_at(self, step: int) -> float | None:
        """The test loss before the epoch of `step`, if there is one."""
        epoch = step // self.per_epoch
        return float(self._test_losses[epoch]) if epoch < len(self._test_losses) else None

    def _curve(
        self,
        pyramid: Pyramid,
        values: Array,
        start: int,
        stop: int,
        columns: int,
        every: int,
        offset: float,
    ) -> Curve:
        """The points of `values`, one every so many steps, one beyond each end kept."""
        first, last = start // every - (start > 0), -(-stop // every) + 1
        positions = pyramid.positions(max(first, 0), last, columns)
        losses = values[positions]
        kept = np.isfinite(losses)
        steps: Array = positions[kept].astype(np.float64) * every + offset
        return Curve(steps, losses[kept])
