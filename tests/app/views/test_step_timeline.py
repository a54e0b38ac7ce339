import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.timeline import Granularity
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.step_timeline import StepTimeline


@pytest.fixture
def player(qapp) -> Player:
    session = Session(load("article"))
    session.train(3)
    return Player(session, session)


@pytest.fixture
def timeline(qtbot, player: Player) -> StepTimeline:
    widget = StepTimeline(player.parent(), player, theme_named("light"))
    qtbot.addWidget(widget)
    widget.resize(700, 60)
    return widget


def hover(widget: QWidget, place: QPoint) -> None:
    """Move the pointer with no button down."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place.toPointF(),
        widget.mapToGlobal(place).toPointF(),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_dragging_in_any_order_paints_what_stepping_paints(qtbot, timeline, player) -> None:
    stepped = {}
    player.set_granularity(Granularity.OPERATION)
    while player.step == 0:
        stepped[player.t] = picture(timeline)
        player.forward()
    moments = list(stepped)
    np.random.default_rng(0).shuffle(moments)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 30))
    for t in moments:
        player.seek(0, t)
        assert picture(timeline) == stepped[t]


def test_a_drag_shows_the_moment_under_the_pointer(qtbot, timeline, player) -> None:
    player.seek(1, 0.0)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, 30))
    shown = [player.t]
    for x in (650, 20, 400, 403):
        qtbot.mouseMove(timeline, QPoint(x, 30))
        shown.append(player.t)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(403, 30))
    expected = [timeline.track().t(x - 4.0) for x in (100, 650, 20, 400, 403)]
    assert shown == pytest.approx(expected)
    assert player.step == 1
    hover(timeline, QPoint(500, 30))
    assert player.t == shown[-1]


def test_beyond_the_edges_is_the_start_and_the_end(qtbot, timeline, player) -> None:
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(699, 30))
    assert player.t == player.parent().timeline.end
    qtbot.mouseMove(timeline, QPoint(-40, 30))
    assert player.t == 0.0


@pytest.mark.parametrize(
    ("keys", "t"),
    [
        ([Qt.Key.Key_Right], 1.0),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left], 1.0),
        ([Qt.Key.Key_PageDown], 6.0),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], 6.0),
        ([Qt.Key.Key_End], 21.0),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 21.0),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0.0),
    ],
)
def test_keys_move_within_the_step(qtbot, timeline, player, keys, t) -> None:
    player.seek(1, 0.0)
    for key in keys:
        qtbot.keyClick(timeline, key)
    assert (player.step, player.t) == (1, t)


def test_its_keys_come_before_the_windows_only_while_it_has_the_focus(qtbot, player) -> None:
    window, pressed = QWidget(), []
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    timeline = StepTimeline(player.parent(), player, theme_named("dark"))
    other = QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(timeline)
    column.addWidget(other)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        QShortcut(QKeySequence(key), window).activated.connect(lambda k=key: pressed.append(k))
    with qtbot.waitActive(window):
        window.show()
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert (player.t, pressed) == (1.0, [])
    qtbot.keyClick(timeline, Qt.Key.Key_Space)
    assert pressed == [Qt.Key.Key_Space]
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Right)
    assert pressed == [Qt.Key.Key_Space, Qt.Key.Key_Right]


def test_pointing_names_the_operation(qtbot, timeline) -> None:
    x = round(timeline.track().x(2.5)) + 4
    qtbot.mouseMove(timeline, QPoint(x, 30))
    assert timeline._hint() == "weighted sum, layer 2"


def test_assistive_technology_can_read_and_set_it(timeline, player) -> None:
    player.seek(0, 6.5)
    assert (timeline.value(), timeline.maximum()) == (7, 21)
    timeline.setValue(3)
    assert player.t == 3.0
