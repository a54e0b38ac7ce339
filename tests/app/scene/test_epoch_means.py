import numpy as np

from app.scene.epoch_means import EpochMeans


def test_means_are_those_of_whole_epochs_however_they_came() -> None:
    losses = np.random.default_rng(1).random(50)
    means = EpochMeans(4)
    for steps in (3, 9, 50):
        means.follow(losses[:steps])
    np.testing.assert_allclose(means.values, losses[:48].reshape(12, 4).mean(axis=1))


def test_a_cut_run_forgets_the_epochs_that_the_cut_touched() -> None:
    losses = np.arange(12.0)
    means = EpochMeans(4)
    means.follow(losses)
    means.truncate(7)
    means.follow(np.concatenate([losses[:7], np.zeros(5)]))
    assert means.values.tolist() == [1.5, (4 + 5 + 6) / 4, 0.0]


def test_a_diverging_run_is_no_warning() -> None:
    means = EpochMeans(2)
    means.follow(np.array([1e308, 1.5e308, np.inf, np.nan]))
    assert means.values[0] == np.inf
