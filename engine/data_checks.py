"""Whether the rows, their names and the network's two ends go together."""

from dataclasses import replace

import numpy as np

from engine.arrays import Array
from engine.datasets import Shape, shape_of
from engine.errors import FieldError
from engine.findings import check_finite
from engine.options import Option
from engine.specs import DataSpec, Experiment, NetworkSpec
from engine.wording import counted, quoted, shown

OF_PROBABILITIES = ("cross_entropy", "binary_cross_entropy")
"""Losses that take logarithms of the outputs."""
SUM_TOLERANCE = 1e-6
"""How far from 1 the written digits of probabilities may add up to; training divides by the sum."""

TEST_FRACTION = Option("test_fraction", 0.0, "share of rows kept for testing", high=1.0, below=True)


def check_data(data: DataSpec, shape: Shape, network: NetworkSpec) -> None:
    """The inputs are rows of finite numbers, as wide as the network's first layer."""
    TEST_FRACTION.check(data.test_fraction, "data.test_fraction")
    width = shape.inputs
    _check_names(data.input_names, width, "input")
    if network.sizes[0] != width:
        raise FieldError(
            "network.sizes[0]",
            shown(network.sizes[0]),
            f"{width}, as the data have {counted(width, 'input')} a row",
        )
    if data.table is not None:
        check_finite(data.table.inputs, "data.inputs")


def _check_names(names: tuple[str, ...] | None, count: int, noun: str) -> None:
    """The names that the file gives are `count`, and different."""
    if names is None:
        return
    field = f"data.{noun}_names"
    if len(names) != count:
        raise FieldError(field, counted(len(names), "name"), f"{count}, one for each {noun}")
    for i, name in enumerate(names):
        if name in names[:i]:
            raise FieldError(f"{field}[{i}]", f"{quoted(name)} again", "a name of its own")


def check_targets(experiment: Experiment, shape: Shape) -> None:
    """The targets fit the network's outputs and the loss."""
    outputs = experiment.network.sizes[-1]
    field = f"network.sizes[{len(experiment.network.sizes) - 1}]"
    if shape.outputs is not None and outputs != shape.outputs:
        raise FieldError(
            field, shown(outputs), f"{shape.outputs}, as the data have that many targets a row"
        )
    if shape.outputs is None:
        _check_classes(experiment.data, shape, outputs, field)
    else:
        _check_numbers(experiment, shape)


def _check_classes(data: DataSpec, shape: Shape, outputs: int, field: str) -> None:
    """Labels: as many outputs as classes, or one for two."""
    classes = len(shape_of(replace(data, class_names=None)).class_names or ())
    _check_names(data.class_names, classes, "class")
    if outputs != classes and (outputs, classes) != (1, 2):
        one = " (or 1 that says how likely the second is)" if classes == 2 else ""
        raise FieldError(field, shown(outputs), f"{classes}, one for each class{one}")


def _check_numbers(experiment: Experiment, shape: Shape) -> None:
    """Targets as written: names for them, and values that the loss can take."""
    data, loss, table = experiment.data, experiment.training.loss, experiment.data.table
    outputs = experiment.network.sizes[-1]
    if table is None or table.targets is None:
        if loss in OF_PROBABILITIES:
            raise FieldError(
                "training.loss",
                f"{quoted(loss)} for targets that are numbers, not classes",
                "mse, mae, huber or rmse",
            )
        if data.class_names:
            raise FieldError(
                "data.class_names", f"given for {quoted(data.source)}", "leave out: it has numbers"
            )
        return
    _check_names(data.class_names, max(2, outputs), "class")
    if len(table.targets) != shape.rows:
        raise FieldError(
            "data.targets",
            counted(len(table.targets), "row"),
            f"{shape.rows}, one for each row of data.inputs",
        )
    check_finite(table.targets, "data.targets")
    if loss in OF_PROBABILITIES:
        _check_probabilities(table.targets, loss)


def _check_probabilities(targets: Array, loss: str) -> None:
    outside = np.argwhere((targets < 0.0) | (targets > 1.0))
    if outside.size:
        row, column = outside[0]
        raise FieldError(
            f"data.targets[{row}][{column}]",
            shown(float(targets[row, column])),
            f"from 0 to 1, as {loss} takes probabilities",
        )
    totals = targets.sum(axis=1)
    off = np.flatnonzero(np.abs(totals - 1.0) > SUM_TOLERANCE)
    if off.size and loss == "cross_entropy":
        raise FieldError(
            f"data.targets[{off[0]}]",
            f"sums to {totals[off[0]]:.6g}",
            "probabilities that sum to 1, such as a single 1 among zeros",
        )
