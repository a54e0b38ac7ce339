"""Gradient checks: wrong ones are found, right ones pass, and what cannot be told is said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from engine import quantity as q
from engine import stepper, workspace
from engine.activations import ACTIVATIONS
from engine.doubts import KINKED
from engine.experiment import TrainingSpec
from engine.gradient_check import FEWEST, MOST, Doubt, affordable, check_gradient, check_layer
from engine.losses import LOSS_OPTIONS, loss_named
from engine.network import parameter_count
from engine.rerun import penalty
from engine.trainer import Trainer
from tests.builders import trainer_of
from tests.engine.setups import dataset, experiment
from tests.engine.test_explain import HIDDEN, traces


def all_checks(trace):
    """Every parameter, and every δ and dL/da of one sample."""
    for layer in range(1, trace.depth + 1):
        yield from check_layer(trace, layer).checks
        for unit in range(trace.sizes[layer]):
            yield check_gradient(trace, q.delta(layer, unit), trace.batch - 1)
            yield check_gradient(trace, q.activation(layer, unit))
            yield check_gradient(trace, q.weight(layer, 0, unit), trace.batch - 1)


def first_trace(*args, **options):
    trainer = trainer_of(*args, **options)
    trainer.advance(1)
    return trainer.trace(0)


def one_layer(weights, inputs, targets, activations=("identity",), **training):
    """The first step of a network of one unit a layer, all biases 0."""
    sizes = (1,) * (len(activations) + 1)
    theta = np.zeros(parameter_count(sizes))
    theta[::2] = weights
    spec = TrainingSpec(**{"batch_size": len(inputs), **training})
    data = dataset(np.array([inputs]).T, np.array([targets]).T, classes=False)
    trainer = Trainer(experiment(sizes, activations, spec), data, theta)
    trainer.advance(1)
    return trainer.trace(0)


@given(traces())
def test_what_the_engine_computes_agrees(trace):
    for check in all_checks(trace):
        assert check.agrees or check.doubt
        assert check.estimate == (check.loss_plus - check.loss_minus) / (2 * check.step)
        if not check.doubt and abs(check.gradient) > 1e-3:
            assert check.relative_error < 1e-2


@given(traces())
def test_doubts_are_for_what_cannot_be_compared(trace):
    """Of smooth functions nothing is in doubt."""
    rules = trace.rules
    crossed = not rules.fused and rules.loss in ("cross_entropy", "binary_cross_entropy")
    if crossed or rules.l1 or rules.loss in ("mae", "rmse") or KINKED & {*rules.activations}:
        return
    assert not [check.doubt for check in all_checks(trace) if check.doubt]


def test_the_losses_are_those_of_changed_parameters():
    trace = first_trace((3, 4, 2), batch_size=5, l1=0.02, l2=0.3)
    check = check_gradient(trace, q.weight(1, 2, 3))
    for sign, loss in ((1, check.loss_plus), (-1, check.loss_minus)):
        trainer = trainer_of((3, 4, 2), batch_size=5, l1=0.02, l2=0.3)
        trainer.network.layers[0].W[2, 3] += sign * check.step
        added = penalty(trace.rules, trainer.network.layers)
        trainer.advance(1)
        assert loss == pytest.approx(trainer.losses.values[0] + added, rel=1e-14)


def test_nothing_shown_changes():
    trace = first_trace((3, 4, 2), batch_size=5)
    before = [layer.W.copy() for layer in trace.before], trace.signals[0].z.copy()
    check_layer(trace, 1)
    assert all((old == new.W).all() for old, new in zip(before[0], trace.before, strict=True))
    assert (before[1] == trace.signals[0].z).all()


@pytest.mark.parametrize("name", HIDDEN)
def test_a_wrong_slope_is_found(monkeypatch, name):
    right = ACTIVATIONS[name]

    def wrong(z, a, out):
        right.slope(z, a, out)
        out *= 1.001

    broken = {**ACTIVATIONS, name: replace(right, slope=wrong)}
    monkeypatch.setattr(workspace, "ACTIVATIONS", broken)
    trace = first_trace((3, 4, 2), activations=(name, "softmax"), batch_size=4)
    assert check_layer(trace, 2).wrong == 0
    found = check_layer(trace, 1)
    # Of a dead unit a wrong slope makes no difference.
    assert found.wrong == sum(check.gradient != 0.0 for check in found.checks) >= 12
    assert found.worst.relative_error == pytest.approx(1e-3, rel=0.01)
    deltas = [check_gradient(trace, q.delta(1, unit), 0) for unit in range(4)]
    assert [check.agrees for check in deltas] == [check.gradient == 0.0 for check in deltas]
    assert not all(check.agrees for check in deltas)


@pytest.mark.parametrize("name", LOSS_OPTIONS)
def test_a_wrong_gradient_of_a_loss_is_found(monkeypatch, name):
    def broken(*arguments):
        right = loss_named(*arguments)

        def wrong(a, y, loss, out):
            right.gradient(a, y, loss, out)
            out *= len(a)  # 1 / B forgotten

        return replace(right, gradient=wrong)

    monkeypatch.setattr(stepper, "loss_named", broken)
    output = "softmax" if name == "binary_cross_entropy" else "sigmoid"
    trace = first_trace((3, 2), activations=(output,), loss=name, batch_size=4)
    found = check_layer(trace, 1)
    assert found.wrong == found.checked and found.doubtful == 0
    assert not check_gradient(trace, q.activation(1, 0)).agrees


def test_a_wrong_weight_gradient_is_found():
    """A single one, by a little."""
    trace = first_trace((3, 4, 2), batch_size=4)
    gradients = trace.gradients[0].W.copy()
    gradients[1, 2] *= 1.0001
    wrong = replace(trace.gradients[0], W=gradients)
    found = check_layer(replace(trace, gradients=(wrong, trace.gradients[1])), 1)
    assert found.wrong == 1 and found.worst.quantity == q.weight(1, 1, 2)


@given(traces())
def test_a_layer_is_checked_as_its_parameters_are(trace):
    for layer in range(1, trace.depth + 1):
        found = check_layer(trace, layer)
        assert found.checked == found.total
        for check in found.checks:
            alone = check_gradient(trace, check.quantity)
            assert (check.gradient, check.step) == (alone.gradient, alone.step)
            assert (check.agrees, check.doubt) == (alone.agrees, alone.doubt)
            assert check.loss_plus == pytest.approx(alone.loss_plus, rel=1e-13, abs=1e-13)


def test_of_a_large_layer_some_are_checked(monkeypatch):
    monkeypatch.setattr("engine.gradient_check.CHUNK", 64)
    trace = first_trace((9, 8, 2), batch_size=3)
    found = check_layer(trace, 1, most=20)
    assert (found.checked, found.total, found.wrong) == (20, 80, 0)
    names = [check.quantity for check in found.checks]
    assert names[:8] == [q.bias(1, unit) for unit in range(8)]
    assert len(set(names)) == 20
    assert {name.source for name in names[8:]} >= {0, 4, 8 - 1}
    assert check_layer(trace, 1, most=3).checked == 3


@pytest.mark.parametrize("name", sorted(KINKED))
def test_a_kink_between_the_points_is_named(name):
    trace = one_layer([0.0, 0.7], [1.5, -2.0], [0.3, 0.4], (name, "identity"), loss="mse")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.agrees, check.doubt) == (False, Doubt.KINK)
    assert (check.where, check.where_sample) == (q.weighted_sum(1, 0), 0)
    assert check_gradient(trace, q.weight(2, 0, 0)).doubt is None
    found = check_layer(trace, 1)
    assert (found.wrong, found.doubtful, found.worst) == (0, 2, None)
    assert found.example.doubt is Doubt.KINK


def test_a_kink_that_changes_nothing_is_no_reason_for_doubt():
    trace = one_layer([0.0, 0.0], [1.5, -2.0], [0.3, 0.4], ("relu", "identity"), loss="mse")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert check.agrees and check.doubt is None


def test_where_only_the_curvature_jumps_a_difference_is_rough_and_agrees():
    trace = one_layer([0.0, 0.7], [1.5], [0.3], ("elu", "identity"), loss="mse")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert check.agrees and 1e-6 < check.relative_error < 1e-5


def test_slopes_jump_where_kinks_are_known():
    z, a, slope = np.array([[-1e-9, 1e-9]]), np.empty((1, 2)), np.empty((1, 2))
    for name in HIDDEN:
        ACTIVATIONS[name].f(z, a)
        ACTIVATIONS[name].slope(z, a, slope)
        assert (abs(slope[0, 1] - slope[0, 0]) > 1e-6) == (name in KINKED)


def test_the_kink_of_a_penalty_is_the_weight_itself():
    trace = one_layer([0.0], [1.5], [0.3], loss="mse", l1=0.1)
    assert check_gradient(trace, q.weight(1, 0, 0)).agrees  # sign(0) = 0 is in the middle
    trace = one_layer([1e-6], [1.5], [0.3], loss="mse", l1=0.1)
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.doubt, check.where) == (Doubt.KINK, check.quantity)
    assert check_gradient(trace, q.weight(1, 0, 0), 0).agrees  # its share has no penalty


def test_a_kink_between_half_the_step_and_the_whole_is_no_truncation():
    trace = one_layer([0.75 * 2**-17], [1.0], [0.3], loss="mse", l1=0.1)
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.doubt, check.where) == (Doubt.KINK, check.quantity)


def test_the_kink_of_an_absolute_error_is_its_output():
    trace = one_layer([0.5], [2.0, 3.0], [1.0 + 1e-6, 4.0], loss="mae")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.doubt, check.where) == (Doubt.KINK, q.activation(1, 0))
    assert check.where_sample == 0


def test_a_root_near_zero_is_a_kink_of_the_loss():
    trace = one_layer([0.5], [2.0], [1.0 + 1e-7], loss="rmse")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.doubt, check.where) == (Doubt.KINK, q.LOSS)


@pytest.mark.parametrize("loss", ["rmse", "mse", "mae"])
def test_a_loss_of_zero_has_no_digits(loss):
    trace = one_layer([0.5], [2.0], [1.0], loss=loss)
    assert trace.loss == 0.0
    assert check_gradient(trace, q.weight(1, 0, 0)).doubt is Doubt.ZERO_LOSS


def test_a_clamped_probability_is_named():
    trace = one_layer([-709.0], [1.0], [1.0], ("sigmoid",), loss="cross_entropy")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.doubt, check.where) == (Doubt.CLAMPED, q.activation(1, 0))


def test_what_is_not_finite_is_said():
    trace = one_layer([1e200], [1.0], [0.0], loss="mse")
    check = check_gradient(trace, q.weight(1, 0, 0))
    assert (check.agrees, check.doubt) == (False, Doubt.NOT_FINITE)
    assert check_layer(trace, 1).doubtful == 2


@pytest.mark.parametrize("quantity", [q.LOSS, q.activation(0, 1)])
def test_what_has_no_gradient_cannot_be_checked(quantity):
    with pytest.raises(ValueError, match="no gradient"):
        check_gradient(first_trace(), quantity)


def test_of_a_large_layer_only_what_can_be_waited_for_is_checked():
    small, large = (trainer_of((4, size, 200, 3), batch_size=8) for size in (5, 1_000))
    for trainer in (small, large):
        trainer.advance(1)
    assert affordable(small.trace(0), 1) == MOST
    assert FEWEST <= affordable(large.trace(0), 1) < MOST
    assert affordable(large.trace(0), 3) == MOST
