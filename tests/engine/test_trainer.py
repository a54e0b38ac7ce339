"""A trace is what training did, whenever and in whatever order it is asked for."""

import tracemalloc
from dataclasses import dataclass, fields, is_dataclass, replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import checkpoints
from engine import quantity as q
from engine import trainer as trainer_module
from engine.errors import Divergence
from engine.experiment import Experiment, TrainingSpec
from engine.optimizers import RULES
from engine.stepper import Stepper
from engine.trace import StepTrace
from engine.trainer import Trainer
from tests.builders import trainer_of
from tests.engine.setups import class_rows, dataset, experiment, weights

SIZES = (2, 3, 2)


@dataclass(frozen=True)
class Run:
    """An experiment, how many steps are done, and from when on another rate is used."""

    spec: TrainingSpec
    rows: int = 4
    steps: int = 10
    seed: int = 0
    changed_at: int = 0
    changed: TrainingSpec | None = None


@st.composite
def runs(draw: st.DrawFn) -> Run:
    spec = TrainingSpec(
        "cross_entropy",
        optimizer=draw(st.sampled_from(sorted(RULES))),
        batch_size=draw(st.integers(1, 4)),
        shuffle=draw(st.booleans()),
        l2=draw(st.sampled_from((0.0, 0.1))),
    )
    steps = draw(st.integers(1, 40))
    changed = replace(spec, learning_rate=0.03, l1=draw(st.sampled_from((0.0, 0.2))))
    return Run(
        spec,
        rows=draw(st.integers(1, 7)),
        steps=steps,
        seed=draw(st.integers(0, 99)),
        changed_at=draw(st.integers(0, steps)),
        changed=changed,
    )


def start(run: Run) -> Trainer:
    rng = np.random.default_rng(run.seed)
    data = class_rows(rng, run.rows, SIZES)
    exp = experiment(SIZES, ("tanh", "softmax"), run.spec, run.seed)
    return Trainer(exp, data, weights(rng, SIZES))


def step_by_step(run: Run) -> list[StepTrace]:
    """All traces of the run, by a stepper that does every step once and in order."""
    trainer = start(run)
    stepper = Stepper(trainer.experiment.network, run.spec, trainer.dataset, trainer.network.theta)
    traces = []
    for k in range(run.steps):
        if k == run.changed_at:
            stepper.use(run.changed)
        traces.append(stepper.trace(trainer.batches.rows(k), trainer.batches.epoch(k)))
    return traces


def bits(value: object) -> object:
    """All numbers of a trace, comparable to the last bit."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if is_dataclass(value):
        return [bits(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, dict):
        return {name: bits(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [bits(part) for part in value]
    return value


@settings(max_examples=60, deadline=None)
@given(run=runs(), data=st.data())
def test_a_trace_is_what_training_did(run: Run, data: st.DataObject) -> None:
    expected = step_by_step(run)
    budget = data.draw(st.sampled_from((0, 2_000, 2**20)), "bytes for checkpoints")
    with (
        mock.patch.object(checkpoints, "FIRST_INTERVAL", 2),
        mock.patch.object(trainer_module, "CHECKPOINT_BYTES", budget),
    ):
        trainer = start(run)
        # What is trained beyond the change is dropped by it.
        trainer.advance(data.draw(st.integers(run.changed_at, run.steps), "steps before"))
        if trainer.steps:
            trainer.trace(data.draw(st.integers(0, trainer.steps - 1), "looked at before"))
        trainer.change(run.changed, run.changed_at)
        while trainer.steps < run.steps:
            trainer.advance(data.draw(st.integers(1, run.steps - trainer.steps), "burst"))
        assert trainer.losses.values.tolist() == [trace.loss for trace in expected]
        for k in data.draw(st.permutations(range(run.steps)), "order"):
            trace, spec = trainer.trace(k), run.spec if k < run.changed_at else run.changed
            assert bits(trace) == bits(expected[k])
            assert (trace.rules.learning_rate, trace.rules.l1) == (spec.learning_rate, spec.l1)
            assert (trace.penalty > 0) == (spec.l1 > 0 or spec.l2 > 0)
    # Looking has not moved training.
    last = expected[-1].after[-1]
    assert trainer.network.layers[-1].W.tobytes() == last.W.tobytes()
    assert trainer.steps == run.steps


def test_a_change_is_not_replayed_from_before_it() -> None:
    """What was looked at beyond the change belongs to steps that are no more."""
    run = Run(
        TrainingSpec("cross_entropy"),
        changed_at=5,
        changed=TrainingSpec("cross_entropy", learning_rate=1.0),
    )
    expected, trainer = step_by_step(run), start(run)
    trainer.advance(run.steps)
    trainer.trace(7)
    trainer.change(run.changed, run.changed_at)
    trainer.advance(run.steps - run.changed_at)
    assert bits(trainer.trace(8)) == bits(expected[8])


def test_a_change_forgets_the_checkpoint_of_the_last_step_looked_at() -> None:
    """Even where training ends on a step that is due, which leaves that one as it was."""
    spec = TrainingSpec("cross_entropy")
    run = Run(spec, steps=65, changed_at=40, changed=replace(spec, learning_rate=1.0))
    expected, trainer = step_by_step(run), start(run)
    trainer.advance(50)
    trainer.change(run.changed, run.changed_at)
    trainer.advance(25)
    assert bits(trainer.trace(50)) == bits(expected[50])


def test_checkpoints_of_a_small_network_stay_within_their_bytes() -> None:
    budget = 100_000
    with (
        mock.patch.object(checkpoints, "FIRST_INTERVAL", 1),
        mock.patch.object(trainer_module, "CHECKPOINT_BYTES", budget),
    ):
        trainer = start(Run(TrainingSpec("cross_entropy")))
        trainer.advance(1)
        tracemalloc.start()
        trainer.advance(1000)
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    assert grown < 1.2 * budget


def test_a_trace_is_frozen() -> None:
    trainer = start(Run(TrainingSpec("cross_entropy", optimizer="adam")))
    trainer.advance(2)
    trace = trainer.trace(0)
    kept = bits(trace)
    trainer.advance(5)
    trainer.trace(5)
    assert bits(trace) == kept
    m = trace.memory.vectors["m"][0].W
    for array in (trace.inputs, trace.signals[0].z, trace.before[0].W, trace.gradients[1].b, m):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0


def test_the_last_step_is_not_replayed() -> None:
    """Watching training, which looks at its last step again and again, stays cheap."""
    trainer = start(Run(TrainingSpec("cross_entropy")))
    trainer.advance(checkpoints.FIRST_INTERVAL + 20)
    with mock.patch.object(Stepper, "advance", autospec=True, side_effect=Stepper.advance) as step:
        trainer.trace(trainer.steps - 1)
    assert step.call_count == 1


@pytest.mark.parametrize("step", [-1, 3])
def test_only_steps_that_are_done_have_traces(step: int) -> None:
    trainer = start(Run(TrainingSpec("cross_entropy")))
    trainer.advance(3)
    with pytest.raises(ValueError, match="3 steps done"):
        trainer.trace(step)


def test_what_needs_another_run_cannot_change() -> None:
    spec = TrainingSpec("cross_entropy")
    trainer = start(Run(spec))
    with pytest.raises(ValueError, match="only learning_rate"):
        trainer.change(replace(spec, batch_size=2), 0)


def test_losses_that_were_shown_stay() -> None:
    run = Run(TrainingSpec("cross_entropy"))
    trainer = start(run)
    trainer.advance(10)
    shown, copy = trainer.losses.values, trainer.losses.values.copy()
    trainer.change(replace(run.spec, learning_rate=1.0), 5)
    trainer.advance(1500)
    assert shown.tolist() == copy.tolist()
    assert trainer.losses.values[:6].tolist() == copy[:6].tolist()
    assert trainer.losses.values[6] != copy[6]
    assert len(trainer.losses.values) == 1505


def one_weight(x: float, spec: TrainingSpec, w: float = 0.0) -> Trainer:
    """a = w x + b, one sample with target 10."""
    data = dataset(np.array([[x]]), np.array([[10.0]]), classes=False)
    return Trainer(experiment((1, 1), ("identity",), spec), data, np.array([w, 0.0]))


@pytest.mark.parametrize(
    ("x", "rate", "w", "expected"),
    [
        (1.0, 1e300, 0.0, Divergence(1, "loss", np.inf)),
        (1.0, 1e308, 0.0, Divergence(0, "W[1]", np.inf)),
        (-1.0, 1e308, 0.0, Divergence(0, "W[1]", -np.inf)),
        (0.0, 1e308, 0.0, Divergence(0, "b[1]", np.inf)),
        (1.0, 0.1, np.nan, Divergence(0, "loss", np.nan)),
        (1.0, 0.0, 1e160, Divergence(0, "loss", np.inf)),
    ],
)
def test_divergence(x: float, rate: float, w: float, expected: Divergence) -> None:
    trainer = one_weight(x, TrainingSpec("mse", learning_rate=rate), w)
    trainer.advance(10)
    assert repr(trainer.divergence) == repr(expected)
    assert trainer.steps == len(trainer.losses) == expected.step + 1
    trainer.advance(10)
    assert trainer.steps == expected.step + 1
    trace = trainer.trace(expected.step)
    np.testing.assert_equal(trace.loss, trainer.losses.values[-1])
    # Its last step undone, the run can go on.
    trainer.change(TrainingSpec("mse", learning_rate=0.0), expected.step)
    assert trainer.divergence is None
    assert trainer.steps == expected.step


def test_large_numbers_are_not_divergence() -> None:
    trainer = one_weight(1e-160, TrainingSpec("mse", learning_rate=0.1), w=1e160)
    trainer.advance(3)
    assert trainer.divergence is None
    assert trainer.steps == 3


@pytest.mark.parametrize("logit", [2.0, 600.0])
def test_probabilities_that_nearly_sum_to_1_train_exactly(logit: float) -> None:
    """dz = a - y is cross-entropy's derivative only where they sum to 1."""
    written = np.array([[0.3333333, 0.6666666]])
    data, spec = dataset(np.array([[1.0]]), written), TrainingSpec("cross_entropy")
    trainer = Trainer(
        experiment((1, 2), ("softmax",), spec), data, np.array([logit, 0.0, logit, 0.0])
    )
    trainer.advance(1)
    trace = trainer.trace(0)
    y, last = trace.targets[0], trace.signals[0]
    z, a, dz = last.z[0], last.a[0], last.dz[0]
    np.testing.assert_allclose(y, written[0], rtol=2e-7)
    log_a = z - np.logaddexp(*z)
    assert trace.loss == pytest.approx(-(y @ log_a), rel=1e-15, abs=1e-300)
    np.testing.assert_allclose(dz, y.sum() * a - y, rtol=1e-14)
    np.testing.assert_allclose(dz.sum(), 0.0, atol=1e-15)


def test_targets_are_changed_only_where_the_loss_needs_it() -> None:
    rows = np.array([[0.25, 0.75], [0.3333333, 0.6666666]])
    data = dataset(np.eye(2), rows)
    assert data.suited_to("binary_cross_entropy") is data
    assert data.suited_to("cross_entropy").targets[0].tolist() == [0.25, 0.75]
    exact = dataset(np.eye(2), np.eye(2))
    assert exact.suited_to("cross_entropy") is exact


@pytest.mark.parametrize("shuffle", [False, True])
def test_test_losses_stand_at_the_epochs_they_belong_to(shuffle: bool) -> None:
    spec = TrainingSpec("cross_entropy", batch_size=2, shuffle=shuffle)
    rng = np.random.default_rng(0)
    data, theta = class_rows(rng, 9, SIZES, test=4), weights(rng, SIZES)
    exp: Experiment = experiment(SIZES, ("tanh", "softmax"), spec)
    watched, plain = Trainer(exp, data, theta, watch_test=True), Trainer(exp, data, theta)
    expected = []
    for _ in range(4):
        expected.append(plain.score()[1].loss)
        plain.advance(plain.batches.per_epoch)
    watched.advance(9)
    assert watched.test_losses.values.tolist() == expected
    assert not len(plain.test_losses)
    for step, kept in ((8, 3), (6, 3), (5, 2), (0, 1)):
        watched.change(spec, step)
        assert watched.test_losses.values.tolist() == expected[:kept]
    watched.advance(9)
    assert watched.test_losses.values.tolist() == expected


def test_a_past_step_can_be_approached_in_pieces_and_is_the_same():
    trainer = trainer_of(batch_size=2, shuffle=True, optimizer="adam", learning_rate=0.1)
    trainer.advance(40)
    trainer.edit(30, q.weight(1, 0, 0), 0.25)
    trainer.advance(40)
    expected = trainer.trace(61)
    asked = 0
    while (trace := trainer.approach(61, 5)) is None:
        asked += 1
        trainer.trace(asked)  # what is looked at in between is no hindrance
    assert asked > 3
    np.testing.assert_array_equal(trace.after[0].W, expected.after[0].W)
    np.testing.assert_array_equal(trace.signals[-1].z, expected.signals[-1].z)
    with pytest.raises(ValueError, match="not one of"):
        trainer.approach(70, 5)


def test_a_step_before_an_edited_input_has_the_row_as_it_was():
    trainer = trainer_of(batch_size=2)
    trainer.advance(6)
    before = trainer.dataset.inputs[1, 0]
    trainer.edit_input(4, 1, 0, 9.0)
    assert trainer.dataset_at(3).inputs[1, 0] == before
    assert trainer.dataset_at(4).inputs[1, 0] == trainer.dataset.inputs[1, 0] == 9.0
