"""The mean loss of every whole epoch: the curve to read where single batches are noisy."""

import numpy as np

from app.scene.growing import Growing
from engine.arrays import Array


class EpochMeans:
    """Follows the losses of a run with `per_epoch` steps an epoch."""

    def __init__(self, per_epoch: int) -> None:
        self.per_epoch = per_epoch
        self._means = Growing(1, np.float64)

    @property
    def values(self) -> Array:
        """(whole epochs,)"""
        means: Array = self._means.values[0]
        return means

    def follow(self, losses: Array) -> None:
        """Take in `losses` (steps,), which begins with all losses followed so far."""
        done, whole = len(self._means), len(losses) // self.per_epoch
        if whole > done:
            new = losses[done * self.per_epoch : whole * self.per_epoch]
            with np.errstate(all="ignore"):  # a diverging run's losses may be too large to add
                self._means.extend(new.reshape(1, -1, self.per_epoch).mean(axis=2))

    def truncate(self, steps: int) -> None:
        """Forget what the steps from `steps` on have changed."""
        self._means.truncate(steps // self.per_epoch)
