"""A value is tried with slider or keys, compared, and set or dropped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.what_if_panel import WhatIfPanel
from engine import quantity as q
from engine.trace import Kind

Key = Qt.Key


@pytest.fixture
def panel(qtbot):
    session = Session(load("article"))
    player = Player(session)
    asking = asking_about(session, player)
    panel = WhatIfPanel(session, player, asking, theme_named("light"))
    panel.session, panel.player, panel.what_if = session, player, asking.what_if
    qtbot.addWidget(panel)
    session.train(19)
    player.seek(12, session.timeline.index(Kind.LOSS, 3) + 1.0)
    asking.inquiry.pin(q.weight(1, 0, 0))
    panel.resize(300, 330)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.setFocus()
    return panel


def lines(panel):
    return {name: cells for name, *cells in panel.table.texts()}


def test_before_anything_is_tried_it_shows_what_is(panel):
    original = panel.what_if.original
    assert panel.entry.text() == f"{original:.6g}".replace("-", "−")
    assert panel.slider.value() == round(100 * original)
    assert not panel.set_button.isEnabled()
    assert not panel.drop_button.isEnabled()
    assert lines(panel)["loss"][1:] == ["–", ""]


def test_arrow_keys_try_enter_sets(panel, qtbot):
    assert panel.slider.hasFocus()
    start = panel.slider.value()
    for _ in range(3):
        qtbot.keyClick(panel.slider, Key.Key_Right)
    qtbot.keyClick(panel.slider, Key.Key_PageUp)
    tried = panel.what_if.value
    assert tried == round(start / 100 + 0.13, 2)
    assert panel.entry.text() == f"{tried:.6g}".replace("-", "−")
    assert lines(panel)["z₁(1)"][2].startswith("▲ +")
    qtbot.keyClick(panel.slider, Key.Key_Return)
    assert panel.what_if.value is None
    assert panel.what_if.original == tried
    assert panel.session.steps == 13
    assert panel.player.step == 12


def test_esc_drops(panel, qtbot):
    text = panel.entry.text()
    qtbot.keyClick(panel.slider, Key.Key_Home)
    assert panel.what_if.value == panel.what_if.span.value(panel.slider.minimum())
    qtbot.keyClick(panel.slider, Key.Key_Escape)
    assert panel.what_if.value is None
    assert panel.entry.text() == text
    assert panel.session.steps == 20


def test_a_typed_number_widens_the_slider_and_the_second_enter_sets_it(panel, qtbot):
    panel.entry.setFocus()
    panel.entry.selectAll()
    qtbot.keyClicks(panel.entry, "7,3")
    assert panel.what_if.value is None
    qtbot.keyClick(panel.entry, Key.Key_Return)
    assert panel.what_if.value == 7.3
    assert panel.entry.text() == "7.3"
    assert panel.slider.maximum() > 100
    qtbot.keyClick(panel.entry, Key.Key_Up)
    assert panel.what_if.value > 7.3
    qtbot.keyClick(panel.entry, Key.Key_Down)
    qtbot.keyClick(panel.entry, Key.Key_Return)
    assert panel.what_if.original == 7.3


@pytest.mark.parametrize("text", ["abc", "", "nan", "inf"])
def test_what_is_no_number_is_not_tried(panel, qtbot, text):
    kept = panel.entry.text()
    panel.entry.setFocus()
    panel.entry.setText(text)
    qtbot.keyClick(panel.entry, Key.Key_Return)
    assert panel.what_if.value is None
    panel.slider.setFocus()
    assert panel.entry.text() == kept


def test_a_loss_that_falls_is_better(panel):
    """Said in a word and an arrow, not only by a colour."""
    for value in (-1.0, 1.0):
        panel.what_if.propose(value)
        change = panel.what_if.comparison[0].difference
        told = lines(panel)["loss"][2]
        assert told.startswith("▼" if change < 0 else "▲")
        assert told.endswith("better" if change < 0 else "worse")


def test_enter_on_the_button_that_drops_drops(panel, qtbot):
    panel.what_if.propose(0.9)
    panel.drop_button.setFocus()
    qtbot.keyClick(panel.drop_button, Key.Key_Return)
    assert panel.what_if.value is None
    assert panel.session.steps == 20
    panel.what_if.propose(0.9)
    qtbot.mouseClick(panel.set_button, Qt.MouseButton.LeftButton)
    assert panel.what_if.original == 0.9


def test_the_slider_has_its_keys_before_the_windows_commands(panel, qtbot):
    action, pressed = QAction(panel), []
    action.setShortcut("Right")
    action.triggered.connect(lambda: pressed.append(1))
    panel.addAction(action)
    qtbot.keyClick(panel.slider, Key.Key_Right)
    assert panel.what_if.value is not None
    assert not pressed


def test_letters_in_the_entry_are_the_windows(panel, qtbot):
    begun = []
    action = QAction(panel, shortcut="T")
    action.triggered.connect(lambda: begun.append(True))
    panel.addAction(action)
    panel.entry.setFocus()
    text = panel.entry.text()
    qtbot.keyClick(panel.entry, Key.Key_T)
    assert begun and panel.entry.text() == text


def test_past_the_update_it_says_from_when_it_would_hold(panel):
    panel.player.seek(12, panel.session.timeline.end)
    panel.what_if.propose(0.9)
    assert "after the update" in panel._hint.text()
    assert "step 13" in panel._hint.text()
