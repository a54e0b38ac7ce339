"""The player goes forward and back through the same stops, and plays what it steps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.experiment_toml import load
from app.scene.timeline import Granularity
from app.viewmodels.player import SECONDS, Player
from app.viewmodels.session import Session
from app.viewmodels.training import Training
from engine.quantity import weight


@pytest.fixture
def session() -> Session:
    return Session(load("article"))


@pytest.fixture
def player(session) -> Player:
    return Player(session)


def at(player: Player) -> tuple[int, float]:
    return player.step, round(player.t, 9)


@pytest.mark.parametrize("granularity", Granularity)
def test_back_undoes_forward(player, granularity):
    player.set_granularity(granularity)
    visited = [at(player)]
    for _ in range(100):
        player.forward()
        visited.append(at(player))
    assert len(set(visited)) == 101
    for moment in visited[-2::-1]:
        player.back()
        assert at(player) == moment
    player.back()
    assert at(player) == (0, 0.0)


@pytest.mark.parametrize("granularity", Granularity)
def test_playing_rests_where_stepping_stops(session, granularity):
    played, stepped = Player(session), Player(session)
    rests, stops = [], []
    for player in (played, stepped):
        player.set_granularity(granularity)
    played.play()
    for _ in range(20 * 30):
        before = at(played)
        played.tick(SECONDS[granularity] / 20)
        if at(played) == before and before not in rests:
            rests.append(before)
    while len(stops) < len(rests):
        stepped.forward()
        # Playing goes from the end of a step straight into the next one.
        if stepped.t > 0.0:
            stops.append(at(stepped))
    assert len(rests) > 20
    assert rests == stops


def test_nothing_moves_without_a_tick_and_pausing_holds(player):
    player.play()
    assert at(player) == (0, 0.0)
    player.tick(0.3)
    held = at(player)
    assert held > (0, 0.0)
    player.pause()
    player.tick(5.0)
    assert at(player) == held


def test_speed_is_proportional(session):
    slow, fast = Player(session), Player(session)
    fast.set_speed(4.0)
    slow.play()
    fast.play()
    for _ in range(8):
        slow.tick(0.1)
        fast.tick(0.025)
        assert fast.t == pytest.approx(slow.t)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 12), st.floats(0, 21)), min_size=1, max_size=12))
def test_seeking_in_any_order_shows_what_training_did(moments):
    session = Session(load("article"))
    session.train(13)
    losses = session.losses.copy()
    player = Player(session)
    for step, t in moments:
        player.seek(step, t)
        assert (player.step, player.t) == (step, t)
        assert player.trace.loss == losses[step]
    assert np.array_equal(session.losses, losses)


def test_choosing_a_row_goes_to_the_step_that_trains_on_it(session, player):
    player.seek(5, 3.0)  # the second epoch of four rows
    assert player.show_row(3)
    assert at(player) == (7, 3.0)
    assert player.trace.rows[player.sample] == 3
    assert not player.show_row(99)


def test_a_new_learning_rate_takes_effect_from_the_shown_step_and_keeps_the_past(session, player):
    session.train(20)
    before = session.losses.copy()
    player.seek(8, 0.0)
    experiment = session.experiment
    faster = replace(experiment, training=replace(experiment.training, learning_rate=0.4))
    assert session.change(faster, 8) is False
    assert player.step == 8
    session.train(11)
    assert np.array_equal(session.losses[:9], before[:9])
    assert not np.array_equal(session.losses[9:20], before[9:20])
    assert player.trace.rules.learning_rate == 0.4
    player.seek(7, 0.0)
    assert player.trace.rules.learning_rate == 0.1


def test_playing_stops_where_training_diverges():
    experiment = load("wave")
    training = replace(experiment.training, loss="mse", optimizer="sgd", learning_rate=1e200)
    session = Session(replace(experiment, training=replace(training, optimizer_options={})))
    player = Player(session)
    player.set_granularity(Granularity.STEP)
    player.play()
    for _ in range(200):
        player.tick(0.25)
    assert not player.playing
    assert session.divergence is not None
    assert player.step == session.divergence.step == session.steps - 1


class FakeClock:
    """Each look costs a millisecond."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        self.time += 1e-3
        return self.time


def test_training_stops_at_its_limit_and_not_before(session):
    training = Training(session, FakeClock())
    session.train(4)
    done = session.steps
    training.start(steps=1003)
    ticks = 0
    while training.running:
        training.tick(0.01)
        ticks += 1
        assert ticks < 1000
    assert session.steps == done + 1003
    assert ticks > 1  # a budget is a budget
    training.tick(0.01)
    assert session.steps == done + 1003


def test_opening_another_experiment_stops_training(session):
    training = Training(session, FakeClock())
    training.start()
    training.tick(0.01)
    session.open(load("xor"))
    assert not training.running
    assert session.steps == 1


def test_the_last_steps_loss_is_known_once_it_is_computed(session, player):
    session.train(3)
    player.seek(1, 0.0)
    assert np.array_equal(player.known_losses, session.losses)
    for t, known in ((0.0, 3), (6.0, 3), (7.0, 4), (21.0, 4), (6.9, 3)):
        player.seek(3, t)
        assert len(player.known_losses) == known


def test_the_curves_are_of_the_run_as_it_is_for_whoever_asks_first(session, player):
    session.train(30)
    player.to_end()
    assert player.curves.steps == 31
    seen = []
    player.moved.connect(lambda: seen.append(player.curves.mean_at(10)))
    session.edit(10, weight(1, 0, 0), 5.0)
    assert seen == [session.losses[8:12].mean()]
    session.open(load("moons"))
    player.to_end()
    assert player.curves.per_epoch == session.steps_per_epoch > 1
    assert player.curves.loss_at(0) == session.losses[0]


def test_the_first_step_is_there_to_be_looked_at_and_counts(session):
    training = Training(session, FakeClock())
    training.start(steps=250)
    for _ in range(1000):
        training.tick(0.01)
    assert session.steps == 250


def test_a_chosen_row_outlasts_a_shorter_batch():
    experiment = load("moons")
    session = Session(replace(experiment, training=replace(experiment.training, batch_size=90)))
    player = Player(session)
    assert session.steps_per_epoch == 2  # 160 training rows: batches of 90 and of 70
    player.show_row(int(player.trace.rows[80]))
    assert player.sample == 80
    player.step_forward()
    assert player.sample == 69
    player.step_forward()
    assert player.sample == 80


def test_one_move_does_not_train_for_ever(session, player):
    player.seek(10**9, 0.0)
    assert player.step < 20_000
