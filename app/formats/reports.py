"""What the headless verbs print: traces and training runs as JSON objects.

Numbers are written so that they read back to the same float64; one that is not
finite is written as the text "nan", "inf" or "-inf".
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np

from engine.arrays import Array
from engine.network import Parameters
from engine.trace import StepTrace
from engine.trainer import Trainer

Json = Mapping[str, object]


def written(report: Json) -> str:
    """The report as JSON on one line."""
    return json.dumps(report, allow_nan=False)


def trace_report(trace: StepTrace) -> Json:
    """Everything that a step computed; layers from 1 on in order."""
    return {
        "format": "underhood-trace/1",
        "step": trace.step,
        "epoch": trace.epoch,
        "batch": trace.rows.tolist(),
        "inputs": numbers(trace.inputs),
        "targets": numbers(trace.targets),
        "loss": number(trace.loss),
        "penalty": number(trace.penalty),
        "layers": [_traced_layer(trace, index) for index in range(trace.depth)],
        "operations": [
            {"phase": o.phase.value, "kind": o.kind.value, "layer": o.layer}
            for o in trace.operations
        ],
    }


def train_report(trainer: Trainer, seconds: float) -> Json:
    """How a run went. `accuracy` is that on the test rows, or the training rows if none."""
    train, test = trainer.score()
    last = test or train
    return {
        "format": "underhood-train/1",
        "steps": trainer.steps,
        "seconds": seconds,
        "losses": numbers(trainer.losses.values),
        "train_loss": number(train.loss) if train else None,
        "test_loss": number(test.loss) if test else None,
        "accuracy": last.accuracy if last else None,
        "layers": [_parameters(layer) for layer in trainer.network.layers],
    }


def number(value: float) -> float | str:
    """The number, or its name if it is not finite."""
    return float(value) if np.isfinite(value) else repr(float(value))


def numbers(array: Array) -> object:
    """An array as nested lists of `number`s."""
    return array.tolist() if np.isfinite(array).all() else _named(array.tolist())


def _named(values: Sequence[object]) -> list[object]:
    return [_named(v) if isinstance(v, list) else number(v) for v in values]  # type: ignore[arg-type]


def _parameters(layer: Parameters, suffix: str = "", prefix: str = "") -> Json:
    return {f"{prefix}W{suffix}": numbers(layer.W), f"{prefix}b{suffix}": numbers(layer.b)}


def _traced_layer(trace: StepTrace, index: int) -> Json:
    signals = trace.signals[index]
    return {
        **_parameters(trace.before[index]),
        **{name: numbers(getattr(signals, name)) for name in ("z", "a", "da", "dz")},
        **_parameters(trace.gradients[index], prefix="d"),
        **_parameters(trace.after[index], suffix="_after"),
    }
