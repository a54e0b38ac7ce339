"""What a what-if tells is what the step would have computed with that value."""

import numpy as np
import pytest

from engine import quantity as q
from engine.quantity import LOSS, Role
from engine.what_if import outcome, present
from tests.builders import trainer_of
from tests.engine.test_trainer import bits

SIZES = (3, 4, 2)
TRIED = [
    q.weight(1, 2, 3),
    q.weight(2, 0, 1),
    q.bias(1, 2),
    q.bias(2, 0),
    q.activation(0, 1),
]


def step(done=0, **training):
    """A trainer whose every step sees the same four rows, and the trace of its last step."""
    trainer = trainer_of(SIZES, rows=4, **{"batch_size": 4, "l2": 0.1, **training})
    trainer.advance(done + 1)
    return trainer, trainer.trace(done)


@pytest.mark.parametrize("quantity", TRIED, ids=str)
@pytest.mark.parametrize("after", [False, True])
def test_it_is_the_step_with_that_value(quantity, after):
    """Against training itself: told to have the value, it does the step, or the next one."""
    trainer, trace = step(3, optimizer="adam", learning_rate=0.1)
    kept, sample, at = bits(trace), 2, 3 + after
    told = outcome(trace, quantity, 0.7, sample, after)
    if quantity.role is Role.INPUT:
        trainer.edit_input(at, int(trace.rows[sample]), quantity.unit, 0.7)
    else:
        trainer.edit(at, quantity, 0.7)
    trainer.advance(1)
    done = trainer.trace(at)
    for signals, z, a in zip(done.signals, told.now.z, told.now.a, strict=True):
        np.testing.assert_allclose(z, signals.z, rtol=1e-13, atol=1e-15)
        np.testing.assert_allclose(a, signals.a, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(told.now.sample_losses, done.sample_losses, rtol=1e-13)
    assert told.now.loss == pytest.approx(done.loss, rel=1e-13)
    assert bits(trace) == kept


@pytest.mark.parametrize("quantity", TRIED, ids=str)
def test_before_is_what_was(quantity):
    trainer, trace = step()
    told = outcome(trace, quantity, 0.7, 1)
    assert told.before.loss == trace.loss
    assert told.before.a[-1] is trace.signals[-1].a
    assert told.old == present(trace, quantity, 1) != 0.7
    later = outcome(trace, quantity, 0.7, 1, after=True)
    trainer.advance(1)
    assert later.before.loss == pytest.approx(trainer.trace(1).loss, rel=1e-14)
    assert later.old == present(trainer.trace(1), quantity, 1)


def test_another_sample_keeps_its_input():
    trace = step()[1]
    told = outcome(trace, q.activation(0, 1), 9.0, 1)
    others = [0, 2, 3]
    np.testing.assert_allclose(
        told.now.sample_losses[others], trace.sample_losses[others], rtol=1e-14
    )
    assert told.now.sample_losses[1] != trace.sample_losses[1]


@pytest.mark.parametrize(
    "quantity",
    [LOSS, q.activation(1, 0), q.weight(3, 0, 0), q.bias(1, 4), q.activation(0, 3)],
)
def test_only_what_can_be_set_is_tried(quantity):
    with pytest.raises(ValueError, match=r"follows from|numbered"):
        outcome(step()[1], quantity, 1.0, 0)
