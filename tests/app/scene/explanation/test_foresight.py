"""No page tells what is not computed yet: another future leaves it as it is."""

import pytest

from app.scene.explanation.aspects import Aspect, aspects_of
from tests.app.scene.explanation.asking import case, future_from, quantities, written

PAGES = (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.BATCH, Aspect.UPDATE)
RULES = [
    ("relu", "softmax", "cross_entropy"),
    ("leaky_relu", "sigmoid", "binary_cross_entropy"),
    ("elu", "leaky_relu", "huber"),
    ("selu", "softmax", "rmse"),
    ("tanh", "elu", "mae"),
]


@pytest.mark.parametrize(("hidden", "output", "loss"), RULES)
@pytest.mark.parametrize("aspect", PAGES)
@pytest.mark.parametrize("batch", [1, 2])
def test_no_page_knows_the_future(hidden, output, loss, aspect, batch):
    rules = {"activations": (hidden, output), "batch_size": batch, "loss": loss, "l2": 0.1}
    rules["optimizer"] = "adam" if batch > 1 else "sgd"
    asked, other = (case((2, 2, 2), seed=seed, **rules) for seed in (0, 1))
    for t in asked.stops():
        future = future_from(asked.trace, other.trace, asked.timeline, t)
        elsewhere = type(asked)(future, asked.timeline, asked.dataset)
        for quantity in quantities(asked.trace):
            if aspect not in aspects_of(quantity):
                continue
            here = written(asked.ask(quantity, aspect, t, batch - 1))
            assert here == written(elsewhere.ask(quantity, aspect, t, batch - 1)), (t, quantity)
