"""A run with edits is a plain loop in which somebody sets the numbers by hand."""

from dataclasses import dataclass, replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import checkpoints
from engine import quantity as q
from engine import trainer as trainer_module
from engine.experiment import TrainingSpec
from engine.optimizers import RULES
from engine.quantity import LOSS, Quantity, Role
from engine.stepper import Stepper
from engine.trainer import Trainer
from tests.engine.setups import class_rows, experiment, weights
from tests.engine.test_trainer import bits

SIZES, ROWS, LAST = (2, 3, 2), 5, 24
VALUES = st.sampled_from((-1.5, 0.0, 0.25, 3.0))
PARAMETERS = [q.weight(1, 1, 2), q.weight(2, 0, 1), q.bias(1, 0), q.bias(2, 1)]


@dataclass(frozen=True)
class Deed:
    """From a step on: a parameter's value, an input's value (row, column), or a rate."""

    step: int
    what: Quantity | tuple[int, int] | None
    value: float


WHAT = st.one_of(
    st.none(), st.sampled_from(PARAMETERS), st.tuples(st.integers(0, ROWS - 1), st.integers(0, 1))
)
DEEDS = st.lists(st.builds(Deed, st.integers(0, LAST), WHAT, VALUES), min_size=1, max_size=6)


def start(spec: TrainingSpec) -> Trainer:
    rng = np.random.default_rng(0)
    data = class_rows(rng, ROWS, SIZES)
    return Trainer(experiment(SIZES, ("tanh", "softmax"), spec), data, weights(rng, SIZES))


def do(trainer: Trainer, deed: Deed) -> None:
    if deed.what is None:
        rate = abs(deed.value)
        trainer.change(replace(trainer.experiment.training, learning_rate=rate), deed.step)
    elif isinstance(deed.what, Quantity):
        trainer.edit(deed.step, deed.what, deed.value)
    else:
        trainer.edit_input(deed.step, *deed.what, deed.value)


def by_hand(spec: TrainingSpec, deeds: list[Deed], steps: int) -> list[object]:
    """All traces; of the deeds only those count that no earlier step made undone."""
    trainer = start(spec)
    rows = replace(trainer.dataset, inputs=trainer.dataset.inputs.copy())
    stepper = Stepper(trainer.experiment.network, spec, rows, trainer.network.theta)
    traces = []
    for k in range(steps):
        for index, deed in enumerate(deeds):
            undone = any(later.step < deed.step for later in deeds[index + 1 :])
            if deed.step != k or undone:
                continue
            if deed.what is None:
                stepper.use(replace(spec, learning_rate=abs(deed.value)))
            elif isinstance(deed.what, Quantity):
                layer = stepper.network.layers[deed.what.layer - 1]
                array, at = (layer.b, deed.what.unit), (layer.W, (deed.what.source, deed.what.unit))
                array, at = at if deed.what.role is Role.WEIGHT else array
                array[at] = deed.value
            else:
                rows.inputs[deed.what] = deed.value
        traces.append(bits(stepper.trace(trainer.batches.rows(k), trainer.batches.epoch(k))))
    return traces


@given(data=st.data(), deeds=DEEDS, optimizer=st.sampled_from(sorted(RULES)))
def test_it_is_a_loop_with_the_values_set_by_hand(data, deeds, optimizer):
    spec = TrainingSpec("cross_entropy", optimizer=optimizer, batch_size=2, shuffle=True, l2=0.1)
    steps = LAST + 4
    budget = data.draw(st.sampled_from((0, 2_000, 2**20)), "bytes for checkpoints")
    with (
        mock.patch.object(checkpoints, "FIRST_INTERVAL", 2),
        mock.patch.object(trainer_module, "CHECKPOINT_BYTES", budget),
    ):
        trainer = start(spec)
        for deed in deeds:
            beyond = data.draw(st.integers(deed.step, steps), "trained before")
            trainer.advance(max(beyond - trainer.steps, 0))
            if trainer.steps:
                trainer.trace(data.draw(st.integers(0, trainer.steps - 1), "looked at before"))
            do(trainer, deed)
            assert trainer.steps == deed.step
        trainer.advance(steps - trainer.steps)
        expected = by_hand(spec, deeds, steps)
        for k in data.draw(st.permutations(range(steps)), "order"):
            assert bits(trainer.trace(k)) == expected[k]
        losses = [trainer.trace(k).loss for k in range(steps)]
        assert trainer.losses.values.tolist() == losses


def test_an_edit_holds_from_its_step_on_and_leaves_the_optimiser_alone():
    trainer = start(TrainingSpec("cross_entropy", optimizer="adam"))
    trainer.advance(10)
    before, memory = bits(trainer.trace(4)), bits(trainer.trace(5).memory_before)
    trainer.edit(5, q.bias(1, 0), 0.75)
    trainer.advance(5)
    assert trainer.trace(5).before[0].b[0] == 0.75
    assert bits(trainer.trace(5).memory_before) == memory
    assert bits(trainer.trace(4)) == before


def test_the_rate_goes_back_with_the_steps():
    """What was changed after the edited step is forgotten, and the experiment says so."""
    trainer = start(TrainingSpec("cross_entropy", learning_rate=0.1))
    trainer.advance(10)
    trainer.change(replace(trainer.experiment.training, learning_rate=0.5), 8)
    trainer.advance(4)
    trainer.edit(5, q.bias(1, 0), 0.75)
    assert trainer.experiment.training.learning_rate == 0.1
    trainer.advance(4)
    assert trainer.trace(8).rules.learning_rate == 0.1


def test_scores_are_those_of_the_edited():
    rng = np.random.default_rng(0)
    data, theta = class_rows(rng, 9, SIZES, test=4), weights(rng, SIZES)
    exp = experiment(SIZES, ("tanh", "softmax"), TrainingSpec("cross_entropy", batch_size=2))
    trainer = Trainer(exp, data, theta, watch_test=True)
    trainer.advance(9)
    kept = trainer.test_losses.values[:2].tolist()
    trainer.edit(6, q.bias(2, 0), 5.0)  # where epoch 2 begins
    assert trainer.test_losses.values.tolist() == [*kept, trainer.score()[1].loss]
    train, test = trainer.score()
    trainer.edit_input(6, 0, 1, 9.0)
    assert trainer.score()[0].loss != train.loss
    assert trainer.score()[1] == test
    trainer.change(exp.training, 3)
    assert trainer.dataset is data


@pytest.mark.parametrize(
    ("step", "parameter", "value", "says"),
    [
        (0, LOSS, 1.0, "no weight or bias"),
        (0, q.activation(1, 0), 1.0, "no weight or bias"),
        (0, q.weight(2, 3, 0), 1.0, "numbered 3"),
        (0, q.bias(3, 0), 1.0, "numbered 3"),
        (0, q.bias(1, 0), np.nan, "finite"),
        (0, q.bias(1, 0), np.inf, "finite"),
        (-1, q.bias(1, 0), 1.0, "before the first"),
    ],
)
def test_what_cannot_be_edited_is_refused(step, parameter, value, says):
    trainer = start(TrainingSpec("cross_entropy"))
    trainer.advance(3)
    with pytest.raises(ValueError, match=says):
        trainer.edit(step, parameter, value)
    assert trainer.steps == 3


@pytest.mark.parametrize(
    ("step", "row", "column", "value"),
    [(0, ROWS, 0, 1.0), (0, -1, 0, 1.0), (0, 0, 2, 1.0), (0, 0, 0, np.nan), (-1, 0, 0, 1.0)],
)
def test_inputs_that_do_not_exist_are_refused(step, row, column, value):
    trainer = start(TrainingSpec("cross_entropy"))
    trainer.advance(3)
    with pytest.raises(ValueError, match=r"there are|finite|before"):
        trainer.edit_input(step, row, column, value)
    assert trainer.steps == 3
