import random

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.colour import palette
from app.scene.hit import EdgeHit, NodeHit
from app.scene.kinds import Shown
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.legend import Legend
from app.views.stage import StageView
from app.views.stage_tips import tip
from engine.experiment import DataSpec, Experiment, NetworkSpec, Table, TrainingSpec
from engine.trace import Kind


@pytest.fixture
def make(qtbot):
    def build(experiment=None, theme="light", size=(810, 430)):
        session = Session(experiment or load("article"))
        player = Player(session)
        stage = StageView(session, player, asking_about(session, player), theme_named(theme))
        qtbot.addWidget(stage)
        stage.resize(*size)
        return session, player, stage

    return build


def painted(view) -> QImage:
    view.grab()  # what is painted a second time is copied from then on
    return view.grab().toImage()


def at(stage, layer, neuron):
    """A point of a node away from its number, its tag and its outline."""
    column = stage.picture().layout.columns[layer]
    x, y = column.centres[neuron]
    return round(x), round(y + 0.62 * column.half_height)


def colour(image, point):
    return QColor(image.pixel(*point)).getRgb()[:3]


def regression(sizes, batch=1):
    rng = np.random.default_rng(1)
    table = Table(rng.normal(size=(8, sizes[0])), rng.normal(size=(8, sizes[-1])))
    return Experiment(
        "random",
        0,
        DataSpec("inline", table=table),
        NetworkSpec(tuple(sizes), ("tanh",) * (len(sizes) - 2) + ("identity",)),
        TrainingSpec("mse", batch_size=batch),
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_known_node_has_its_values_colour_and_an_unknown_one_is_empty(make, theme):
    session, player, stage = make(theme=theme)
    named = theme_named(theme)
    panel = QColor(named.panel).getRgb()[:3]
    player.seek(0, session.timeline.index(Kind.ACTIVATION, 2) + 1.0)
    image, frame = painted(stage), stage.picture().frame
    for layer in range(3):
        nodes = frame.nodes[layer]
        expected = palette(named).value.colours(nodes.value, frame.scales.value[layer])
        assert (nodes.shown != Shown.SUM).all()
        for neuron in range(2):
            assert colour(image, at(stage, layer, neuron)) == tuple(expected[neuron])
    assert colour(image, at(stage, 3, 0)) == panel
    player.seek(0, session.timeline.end)
    assert colour(painted(stage), at(stage, 3, 0)) != panel


def test_a_weighted_sum_does_not_look_like_an_activation(make):
    session, player, stage = make()
    end = session.timeline.index(Kind.WEIGHTED_SUM, 1) + 1.0
    player.seek(0, end)
    summed = colour(painted(stage), at(stage, 1, 0))
    player.seek(0, end + 1.0)
    activated = colour(painted(stage), at(stage, 1, 0))
    assert summed != activated
    panel = QColor(theme_named("light").panel).getRgb()[:3]
    assert summed != panel


def test_the_picture_at_t_is_the_same_in_whatever_order_moments_are_visited(make):
    session, player, stage = make()
    moments = [(step, t) for step in (0, 2) for t in np.linspace(0.0, session.timeline.end, 17)]
    pictures = {}
    for moment in moments:
        player.seek(*moment)
        pictures[moment] = painted(stage)
    random.Random(3).shuffle(moments)
    for moment in moments:
        player.seek(*moment)
        assert painted(stage) == pictures[moment]
    assert pictures[0, 0.0] != pictures[2, 0.0]


def test_a_ring_appears_with_delta_and_its_colour_says_its_sign(make):
    session, player, stage = make()
    before = session.timeline.index(Kind.ACTIVATION_GRADIENT, 3)
    column = stage.picture().layout.columns[3]
    x, y = column.centres[0]  # "even", whose delta is positive
    point = round(x + column.half_width * 1.12), round(y)
    player.seek(0, before)
    assert colour(painted(stage), point) == QColor(theme_named("light").panel).getRgb()[:3]
    player.seek(0, before + 1.0)
    red, green, blue = colour(painted(stage), point)
    assert green > red and green > blue


def test_tips_have_all_digits(make):
    session, player, stage = make()
    player.seek(0, session.timeline.end)
    words = tip(stage.picture(), NodeHit(3, 1))
    assert repr(float(session.trace(0).signals[2].a[0, 1])) in words
    words = tip(stage.picture(), EdgeHit(1, 0, 1))
    assert repr(float(session.trace(0).after[0].W[0, 1])) in words
    assert repr(float(session.trace(0).gradients[0].W[0, 1])) in words


def test_zoom_keeps_the_middle_and_fit_undoes_it(make):
    _, _, stage = make()
    before = stage.picture().layout.columns[0]
    stage.zoom_in()
    after = stage.picture().layout.columns[0]
    assert after.half_width > before.half_width
    middle = np.array([405.0, 215.0])
    ratio = after.half_width / before.half_width
    np.testing.assert_allclose(after.centres, middle + (before.centres - middle) * ratio, atol=1)
    stage.fit()
    np.testing.assert_array_equal(stage.picture().layout.columns[0].centres, before.centres)


def test_a_screen_reader_hears_where_we_are(make):
    session, player, stage = make()
    player.seek(0, session.timeline.index(Kind.WEIGHTED_SUM, 2) + 1.0)
    painted(stage)
    assert stage.accessibleName()
    assert stage.accessibleDescription() == "Forward · layer 2 · weighted sum · neuron 2"
    assert stage.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    "experiment",
    [
        regression((1, 1)),
        regression((3, 40, 1), batch=5),
        regression((200, 3, 2)),
        regression((2,) + (3,) * 63 + (1,)),
    ],
    ids=["tiny", "wide", "many inputs", "deep"],
)
def test_every_network_can_be_painted_at_every_phase(make, qtbot, experiment):
    session, player, stage = make(experiment, size=(700, 330))
    legend = Legend(session, player, asking_about(session, player), theme_named("dark"))
    qtbot.addWidget(legend)
    for share in (0.0, 0.3, 0.55, 0.8, 1.0):
        player.seek(0, share * session.timeline.end)
        assert not painted(stage).isNull()
        painted(legend)


def test_a_diverged_step_is_painted(make):
    experiment = regression((2, 3, 1))
    wild = TrainingSpec("mse", learning_rate=1e200)
    session, player, stage = make(Experiment("wild", 0, experiment.data, experiment.network, wild))
    session.train(20)
    assert session.divergence is not None
    for t in np.linspace(0.0, session.timeline.end, 9):
        player.seek(session.steps - 1, t)
        assert not painted(stage).isNull()


def test_the_legend_says_the_scales_and_what_is_left_out(make, qtbot):
    session, player, _ = make()
    legend = Legend(session, player, asking_about(session, player), theme_named("light"))
    qtbot.addWidget(legend)
    assert [bar.words for bar in legend.bars()] == ["value −1 … +1", "weight −0.5 … +0.5"]
    player.seek(0, session.timeline.end)
    assert len(legend.bars()) == 4
    assert len(legend.notes()) == 2
    session.open(regression((50, 60, 1)))
    assert "1,000 of 3,060 edges" in legend.notes()
