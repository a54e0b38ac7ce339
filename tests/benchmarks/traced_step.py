"""A traced step, with everything kept, against the same step of fast training."""

from tests.benchmarks.measure import Verdict, medians
from tests.benchmarks.training_step import ROUND, SETUPS
from tests.engine.setups import relu_classifier


def run() -> list[Verdict]:
    """Measure every setup."""
    verdicts = []
    for sizes, batch, _ in SETUPS:
        trainer = relu_classifier(sizes, batch)
        trainer.advance(100_000 if sizes[0] < 100 else 2_000)
        following = iter(range(trainer.steps))

        def trace(steps: int) -> None:
            for _ in range(steps):
                trainer.trace(next(following))  # noqa: B023 - called before the next setup

        plain, traced = medians([relu_classifier(sizes, batch).advance, trace], ROUND)
        name = f"{'-'.join(map(str, sizes))} batch {batch}"
        detail = f"{traced * 1e6:.1f} µs, plain {plain * 1e6:.1f} µs"
        verdicts.append(Verdict(name, detail, traced / plain, 3.0, at_least=False))
    return verdicts
