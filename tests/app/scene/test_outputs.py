import numpy as np
import pytest

from app.formats.experiment_toml import load
from app.scene.outputs import Reading, outputs
from app.viewmodels.session import Session


def outputs_of(name: str, t: float | None = None, sample: int = 0):
    session = Session(load(name))
    t = session.timeline.end if t is None else t
    return outputs(session.trace(0), session.timeline, t, sample, session.dataset)


@pytest.mark.parametrize(
    ("t", "known"),
    [(0.0, []), (5.0, []), (5.4, []), (5.5, [0]), (5.9, [0]), (6.0, [0, 1]), (21.0, [0, 1])],
)
def test_outputs_come_one_by_one_as_they_are_computed(t: float, known: list[int]) -> None:
    shown = outputs_of("article", t)
    assert np.flatnonzero(shown.known).tolist() == known
    assert np.isnan(shown.values[~shown.known]).all()
    assert len(shown.batch_values) == (1 if len(known) == 2 else 0)


@pytest.mark.parametrize(
    ("name", "reading", "low", "high"),
    [
        ("article", Reading.CLASSES, 0.0, 1.0),
        ("xor", Reading.CHANCE, 0.0, 1.0),
    ],
)
def test_probabilities_have_an_axis_from_0_to_1(name, reading, low, high) -> None:
    shown = outputs_of(name)
    assert (shown.reading, shown.low, shown.high) == (reading, low, high)


def test_an_axis_of_numbers_holds_all_of_them() -> None:
    shown = outputs_of("wave")
    assert shown.reading is Reading.NUMBERS
    both = np.concatenate([shown.batch_values, shown.batch_targets])
    assert shown.low <= both.min() < both.max() <= shown.high


def test_the_target_of_one_output_is_class_0_or_1() -> None:
    shown = [outputs_of("xor", sample=sample) for sample in range(4)]
    assert [each.target_class for each in shown] == [int(each.targets[0]) for each in shown]
    assert {each.target_class for each in shown} == {0, 1}
