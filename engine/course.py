"""The course of a run: from which step on it goes by which rules and rows, and its edits.

Replay asks here, so that an old step is done again as it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.dataset import Dataset
from engine.quantity import Quantity
from engine.specs import TrainingSpec

_NONE: Mapping[Quantity, float] = {}


@dataclass(frozen=True, eq=False)
class Segment:
    """From step `start` on, training goes by `spec` on `dataset`."""

    start: int
    spec: TrainingSpec
    dataset: Dataset


class Course:
    """Begins with one segment; `now` is the last one, which later steps go by."""

    def __init__(self, spec: TrainingSpec, dataset: Dataset) -> None:
        self._segments = [Segment(0, spec, dataset)]
        self._edits: dict[int, dict[Quantity, float]] = {}

    @property
    def now(self) -> Segment:
        """What the next step goes by."""
        return self._segments[-1]

    def at(self, step: int) -> Segment:
        """What that step goes by."""
        return next(segment for segment in reversed(self._segments) if segment.start <= step)

    def edits(self, step: int) -> Mapping[Quantity, float]:
        """The parameters that were given a value before that step."""
        return self._edits.get(step, _NONE)

    def forget_after(self, step: int) -> None:
        """Drop what begins later than `step`."""
        self._segments = [segment for segment in self._segments if segment.start <= step]
        self._edits = {start: edits for start, edits in self._edits.items() if start <= step}

    def use(self, step: int, spec: TrainingSpec) -> None:
        """From `step` on, another learning rate, l1 or l2."""
        self._begin(replace(self.at(step), start=step, spec=spec))

    def learn_from(self, step: int, dataset: Dataset) -> None:
        """From `step` on, other rows."""
        self._begin(replace(self.at(step), start=step, dataset=dataset))

    def set(self, step: int, parameter: Quantity, value: float) -> None:
        """Before `step`, give a parameter a value."""
        self._edits.setdefault(step, {})[parameter] = value

    def _begin(self, segment: Segment) -> None:
        self._segments = [old for old in self._segments if old.start < segment.start]
        self._segments.append(segment)
