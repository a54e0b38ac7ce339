"""A training step with its loss, against PyTorch's eager step: float64, SGD, one thread each."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import torch

from tests.benchmarks.measure import Verdict, medians
from tests.engine.setups import relu_classifier

SETUPS = (
    ((2, 4, 2, 2), 10, 5.0),
    ((2, 8, 8, 2), 1, 5.0),
    ((4, 16, 16, 2), 32, 5.0),
    ((64, 32, 16, 10), 32, 4.0),
    ((784, 128, 64, 10), 64, 1.0),
)
"""Layer sizes, batch size, and how many times as fast as PyTorch a step is to be."""

ROUND = 0.04
"""Seconds that one round of one contestant takes, about."""


def torch_steps(sizes: Sequence[int], batch: int) -> Callable[[int], None]:
    """What trains the same network in PyTorch for a number of steps."""
    layers: list[torch.nn.Module] = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1]).double()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    criterion = torch.nn.CrossEntropyLoss()
    rng = np.random.default_rng(0)
    inputs = torch.from_numpy(rng.normal(size=(batch, sizes[0])))
    targets = torch.from_numpy(rng.integers(0, sizes[-1], batch))

    def advance(steps: int) -> None:
        for _ in range(steps):
            optimizer.zero_grad()
            loss = criterion(network(inputs), targets)
            loss.backward()
            optimizer.step()
            loss.item()

    return advance


def run() -> list[Verdict]:
    """Measure every setup."""
    torch.set_num_threads(1)
    verdicts = []
    for sizes, batch, target in SETUPS:
        contestants = [relu_classifier(sizes, batch).advance, torch_steps(sizes, batch)]
        ours, theirs = medians(contestants, ROUND)
        name = f"{'-'.join(map(str, sizes))} batch {batch}"
        detail = f"{ours * 1e6:.1f} µs, PyTorch {theirs * 1e6:.1f} µs"
        verdicts.append(Verdict(name, detail, theirs / ours, target, at_least=True))
    return verdicts
