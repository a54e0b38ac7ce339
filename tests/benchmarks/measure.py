"""Measuring things side by side, and saying whether a target is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 25


@dataclass(frozen=True)
class Verdict:
    """What was measured, in words and as the number that has a target."""

    name: str
    detail: str
    value: float
    target: float
    at_least: bool
    unit: str = "x"

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    def __str__(self) -> str:
        word = "at least" if self.at_least else "at most"
        outcome = "met" if self.met else "NOT met"
        return (
            f"  {self.name:<28} {self.value:6.2f}{self.unit}"
            f"  (target {word} {self.target:g}{self.unit}: {outcome})  {self.detail}"
        )


def seconds(contestant: Callable[[int], object], count: int) -> float:
    """How long `count` repetitions take, each."""
    start = perf_counter()
    contestant(count)
    return (perf_counter() - start) / count


def medians(contestants: Sequence[Callable[[int], object]], span: float) -> list[float]:
    """Seconds a repetition of each, the median over rounds of about `span` seconds.

    The contestants take turns, so that what disturbs the machine disturbs all.
    """
    counts = [max(int(span / seconds(c, 20)), 1) for c in contestants]
    rounds = [
        [seconds(c, count) for c, count in zip(contestants, counts, strict=True)]
        for _ in range(ROUNDS)
    ]
    return [median(times) for times in zip(*rounds, strict=True)]
