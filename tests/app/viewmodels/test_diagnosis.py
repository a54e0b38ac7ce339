from dataclasses import replace

import numpy as np
import pytest

from app.formats.experiment_toml import load
from app.viewmodels import diagnosis as module
from app.viewmodels.diagnosis import Diagnosis
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine import quantity as q
from engine.ailments import Ailment, Extent
from engine.census import Census
from engine.diagnosis import findings, persists
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.trace import Kind

MOONS = DataSpec("moons", {"samples": 80})


def experiment(sizes=(2, 8, 8, 2), activation="relu", initializer="he_normal", **training):
    names = (activation,) * (len(sizes) - 2) + ("softmax",)
    network = NetworkSpec(tuple(sizes), names, initializer)
    spec = TrainingSpec("cross_entropy", **{"batch_size": 16, **training})
    return Experiment("test", 0, MOONS, network, spec)


@pytest.fixture
def open_run(qtbot):
    def build(opened=None, steps=1):
        session = Session(opened or load("article"))
        session.train(steps - session.steps)
        player = Player(session)
        diagnosis = Diagnosis(session, player)

        def settle():
            qtbot.waitUntil(lambda: not diagnosis.working, timeout=20_000)

        return session, player, diagnosis, settle

    return build


def after(session, kind, layer):
    return session.timeline.index(kind, layer) + 1.0


def test_nothing_is_told_before_it_is_computed(open_run):
    session, player, diagnosis, _ = open_run()
    known = after(session, Kind.ACTIVATION, 2)
    for t in np.linspace(0.0, session.timeline.end, 101):
        player.seek(0, float(t))
        dead = {each.layer for each in diagnosis.findings}
        assert dead == ({2} if t >= known else set())
        first = [after(session, Kind.ACTIVATION_GRADIENT, layer) for layer in (1, 2, 3)]
        assert (~np.isnan(diagnosis.norms)).tolist() == [bool(t >= each) for each in first]
    np.testing.assert_allclose(
        diagnosis.norms, [np.linalg.norm(signals.dz) for signals in session.trace(0).signals]
    )


def test_the_articles_neuron_is_dead_from_the_start_for_all_rows(open_run):
    session, player, diagnosis, settle = open_run()
    player.seek(0, session.timeline.end)
    settle()
    [dead] = diagnosis.findings
    assert (dead.kind, dead.layer, dead.units) == (Ailment.DEAD, 2, (1,))
    assert (dead.extent, dead.looked, dead.since) == (Extent.ROWS, 4, 0)
    assert (dead.layer, dead.units) == (2, (1,))


def test_at_the_end_of_a_step_all_is_told_that_the_engine_finds(open_run):
    session, player, diagnosis, _ = open_run(experiment(learning_rate=3.0), steps=30)
    for step in (0, 7, 29):
        player.seek(step, session.timeline.end)
        trace = session.trace(step)
        expected = findings(trace, player.sample, Census(trace, session.dataset).finish())
        assert diagnosis.findings == expected
    assert expected


def test_what_takes_longer_follows_when_it_is_calm_and_leaves_all_else_alone(
    open_run, qtbot, monkeypatch
):
    monkeypatch.setattr(module, "QUICK_WORK", 0)
    session, player, diagnosis, settle = open_run(experiment(learning_rate=3.0), steps=60)
    player.seek(59, session.timeline.end)
    assert all(each.extent is not Extent.ROWS for each in diagnosis.findings)
    shown, parameters = player.trace, session.trace(59).after[0].W.copy()
    with qtbot.waitSignal(diagnosis.changed):
        pass
    settle()
    dead = [each for each in diagnosis.findings if each.kind is Ailment.DEAD and each.grave]
    assert dead
    for each in dead:
        holds = [
            persists(each, trace, Census(trace, session.dataset).finish())
            for trace in map(session.glimpse, range(60))
        ]
        assert each.since == holds.index(True)
    assert player.trace is shown and session.steps == 60 and player.step == 59
    np.testing.assert_array_equal(session.trace(59).after[0].W, parameters)


def test_a_move_ends_the_search_at_once_and_dates_found_stay(open_run, qtbot, monkeypatch):
    session, player, diagnosis, settle = open_run(experiment(learning_rate=3.0), steps=60)
    looks = []
    glimpse = session.glimpse
    monkeypatch.setattr(session, "glimpse", lambda step: looks.append(step) or glimpse(step))
    player.seek(59, session.timeline.end)
    qtbot.waitUntil(lambda: bool(looks))
    player.seek(59, 0.0)
    seen = len(looks)
    assert not diagnosis._idle.isActive()
    qtbot.wait(module.CALM // 2)
    assert len(looks) == seen
    player.seek(59, session.timeline.end)
    settle()
    dated = [each for each in diagnosis.findings if each.grave]
    assert dated and all(each.since is not None for each in dated)
    player.seek(58, session.timeline.end)
    same = [each for each in diagnosis.findings if each.units == dated[0].units and each.grave]
    assert dated[0].since == 59 or [each.since for each in same] == [dated[0].since]


def test_changed_says_so_once_and_only_then(open_run):
    session, player, diagnosis, settle = open_run()
    settle()
    changes = []
    diagnosis.changed.connect(lambda: changes.append(player.t))
    for t in (0.5, after(session, Kind.ACTIVATION, 1)):
        player.seek(0, t)
        assert not changes
    player.seek(0, after(session, Kind.ACTIVATION, 2))
    assert len(changes) == 1
    player.seek(0, after(session, Kind.ACTIVATION_GRADIENT, 3))
    assert len(changes) == 2


def test_symmetry_is_there_from_the_first_moment_and_divergence_when_it_happens(open_run):
    session, player, diagnosis, _ = open_run(experiment(initializer="ones"))
    assert [each.layer for each in diagnosis.findings if each.kind is Ailment.SYMMETRIC] == [1, 2]
    wild = experiment(learning_rate=1e200)
    session.open(replace(wild, training=replace(wild.training, loss="mse")))
    session.train(10)
    last = session.steps - 1
    assert session.divergence is not None and session.divergence.quantity.startswith("loss")
    loss = after(session, Kind.LOSS, 3)

    def told():
        return Ailment.DIVERGED in {each.kind for each in diagnosis.findings}

    for step, t, expected in ((last, loss, True), (last, loss - 0.5, False), (0, loss, False)):
        player.seek(step, t)
        assert told() == expected


def test_another_run_is_diagnosed_anew(open_run):
    session, player, diagnosis, settle = open_run()
    player.seek(0, session.timeline.end)
    settle()
    assert diagnosis.findings
    session.open(experiment((2, 4, 2), activation="tanh"))
    assert diagnosis.findings == () and np.isnan(diagnosis.norms).all()


def test_since_when_is_said_only_of_the_steps_that_were_looked_at(open_run):
    """Between what is known and a later step it may have ended and begun again."""
    session, player, diagnosis, settle = open_run(steps=12)
    player.seek(5, session.timeline.end)
    settle()
    assert [each.since for each in diagnosis.findings] == [0]
    player.seek(3, session.timeline.end)
    assert [each.since for each in diagnosis.findings] == [0]
    player.seek(9, session.timeline.end)
    assert [each.since for each in diagnosis.findings] == [None]
    settle()
    assert [each.since for each in diagnosis.findings] == [0]


def test_an_edit_of_the_run_makes_what_was_found_out_untrue(open_run):
    session, player, diagnosis, settle = open_run(steps=12)
    player.seek(9, session.timeline.end)
    settle()
    session.edit(4, q.bias(2, 1), 3.0)
    assert diagnosis.findings == ()
    session.edit(6, q.bias(2, 1), -30.0)
    player.seek(9, session.timeline.end)
    assert [each.since for each in diagnosis.findings] == [None]
    settle()
    assert [each.since for each in diagnosis.findings] == [6]


def test_a_step_before_an_edited_input_is_judged_by_the_rows_it_had(open_run):
    session, player, diagnosis, settle = open_run(steps=12)
    for row in range(4):
        for column in range(2):
            session.edit(8, q.activation(0, column), -50.0, row)
    player.seek(5, session.timeline.end)
    settle()
    [dead] = diagnosis.findings
    assert (dead.layer, dead.units) == (2, (1,))


def test_as_long_as_rows_are_left_it_says_so_and_tells_when_none_is(open_run, monkeypatch):
    monkeypatch.setattr(module, "QUICK_WORK", 0)
    _, player, diagnosis, settle = open_run(experiment(activation="tanh"), steps=3)
    settle()
    assert diagnosis.surveyed
    told = []
    diagnosis.changed.connect(lambda: told.append(diagnosis.surveyed))
    player.seek(1, 0.0)
    assert told[0] is False
    settle()
    assert told[-1] is True
