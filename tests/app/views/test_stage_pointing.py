"""The stage pointed at, clicked on and walked over; what lights up on it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QToolTip

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.edges import ends, points
from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Page, Trail
from app.scene.neighbourhood import Direction
from app.scene.texts import Text
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views import stage_painting
from app.views.stage import StageView
from app.views.stage_painting import paint_back, paint_nodes, paint_texts
from app.views.stage_texts import texts_of
from engine import quantity as q
from engine.experiment import DataSpec, Experiment, NetworkSpec, Table, TrainingSpec
from engine.trace import Kind

LIGHT = theme_named("light")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(qtbot):
    def build(experiment=None, size=(810, 430)):
        session = Session(experiment or load("article"))
        player = Player(session)
        stage = StageView(session, player, asking_about(session, player), LIGHT)
        qtbot.addWidget(stage)
        stage.resize(*size)
        with qtbot.waitExposed(stage):
            stage.show()
        return session, player, stage

    return build


def painted(stage) -> QImage:
    stage.grab()  # what is painted a second time is copied from then on
    return stage.grab().toImage()


def node(stage, layer, unit) -> QPoint:
    x, y = stage.picture().layout.columns[layer].centres[unit]
    return QPoint(round(x), round(y))


def ring(stage, layer, unit) -> QPoint:
    column = stage.picture().layout.columns[layer]
    return node(stage, layer, unit) + QPoint(0, -round(1.12 * column.half_height))


def on_edge(stage, layer, source, target, share=0.75) -> QPoint:
    place = (np.array([number]) for number in (layer, source, target))
    [[x, y]] = points(ends(stage.picture().layout, *place), share)
    return QPoint(round(x), round(y))


def text(stage, quantity) -> QPoint:
    """The middle of the text that shows the number of a quantity."""
    marks = texts_of(stage.picture()).marks
    left, top, right, bottom = next(m.box for m in marks if m.quantity == quantity)
    return QPoint(round(0.5 * (left + right)), round(0.5 * (top + bottom)))


EMPTY = QPoint(405, 6)


def test_everything_on_the_stage_can_be_pointed_at(make, qtbot):
    session, player, stage = make()
    asked = stage._inquiry
    player.seek(0, session.timeline.index(Kind.WEIGHT_GRADIENT, 2) + 0.25)
    painted(stage)
    # The captions of the last layer have room for the bias and delta.
    for place, quantity in (
        (node(stage, 0, 1), q.activation(0, 1)),
        (node(stage, 2, 0), q.activation(2, 0)),
        (ring(stage, 3, 1), q.delta(3, 1)),
        (text(stage, q.delta(3, 0)), q.delta(3, 0)),
        (text(stage, q.bias(3, 0)), q.bias(3, 0)),
        (text(stage, q.weight(2, 0, 0)), q.weight(2, 0, 0)),
        (on_edge(stage, 1, 1, 1), q.weight(1, 1, 1)),
    ):
        qtbot.mouseMove(stage, place)
        assert asked.subject == quantity
        assert asked.lit == {quantity}
        assert stage.cursor().shape() is Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(stage, EMPTY)
    assert asked.lit == frozenset()
    assert stage.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_node_means_its_sum_while_that_is_all_there_is(make, qtbot):
    session, player, stage = make()
    player.seek(0, session.timeline.index(Kind.WEIGHTED_SUM, 1) + 1.0)
    painted(stage)
    qtbot.mouseMove(stage, node(stage, 1, 1))
    assert stage._inquiry.subject == q.weighted_sum(1, 1)


def test_pointing_tells_the_exact_numbers(make, qtbot):
    session, player, stage = make()
    player.seek(0, session.timeline.end)
    painted(stage)
    trace = session.trace(0)
    for place, value in (
        (node(stage, 3, 1), trace.signals[2].a[0, 1]),
        (text(stage, q.bias(3, 1)), trace.after[2].b[1]),
        (ring(stage, 3, 1), trace.signals[2].dz[0, 1]),
        (on_edge(stage, 2, 0, 1), trace.after[1].W[0, 1]),
    ):
        qtbot.mouseMove(stage, place)
        qtbot.waitUntil(lambda value=value: repr(float(value)) in QToolTip.text())


def test_a_click_pins_and_lets_go_and_a_drag_does_neither(make, qtbot):
    _, _, stage = make()
    asked = stage._inquiry
    painted(stage)
    qtbot.mouseClick(stage, LEFT, pos=node(stage, 1, 0))
    assert asked.pinned == q.activation(1, 0)
    qtbot.mouseClick(stage, LEFT, pos=node(stage, 2, 0))
    assert asked.pinned == q.activation(2, 0)
    before = stage.picture().layout.columns[0].centres
    qtbot.mousePress(stage, LEFT, pos=EMPTY)
    qtbot.mouseMove(stage, EMPTY + QPoint(30, 20))
    qtbot.mouseRelease(stage, LEFT, pos=EMPTY + QPoint(30, 20))
    np.testing.assert_allclose(
        stage.picture().layout.columns[0].centres, before + np.array([30, 20])
    )
    assert asked.pinned == q.activation(2, 0)
    painted(stage)
    qtbot.mousePress(stage, LEFT, pos=node(stage, 1, 1))
    qtbot.mouseMove(stage, node(stage, 1, 1) + QPoint(2, 1))  # a hand shakes
    qtbot.mouseRelease(stage, LEFT, pos=node(stage, 1, 1) + QPoint(2, 1))
    assert asked.pinned == q.activation(1, 1)
    qtbot.mouseClick(stage, LEFT, pos=node(stage, 1, 1))
    assert asked.pinned is None
    qtbot.mouseClick(stage, LEFT, pos=node(stage, 1, 1))
    qtbot.mouseClick(stage, LEFT, pos=EMPTY)
    assert asked.pinned is None


def double_click(qtbot, stage, place):
    """All that a window gets: QTest's own comes without the click before."""
    qtbot.mouseClick(stage, LEFT, pos=place)
    qtbot.mouseDClick(stage, LEFT, pos=place)


def test_a_double_click_keeps_the_pin(make, qtbot):
    _, _, stage = make()
    asked = stage._inquiry
    painted(stage)
    for _ in range(2):
        double_click(qtbot, stage, node(stage, 1, 0))
        assert asked.pinned == q.activation(1, 0)
    fitted = stage.picture().layout.columns[0].half_width
    stage.zoom_in()
    painted(stage)
    double_click(qtbot, stage, EMPTY)
    assert stage.picture().layout.columns[0].half_width == fitted
    assert asked.pinned == q.activation(1, 0)


def test_walking_begins_at_a_neuron_or_at_what_is_computed(make):
    _, player, stage = make()
    asked = stage._inquiry
    stage.pin_next(Direction.DOWN)
    assert asked.pinned == q.activation(1, 0)
    asked.pin(None)
    player.forward()
    stage.pin_next(Direction.DOWN)
    assert asked.pinned == q.weighted_sum(1, 1)


def changed_box(before: QImage, after: QImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what differs between two pictures."""
    one, other = (
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
        .reshape(image.height(), -1)
        .copy()
        for image in (before, after)
    )
    rows, columns = np.nonzero(one != other)
    return columns.min(), rows.min(), columns.max(), rows.max()


@pytest.mark.parametrize(
    "quantity",
    [
        q.activation(0, 1),
        q.weighted_sum(1, 0),
        q.delta(3, 1),
        q.output_gradient(2, 0),
        q.bias(3, 0),
    ],
    ids=str,
)
def test_what_is_lit_shows_where_it_is_and_nowhere_else(make, quantity):
    session, player, stage = make()
    player.seek(0, session.timeline.end)
    before = painted(stage)
    stage._inquiry.light((quantity,))
    after = painted(stage)
    left, top, right, bottom = changed_box(before, after)
    column = stage.picture().layout.columns[quantity.layer]
    x, y = column.centres[quantity.unit]
    assert abs(0.5 * (left + right) - x) < column.half_width + 40
    assert right - left < 2 * column.half_width + 60
    assert y - column.half_height - 20 < top < bottom < y + column.half_height + 50
    stage._inquiry.pin(quantity)
    assert painted(stage) != after
    stage._inquiry.pin(None)
    stage._inquiry.light(())
    assert painted(stage) == before


def wide() -> Experiment:
    """A network of whose edges not all are drawn."""
    rng = np.random.default_rng(0)
    table = Table(rng.normal(size=(4, 64)), rng.normal(size=(4, 10)))
    network = NetworkSpec((64, 32, 10), ("tanh", "identity"))
    return Experiment("wide", 0, DataSpec("inline", table=table), network, TrainingSpec("mse"))


def test_a_lit_edge_shines_even_where_it_is_not_drawn(make):
    _, _, stage = make(wide())
    before = painted(stage)
    edges = stage.picture().edges
    hidden = next(
        (s, t)
        for s in range(64)
        for t in range(32)
        if not ((edges.layer == 1) & (edges.source == s) & (edges.target == t)).any()
    )
    stage._inquiry.light((q.weight(1, *hidden),))
    point = on_edge(stage, 1, *hidden)
    assert painted(stage).pixel(point) != before.pixel(point)


def test_the_strongest_paths_are_drawn_over_the_edges(make, monkeypatch):
    _, _, stage = make()
    weight = q.weight(2, 0, 0)
    trails = (Trail(((2, 0, 0), (3, 0, 1)), -0.4), Trail(((2, 0, 0), (3, 0, 0)), 0.1))
    page = Page(weight, Aspect.CHAIN_RULE, Text("", ""), (), trails)
    monkeypatch.setattr("app.scene.explanation.pages.page_of", lambda query, aspect: page)
    before = painted(stage)
    stage._inquiry.pin(weight)
    after = painted(stage)
    negative, positive = (
        QColor(colour) for colour in (LIGHT.gradient_negative, LIGHT.gradient_positive)
    )

    def near(colour, layer, source, target):
        """How many of the points along an edge have nearly that colour."""
        spots = [on_edge(stage, layer, source, target, t) for t in np.linspace(0.1, 0.9, 60)]
        pixels = [after.pixelColor(spot) for spot in spots]
        return sum(
            abs(p.red() - colour.red())
            + abs(p.green() - colour.green())
            + abs(p.blue() - colour.blue())
            < 40
            for p in pixels
        )

    assert 10 < near(negative, 3, 0, 1) < 55  # dashed
    assert near(positive, 3, 0, 0) > 30
    # Others fade towards the ground.
    spot = on_edge(stage, 1, 0, 0)
    assert after.pixelColor(spot).lightness() > before.pixelColor(spot).lightness()


def test_unasked_no_paths_are_drawn(make, monkeypatch):
    session, player, stage = make()
    asked = []
    monkeypatch.setattr("app.scene.explanation.pages.page_of", lambda *query: asked.append(query))
    player.seek(0, session.timeline.end)
    painted(stage)
    assert not asked


def test_pointing_paints_the_network_no_second_time(make, qtbot, monkeypatch):
    session, player, stage = make()
    painted(stage)
    prints = []
    paint = stage_painting.paint_nodes
    monkeypatch.setattr(
        "app.views.stage_network.paint_nodes", lambda *a: prints.append(a) or paint(*a)
    )
    for place in (node(stage, 1, 0), on_edge(stage, 1, 0, 1), EMPTY):
        qtbot.mouseMove(stage, place)
        painted(stage)
    qtbot.mouseClick(stage, LEFT, pos=node(stage, 1, 0))
    painted(stage)
    assert not prints
    for change in (
        lambda: player.seek(0, 1.0),
        lambda: stage.set_theme(theme_named("dark")),
        stage.zoom_in,
        lambda: stage.resize(700, 400),
        lambda: session.open(load("xor")),
        stage._asking.diagnosis.changed.emit,
        lambda: stage.setFont("DejaVu Serif"),
    ):
        prints.clear()
        change()
        painted(stage)
        assert len(prints) == 2  # once to be seen, once to be copied
        painted(stage)
        assert len(prints) == 2


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_prints_are_as_crisp_as_painting(make, ratio):
    session, player, stage = make()
    player.seek(0, session.timeline.end)
    picture, size = stage.picture(), stage.size() * ratio
    images = [QImage(size, QImage.Format.Format_RGB32) for _ in range(2)]
    for image in images:
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(LIGHT.panel))
    stage.render(images[0])
    painter = QPainter(images[1])
    paint_back(painter, picture)
    paint_nodes(painter, picture)
    paint_texts(painter, picture, texts_of(picture))
    painter.end()
    one, other = (
        np.frombuffer(image.constBits(), np.uint8).astype(int).reshape(image.height(), -1)
        for image in images
    )
    # Text on a transparent ground is a shade thinner; resampled it would differ by 200 and more.
    assert np.abs(one - other).max() < 60
