import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.hit import NodeHit
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from app.views.stage_diagnosis import bar_tip
from app.views.stage_texts import texts_of
from app.views.stage_tips import tip
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.trace import Kind

DARK = theme_named("dark")


@pytest.fixture
def make(qtbot):
    def build(experiment=None, size=(810, 430)):
        session = Session(experiment or load("article"))
        player = Player(session)
        stage = StageView(session, player, asking_about(session, player), DARK)
        qtbot.addWidget(stage)
        stage.resize(*size)
        return session, player, stage

    return build


def moons(sizes, activation="relu", initializer="zeros", **options):
    names = (activation,) * (len(sizes) - 2) + ("softmax",)
    network = NetworkSpec(tuple(sizes), names, initializer, options)
    training = TrainingSpec("cross_entropy", batch_size=8)
    return Experiment("test", 0, DataSpec("moons", {"samples": 40}), network, training)


def painted(stage):
    stage.grab()  # what is painted a second time is copied from then on
    return stage.grab().toImage()


def words_of(stage):
    return {row.node: row.words for row in texts_of(stage.picture()).rows if row.words}


def after(session, kind, layer):
    return session.timeline.index(kind, layer) + 1.0


def test_a_dead_neuron_is_named_under_it_as_soon_as_it_is_known_and_explained_in_its_tip(make):
    session, player, stage = make()
    known = after(session, Kind.ACTIVATION, 2)
    player.seek(0, known - 0.25)
    assert words_of(stage) == {}
    assert "ReLU" not in tip(stage.picture(), NodeHit(2, 1))
    player.seek(0, known)
    assert words_of(stage) == {(2, 1): "· dead"}
    words = " ".join(tip(stage.picture(), NodeHit(2, 1)).split())
    assert "Neuron 2 of hidden layer 2 is dead: its weighted sum is 0 or less" in words
    assert "dead" not in tip(stage.picture(), NodeHit(2, 0))


@pytest.mark.parametrize("hidden", [4, 20, 400], ids=["captions", "pills", "dots"])
def test_the_stage_marks_what_is_wrong_at_every_kind_of_node(make, hidden):
    session, player, stage = make(moons((2, hidden, 2)))
    red = np.array(QColor(DARK.error).getRgb()[:3])

    def marked():
        image = painted(stage)
        column = stage.picture().layout.columns[1]
        x, y = column.centres[0]
        w, h = int(column.half_width) + 9, int(column.half_height) + 9
        spots = ((int(x) + i, int(y) + j) for i in range(-w, w) for j in range(-h, h + 16))
        colours = np.array([image.pixelColor(*spot).getRgb()[:3] for spot in spots])
        return bool((np.abs(colours - red).sum(axis=1) < 45).any())

    player.seek(0, after(session, Kind.ACTIVATION, 1))
    assert marked()
    session.open(moons((2, hidden, 2), "tanh", "normal", std=0.3))
    player.seek(0, after(session, Kind.ACTIVATION, 1))
    assert not marked()


def test_equal_neurons_say_whose_equals_they_are(make):
    _, _, stage = make(moons((2, 3, 2), "tanh"))
    told = {node: words.strip("· ") for node, words in words_of(stage).items()}
    assert told == {(1, 0): "same as 2", (1, 1): "same as 1", (1, 2): "same as 1"}


def test_the_bars_appear_layer_by_layer_with_the_backward_pass(make):
    session, player, stage = make()
    for layer in (3, 2, 1):
        known = after(session, Kind.ACTIVATION_GRADIENT, layer)
        for t, first in ((known - 0.25, layer + 1), (known, layer)):
            player.seek(0, t)
            seen = [bar.of.layer for bar in texts_of(stage.picture()).bars]
            assert seen == list(range(first, 4))
    [bar, *_] = shown = texts_of(stage.picture()).bars
    norm = float(np.linalg.norm(session.trace(0).signals[0].dz))
    assert bar.of.norm == norm
    assert repr(norm) in bar_tip(stage.picture(), shown, bar.box.center())
    assert bar_tip(stage.picture(), shown, QPointF(1.0, 1.0)) == ""


def test_as_much_of_a_bar_has_its_colour_as_it_says(make):
    _, player, stage = make(moons((2, 4, 4, 2), "tanh", "normal", std=0.1))
    player.to_end()
    shown, image = texts_of(stage.picture()).bars, painted(stage)
    assert min(bar.of.share for bar in shown) < 0.9
    for bar in shown:
        y = int(bar.track.center().y())
        row = [image.pixelColor(x, y) for x in range(image.width())]
        colours = row[int(bar.track.left()) + 2 : int(bar.track.right()) - 2]
        filled = sum(colour == QColor(DARK.gradient_positive) for colour in colours)
        assert filled == pytest.approx(bar.of.share * bar.track.width(), abs=5.0)


@pytest.mark.parametrize("size", [(810, 430), (640, 300), (1500, 900)])
@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (2, 6, 6, 6, 6, 6, 2), (2, 16, 16, 2), (2,) * 20])
def test_every_layer_has_its_bar(make, sizes, size):
    session, player, stage = make(moons(sizes, "sigmoid", "normal", std=0.1), size)
    player.seek(0, session.timeline.end)
    assert len(texts_of(stage.picture()).bars) == len(sizes) - 1
