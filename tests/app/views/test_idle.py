"""An idle window costs nothing: nothing is painted anew where nothing changes."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from engine.quantity import activation, weight

IDLING = 1000
"""Milliseconds of looking on."""


class Painting(QObject):
    """Counts what is painted, by the widget's kind."""

    def __init__(self):
        super().__init__()
        self.painted = Counter()

    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            self.painted[type(watched).__name__] += 1
        return False


@pytest.fixture
def idle(qtbot):
    """What is painted within a second, once everything that is under way is done."""

    def look_on():
        painting, application = Painting(), QApplication.instance()
        application.installEventFilter(painting)
        try:
            qtbot.waitUntil(lambda: not newly(painting, qtbot), timeout=20_000)
            qtbot.wait(IDLING)
        finally:
            application.removeEventFilter(painting)
        return painting.painted

    return look_on


def newly(painting, qtbot):
    """What has been painted in the last moments."""
    painting.painted.clear()
    qtbot.wait(300)
    return sum(painting.painted.values())


def middle(desk, qtbot):
    """It has played, and pauses between two stops."""
    desk.player.seek(1, 4.1)
    desk.player.play()
    for _ in range(10):
        desk.tick(0.02)
    desk.player.pause()


def asked(desk, qtbot):
    """Something is pinned, the pointer rests on something else, and another value is tried."""
    desk.player.seek(0, 20.0)
    desk.asking.inquiry.pin(weight(1, 0, 1))
    desk.asking.what_if.nudge(2)
    desk.asking.inquiry.point_at(activation(1, 0))


def trained(desk, qtbot):
    """Training has stopped."""
    desk.training.start(50)
    while desk.training.running:
        desk.tick(0.016)


def presented(desk, qtbot):
    """A presentation, in which motion is reduced, half way through a fade."""
    qtbot.keyClick(desk.window.workbench.stage, Qt.Key.Key_F5)
    desk.player.set_calm(True)
    desk.player.seek(0, 2.2)


@pytest.mark.parametrize("state", [middle, asked, trained, presented])
def test_nothing_is_painted_while_nothing_changes(desk, qtbot, idle, state):
    state(desk, qtbot)
    assert idle() == Counter()
    assert not desk.timer.isActive()
