"""Layers too large to be shown in full fold; a click on their words or a key unfolds them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.formats.themes import theme_named
from app.scene.layout import Shape
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from engine.experiment import DataSpec, Experiment, NetworkSpec, Table, TrainingSpec

LEFT = Qt.MouseButton.LeftButton


def network(*sizes) -> Experiment:
    rng = np.random.default_rng(0)
    table = Table(rng.normal(size=(4, sizes[0])), rng.normal(size=(4, sizes[-1])))
    spec = NetworkSpec(sizes, ("tanh",) * (len(sizes) - 2) + ("identity",))
    return Experiment("folds", 0, DataSpec("inline", table=table), spec, TrainingSpec("mse"))


@pytest.fixture
def stage(qtbot):
    session = Session(network(2, 112, 90, 2))
    player = Player(session)
    view = StageView(session, player, asking_about(session, player), theme_named("light"))
    qtbot.addWidget(view)
    view.resize(810, 430)
    with qtbot.waitExposed(view):
        view.show()
    return view


def words(stage):
    return {each.layer: each for each in stage._sight.texts().folds}


def click(qtbot, stage, layer):
    middle = words(stage)[layer].box.center().toPoint()
    qtbot.mouseClick(stage, LEFT, pos=QPoint(middle))


def test_a_folded_layer_says_how_many_neurons_are_only_dots_and_a_click_shows_all(stage, qtbot):
    column = stage.picture().layout.columns[1]
    dots = int((column.shapes == Shape.DOT).sum())
    assert 0 < dots < 112
    assert words(stage)[1].text == f"… {dots} more"
    click(qtbot, stage, 1)
    assert (stage.picture().layout.columns[1].shapes == Shape.DOT).all()
    assert stage.picture().layout.columns[2].folds
    assert words(stage)[1].text == "show fewer"
    assert stage._inquiry.pinned is None
    click(qtbot, stage, 1)
    assert stage.picture().layout.columns[1].folds


def test_the_words_lie_over_lines_and_ask_about_none_of_them(stage, qtbot):
    middle = words(stage)[1].box.center().toPoint()
    qtbot.mouseMove(stage, middle + QPoint(0, -60))
    qtbot.mouseMove(stage, middle)
    assert stage._inquiry.asked is None
    click(qtbot, stage, 1)
    assert stage._inquiry.asked is None  # nor what lies there now


def test_all_layers_unfold_and_fold_together(stage):
    def folds():
        return [column.folds for column in stage.picture().layout.columns]

    stage.toggle_folds()
    assert not any(folds())
    stage.toggle_folds()
    assert folds() == [False, True, True, False]


def test_another_network_is_folded_again(stage):
    stage.toggle_folds()
    stage._player._session.open(network(3, 112, 3))
    assert stage.picture().layout.columns[1].folds


def test_the_strongest_neurons_have_numbers_and_training_may_exchange_them(stage):
    session = stage._player._session
    weights = session.trace(0).before[1].W
    column = stage.picture().layout.columns[1]
    norms = np.linalg.norm(weights, axis=1)
    assert norms[column.featured].min() >= norms[~column.featured].max()
    stage._player.seek(0, session.timeline.end)
    told = {unit for layer, unit in (n.node for n in stage._sight.texts().numbers) if layer == 1}
    assert told == set(np.flatnonzero(column.featured).tolist())


def test_a_key_unfolds_what_is_too_large(open_desk, qtbot):
    desk = open_desk()
    desk.session.open(network(2, 112, 2))
    view = desk.window.workbench.stage
    assert view.picture().layout.columns[1].folds
    qtbot.keyClick(desk.window, Qt.Key.Key_U)
    assert not view.picture().layout.columns[1].folds


def test_from_near_enough_all_dots_have_numbers(stage):
    stage._player.seek(0, stage._player._session.timeline.end)
    column = stage.picture().layout.columns[1]
    unit = int(np.flatnonzero(~column.featured)[0])
    assert (1, unit) not in {number.node for number in stage._sight.texts().numbers}
    for _ in range(9):
        stage._zoom_about(QPointF(*column.centres[unit].tolist()), 1.5)
    assert (1, unit) in {number.node for number in stage._sight.texts().numbers}
