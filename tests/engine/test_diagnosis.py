from dataclasses import replace

import numpy as np
import pytest

from engine import quantity as q
from engine.ailments import Ailment, Cause, Extent
from engine.census import Census, rows_to_look_at
from engine.diagnosis import findings, gradient_findings, persists
from engine.experiment import NetworkSpec, TrainingSpec
from engine.gradient_flow import gradient_norms
from engine.initializers import initial_parameters
from engine.onset import Onset
from engine.trainer import Trainer
from tests.engine.setups import class_rows, dataset, experiment, weights


def run(sizes, activations, theta=None, data=None, steps=1, **training):
    """A trainer that has done `steps` steps, on 12 normal rows and 3 classes unless told."""
    rng = np.random.default_rng(3)
    data = data or class_rows(rng, 12, sizes)
    spec = TrainingSpec(**{"loss": "cross_entropy", "batch_size": 4, **training})
    theta = weights(rng, sizes) if theta is None else theta
    trainer = Trainer(experiment(sizes, activations, spec), data, theta)
    trainer.advance(steps)
    return trainer


def drawn(sizes, activations, initializer, **options):
    spec = NetworkSpec(tuple(sizes), tuple(activations), initializer, options)
    return initial_parameters(spec, 0)


def found(trainer, step=0, sample=0):
    trace = trainer.trace(step)
    census = Census(trace, trainer.dataset).finish()
    return findings(trace, sample, census, trainer.divergence)


def of_gradient(trainer, first=1):
    trace = trainer.trace(0)
    return gradient_findings(trace, gradient_norms(trace), first, None)


def kinds(trainer, **where):
    return {each.kind for each in found(trainer, **where) if each.grave}


def test_a_relu_is_dead_where_all_rows_are_below_0_and_only_off_where_some_are():
    # Unit 0 sees x - 10, unit 1 sees x - 1.5, unit 2 sees x + 10: rows are 0, 1, 2 and 3.
    data = dataset(np.arange(4.0)[:, np.newaxis], np.eye(2)[[0, 1, 0, 1]])
    theta = np.concatenate([[1, 1, 1], [-10, -1.5, 10], 0.1 * np.arange(6), [0, 0]])
    trainer = run((1, 3, 2), ("relu", "softmax"), theta, data, batch_size=2)
    first = {each.units: each for each in found(trainer, sample=1)}
    assert set(first) == {(0,), (1,)}
    dead, off = first[0,], first[1,]
    assert (dead.extent, dead.count, dead.looked, dead.total) == (Extent.ROWS, 4, 4, 4)
    assert (dead.kind, dead.cause, dead.grave) == (Ailment.DEAD, Cause.NEGATIVE, True)
    assert (off.extent, off.count, off.grave) == (Extent.BATCH, 2, False)
    trainer.advance(1)
    assert {each.units for each in found(trainer, 1, sample=1)} == {(0,)}
    trace = trainer.trace(0)
    assert [each.extent for each in findings(trace, 0)] == [Extent.BATCH]  # no census, no claim
    assert findings(trace, 0)[0].units == (0, 1)


def test_a_dead_unit_gives_0_and_gets_no_gradient_whatever_the_network():
    trainer = run((2, 8, 8, 3), ("relu", "relu", "softmax"), learning_rate=2.0, steps=12)
    seen = 0
    for step in range(trainer.steps):
        trace = trainer.trace(step)
        for each in found(trainer, step, sample=1):
            if each.kind is Ailment.DEAD:
                of = trace.signals[each.layer - 1]
                rows = [1] if each.extent is Extent.SAMPLE else slice(None)
                assert not of.a[rows][:, list(each.units)].any()
                assert not of.dz[rows][:, list(each.units)].any()
                seen += 1
    assert seen


def test_what_kills_a_relu_is_told_apart():
    trainer = run((2, 3, 3), ("relu", "softmax"), drawn((2, 3, 3), ("relu",) * 2, "zeros"))
    assert found(trainer)[0].kind is Ailment.VANISHING
    dead = next(each for each in found(trainer) if each.kind is Ailment.DEAD)
    assert (dead.units, dead.cause) == ((0, 1, 2), Cause.ZERO_SUM)
    # A layer whose inputs are all 0 and whose bias is negative.
    parts = (np.full(6, -1.0), np.zeros(3), np.ones(9), np.full(3, -0.5), np.ones(9), np.zeros(3))
    data = dataset(np.ones((3, 2)), np.eye(3))
    trainer = run((2, 3, 3, 3), ("relu", "relu", "softmax"), np.concatenate(parts), data)
    causes = {each.layer: each.cause for each in found(trainer) if each.kind is Ailment.DEAD}
    assert causes == {1: Cause.NEGATIVE, 2: Cause.SILENT_INPUTS}


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_units_far_from_0_are_saturated_and_others_are_not(name):
    sizes, activations = (2, 6, 3), (name, "softmax")
    wild = run(sizes, activations, drawn(sizes, activations, "normal", std=1000.0))
    each = next(each for each in found(wild) if each.kind is Ailment.SATURATED and each.grave)
    assert each.units == (0, 1, 2, 3, 4, 5)
    assert each.count >= 0.9 * each.looked and each.value > 10.0
    assert Ailment.SATURATED not in kinds(run(sizes, activations))


def test_a_sure_output_is_an_ailment_only_where_wrong_and_where_the_loss_lets_it_fade():
    data = dataset(np.ones((2, 1)), np.array([[1.0], [0.0]]))
    theta = np.array([0.0, 20.0])  # says 1, nearly exactly
    for loss, expected in (("mse", {Extent.SAMPLE}), ("binary_cross_entropy", set())):
        trainer = run((1, 1), ("sigmoid",), theta, data, batch_size=2, loss=loss)
        assert {each.extent for each in found(trainer, sample=1)} == expected
        assert not found(trainer, sample=0)


@pytest.mark.parametrize(
    "name", ["identity", "leaky_relu", "elu", "selu", "softplus", "silu", "gelu"]
)
def test_other_activations_do_not_get_stuck(name):
    trainer = run((2, 4, 3), (name, "softmax"))
    assert found(trainer) == ()


def test_deep_sigmoids_vanish_and_large_weights_explode_each_with_its_cause():
    sizes = (2,) + (8,) * 6 + (3,)
    sigmoids = ("sigmoid",) * 6 + ("softmax",)
    [vanishing] = of_gradient(run(sizes, sigmoids))
    assert (vanishing.kind, vanishing.layer) == (Ailment.VANISHING, 1)
    assert (vanishing.cause, vanishing.activation) == (Cause.SLOPES, "sigmoid")
    assert vanishing.value < 1e-3 * vanishing.reference
    linear = ("identity",) * 6 + ("softmax",)
    small, large = (drawn(sizes, linear, "normal", std=std) for std in (0.01, 5.0))
    [vanishing] = of_gradient(run(sizes, linear, small))
    assert (vanishing.kind, vanishing.cause) == (Ailment.VANISHING, Cause.WEIGHTS)
    [exploding] = of_gradient(run(sizes, linear, large))
    assert (exploding.kind, exploding.layer) == (Ailment.EXPLODING, 1)
    assert of_gradient(run(sizes, linear, large), first=7) == []


def test_a_network_that_has_learnt_all_there_is_has_no_vanishing_gradient():
    data = dataset(np.zeros((1, 1)), np.zeros((1, 1)), classes=False)
    theta = np.array([1e-9, 0, 1e-9, 0, 1, 1e-8])
    trainer = run((1, 1, 1, 1), ("identity",) * 3, theta, data, loss="mse", batch_size=1)
    assert trainer.trace(0).signals[-1].dz.any()
    assert found(trainer) == ()


def test_equal_output_weights_cancel_the_gradient_of_softmax():
    sizes, activations = (2, 4, 3), ("tanh", "softmax")
    trainer = run(sizes, activations, drawn(sizes, activations, "ones"))
    assert {each.cause for each in found(trainer) if each.kind is Ailment.VANISHING} == {
        Cause.CANCELLED
    }


def test_symmetric_units_stay_equal_through_training_and_others_are_not_called_so():
    sizes, activations = (2, 5, 3), ("tanh", "softmax")
    rng = np.random.default_rng(1)
    W, out = rng.normal(size=(2, 5)), rng.normal(size=(5, 3))
    W[:, 2], out[2] = W[:, 0], out[0]
    out[3] = out[1]  # equal on one side only
    W[:, 4], out[4] = W[:, 0], out[0] + [0.0, 0.0, 0.5]  # equal but for one weight
    theta = np.concatenate([W.ravel(), np.zeros(5), out.ravel(), np.zeros(3)])
    trainer = run(sizes, activations, theta, steps=9, optimizer="adam")
    for step in range(9):
        groups = [each.units for each in found(trainer, step) if each.kind is Ailment.SYMMETRIC]
        assert groups == [(0, 2)]
    trace = trainer.trace(8)
    np.testing.assert_array_equal(trace.after[0].W[:, 0], trace.after[0].W[:, 2])
    m = trace.memory_before.vectors["m"]
    other = [replace(layer, W=layer.W + np.eye(*layer.W.shape)) for layer in m]
    memory = replace(trace.memory_before, vectors={"m": tuple(other)})
    assert Ailment.SYMMETRIC not in {
        each.kind for each in findings(replace(trace, memory_before=memory), 0)
    }


def test_a_diverged_run_is_told_at_its_last_step_and_no_number_is_stumbled_over():
    trainer = run((2, 5, 3), ("relu", "identity"), learning_rate=1e200, loss="mse", steps=20)
    assert trainer.divergence is not None
    last = trainer.steps - 1
    first = found(trainer, last)[0]
    assert (first.kind, first.since, first.cause) == (Ailment.DIVERGED, last, Cause.OVERSHOT)
    assert first.about in (q.LOSS, q.weight(first.layer, 0, 0), q.bias(first.layer, 0))
    for step in range(last):
        assert Ailment.DIVERGED not in {each.kind for each in found(trainer, step)}


def test_the_onset_is_where_looking_at_every_step_finds_it():
    trainer = run((2, 8, 8, 3), ("relu", "relu", "softmax"), learning_rate=1.5, steps=60)
    last = trainer.steps - 1
    dead = [each for each in found(trainer, last) if each.kind is Ailment.DEAD and each.grave]
    assert dead

    def holds(each, step):
        trace = trainer.trace(step)
        return persists(each, trace, Census(trace, trainer.dataset).finish())

    began = set()
    for each in dead:
        search = Onset(last)
        while (step := search.next()) is not None:
            search.tell(holds(each, step))
        history = [holds(each, step) for step in range(trainer.steps)]
        assert search.step == history.index(True) and all(history[search.step :])
        began.add(search.step)
    assert max(began) > 0  # one of them died on the way


def test_a_census_by_chunks_counts_as_one_at_once_and_few_rows_are_evenly_spread(monkeypatch):
    trainer = run((2, 4, 3), ("relu", "softmax"))
    trace = trainer.trace(0)
    whole = Census(trace, trainer.dataset).finish()
    monkeypatch.setattr("engine.census.CHUNK_WORK", 1)
    parts, chunks = Census(trace, trainer.dataset), 0
    while not parts.finished:
        parts.go_on()
        chunks += 1
    assert chunks == whole.looked == whole.total == 12
    np.testing.assert_array_equal(parts.tallies[0].stuck, whole.tallies[0].stuck)
    below = (trainer.dataset.inputs @ trace.before[0].W + trace.before[0].b <= 0.0).sum(axis=0)
    np.testing.assert_array_equal(whole.tallies[0].stuck, below)
    assert rows_to_look_at(np.arange(100, 200), 3).tolist() == [100, 150, 199]
    assert len(rows_to_look_at(np.arange(10**6), 10**9)) == 4_000


def test_the_norms_are_those_of_delta_even_where_squares_overflow():
    trace = run((2, 4, 3), ("tanh", "softmax")).trace(0)
    expected = [np.sqrt((signals.dz**2).sum()) for signals in trace.signals]
    np.testing.assert_allclose(gradient_norms(trace), expected, rtol=1e-14)
    huge = replace(trace.signals[0], dz=np.full_like(trace.signals[0].dz, 1e300))
    norms = gradient_norms(replace(trace, signals=(huge, trace.signals[1])))
    np.testing.assert_allclose(norms[0], 4e300)
