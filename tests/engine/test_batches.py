"""Which rows a step sees is a function of its number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset import Batches

ROWS = st.integers(1, 9).map(lambda n: np.arange(n) * 2)


@given(train=ROWS, size=st.integers(1, 12), shuffle=st.booleans(), seed=st.integers(0, 5))
def test_an_epoch_sees_every_row_once(
    train: np.ndarray, size: int, shuffle: bool, seed: int
) -> None:
    batches = Batches(train, size, shuffle, seed)
    for epoch in (3, 0, 1):
        steps = range(epoch * batches.per_epoch, (epoch + 1) * batches.per_epoch)
        parts = [batches.rows(step) for step in steps]
        assert [batches.epoch(step) for step in steps] == [epoch] * len(steps)
        assert all(part.size == min(size, train.size) for part in parts[:-1])
        assert 0 < parts[-1].size <= size
        seen = np.concatenate(parts).tolist()
        assert sorted(seen) == train.tolist()
        assert shuffle or seen == train.tolist()
        for step, part in zip(steps, parts, strict=True):
            for place, row in enumerate(part):
                assert batches.step_of(row, epoch) == (step, place)
        assert batches.step_of(1, epoch) is None


def test_every_epoch_and_seed_has_an_order_of_its_own() -> None:
    train = np.arange(50)
    orders = {tuple(Batches(train, 5, True, seed).order(e)) for seed in (0, 1) for e in (0, 1)}
    assert len(orders) == 4
    again = Batches(train, 5, True, 0)
    again.order(7)
    assert tuple(again.order(1)) in orders
