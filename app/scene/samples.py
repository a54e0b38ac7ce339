"""What a row of the data is called: "11₂ = 3 → odd", "x1 0.53, x2 −1.2 → upper"."""

from functools import lru_cache

import numpy as np

from app.scene.numbers import number
from engine.arrays import Array
from engine.dataset import Dataset

WIDEST_BINARY = 8
INPUTS_NAMED = 3
TARGETS_SHOWN = 2
DIGITS = 3


class SampleNames:
    """Names the rows of one dataset from that source.

    Rows of zeros and ones are read as binary numbers, but for those of a logic
    gate, whose inputs are truth values.
    """

    def __init__(self, dataset: Dataset, source: str) -> None:
        self._dataset, self._numerals = dataset, source != "logic"
        self._binary = _is_binary(dataset)
        self._kinds = np.sort(dataset.train), np.sort(dataset.test)

    def of(self, row: int) -> str:
        """The name of dataset row `row`."""
        return "".join(self.parts(row))

    def brief(self, row: int) -> str:
        """A short name, for tables: where its inputs are no number, its own among its kind.

        Training rows are counted from 1, as where a sample is chosen, and so are test rows.
        """
        if self._binary:
            return self.of(row)
        place = next(int(np.searchsorted(rows, row)) for rows in self._kinds if row in rows)
        return f"#{place + 1}{self.parts(row)[1]}"

    def parts(self, row: int) -> tuple[str, str]:
        """The name in two parts, of which only the first may be cut: inputs, and target."""
        dataset = self._dataset
        # As the data were before they were standardised.
        inputs = dataset.inputs[row] * dataset.deviation + dataset.mean
        return self._inputs(inputs), f" → {_target(dataset, dataset.targets[row])}"

    def _inputs(self, inputs: Array) -> str:
        if not self._binary:
            return _named(self._dataset.input_names, inputs)
        digits = "".join(str(round(float(x))) for x in inputs)
        return f"{digits}₂ = {int(digits, 2)}" if self._numerals else " ".join(digits)


@lru_cache(maxsize=2)
def names_of(dataset: Dataset, source: str) -> SampleNames:
    """The names of a dataset's rows, which is looked through once."""
    return SampleNames(dataset, source)


def _is_binary(dataset: Dataset) -> bool:
    """Whether all inputs are 0 or 1, and few enough a row to be read as a number."""
    if dataset.inputs.shape[1] > WIDEST_BINARY:
        return False
    raw = dataset.inputs * dataset.deviation + dataset.mean
    rounded = np.round(raw)
    return bool(((rounded == 0.0) | (rounded == 1.0)).all() and np.allclose(raw, rounded))


def _named(names: tuple[str, ...], values: Array) -> str:
    parts = [
        f"{name} {number(float(value), DIGITS)}"
        for name, value in zip(names[:INPUTS_NAMED], values, strict=False)
    ]
    return ", ".join(parts) + (", …" if len(names) > INPUTS_NAMED else "")


def _target(dataset: Dataset, target: Array) -> str:
    names = dataset.class_names
    if names is not None and target.size == 1:
        return names[min(max(round(float(target[0])), 0), len(names) - 1)]
    if names is not None and target.size <= len(names):
        return names[int(np.argmax(target))]
    shown = ", ".join(number(float(y), DIGITS) for y in target[:TARGETS_SHOWN])
    return shown + (", …" if target.size > TARGETS_SHOWN else "")
