"""The losses of one step: what stands beside the chart as legend and readout in one."""

from dataclasses import dataclass
from enum import StrEnum

from app.scene.numbers import number
from app.scene.run_curves import RunCurves
from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "LossReadout"
DIGITS = 4

_PLACE = QT_TRANSLATE_NOOP("LossReadout", "step {step} · epoch {epoch}")


class Line(StrEnum):
    """The curves, by how they are drawn. Where batches are noisy, TRAIN is each epoch's MEAN."""

    TRAIN = "train"
    TEST = "test"
    BATCH = "batch"
    MEAN = "mean"


NAMES = {
    Line.TRAIN: Text(CONTEXT, QT_TRANSLATE_NOOP("LossReadout", "train")),
    Line.TEST: Text(CONTEXT, QT_TRANSLATE_NOOP("LossReadout", "test")),
    Line.BATCH: Text(CONTEXT, QT_TRANSLATE_NOOP("LossReadout", "batch")),
    Line.MEAN: Text(CONTEXT, QT_TRANSLATE_NOOP("LossReadout", "train")),
}


@dataclass(frozen=True)
class Entry:
    """A curve, and its value as it is written; "–" where it has none at that step."""

    line: Line
    value: str


def place(curves: RunCurves, step: int) -> Text:
    """Which step is meant."""
    return Text(CONTEXT, _PLACE, {"step": f"{step:,}", "epoch": f"{step // curves.per_epoch:,}"})


def entries(curves: RunCurves, step: int) -> list[Entry]:
    """The curves there are, the most important first."""
    batch = Entry(Line.BATCH if curves.noisy else Line.TRAIN, _written(curves.loss_at(step)))
    mean = [Entry(Line.MEAN, _written(curves.mean_at(step)))] if curves.noisy else []
    test = [Entry(Line.TEST, _written(curves.test_at(step)))] if curves.has_test else []
    return [*mean, *test, batch] if curves.noisy else [batch, *test]


def _written(value: float | None) -> str:
    return "–" if value is None else number(value, DIGITS)
