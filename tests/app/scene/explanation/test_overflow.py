"""A step whose numbers have overflown is explained all the same."""

from dataclasses import replace

import numpy as np
import pytest

from app.scene.explanation.aspects import Aspect, aspects_of
from tests.app.scene.explanation.asking import Case, case, quantities, written

EXTREMES = [np.inf, -np.inf, np.nan, 1e308, -1e308, 1.0]


def overflown(trace, rng):
    """The trace with its results replaced by such numbers."""

    def extreme(array):
        return rng.choice(EXTREMES, array.shape)

    def all_of(record, *names):
        return replace(record, **{name: extreme(getattr(record, name)) for name in names})

    return replace(
        trace,
        signals=tuple(all_of(s, "z", "a", "slope", "da", "dz") for s in trace.signals),
        gradients=tuple(all_of(g, "W", "b") for g in trace.gradients),
        sample_losses=extreme(trace.sample_losses),
        loss=np.inf,
    )


@pytest.mark.parametrize(
    ("output", "loss"),
    [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy"), ("softmax", "rmse")],
)
def test_pages_of_an_overflown_step_are_written(output, loss):
    asked = case((2, 3, 3), ("elu", output), batch_size=3, loss=loss, l1=0.1)
    trace = overflown(asked.trace, np.random.default_rng(0))
    asked = Case(trace, asked.timeline, asked.dataset)
    for quantity in quantities(trace):
        for aspect in (Aspect.NUMBERS, Aspect.CHAIN_RULE):
            if aspect in aspects_of(quantity):
                assert written(asked.ask(quantity, aspect, sample=1))
