"""What one weight costs to explain, every number of every page of it, in training steps."""

from app.scene.explanation.aspects import aspects_of
from app.scene.explanation.page import Query
from app.scene.explanation.pages import page_of
from app.scene.timeline import Timeline
from engine import quantity as q
from engine.explain import paths, shares, terms
from tests.benchmarks.measure import Verdict, medians
from tests.benchmarks.training_step import ROUND
from tests.engine.setups import relu_classifier

SIZES, BATCH = (64, 32, 16, 10), 32
LIMIT = 50.0
"""Training steps of the same network."""


def run() -> list[Verdict]:
    """Of a weight in the first layer, which has the most paths."""
    trainer = relu_classifier(SIZES, BATCH)
    trainer.advance(1)
    trace, weight, sample = trainer.trace(0), q.weight(1, 3, 4), 5
    timeline = Timeline(trace.operations, trace.sizes)
    query = Query(trace, timeline, timeline.end, sample, weight, trainer.dataset)

    def explain(times: int) -> None:
        for _ in range(times):
            terms(trace, weight.layer, weight.unit, sample)
            paths(trace, weight)
            paths(trace, weight, sample)
            shares(trace, weight)

    def write(times: int) -> None:
        for _ in range(times):
            for aspect in aspects_of(weight):
                page_of(query, aspect)

    step, numbers, pages = medians([trainer.advance, explain, write], ROUND)
    return [
        Verdict(
            name,
            f"{spent * 1e6:.0f} µs, a step {step * 1e6:.1f} µs",
            spent / step,
            LIMIT,
            at_least=False,
        )
        for name, spent in (("terms, paths and shares", numbers), ("all its pages", pages))
    ]
