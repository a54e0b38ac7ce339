"""The time within one step: where t lies, and where stepping stops.

t runs from 0 (the batch has arrived, nothing is computed) to the number of
operations. Operation i fills (i, i+1]; its neurons share that span evenly, and
a neuron's terms share the neuron's. At a boundary t belongs to what has just
ended, so that a stop shows a finished result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from engine.trace import Kind, Operation, Phase

EPSILON = 1e-9
"""Less than any term's span: 4,096 neurons of 4,097 terms have spans of 6e-8."""


class Granularity(StrEnum):
    """How far one press of a step key goes, finest first."""

    TERM = "term"
    NEURON = "neuron"
    OPERATION = "operation"
    PASS = "pass"
    STEP = "step"
    EPOCH = "epoch"


@dataclass(frozen=True)
class Slot:
    """An operation opened: `neurons` results, each made of `terms` terms."""

    operation: Operation
    neurons: int
    terms: int


@dataclass(frozen=True)
class Moment:
    """What is under way at t, or has just ended there.

    `index` numbers the operation (-1 at t = 0, where `operation` is None),
    `neuron` and `term` count from 0; `neuron_progress` and `term_progress` lie
    in (0, 1].
    """

    t: float
    index: int = -1
    operation: Operation | None = None
    neuron: int = -1
    term: int = -1
    neuron_progress: float = 1.0
    term_progress: float = 1.0

    @property
    def phase(self) -> Phase | None:
        """The phase under way; None before the first operation."""
        return self.operation.phase if self.operation else None

    def finished(self, index: int, neuron: int = 0, neurons: int = 1) -> bool:
        """Whether result `neuron` of `neurons` of operation `index` is there at t."""
        return self.t + EPSILON >= index + (neuron + 1) / neurons


def _slot(operation: Operation, sizes: Sequence[int]) -> Slot:
    fan_in, fan_out = sizes[operation.layer - 1], sizes[operation.layer]
    neurons, terms = {
        Kind.WEIGHTED_SUM: (fan_out, fan_in + 1),  # the bias is the last term
        Kind.ACTIVATION: (fan_out, 1),
        Kind.LOSS: (1, 1),
        Kind.ACTIVATION_GRADIENT: (fan_out, 1),
        Kind.WEIGHT_GRADIENT: (fan_out, fan_in),  # one weight a term
        Kind.BIAS_GRADIENT: (fan_out, 1),
        Kind.INPUT_GRADIENT: (fan_in, fan_out),
        Kind.UPDATE: (fan_out, fan_in + 1),  # one weight a term, the bias last
    }[operation.kind]
    return Slot(operation, neurons, terms)


def _part(progress: float, parts: int) -> tuple[int, float]:
    """Which of `parts` even parts of (0, 1] `progress` lies in, and how far in it."""
    scaled = progress * parts
    part = min(max(ceil(scaled - EPSILON * parts) - 1, 0), parts - 1)
    return part, min(max(scaled - part, 0.0), 1.0)


class Timeline:
    """The operations of a step laid out along t in [0, end]."""

    def __init__(self, operations: Sequence[Operation], sizes: Sequence[int]) -> None:
        self.slots = tuple(_slot(operation, sizes) for operation in operations)
        self.end = float(len(self.slots))
        self._indices = {
            (operation.kind, operation.layer): index for index, operation in enumerate(operations)
        }
        self._layers: dict[Kind, tuple[tuple[int, int], ...]] = {
            kind: tuple(
                (each.layer, index) for index, each in enumerate(operations) if each.kind is kind
            )
            for kind in Kind
        }
        last = {slot.operation.phase: index + 1 for index, slot in enumerate(self.slots)}
        starts = (0, *last.values())
        self.phases = tuple(
            (phase, float(start), float(end))
            for start, (phase, end) in zip(starts, last.items(), strict=False)
        )
        """(phase, start, end) of every phase, in order."""
        self._latest = Moment(0.0)

    def index(self, kind: Kind, layer: int) -> int:
        """The number of that operation. KeyError where the step has none such."""
        return self._indices[kind, layer]

    def layers(self, kind: Kind) -> tuple[tuple[int, int], ...]:
        """(layer, number of the operation) of all operations of that kind, in order."""
        return self._layers[kind]

    def slot(self, kind: Kind, layer: int) -> Slot:
        """That operation, opened. KeyError where the step has none such."""
        return self.slots[self._indices[kind, layer]]

    def moment(self, t: float) -> Moment:
        """What is under way at t, or has just ended there."""
        t = min(max(t, 0.0), self.end)
        # All views ask for the same one.
        if t != self._latest.t:
            self._latest = self._moment(t)
        return self._latest

    def _moment(self, t: float) -> Moment:
        if t <= EPSILON:
            return Moment(0.0)
        index = min(ceil(t - EPSILON) - 1, len(self.slots) - 1)
        slot, progress = self.slots[index], min(t - index, 1.0)
        neuron, neuron_progress = _part(progress, slot.neurons)
        term, term_progress = _part(neuron_progress, slot.terms)
        return Moment(
            t,
            index,
            slot.operation,
            neuron,
            term,
            neuron_progress,
            term_progress,
        )

    def next(self, t: float, granularity: Granularity) -> float | None:
        """The first stop after t, or None if the step ends before it."""
        if t >= self.end - EPSILON:
            return None
        if granularity in (Granularity.STEP, Granularity.EPOCH):
            return self.end
        if granularity is Granularity.PASS:
            return next(end for _, _, end in self.phases if end > t + EPSILON)
        index = floor(t + EPSILON)
        parts = self._parts(index, granularity)
        return index + (floor((t - index) * parts + EPSILON * parts) + 1) / parts

    def previous(self, t: float, granularity: Granularity) -> float | None:
        """The last stop before t, or None at the step's start."""
        if t <= EPSILON:
            return None
        if granularity in (Granularity.STEP, Granularity.EPOCH):
            return 0.0
        if granularity is Granularity.PASS:
            return max(start for _, start, _ in self.phases if start < t - EPSILON)
        index = ceil(t - EPSILON) - 1
        parts = self._parts(index, granularity)
        return index + (ceil((t - index) * parts - EPSILON * parts) - 1) / parts

    def _parts(self, index: int, granularity: Granularity) -> int:
        slot = self.slots[index]
        return {
            Granularity.TERM: slot.neurons * slot.terms,
            Granularity.NEURON: slot.neurons,
            Granularity.OPERATION: 1,
        }[granularity]
