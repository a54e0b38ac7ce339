import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels import diagnosis
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.diagnosis_view import FEW_LINES, MANY_LINES, MARGIN, DiagnosisView
from engine import quantity as q
from engine.trace import Kind


@pytest.fixture
def make(qtbot):
    def build(name="article", width=320):
        session = Session(load(name))
        player = Player(session)
        asking = asking_about(session, player)
        view = DiagnosisView(session, player, asking, theme_named("light"))
        qtbot.addWidget(view)
        view.resize(width, 60)
        with qtbot.waitExposed(view):
            view.show()
        return session, player, asking, view

    return build


def rows(view):
    return [row for row in view.findChildren(QToolButton) if row.isVisible()]


def said(view):
    quiet = [label.text() for label in view.findChildren(QLabel) if label.property("muted")]
    return [row.accessibleName() for row in rows(view)] or quiet


def test_it_says_that_nothing_is_wrong_until_something_is_known_to_be(make):
    session, player, _, view = make()
    assert said(view) == ["Nothing conspicuous"]
    height = view.height()
    player.seek(0, session.timeline.index(Kind.ACTIVATION, 2) + 1.0)
    [words] = said(view)
    assert words.startswith("Neuron 2 of hidden layer 2 is dead:")
    assert view.height() == height, "what is above would move"
    player.seek(0, 0.0)
    assert said(view) == ["Nothing conspicuous"]


def test_it_says_so_while_rows_are_left_to_be_asked(make, monkeypatch):
    session, player, asking, view = make("moons")
    nothing = said(view)
    monkeypatch.setattr(diagnosis, "QUICK_WORK", 0)
    session.train(1)
    player.seek(1, 0.0)
    assert asking.diagnosis.findings == () and said(view) != nothing


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_choosing_a_sentence_pins_the_number_it_is_about(make, qtbot, by):
    session, player, asking, view = make()
    player.seek(0, session.timeline.end)
    [row] = rows(view)
    if by == "mouse":
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    else:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert asking.inquiry.pinned == q.activation(2, 1)


def test_many_sentences_take_a_few_lines_and_the_rest_is_scrolled_to(make):
    session, player, asking, view = make("zeros", width=260)
    player.seek(0, session.timeline.end)
    assert len(said(view)) == len([each for each in asking.diagnosis.findings if each.grave]) == 2
    line = view.fontMetrics().lineSpacing()
    view.show_large(True)
    assert view.verticalScrollBar().maximum() == 0 and view.height() <= MANY_LINES * line
    view.show_large(False)
    assert FEW_LINES * line <= view.height() <= FEW_LINES * line + 2 * MARGIN
    whole = sum(row.heightForWidth(view.viewport().width()) for row in rows(view))
    assert view.verticalScrollBar().maximum() == whole - view.height() > 0
    narrow = rows(view)[0].height()
    view.resize(600, 60)
    assert rows(view)[0].height() < narrow


def test_another_font_leaves_every_sentence_whole(make, qtbot):
    session, player, _, view = make("zeros")
    player.seek(0, session.timeline.end)
    view.setStyleSheet("QLabel { font-size: 23px; }")

    def whole():
        width = view.viewport().width()
        return all(row.height() == row.heightForWidth(width) for row in rows(view))

    before = rows(view)[0].height()
    qtbot.waitUntil(lambda: rows(view)[0].height() > 1.3 * before and whole())
