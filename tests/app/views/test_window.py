"""The window, driven by keys as a user would."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from app.application import Desk
from app.formats.errors import FileError
from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.timeline import Granularity
from app.views.error_dialog import ErrorDialog
from app.views.number_box import NumberBox
from app.views.run_strip import RunStrip
from app.views.shortcut_sheet import ShortcutSheet
from app.views.speed_control import SpeedControl

Key = Qt.Key


@pytest.fixture
def press(qtbot):
    def press_in(desk, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(desk.window.focusWidget() or desk.window, key, modifier)

    return press_in


def test_keys_go_a_whole_step_forward_and_back(desk, press):
    player, end = desk.player, desk.session.timeline.end
    press(desk, Key.Key_3)
    assert player.granularity is Granularity.OPERATION
    for stop in range(1, int(end) + 1):
        press(desk, Key.Key_Right)
        assert (player.step, player.t) == (0, stop)
    press(desk, Key.Key_Right)
    assert (player.step, player.t) == (1, 0.0)
    for stop in range(int(end), -1, -1):
        press(desk, Key.Key_Left)
        assert (player.step, player.t) == (0, stop)


def node_colour(desk, layer, neuron):
    """What the window shows inside a node, beside its number."""
    stage = desk.window.workbench.stage
    column = stage.picture().layout.columns[layer]
    x, y = column.centres[neuron]
    place = stage.mapTo(desk.window, QPoint(round(x), round(y + 0.62 * column.half_height)))
    return desk.window.grab().toImage().pixelColor(place).name()


def test_a_node_is_empty_until_a_key_computes_it_and_empty_again_after_the_key_back(desk, press):
    panel = theme_named("light").panel
    press(desk, Key.Key_3)
    for operations, filled in ((1, 1), (3, 2), (5, 3)):  # z[1], z[2], z[3]
        while desk.player.t < operations:
            press(desk, Key.Key_Right)
        shown = [node_colour(desk, layer, 0) != panel for layer in (1, 2, 3)]
        assert shown == [layer <= filled for layer in (1, 2, 3)]
    after = node_colour(desk, 3, 0)
    press(desk, Key.Key_Left)
    assert node_colour(desk, 3, 0) == panel
    press(desk, Key.Key_Right)
    assert node_colour(desk, 3, 0) == after


def test_keys_act_wherever_the_focus_is_but_in_fields_those_that_numbers_have(desk, press, qtbot):
    slider = desk.window.findChild(SpeedControl).findChild(QWidget, "slider")
    slider.setFocus()
    press(desk, Key.Key_Right)
    assert desk.player.t > 0
    before = desk.player.t
    field = next(w for w in desk.window.findChildren(NumberBox) if w.isVisible())
    field.setFocus()
    qtbot.keyClick(field, Key.Key_Left)
    qtbot.keyClick(field, Key.Key_3)
    qtbot.keyClick(field, Key.Key_Home)
    qtbot.keyClick(field, Key.Key_Space)
    assert desk.player.t == before
    assert desk.player.granularity is Granularity.NEURON
    assert not desk.player.playing
    assert "3" in field.text()
    qtbot.keyClick(field, Key.Key_E)
    assert not desk.window.workbench.inspector_large
    text = field.text()
    qtbot.keyClick(field, Key.Key_T)
    assert desk.training.running
    assert field.text() == text


def test_space_presses_the_button_that_has_the_focus(desk, press):
    button = next(
        b for b in desk.window.findChildren(QToolButton) if b.toolTip().startswith("To the end")
    )
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(desk, Key.Key_Space)
    assert desk.player.t == desk.session.timeline.end
    assert not desk.player.playing


def test_space_plays_and_ticks_move(desk, press):
    press(desk, Key.Key_Space)
    assert desk.player.playing
    desk.tick(0.25)
    assert desk.player.t > 0
    press(desk, Key.Key_Space)
    assert not desk.player.playing


def test_training_grows_the_losses_until_it_is_stopped(desk, press):
    press(desk, Key.Key_T)
    grown = []
    for _ in range(3):
        desk.tick(0.016)
        grown.append(len(desk.session.losses))
        assert desk.player.step == grown[-1] - 1
    assert grown == sorted(set(grown))
    press(desk, Key.Key_T)
    assert not desk.training.running
    desk.tick(0.016)
    assert len(desk.session.losses) == grown[-1]


def test_what_training_comes_to_can_be_pinned(desk, press):
    pin = desk.window.actions_table["pin"]
    assert not pin.isEnabled()  # nothing is computed yet
    press(desk, Key.Key_T)
    desk.tick(0.016)
    assert pin.isEnabled()


def drop_file(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), *how))


def test_a_bad_file_leaves_the_session_and_says_what_a_terminal_says(desk, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text(BAD)
    desk.player.seek(2, 3.0)
    before = desk.session.experiment, desk.player.step, desk.player.t
    drop_file(desk.window, bad)
    (dialog,) = desk.window.findChildren(ErrorDialog)
    with pytest.raises(FileError) as error:
        load(bad)
    assert dialog.message == str(error.value)
    assert (desk.session.experiment, desk.player.step, desk.player.t) == before
    assert desk.window.isVisible()


BAD = 'title = "No"\n[data]\nsource = "moons"\n[network]\nsizes = [2, 2]\n'


def test_opening_an_example_shows_its_title(desk):
    desk.window.open("xor")
    assert desk.session.experiment.title in desk.window.windowTitle()


def test_the_theme_changes_at_a_key(desk, press):
    light = desk.window.grab().toImage().pixelColor(3, desk.window.height() - 3)
    press(desk, Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    dark = desk.window.grab().toImage().pixelColor(3, desk.window.height() - 3)
    assert light.name() == theme_named("light").window
    assert dark.name() == theme_named("dark").window


def test_what_is_remembered_comes_back(desk, settings, clock, qtbot):
    desk.window.resize(1024, 700)
    desk.player.set_granularity(Granularity.PASS)
    desk.player.set_speed(5.0)
    desk.window.toggle_theme()
    desk.window.toggle_settings()
    desk.window.close()
    again = Desk(load("article"), settings, clock)
    qtbot.addWidget(again.window)
    assert again.window.size() == desk.window.size()
    assert (again.player.granularity, again.player.speed) == (Granularity.PASS, 5.0)
    assert again.window.theme.name == "dark"
    assert not again.window.settings_shown


@pytest.mark.parametrize(
    "damaged",
    [
        "{",
        "[1]",
        '{"geometry": 7, "speed": "x", "theme": "pink", "splitters": {"body": 1}}',
        '{"geometry": "////", "splitters": {"body": "AAAA", "nothing": ""}, "granularity": "day"}',
    ],
)
def test_a_damaged_memory_is_passed_over(prepared_application, settings, clock, qtbot, damaged):
    settings.setValue("window", damaged)
    desk = Desk(load("article"), settings, clock)
    qtbot.addWidget(desk.window)
    assert desk.player.speed == 1.0
    assert desk.player.granularity is Granularity.NEURON


def test_two_windows_stand_side_by_side_in_different_themes(open_desk):
    light, dark = open_desk(), open_desk(theme="dark")
    light.player.forward()
    assert dark.player.t == 0
    corner = QPoint(3, light.window.height() - 3)
    assert light.window.grab().toImage().pixelColor(corner).name() == theme_named("light").window
    assert dark.window.grab().toImage().pixelColor(corner).name() == theme_named("dark").window


def test_every_control_can_be_named(desk):
    nameless = [
        widget
        for widget in desk.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QLabel)
        and not widget.objectName().startswith("qt_")
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_the_shortcut_sheet_opens_at_its_key(desk, press):
    press(desk, Key.Key_Question)
    (sheet,) = desk.window.findChildren(ShortcutSheet)
    labels = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Play / Pause", "Space", "Step forward", "→"} <= labels


def test_taking_the_playhead_of_the_run_stops_training(desk, press, qtbot):
    press(desk, Key.Key_T)
    for _ in range(5):
        desk.tick(0.016)
    (run,) = desk.window.findChildren(RunStrip)
    qtbot.mouseClick(
        run, Qt.MouseButton.LeftButton, pos=QPoint(run.width() // 2, run.height() - 20)
    )
    assert not desk.training.running
    shown = desk.player.step
    desk.tick(0.016)
    assert 0 < desk.player.step == shown < desk.session.steps - 1


def test_rows_that_cannot_be_made_are_refused_like_any_bad_file(desk, tmp_path):
    bad = tmp_path / "large.toml"
    bad.write_text(
        """
[data]
source = "inline"
inputs = [[1e308], [-1e308]]
targets = [[0], [1]]
standardize = true
[network]
sizes = [1, 1]
activations = ["identity"]
[training]
loss = "mse"
"""
    )
    before = desk.session.experiment
    desk.window.open(str(bad))
    assert desk.session.experiment is before
    (dialog,) = desk.window.findChildren(ErrorDialog)
    assert dialog.message.startswith(f"{bad}: data.")


def test_a_run_that_diverges_again_says_so_again(open_desk):
    desk = open_desk("wave")
    experiment = desk.session.experiment
    training = replace(experiment.training, loss="mse", optimizer="sgd", learning_rate=1e200)
    desk.session.open(replace(experiment, training=replace(training, optimizer_options={})))
    for _ in range(2):
        desk.window.toggle_training()
        desk.tick(0.016)
        assert "diverged" in desk.window.message_line.text()
        desk.window.restart()
