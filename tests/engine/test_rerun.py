"""A rerun on what a step worked with gives what the step gave."""

import numpy as np
import pytest

from engine.rerun import forward, forward_from, penalty
from tests.builders import trainer_of

LAST = [
    (("tanh", "softmax"), "cross_entropy"),
    (("gelu", "sigmoid"), "binary_cross_entropy"),
    (("relu", "identity"), "rmse"),
    (("selu", "sigmoid"), "huber"),
]


@pytest.mark.parametrize(("activations", "loss"), LAST)
def test_a_rerun_of_a_step_is_the_step(activations, loss):
    trainer = trainer_of(
        (3, 4, 2), activations=activations, loss=loss, batch_size=4, l1=0.01, l2=0.1
    )
    trainer.advance(1)
    trace = trainer.trace(0)
    again = forward(trace.rules, trace.before, trace.inputs, trace.targets)
    for layer, (z, a) in enumerate(zip(again.z, again.a, strict=True), 1):
        np.testing.assert_allclose(z, trace.signals[layer - 1].z, rtol=1e-14, atol=1e-15)
        np.testing.assert_allclose(a, trace.signals[layer - 1].a, rtol=1e-14, atol=1e-15)
    assert again.loss == pytest.approx(trace.loss, rel=1e-14)
    assert penalty(trace.rules, trace.before) == pytest.approx(trace.penalty, rel=1e-14)


def test_a_rerun_from_a_layer_is_the_rest_of_the_pass():
    trainer = trainer_of((3, 4, 4, 2), batch_size=4)
    trainer.advance(1)
    trace = trainer.trace(0)
    again = forward_from(trace.rules, trace.before, 2, trace.signals[1].z, trace.targets)
    assert len(again.z) == 2
    np.testing.assert_allclose(again.a[-1], trace.signals[-1].a, rtol=1e-14)
    assert again.loss == pytest.approx(trace.loss, rel=1e-14)
