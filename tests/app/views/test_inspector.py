"""The inspector on real sessions: what it says is the page's, and only what is known."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.explanation import writing
from app.scene.explanation.aspects import Aspect
from app.scene.explanation.page import Formula, Table
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.inspector import Inspector
from app.views.inspector_tabs import aspect_name
from app.views.texts import translated
from engine import quantity as q
from engine.trace import Kind

Key, Button = Qt.Key, Qt.MouseButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_inspector(qtbot):
    def build(name="article", theme="light", size=(320, 420), shown=True):
        session = Session(load(name))
        player = Player(session, session)
        asking = asking_about(session, player, session)
        widget = Inspector(session, player, asking, theme_named(theme))
        session.setParent(widget)
        qtbot.addWidget(widget)
        widget.resize(*size)
        if shown:
            with qtbot.waitExposed(widget):
                widget.show()
        return widget, player, asking.inquiry

    return build


def tables_of(page):
    return [block for block in page.blocks if isinstance(block, Table)]


def equations_of(page):
    return [block for block in page.blocks if isinstance(block, Formula)]


def numbers(inspector):
    """Every number that is shown in tables, with every digit."""
    terms = [panel.table.terms for panel in inspector.page.tables]
    return [
        each.cell(line, column).exact
        for each in terms
        for line in range(each.rowCount())
        for column in range(each.columnCount())
    ]


def words(inspector):
    """All that tables and equations say."""
    said = [view.accessibleName() + view.toolTip() for view in inspector.page.equations]
    said += [view.accessibleDescription() for view in inspector.page.equations]
    return " ".join(said + numbers(inspector))


def clipboard():
    return QGuiApplication.clipboard().text()


def test_where_nothing_is_asked_it_says_how_to_ask(open_inspector):
    inspector, player, _ = open_inspector()
    assert inspector._hint.isVisible()
    assert not inspector.tabs.isVisible()
    player.seek(0, 1.0)
    assert not inspector._hint.isVisible()
    assert inspector.tabs.isVisible()


def test_it_follows_the_pointer_and_stays_with_what_is_pinned(open_inspector):
    inspector, _, inquiry = open_inspector()
    titles = []
    for one in (q.weighted_sum(1, 0), q.weight(2, 1, 0), q.LOSS):
        inquiry.point_at(one)
        titles.append(inspector._title.whole)
        assert titles[-1] == translated(inquiry.page.title)
    assert len(set(titles)) == 3
    inquiry.pin(q.bias(1, 1))
    pinned = inspector._title.whole
    inquiry.point_at(q.LOSS)
    assert inspector._title.whole == pinned


@pytest.mark.parametrize("name", ["article", "moons"])
def test_the_numbers_are_the_pages(open_inspector, name):
    inspector, player, inquiry = open_inspector(name)
    player.to_end()
    for one in (q.weighted_sum(1, 1), q.delta(1, 0), q.weight(2, 0, 1), q.LOSS):
        inquiry.pin(one)
        for aspect in (Aspect.NUMBERS, Aspect.BATCH):
            inquiry.choose_aspect(aspect)
            page = inquiry.page
            shown = set(numbers(inspector))
            assert len(inspector.page.tables) == len(tables_of(page))
            assert len(inspector.page.equations) == len(equations_of(page))
            for total in (total for table in tables_of(page) for total in table.totals):
                assert repr(float(total.value)) in shown


def test_the_future_is_not_told(open_inspector):
    inspector, player, inquiry = open_inspector()
    inquiry.pin(q.activation(1, 0))
    trace, index = player.trace, player.parent().timeline.index
    z, a = float(trace.signals[0].z[0, 0]), float(trace.signals[0].a[0, 0])
    for t in (0.0, index(Kind.WEIGHTED_SUM, 1) + 1.0, index(Kind.ACTIVATION, 1) + 1.0):
        player.seek(0, t)
        inspector.settle()
        known = t > index(Kind.WEIGHTED_SUM, 1)
        assert (repr(z) in words(inspector) or repr(a) in words(inspector)) is known


def test_a_tab_for_each_aspect_of_the_subject(open_inspector, qtbot):
    inspector, _, inquiry = open_inspector()
    inquiry.pin(q.weight(1, 0, 0))
    buttons = inspector.tabs.buttons
    assert [b.text() for b in buttons.values() if b.isVisible()] == [
        "Numbers",
        "Chain rule",
        "Matrix",
        "Batch",
        "Update",
        "What if",
    ]
    qtbot.mouseClick(buttons[Aspect.BATCH], Button.LeftButton)
    assert inquiry.aspect is Aspect.BATCH
    qtbot.keyClick(buttons[Aspect.UPDATE], Key.Key_Space)
    assert inquiry.aspect is Aspect.UPDATE
    checked = [aspect for aspect, button in buttons.items() if button.isChecked()]
    assert checked == [Aspect.UPDATE]
    inquiry.pin(q.LOSS)
    assert [b.text() for b in buttons.values() if b.isVisible()] == ["Numbers", "Batch"]


def test_tabs_and_all_of_them_fit_a_narrow_panel(open_inspector):
    inspector, _, inquiry = open_inspector(size=(300, 240))
    inquiry.pin(q.weight(1, 0, 0))
    shown = [button for button in inspector.tabs.buttons.values() if button.isVisible()]
    boxes = [button.geometry() for button in shown]
    assert all(inspector.tabs.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert inspector.page.height() > 80


@pytest.mark.parametrize("aspect", Aspect)
def test_every_aspect_is_shown_in_both_themes(open_inspector, aspect):
    inspector, player, inquiry = open_inspector("blobs")
    player.to_end()
    inquiry.pin(q.weight(1, 0, 0))
    inquiry.choose_aspect(aspect)
    pictures = []
    for theme in ("light", "dark"):
        inspector.set_theme(theme_named(theme))
        inspector.settle()
        pictures.append(inspector.grab().toImage())
    assert pictures[0] != pictures[1]
    assert inspector.tabs.buttons[aspect].isChecked()
    assert aspect_name(aspect) == inspector.tabs.buttons[aspect].text()


def test_heavy_views_are_made_when_they_are_asked_for(open_inspector, monkeypatch):
    for name in ("matrix_view", "what_if_panel", "check_view"):
        monkeypatch.delitem(sys.modules, f"app.views.{name}", raising=False)
    inspector, _, inquiry = open_inspector()
    inquiry.pin(q.weight(1, 0, 0))
    inquiry.choose_aspect(Aspect.NUMBERS)
    assert not any(f"app.views.{n}" in sys.modules for n in ("matrix_view", "what_if_panel"))
    inquiry.choose_aspect(Aspect.MATRIX)
    assert "app.views.matrix_view" in sys.modules
    made = inspector._stack.currentWidget()
    inquiry.choose_aspect(Aspect.NUMBERS)
    inquiry.choose_aspect(Aspect.MATRIX)
    assert inspector._stack.currentWidget() is made


def test_the_pin_keeps_what_is_shown_and_lets_go(open_inspector, qtbot):
    inspector, player, inquiry = open_inspector()
    assert not inspector.pin.isEnabled()
    player.seek(0, 1.0)
    qtbot.mouseClick(inspector.pin, Button.LeftButton)
    assert inquiry.pinned == q.weighted_sum(1, 1)
    assert inspector.pin.isChecked()
    qtbot.mouseClick(inspector.pin, Button.LeftButton)
    assert inquiry.pinned is None
    assert not inspector.pin.isChecked()


def test_copying_a_row_or_the_page(open_inspector, qtbot):
    inspector, player, inquiry = open_inspector()
    player.to_end()
    inquiry.pin(q.weighted_sum(1, 0))
    qtbot.keyClick(inspector, Key.Key_C, CTRL)
    assert clipboard() == writing.text(inquiry.page, translated)
    qtbot.keyClick(inspector, Key.Key_C, CTRL | SHIFT)
    assert clipboard() == writing.latex(inquiry.page, translated)
    table = inspector.page.tables[0].table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Down)
    qtbot.keyClick(table, Key.Key_C, CTRL)
    line = table.current_line()
    cells = [table.terms.cell(line, column).exact for column in range(table.terms.columnCount())]
    assert clipboard().split("\t") == cells


def test_the_menu_copies_one_number_with_every_digit(open_inspector):
    inspector, player, inquiry = open_inspector()
    player.to_end()
    inquiry.pin(q.weighted_sum(1, 0))
    one, text, _ = inspector.copy_menu("0.30000000000000004").actions()
    one.trigger()
    assert clipboard() == "0.30000000000000004"
    text.trigger()
    assert clipboard() == writing.text(inquiry.page, translated)
    assert not inspector.copy_menu("").actions()[0].isEnabled()


def test_while_hidden_it_explains_nothing_and_then_catches_up(open_inspector, qtbot, monkeypatch):
    inspector, player, inquiry = open_inspector(shown=False)
    shown = []
    monkeypatch.setattr(Inspector, "_refresh", lambda self: shown.append(self))
    player.seek(0, 1.0)
    inquiry.point_at(q.LOSS)
    assert not shown
    inspector.show()
    assert shown


def test_the_same_subject_stays_scrolled_and_another_begins_at_the_top(open_inspector):
    inspector, player, inquiry = open_inspector(size=(300, 240))
    inquiry.pin(q.weighted_sum(1, 0))
    player.seek(0, 1.0)
    inspector.settle()
    inspector.grab()
    bar = inspector.page.verticalScrollBar()
    bar.setValue(40)
    assert bar.value() == 40
    player.seek(0, 2.0)
    assert bar.value() == 40
    inquiry.pin(q.weighted_sum(2, 0))
    assert bar.value() == 0


def test_equations_follow_when_it_is_calm(open_inspector, qtbot):
    inspector, _, inquiry = open_inspector()
    inquiry.pin(q.weighted_sum(1, 0))
    views = inspector.page.equations
    assert views
    qtbot.waitUntil(lambda: all(view.settle() for view in views))


def test_training_sets_no_equation(open_inspector, monkeypatch):
    inspector, player, inquiry = open_inspector()
    inquiry.pin(q.weight(1, 0, 0))
    player.to_end()
    inspector.settle()
    made = []
    monkeypatch.setattr("app.views.typeset._svg", lambda *formula: made.append(formula))
    for _ in range(5):
        player.parent().train(20)
        player.to_end()
        inspector.grab()
    assert not made


def test_the_tab_key_goes_from_pin_to_tabs_to_table(open_inspector):
    inspector, _, inquiry = open_inspector()
    inquiry.pin(q.weighted_sum(1, 0))
    order, widget = [], inspector.nextInFocusChain()
    while widget is not inspector:
        order.append(widget)
        widget = widget.nextInFocusChain()

    def rank(one: QWidget) -> int:
        return order.index(one)

    table = inspector.page.tables[0].table
    tabs = inspector.tabs.buttons
    assert rank(inspector.pin) < rank(tabs[Aspect.NUMBERS]) < rank(tabs[Aspect.BATCH]) < rank(table)
