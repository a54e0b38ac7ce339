"""A what-if in words and numbers: what is compared, where a slider goes, what was set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import floor, isfinite, log10, nan

import numpy as np

from app.scene.axis_range import round_range
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import (
    activation_symbol,
    bias_symbol,
    index,
    marked,
    weight_symbol,
)
from app.scene.node_names import output_name
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import quantity as q
from engine.arrays import Array
from engine.dataset import Dataset
from engine.quantity import LOSS, Quantity, Role
from engine.rerun import Forward

CONTEXT = "WhatIf"

MOST_OUTPUTS = 6
"""Of more outputs only those that change the most are compared."""

_LOSS = QT_TRANSLATE_NOOP("WhatIf", "loss")
_BATCH_LOSS = QT_TRANSLATE_NOOP("WhatIf", "batch loss")
_SAMPLE_LOSS = QT_TRANSLATE_NOOP("WhatIf", "sample loss")
_NAME = QT_TRANSLATE_NOOP("WhatIf", "{name}")
_SET = QT_TRANSLATE_NOOP("WhatIf", "{name} is now {value} from step {step} on")
_SET_ONE_LOST = QT_TRANSLATE_NOOP(
    "WhatIf", "{name} is now {value} from step {step} on; 1 later step is forgotten"
)
_SET_LOST = QT_TRANSLATE_NOOP(
    "WhatIf", "{name} is now {value} from step {step} on; {count} later steps are forgotten"
)
_INPUT = QT_TRANSLATE_NOOP("WhatIf", "{name} of sample {row}")


@dataclass(frozen=True)
class Change:
    """A number that was set: from `step` on it is `new`; `forgotten` later steps are gone.

    `row` is the dataset row that an input belongs to.
    """

    quantity: Quantity
    old: float
    new: float
    step: int
    forgotten: int
    row: int


@dataclass(frozen=True)
class Line:
    """One number of a comparison; nan where it is not known."""

    name: Text
    quantity: Quantity
    before: float
    now: float

    @property
    def difference(self) -> float:
        """How much it grows; nan where one of the two is not known."""
        return self.now - self.before if isfinite(self.now) and isfinite(self.before) else nan


@dataclass(frozen=True)
class Span:
    """From where to where a slider goes, in whole `steps` to either side of 0."""

    most: float
    step: float

    @property
    def steps(self) -> int:
        """The number of steps to either side."""
        return round(self.most / self.step)

    def value(self, position: int) -> float:
        """The value at a slider's position, without the digits that binary fractions add."""
        return float(f"{position * self.step:.12g}")

    def position(self, value: float) -> int:
        """The slider's position for a value; at an end for one beyond it."""
        if not isfinite(value):
            return 0
        return round(min(max(value, -self.most), self.most) / self.step)


def span_of(*values: float) -> Span:
    """A slider's span with round ends, at least -1..1, that holds all finite `values`."""
    most = max([1.0, *(abs(value) for value in values if isfinite(value))])
    _, end = round_range(-most, most)
    step = 10.0 ** (floor(log10(end)) - 2)
    return Span(round(end / step) * step, step)


def symbol_of(quantity: Quantity) -> str:
    """A weight, bias or input as it is written: w₂₁(1)."""
    layer, unit = quantity.layer, quantity.unit
    if quantity.role is Role.WEIGHT:
        return plain(weight_symbol(layer, quantity.source, unit))
    return plain(bias_symbol(layer, unit) if layer else activation_symbol(0, index(unit)))


def announcement(change: Change) -> Text:
    """What was set, in a sentence."""
    template = (_SET, _SET_ONE_LOST, _SET_LOST)[min(change.forgotten, 2)]
    name: object = symbol_of(change.quantity)
    if change.quantity.role is Role.INPUT:
        name = Text(CONTEXT, _INPUT, {"name": name, "row": f"{change.row + 1:,}"})
    values = {
        "name": name,
        "value": number(change.new),
        "step": f"{change.step:,}",
        "count": f"{change.forgotten:,}",
    }
    return Text(CONTEXT, template, values)


def comparison(
    quantity: Quantity, before: Forward, now: Forward, sample: int, dataset: Dataset
) -> tuple[Line, ...]:
    """Loss, outputs, and the sum and activation of the unit that the quantity belongs to.

    `before` and `now` are passes of the whole batch, `sample` the row shown.
    """
    return (
        *_losses(before, now, sample),
        *_outputs(before.a[-1][sample], now.a[-1][sample], dataset, len(now.a)),
        *_unit(quantity, before, now, sample),
    )


def as_known(lines: tuple[Line, ...], known: Callable[[Quantity], bool]) -> tuple[Line, ...]:
    """The lines before anything is tried: what is computed at the moment, and nothing else."""
    return tuple(
        replace(line, before=line.before if known(line.quantity) else nan, now=nan)
        for line in lines
    )


def _losses(before: Forward, now: Forward, sample: int) -> Iterator[Line]:
    single = len(before.sample_losses) == 1
    yield Line(Text(CONTEXT, _LOSS if single else _BATCH_LOSS), LOSS, before.loss, now.loss)
    if not single:
        losses = (float(each.sample_losses[sample]) for each in (before, now))
        yield Line(Text(CONTEXT, _SAMPLE_LOSS), LOSS, *losses)


def _outputs(before: Array, now: Array, dataset: Dataset, depth: int) -> Iterator[Line]:
    """Outputs (n,) in their order; of many those that change the most, first."""
    units = np.arange(before.size)
    if before.size > MOST_OUTPUTS:
        with np.errstate(all="ignore"):
            change = np.nan_to_num(np.abs(now - before), nan=np.inf)
        units = np.argsort(-change, kind="stable")[:MOST_OUTPUTS]
    for unit in units.tolist():
        name = _named(output_name(dataset, unit))
        yield Line(name, q.activation(depth, unit), float(before[unit]), float(now[unit]))


def _unit(quantity: Quantity, before: Forward, now: Forward, sample: int) -> Iterator[Line]:
    """z, and below the outputs a, of the unit that a weight leads to or a bias belongs to."""
    layer, unit = quantity.layer, quantity.unit
    if not layer:
        return
    parts = [("z", q.weighted_sum(layer, unit), before.z, now.z)]
    if layer < len(before.a):
        parts.append(("a", q.activation(layer, unit), before.a, now.a))
    for letter, of, old, new in parts:
        values = (float(each[layer - 1][sample, unit]) for each in (old, new))
        yield Line(_named(plain(marked(letter, index(unit), layer))), of, *values)


def _named(name: str) -> Text:
    return Text(CONTEXT, _NAME, {"name": name})
