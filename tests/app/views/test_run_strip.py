from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.run_strip import RunStrip


@pytest.fixture
def player(qapp) -> Player:
    session = Session(load("article"))
    session.train(199)
    return Player(session, session)


@pytest.fixture
def strip(qtbot, player: Player) -> RunStrip:
    return strip_of(qtbot, player)


def strip_of(qtbot, player: Player) -> RunStrip:
    widget = RunStrip(player.parent(), player, theme_named("light"))
    qtbot.addWidget(widget)
    widget.resize(600, 90)
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


def test_a_drag_shows_the_end_of_the_step_under_the_pointer(qtbot, strip, player) -> None:
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 50))
    for step in (150, 3, 199, 77):
        qtbot.mouseMove(strip, QPoint(round(strip.x(step)), 50))
        assert (player.step, player.t) == (step, player.parent().timeline.end)
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 50))
    hover(strip, QPoint(500, 50))
    assert player.step == 77


def test_a_step_under_the_pointer_is_written_as_all_steps_are(strip, player) -> None:
    player.parent().train(1400)
    place = QPoint(round(strip.x(1234)), 50)
    hover(strip, place)
    assert strip._hint().startswith(f"step {strip.step(place.x()):,} · loss ")
    assert strip._hint().startswith("step 1,23")


def test_a_picture_does_not_depend_on_the_way_there(qtbot, strip, player) -> None:
    for step in np.random.default_rng(1).integers(0, 200, 8):
        player.seek(int(step), 0.0)
        dragged = picture(strip)
        other = strip_of(qtbot, player)
        assert picture(other) == dragged


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ([Qt.Key.Key_Right], 51),
        ([Qt.Key.Key_Left], 49),
        ([Qt.Key.Key_PageDown], 54),
        ([Qt.Key.Key_PageUp], 46),
        ([Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_End], 199),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 199),
    ],
)
def test_keys_move_between_the_steps_done(qtbot, strip, player, keys, step) -> None:
    player.seek(50, 0.0)
    for key in keys:
        qtbot.keyClick(strip, key)
    assert player.step == step
    assert player.parent().steps == 200


def test_a_retuned_run_is_painted_as_it_went_on(qtbot, strip, player) -> None:
    session = player.parent()
    before = picture(strip)
    training = replace(session.experiment.training, learning_rate=2.0)
    session.change(replace(session.experiment, training=training), 100)
    session.train(100)
    assert session.steps == 200
    after = picture(strip)
    assert after != before
    assert picture(strip_of(qtbot, player)) == after


def test_another_experiment_is_another_curve(qtbot, strip, player) -> None:
    player.parent().open(load("moons"))
    picture(strip)
    player.parent().train(50)
    assert picture(strip_of(qtbot, player)) == picture(strip)


def test_a_diverged_run_is_painted(qtbot, player) -> None:
    session = player.parent()
    wave = load("wave")
    session.open(replace(wave, training=replace(wave.training, loss="mse", learning_rate=1e200)))
    session.train(50)
    assert session.divergence is not None
    widget = strip_of(qtbot, player)
    assert theme_named("light").error in colours(picture(widget))


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(560, 600) for y in range(20, 40)}
