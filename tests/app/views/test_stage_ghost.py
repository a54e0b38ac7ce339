"""The ghost says what is tried and what nodes would hold, and hides nothing that names things."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.colour import palette
from app.scene.ghost import seen
from app.scene.kinds import Shown
from app.scene.look import Look, NodeColour
from app.scene.timeline import Timeline
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from app.views.stage_ghost import label
from app.views.stage_texts import texts_of
from engine import quantity as q
from engine.trace import Kind


@pytest.fixture
def make(qtbot):
    def build(name="article", size=(700, 360), theme="light"):
        session = Session(load(name))
        player = Player(session)
        asking = asking_about(session, player)
        stage = StageView(session, player, asking, theme_named(theme))
        qtbot.addWidget(stage)
        stage.resize(*size)
        return stage, player, session.timeline, asking.inquiry, asking.what_if

    return build


def after(timeline: Timeline, kind: Kind, layer: int) -> float:
    return timeline.index(kind, layer) + 1.0


def painted(stage) -> QImage:
    stage.grab()  # what is painted a second time is copied from then on
    return stage.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nodes_that_would_change_show_it_and_others_do_not(make, theme):
    stage, player, timeline, inquiry, what_if = make(theme=theme)
    player.seek(0, after(timeline, Kind.ACTIVATION, 1))
    inquiry.pin(q.bias(2, 0))
    before = painted(stage)
    what_if.propose(3.0)
    now, columns = painted(stage), stage.picture().layout.columns
    changed = {
        (node.layer, node.unit): node.value for node in seen(what_if.ghost, stage.picture().frame)
    }
    assert set(changed) == {(2, 0), (3, 0), (3, 1)}
    named = theme_named(theme)
    scale = stage.picture().frame.scales.value[0]
    for layer, column in enumerate(columns):
        for unit, (x, y) in enumerate(column.centres.tolist()):
            foot = round(x), round(y + column.half_height - 4.0)
            same = before.pixel(*foot) == now.pixel(*foot)
            assert same == ((layer, unit) not in changed)
            if not same:
                value = np.array([changed[layer, unit]])
                ink = tuple(palette(named).value.colours(value, scale)[0].tolist())
                assert QColor(now.pixel(*foot)).getRgb()[:3] == ink
    what_if.drop()
    assert painted(stage) == before


@pytest.mark.parametrize("colour", NodeColour)
@pytest.mark.parametrize("share", [0.0, 0.12, 0.3, 1.0])
def test_a_node_s_ghost_is_of_what_the_node_shows_or_is_to_show(make, colour, share):
    stage, player, timeline, inquiry, what_if = make()
    player.set_look(Look(nodes=colour))
    player.seek(0, share * timeline.end)
    inquiry.pin(q.bias(1, 0))
    what_if.propose(3.0)
    frame, now = stage.picture().frame, what_if.outcome.now
    last = {NodeColour.SUM: Shown.SUM, NodeColour.DELTA: None}.get(colour, Shown.ACTIVATION)
    found = {(node.layer, node.unit): node for node in seen(what_if.ghost, frame)}
    assert bool(found) == (colour is not NodeColour.DELTA)
    for (layer, unit), node in found.items():
        assert node.shown == (frame.nodes[layer].shown[unit] or last)
        signals = now.z if node.shown == Shown.SUM else now.a
        assert node.value == signals[layer - 1][0, unit]
    painted(stage)


def quantities(sizes):
    last = len(sizes) - 1
    middle = sizes[1] // 2
    return [
        q.weight(1, 0, 0),
        q.weight(1, sizes[0] - 1, middle),
        q.weight(last, 0, sizes[-1] - 1),
        q.bias(1, middle),
        q.bias(last, 0),
        q.activation(0, sizes[0] - 1),
    ]


@pytest.mark.parametrize("name", ["article", "moons", "parity4", "xor", "wave"])
@pytest.mark.parametrize("size", [(700, 360), (1100, 620)])
@pytest.mark.parametrize("kind", [Kind.WEIGHTED_SUM, Kind.ACTIVATION_GRADIENT])
def test_what_is_tried_is_said_where_it_covers_nothing(make, name, size, kind):
    stage, player, timeline, inquiry, what_if = make(name, size)
    for quantity in quantities(player.trace.sizes):
        player.seek(1, after(timeline, kind, 1))
        inquiry.pin(quantity)
        what_if.propose(-0.875)
        picture = stage.picture()
        texts = texts_of(picture)
        text, box = label(picture, texts, what_if.ghost)
        assert "→ −0.875" in text
        assert picture.view.contains(box)
        taken = np.concatenate([picture.layout.solids, texts.boxes])
        for left, top, right, bottom in taken.tolist():
            assert not box.intersects(QRectF(QPointF(left, top), QPointF(right, bottom)))


@pytest.mark.parametrize("name", ["spiral", "vanishing", "zeros", "blobs"])
def test_any_network_can_be_painted(make, name):
    stage, _, _, inquiry, what_if = make(name, (300, 200))
    inquiry.pin(q.weight(1, 0, 0))
    before = painted(stage)
    what_if.propose(1e300)
    assert painted(stage) != before


def shift_wheel(stage, point, notches):
    event = QWheelEvent(
        QPointF(*point),
        QPointF(stage.mapToGlobal(QPoint(*point))),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stage, event)


def test_shift_and_the_wheel_try_what_is_there_or_pinned(make):
    stage, _, _, inquiry, what_if = make()
    painted(stage)
    layout = stage.picture().layout
    node = [round(each) for each in layout.columns[0].centres[1]]
    shift_wheel(stage, node, -3)
    assert inquiry.pinned == q.activation(0, 1)
    assert what_if.value == 0.97
    inquiry.pin(q.weight(2, 0, 0))
    shift_wheel(stage, (3, 3), 2)  # nothing is there
    assert what_if.quantity == q.weight(2, 0, 0)
    assert what_if.value == pytest.approx(what_if.original + 0.02, abs=0.0051)
    assert stage.picture().layout.columns[0].half_width == layout.columns[0].half_width
