import numpy as np

from app.scene.strongest import strength, strongest
from tests.builders import trainer_of


def test_the_strongest_have_the_largest_weights_and_stand_in_order():
    trainer = trainer_of([3, 40, 5])
    trainer.advance(1)
    trace = trainer.trace(0)
    first, hidden, last = strongest(trace, (0, 6, 2))
    assert first is None
    leaving = np.sqrt((trace.before[1].W ** 2).sum(axis=1))
    entering = np.sqrt((trace.before[1].W ** 2).sum(axis=0))
    assert list(hidden) == sorted(np.argsort(leaving)[-6:])
    assert list(last) == sorted(np.argsort(entering)[-2:])


def test_a_diverged_network_has_strongest_neurons_too():
    trainer = trainer_of([2, 30, 2], scale=1e200)
    trainer.advance(1)
    trace = trainer.trace(0)
    assert np.isfinite(strength(trace, 1)).all()
    assert len(strongest(trace, (0, 9, 0))[1]) == 9
