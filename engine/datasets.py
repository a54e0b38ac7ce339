"""From what an experiment says of its data to rows ready for training."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from engine.arrays import Array, Rows
from engine.dataset import Dataset, Stream, generator
from engine.errors import FieldError
from engine.generators import GENERATED
from engine.options import Option, checked
from engine.specs import DataSpec, NetworkSpec, Table
from engine.wording import one_of, quoted

BUNDLED = ("iris", "wine", "digits")
"""Tables that ship with the program."""
GIVEN = ("inline", "csv")
"""Tables that the experiment brings along."""
SOURCES = (*GENERATED, *BUNDLED, *GIVEN)

DATASET_OPTIONS: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {name: GENERATED[name].options if name in GENERATED else () for name in SOURCES}
)
"""Every source with its options that are plain values."""


@dataclass(frozen=True)
class Shape:
    """What a dataset will be, known before anything is made: the rows and their names.

    `outputs` is the number of target columns as written, None for class labels.
    """

    rows: int
    inputs: int
    input_names: tuple[str, ...]
    class_names: tuple[str, ...] | None
    outputs: int | None
    output_names: tuple[str, ...] | None = None


def shape_of(data: DataSpec) -> Shape:
    """The shape, with names from `data` before those of its rows, before numbered ones.

    FieldError for an unknown source, an option that is not allowed, missing rows.
    """
    if data.source in GENERATED:
        source = GENERATED[data.source]
        outline = source.outline(checked(data.options, source.options, "data", data.source))
        outputs = None if outline.class_names else 1
        names = outline.input_names
        shape = Shape(outline.rows, len(names), names, outline.class_names, outputs)
    else:
        shape = _shape_of_table(_table_of(data))
    return replace(
        shape,
        input_names=data.input_names or shape.input_names,
        class_names=data.class_names or shape.class_names,
    )


def build(data: DataSpec, network: NetworkSpec, seed: int) -> Dataset:
    """The dataset, for a checked experiment: rows, split, standardised, targets encoded.

    Without class names, rows given as numbers are a regression. FieldError as
    from `shape_of`.
    """
    shape = shape_of(data)
    table = _generated(data, seed) if data.source in GENERATED else _table_of(data)
    train, test = split(shape.rows, data.test_fraction, seed)
    inputs = np.array(table.inputs, dtype=np.float64, order="C")
    mean, deviation = np.zeros(inputs.shape[1]), np.ones(inputs.shape[1])
    if data.standardize:
        mean, deviation = statistics(inputs[train])
        inputs = _standardized(inputs, mean, deviation)
    targets = encoded(table, network.sizes[-1])
    return Dataset(
        inputs=inputs,
        targets=targets,
        train=train,
        test=test,
        input_names=shape.input_names,
        output_names=_output_names(shape, targets.shape[1]),
        class_names=shape.class_names,
        mean=mean,
        deviation=deviation,
    )


def split(rows: int, test_fraction: float, seed: int) -> tuple[Rows, Rows]:
    """Sorted row numbers (train, test), drawn from the seed; at least one is for training."""
    count = min(round(rows * test_fraction), rows - 1)
    order = generator(seed, Stream.SPLIT).permutation(rows).astype(np.intp)
    return (np.sort(order[count:]), np.sort(order[:count]))


def statistics(inputs: Array) -> tuple[Array, Array]:
    """Mean and deviation (n_0,) of inputs (N, n_0); a constant column's deviation is 1."""
    # A constant column's deviation may come out as rounding error instead of 0.
    constant = inputs.min(axis=0) == inputs.max(axis=0)
    with np.errstate(all="ignore"):
        mean, deviation = inputs.mean(axis=0), inputs.std(axis=0)
    return mean, np.where(constant | (deviation == 0.0), 1.0, deviation)


def _standardized(inputs: Array, mean: Array, deviation: Array) -> Array:
    with np.errstate(all="ignore"):
        scaled: Array = (inputs - mean) / deviation
    if not (np.isfinite(scaled).all() and np.isfinite(deviation).all()):
        raise FieldError("data.standardize", "inputs too large to square", "smaller numbers")
    return scaled


def encoded(table: Table, outputs: int) -> Array:
    """Targets (N, outputs): as written, or labels as 0 and 1, or one-hot."""
    if table.labels is None:
        return np.array(table.targets, dtype=np.float64, order="C")
    labels = np.array(table.labels, dtype=np.intp)
    if outputs == 1:
        return labels[:, np.newaxis].astype(np.float64)
    one_hot: Array = np.zeros((labels.size, outputs))
    one_hot[np.arange(labels.size), labels] = 1.0
    return one_hot


def _generated(data: DataSpec, seed: int) -> Table:
    source = GENERATED[data.source]
    values = checked(data.options, source.options, "data", data.source)
    return source.table(generator(seed, Stream.DATA), values)


def _table_of(data: DataSpec) -> Table:
    if data.source not in SOURCES:
        raise FieldError("data.source", quoted(data.source), one_of(data.source, SOURCES))
    if data.table is None:
        raise FieldError("data.source", f"{quoted(data.source)} without its rows", "load its table")
    return data.table


def _shape_of_table(table: Table) -> Shape:
    return Shape(
        table.inputs.shape[0],
        table.inputs.shape[1],
        table.input_names or numbered("x", table.inputs.shape[1]),
        table.class_names,
        None if table.targets is None else table.targets.shape[1],
        table.output_names,
    )


def _output_names(shape: Shape, outputs: int) -> tuple[str, ...]:
    """The classes; with one output for two classes, the one that it is the probability of."""
    if shape.class_names is not None:
        return shape.class_names if outputs > 1 else shape.class_names[-1:]
    return shape.output_names or (("y",) if outputs == 1 else numbered("y", outputs))


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """x1, x2, x3, ..."""
    return tuple(f"{letter}{i}" for i in range(1, count + 1))
