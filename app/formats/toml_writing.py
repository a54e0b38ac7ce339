"""Writes an experiment as TOML that loads back to an equal one."""

import json
from collections.abc import Iterator, Mapping

from engine.arrays import Array
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec


def dumps(experiment: Experiment) -> str:
    """The experiment's file. Comments of a file that it was loaded from are not in it."""
    return "\n".join(
        [
            f"title = {_value(experiment.title)}",
            f"seed = {experiment.seed}",
            "",
            "[data]",
            *_data(experiment.data),
            "",
            "[network]",
            *_network(experiment.network),
            "",
            "[training]",
            *_training(experiment.training),
            "",
        ]
    )


def _data(data: DataSpec) -> Iterator[str]:
    yield f"source = {_value(data.source)}"
    yield from _pairs(data.options)
    if data.source == "inline" and data.table is not None and data.table.targets is not None:
        yield f"inputs = {_rows(data.table.inputs)}"
        yield f"targets = {_rows(data.table.targets)}"
    names = {"input_names": data.input_names, "class_names": data.class_names}
    yield from _pairs({name: value for name, value in names.items() if value is not None})
    yield from _pairs({"test_fraction": data.test_fraction, "standardize": data.standardize})


def _network(network: NetworkSpec) -> Iterator[str]:
    yield from _pairs(
        {
            "sizes": network.sizes,
            "activations": network.activations,
            "initializer": network.initializer,
            **network.initializer_options,
        }
    )
    for layer in network.layers or ():
        yield ""
        yield "[[network.layers]]"
        yield f"W = {_rows(layer.W)}"
        yield f"b = {_value(layer.b.tolist())}"


def _training(training: TrainingSpec) -> Iterator[str]:
    yield from _pairs({"loss": training.loss, **training.loss_options})
    yield from _pairs({"optimizer": training.optimizer, **training.optimizer_options})
    names = ("learning_rate", "batch_size", "shuffle", "l1", "l2")
    yield from _pairs({name: getattr(training, name) for name in names})


def _pairs(values: Mapping[str, object]) -> Iterator[str]:
    return (f"{name} = {_value(value)}" for name, value in values.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's strings are TOML's, save for one character that TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int | float):
        # NumPy's numbers are floats too, but print as np.float64(0.1).
        return repr(int(value) if isinstance(value, int) else float(value))
    raise TypeError(f"no TOML for {type(value).__name__}")


def _rows(array: Array) -> str:
    """A matrix, one row a line where there are several."""
    rows = [_value(row) for row in array.tolist()]
    if len(rows) == 1:
        return f"[{rows[0]}]"
    return "[\n" + "".join(f"    {row},\n" for row in rows) + "]"
