"""Asking in the window: what is pointed at or clicked is explained, and lights up elsewhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.formats.experiment_toml import load
from app.scene.explanation.aspects import Aspect
from app.scene.timeline import Granularity
from app.viewmodels.edits import with_layer_removed
from engine import quantity as q
from engine.trace import Kind

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(desk):
    return desk.window


@pytest.fixture
def inquiry(window):
    return window.inquiry


def at(spot):
    return spot.box.center().toPoint()


def piece_of(bar, quantity):
    """Where the formula speaks of a quantity first."""
    number = next(n for n, about in enumerate(bar._shown.about) if about and about[0] == quantity)
    return bar._shown.pieces[number]


def test_terms_of_a_formula_can_be_asked_about(window, inquiry, qtbot):
    window.player.forward()
    bar = window.workbench._formula
    bar.settle()
    weight = q.weight(1, 1, 0)
    qtbot.mouseMove(bar, at(piece_of(bar, weight)))
    assert inquiry.subject == weight
    assert inquiry.lit == {weight, q.activation(0, 1)}
    qtbot.mouseClick(bar, LEFT, pos=at(piece_of(bar, weight)))
    assert inquiry.pinned == weight
    qtbot.mouseMove(bar, QPoint(2, 2))
    assert inquiry.subject == weight and inquiry.lit == {weight}


def test_a_lit_term_stands_on_a_coloured_ground(window, inquiry):
    window.player.forward()
    bar = window.workbench._formula
    bar.settle()
    sign = piece_of(bar, q.weight(1, 1, 0))
    term = bar._shown.pieces[bar._shown.pieces.index(sign) + 1]
    within = QPoint(4, 2)
    corner = term.box.topLeft().toPoint() + within
    before = bar.grab().toImage().pixelColor(corner)
    inquiry.light((q.weight(1, 1, 0),))
    assert bar.grab().toImage().pixelColor(corner).name() == window.theme.accent_soft
    assert before.name() == window.theme.panel
    beside = sign.box.topLeft().toPoint() + within
    assert bar.grab().toImage().pixelColor(beside).name() == window.theme.panel
    other = piece_of(bar, q.weight(1, 0, 0)).box.topLeft().toPoint() + QPoint(4, 2)
    assert bar.grab().toImage().pixelColor(other).name() == window.theme.panel


def test_outputs_can_be_asked_about_and_light_up(window, inquiry, qtbot):
    window.player.set_granularity(Granularity.PASS)
    window.player.forward()
    bars = window.workbench._output.bars
    second = QPoint(40, round(1.5 * bars._pitch()))
    dark = bars.grab().toImage()
    qtbot.mouseMove(bars, second)
    assert inquiry.subject == q.activation(3, 1)
    assert bars.grab().toImage() != dark
    qtbot.mouseClick(bars, LEFT, pos=second)
    assert inquiry.pinned == q.activation(3, 1)
    inquiry.pin(None)
    inquiry.light((q.activation(2, 1),))  # the same unit of another layer
    assert bars.grab().toImage() == dark


def test_the_loss_in_the_header_can_be_asked_about(window, inquiry, qtbot):
    from app.views.run_status import RunStatus

    status = window.findChild(RunStatus)
    qtbot.mouseClick(status, LEFT, pos=status._loss.geometry().center())
    assert inquiry.pinned == q.LOSS and inquiry.page.aspect is Aspect.NUMBERS
    inquiry.pin(None)
    qtbot.mouseClick(status, LEFT, pos=status._place.geometry().center())
    assert inquiry.pinned is None


def test_the_losses_beside_their_chart_can_be_asked_about_and_light_up(window, inquiry, qtbot):
    from app.views.run_status import RunStatus

    chart, header = window.workbench._loss, window.findChild(RunStatus)._loss
    corner = header.rect().topLeft() + QPoint(8, 1)
    for label in (chart._heading, chart._readout):
        qtbot.mouseClick(chart, LEFT, pos=label.geometry().center())
        assert inquiry.pinned == q.LOSS
        shown = header.grab().toImage().pixelColor(corner)
        assert shown.name() == window.theme.accent_soft
        inquiry.pin(None)
        assert header.grab().toImage().pixelColor(corner) != shown
    qtbot.mouseClick(chart, LEFT, pos=chart._place.geometry().center())
    assert inquiry.pinned is None


def test_results_have_all_their_digits_once_they_are_there(window, qtbot):
    bar, index = window.workbench._formula, window.session.timeline.index
    window.player.seek(0, index(Kind.WEIGHTED_SUM, 1) + 0.4)
    bar.settle()
    result = len(bar._shown.pieces) - 1
    assert bar._shown.tip(result) == ""
    window.session.open(with_adam())
    window.player.seek(0, index(Kind.UPDATE, 1) + 1.0)
    bar.settle()
    trace = window.session.trace(0)
    numbers = trace.memory.vectors["m"][0].b[1], trace.memory.vectors["v"][0].b[1]
    told = [tip for n in range(len(bar._shown.pieces)) if (tip := bar._shown.tip(n))]
    assert told == [repr(float(x)) for x in (*numbers, trace.after[0].b[1])][-len(told) :]
    assert len(told) > 1


def with_adam():
    article = load("article")
    return replace(article, training=replace(article.training, optimizer="adam"))


def test_other_buttons_pin_nothing(window, inquiry, qtbot):
    from app.views.run_status import RunStatus

    window.player.forward()
    workbench, right = window.workbench, Qt.MouseButton.RightButton
    bar, chart, status = workbench._formula, workbench._loss, window.findChild(RunStatus)
    bar.settle()
    qtbot.mouseClick(bar, right, pos=at(piece_of(bar, q.weight(1, 1, 0))))
    qtbot.mouseClick(workbench._output.bars, right, pos=QPoint(40, 10))
    qtbot.mouseClick(status, right, pos=status._loss.geometry().center())
    qtbot.mouseClick(chart, right, pos=chart._heading.geometry().center())
    assert inquiry.pinned is None


def test_keys_pin_walk_turn_pages_and_let_go(window, inquiry, qtbot):
    window.player.forward()
    stage = window.workbench.stage
    qtbot.keyClick(stage, Qt.Key.Key_P)
    assert inquiry.pinned == q.weighted_sum(1, 0)
    qtbot.keyClick(stage, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert inquiry.pinned == q.weighted_sum(1, 1)
    inquiry.pin(q.activation(1, 0))
    for key, expected in (
        (Qt.Key.Key_Down, q.activation(1, 1)),
        (Qt.Key.Key_Right, q.activation(2, 1)),
        (Qt.Key.Key_Up, q.activation(2, 0)),
        (Qt.Key.Key_Left, q.activation(1, 0)),
    ):
        qtbot.keyClick(stage, key, Qt.KeyboardModifier.ShiftModifier)
        assert inquiry.pinned == expected
    qtbot.keyClick(stage, Qt.Key.Key_Left)
    assert inquiry.pinned == q.activation(1, 0)
    window.player.forward()
    qtbot.keyClick(stage, Qt.Key.Key_A)
    assert inquiry.aspect is Aspect.CHAIN_RULE
    qtbot.keyClick(stage, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert inquiry.aspect is Aspect.NUMBERS
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert inquiry.pinned is None


def test_keys_copy_the_explanation(window, inquiry, qtbot):
    window.player.set_granularity(Granularity.STEP)
    window.player.forward()
    inquiry.pin(q.weight(2, 0, 0))
    inquiry.choose_aspect(Aspect.CHAIN_RULE)
    qtbot.keyClick(window.workbench.stage, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "0.7 · 1 · 0.1 · 0.5629" in QGuiApplication.clipboard().text()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.workbench.stage, Qt.Key.Key_C, both)
    assert r"\begin{tabular}" in QGuiApplication.clipboard().text()


def test_a_key_checks_the_gradient(window, inquiry, qtbot):
    window.player.set_granularity(Granularity.STEP)
    window.player.forward()
    inquiry.pin(q.weight(2, 0, 0))
    qtbot.keyClick(window.workbench.stage, Qt.Key.Key_C)
    assert inquiry.aspect is Aspect.CHAIN_RULE
    result = window.workbench.inspector._view(("app.views.check_view", "CheckView")).checking.result
    assert result.agrees and result.quantity == q.weight(2, 0, 0)


def test_a_trial_is_set_by_enter_and_dropped_by_escape(window, inquiry, qtbot):
    weight, what_if = q.weight(1, 0, 0), window.asking.what_if
    stage = window.workbench.stage
    inquiry.pin(weight)
    what_if.propose(0.9)
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert what_if.value is None and inquiry.pinned == weight
    what_if.propose(0.9)
    qtbot.keyClick(stage, Qt.Key.Key_Return)
    assert window.player.trace.before[0].W[0, 0] == 0.9
    assert "0.9" in window.message_line.text()


def test_the_inspector_can_be_hidden_and_stays_so(window, open_desk, qtbot):
    stage = window.workbench.stage
    qtbot.keyClick(stage, Qt.Key.Key_E)
    qtbot.keyClick(stage, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not window.workbench.inspector.isVisible()
    window.close()
    again = open_desk().window
    assert not again.inspector_shown and again.inspector_large


def test_the_explanation_takes_the_charts_room_and_gives_it_back(window, qtbot):
    workbench, stage = window.workbench, window.workbench.stage
    before = workbench.inspector.height()
    qtbot.keyClick(stage, Qt.Key.Key_E)
    assert not workbench._loss.isVisible() and not workbench._output.isVisible()
    qtbot.waitUntil(lambda: workbench.inspector.height() > before + 200)
    qtbot.mouseClick(workbench.inspector.enlarge, LEFT)
    assert workbench._loss.isVisible() and workbench._output.isVisible()
    qtbot.keyClick(stage, Qt.Key.Key_E)
    qtbot.keyClick(stage, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert workbench._loss.isVisible() and workbench._output.isVisible()


@pytest.mark.parametrize("aspect", Aspect)
def test_a_smaller_network_may_open_while_something_of_a_larger_one_is_explained(
    window, inquiry, aspect, monkeypatch
):
    failed = []
    monkeypatch.setattr("sys.excepthook", lambda *error: failed.append(error))
    window.player.set_granularity(Granularity.STEP)
    window.player.forward()
    small = with_layer_removed(with_layer_removed(window.session.experiment, 2), 1)
    for asked in (q.weight(3, 1, 1), q.bias(3, 1), q.activation(2, 1), q.output_gradient(2, 1)):
        inquiry.point_at(asked)
        inquiry.pin(asked)
        inquiry.choose_aspect(aspect)
        window.grab()
        before = window.session.experiment
        window.session.open(small)
        window.grab()
        assert inquiry.pinned is None and not inquiry.lit and not failed
        window.session.open(before)
        window.player.to_end()


def test_a_trial_ends_where_another_network_is_opened(window, inquiry):
    inquiry.pin(q.weight(3, 1, 1))
    window.asking.what_if.propose(0.5)
    window.session.open(with_layer_removed(window.session.experiment, 2))
    assert window.asking.what_if.value is None


def test_the_next_formula_is_not_asked_about_unless_it_is_pointed_at(window, inquiry, qtbot):
    window.player.forward()
    bar = window.workbench._formula
    bar.settle()
    qtbot.mouseMove(bar, at(piece_of(bar, q.weight(1, 1, 0))))
    assert inquiry.subject == q.weight(1, 1, 0)
    window.player.forward()
    assert inquiry.subject == q.weighted_sum(1, 1)


def test_after_a_value_is_set_the_arrow_keys_go_on_through_the_step(window, inquiry, qtbot):
    inquiry.pin(q.weight(1, 0, 0))
    inquiry.choose_aspect(Aspect.WHAT_IF)
    slider = window.workbench.inspector._view(("app.views.what_if_panel", "WhatIfPanel")).slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert window.asking.what_if.value is not None
    qtbot.keyClick(slider, Qt.Key.Key_Return)
    assert window.focusWidget() is window.workbench.stage
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert window.player.t > 0.0 and window.asking.what_if.value is None
