"""F5 on the real window: little, but large; and everything again as it was."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QToolTip, QWidget

from app.formats.experiment_toml import load
from app.scene.presentation import share_of
from app.views.breadcrumb import Breadcrumb
from app.views.formula_bar import FormulaBar
from app.views.inspector import Inspector
from app.views.legend import Legend
from app.views.loss_chart import LossChart
from app.views.memory import recall
from app.views.output_panel import OutputPanel
from app.views.run_status import RunStatus
from app.views.run_strip import RunStrip
from app.views.settings_panel import SettingsPanel
from app.views.stage import StageView
from app.views.stage_numbers import numbers
from app.views.step_timeline import StepTimeline
from app.views.transport import Transport
from engine.quantity import activation

KEPT = (StageView, FormulaBar, Legend, Breadcrumb, Transport, RunStatus)
HIDDEN = (SettingsPanel, Inspector, LossChart, OutputPanel, StepTimeline, RunStrip)

LEAST_TEXT = 24
"""The height of text, in px, in a window of 1280 by 720: a third of that can still be read."""


@pytest.fixture
def press(qtbot):
    def press_in(desk, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(desk.window.focusWidget() or desk.window, key, modifier)
        lay_out(qtbot)

    return press_in


@pytest.fixture
def small(open_desk):
    return open_desk(size=(1280, 720))


def lay_out(qtbot):
    """Let Qt do what it puts off."""
    for _ in range(10):
        qtbot.wait(1)


def visible(desk, kinds):
    return [desk.window.findChild(kind).isVisible() for kind in kinds]


def arrangement(desk):
    """Where everything is that is to be seen, and how large its text."""
    return [
        (type(each).__name__, each.geometry().getRect(), each.font().pixelSize())
        for each in desk.window.findChildren(QWidget)
        if each.isVisible()
    ]


def test_one_key_hides_all_but_what_a_room_needs_and_brings_it_back(small, press, qtbot):
    small.window.toggle_settings()
    lay_out(qtbot)
    before = arrangement(small)
    press(small, Qt.Key.Key_F5)
    assert visible(small, KEPT) == [True] * len(KEPT)
    assert visible(small, HIDDEN) == [False] * len(HIDDEN)
    press(small, Qt.Key.Key_F5)
    assert arrangement(small) == before
    press(small, Qt.Key.Key_F5, Qt.Key.Key_Escape)
    assert arrangement(small) == before


def test_its_text_can_be_read_in_a_picture_a_third_as_large(small, press):
    press(small, Qt.Key.Key_F5, Qt.Key.Key_End)
    window = small.window
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    assert min(label.font().pixelSize() for label in labels) >= LEAST_TEXT
    picture = window.workbench.stage.picture()
    assert picture.text >= LEAST_TEXT
    told = numbers(picture)
    assert len(told) == 8
    # Long ones are a little smaller, so that they fit into their node.
    sizes = {number.text: number.size for number in told}
    assert sizes["0.7"] >= LEAST_TEXT and min(sizes.values()) >= 0.85 * LEAST_TEXT
    room = window.rect()
    for kind in KEPT:
        part = window.findChild(kind)
        assert room.contains(part.rect().translated(part.mapTo(window, part.rect().topLeft())))


def popups(desk):
    """How large the text is of all menus and of a tool tip, and how high a menu's lines are."""
    menus = desk.window.findChildren(QMenu)
    for menu in menus:
        menu.ensurePolished()
    stage = desk.window.workbench.stage
    QToolTip.showText(stage.mapToGlobal(stage.rect().center()), "a tip", stage)
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    menu = desk.window.findChild(Legend).findChild(QToolButton).menu()
    sizes = {each.font().pixelSize() for each in (*menus, tip)}
    QToolTip.hideText()
    tip.deleteLater()
    return sizes, menu.actionGeometry(menu.actions()[1]).height()


def test_menus_and_tool_tips_are_as_large_as_all_else_and_shrink_again(small, press):
    usual, line = popups(small)
    press(small, Qt.Key.Key_F5)
    large, large_line = popups(small)
    assert min(large) >= LEAST_TEXT
    assert large_line > 1.5 * line
    press(small, Qt.Key.Key_F5)
    assert popups(small) == (usual, line)
    assert max(usual) < LEAST_TEXT / 1.5


def test_the_legend_has_two_lines_where_the_window_is_not_low(small, press, qtbot):
    press(small, Qt.Key.Key_F5)
    window, legend = small.window, small.window.findChild(Legend)
    line = legend.height()
    window.resize(1280, 1000)
    lay_out(qtbot)
    assert legend.height() == 2 * line


def test_the_colours_are_offered_in_one_column(small, press):
    menu = small.window.findChild(Legend).findChild(QToolButton).menu()
    press(small, Qt.Key.Key_F5)
    menu.popup(QPoint(0, 0))
    assert menu.columnCount() == 1
    assert menu.height() <= menu.screen().size().height()
    menu.hide()


def test_where_we_are_is_told_in_full(small, press):
    press(small, Qt.Key.Key_F5, Qt.Key.Key_End)
    texts = [label.text() for label in small.window.findChild(RunStatus).findChildren(QLabel)]
    assert texts == ["step 0 · epoch 0 · loss", "0.8276"]


def test_it_grows_with_the_window_and_stays_through_themes_and_examples(small, press, qtbot):
    press(small, Qt.Key.Key_F5)
    window, stage = small.window, small.window.workbench.stage
    before = stage.picture().text
    window.resize(1920, 1080)
    lay_out(qtbot)
    assert stage.picture().text == pytest.approx(1.5 * before, rel=0.1)
    press(small, Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    window.open("xor")
    assert window.dark and window.presenting
    assert stage.picture().text == pytest.approx(1.5 * before, rel=0.1)
    assert stage.picture().theme.dark


def test_a_divergence_is_announced_until_another_run_begins(small, press):
    experiment = load("wave")
    training = replace(experiment.training, loss="mse", optimizer="sgd", learning_rate=1e200)
    small.session.open(replace(experiment, training=replace(training, optimizer_options={})))
    press(small, Qt.Key.Key_F5)
    window = small.window
    line = window.message_line
    assert not line.isVisible()
    press(small, Qt.Key.Key_T)
    small.tick(0.016)
    assert line.isVisible() and "diverged" in line.text()
    assert line.fontMetrics().height() <= line.height()
    assert line.font().pixelSize() >= LEAST_TEXT
    window.restart()
    assert not line.isVisible()
    press(small, Qt.Key.Key_F5)
    assert line.isVisible()


def test_escape_lets_go_of_a_pin_before_it_ends(small, press):
    press(small, Qt.Key.Key_F5)
    small.asking.inquiry.pin(activation(1, 0))
    press(small, Qt.Key.Key_Escape)
    assert small.window.presenting and small.asking.inquiry.pinned is None
    press(small, Qt.Key.Key_Escape)
    assert not small.window.presenting


def test_it_is_not_remembered_but_what_it_hides_is(small, press, settings):
    small.window.toggle_settings()
    before = small.window.memory()
    press(small, Qt.Key.Key_F5)
    assert not small.window.inspector_shown
    small.window.close()
    after = recall(settings)
    assert (after.settings_shown, after.inspector_shown) == (False, True)
    assert after.splitters == before.splitters


@pytest.mark.parametrize(
    ("size", "share"),
    [((1280, 720), 1.0), ((2560, 1440), 2.0), ((1280, 1440), 1.0), ((1300, 731), 1.0)],
)
def test_sizes_go_with_the_window_by_notches(size, share):
    assert share_of(*size) == pytest.approx(share)
