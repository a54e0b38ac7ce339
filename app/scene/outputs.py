"""What the network puts out at a moment, and how it is to be read."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.scene.axis_range import round_range
from app.scene.timeline import EPSILON, Timeline
from app.scene.verdict import PROBABILITIES
from engine.arrays import Array
from engine.dataset import Dataset
from engine.trace import Kind, StepTrace


class Reading(StrEnum):
    """How outputs are to be read."""

    CLASSES = "classes"  # one output a class, the largest counts
    CHANCE = "chance"  # one output: class 1 from a half on, else class 0
    NUMBERS = "numbers"  # a regression


@dataclass(frozen=True, eq=False)
class Outputs:
    """The outputs of one row of the batch at a moment, arrays (n,).

    `known` says which are computed; values that are not are nan. `names` are
    the outputs', `class_names` those of the classes (none for a regression).
    The axis goes from `low` to `high`. `batch_values` and `batch_targets`
    (B, n) are all rows', empty until all are known. `ghost` are what they would
    be with a value that is tried; None where none is.
    """

    reading: Reading
    names: tuple[str, ...]
    class_names: tuple[str, ...]
    values: Array
    known: NDArray[np.bool_]
    targets: Array
    low: float
    high: float
    probabilities: bool
    batch_size: int
    batch_values: Array
    batch_targets: Array
    ghost: Array | None = None

    @property
    def complete(self) -> bool:
        """Whether every output is there."""
        return bool(self.known.all())

    @property
    def target_class(self) -> int:
        """The number of the class that is right."""
        if self.reading is Reading.CHANCE:
            return int(self.targets[0] >= 0.5)
        return int(self.targets.argmax())


def outputs(
    trace: StepTrace, timeline: Timeline, t: float, sample: int, dataset: Dataset
) -> Outputs:
    """What is known at t of the outputs for row `sample` of the batch."""
    all_values = trace.activation(trace.depth)
    count = all_values.shape[1]
    start = timeline.index(Kind.ACTIVATION, trace.depth)
    known = t + EPSILON >= start + np.arange(1, count + 1) / count
    values = np.where(known, all_values[sample], np.nan)
    reading = _reading(dataset, count)
    probabilities = trace.rules.activations[-1] in PROBABILITIES
    low, high = _axis(reading, probabilities, all_values, trace.targets, dataset)
    rows = slice(None) if known.all() else slice(0)
    return Outputs(
        reading=reading,
        names=dataset.output_names,
        class_names=dataset.class_names or (),
        values=values,
        known=known,
        targets=trace.targets[sample],
        low=low,
        high=high,
        probabilities=probabilities,
        batch_size=trace.batch,
        batch_values=all_values[rows],
        batch_targets=trace.targets[rows],
    )


def _reading(dataset: Dataset, count: int) -> Reading:
    if not dataset.is_classification:
        return Reading.NUMBERS
    return Reading.CHANCE if count == 1 else Reading.CLASSES


def _axis(
    reading: Reading, probabilities: bool, values: Array, targets: Array, dataset: Dataset
) -> tuple[float, float]:
    """Probabilities lie in 0..1, other classes' outputs symmetrically around 0."""
    if probabilities and reading is not Reading.NUMBERS:
        return 0.0, 1.0
    if reading is Reading.NUMBERS:
        spread = (dataset.targets.min(), dataset.targets.max())
        shown = np.concatenate([values.ravel(), targets.ravel(), spread])
        finite = shown[np.isfinite(shown)]
        return round_range(float(finite.min()), float(finite.max()))
    shown = np.abs(np.concatenate([values.ravel(), targets.ravel()]))
    _, most = round_range(0.0, float(shown[np.isfinite(shown)].max()))
    return -most, most
