"""Room that stays as it is."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.views.steady import Steady


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def shown(qtbot):
    """A view with a label in it, in a steady room, in a window."""
    window, view, label = QWidget(), QWidget(), QLabel("0.5")
    QVBoxLayout(view).addWidget(label)
    QVBoxLayout(window).addWidget(Steady(view))
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    yield Requests(window), view, label


def write(label: QLabel, *texts: str) -> None:
    for text in texts:
        label.setText(text)
        QApplication.processEvents()


def test_a_longer_number_lays_out_nothing_but_its_view(shown):
    requests, view, label = shown
    label.setMinimumWidth(100)
    # Each round of events takes what is new one layout further up.
    write(label, "0.52", "0.5", "0.52", "0.5")
    requests.count, own = 0, Requests(view)
    write(label, "0.53", "0.5317", "0.5")
    assert own.count > 0 and requests.count == 0


def test_a_view_of_fixed_height_gets_no_more_room(qtbot):
    view = QScrollArea()
    view.setFixedHeight(20)
    room = Steady(view)
    qtbot.addWidget(room)
    assert view.minimumSizeHint().height() > 20
    assert room.minimumSizeHint().height() == 20


def test_another_line_and_another_least_width_are_passed_on(shown, qtbot):
    requests, view, label = shown
    for change in (lambda: label.setText("0.5\n0.6"), lambda: label.setMinimumWidth(300)):
        write(label, "0.52", "0.5", "0.52", "0.5")
        requests.count = 0
        change()
        qtbot.waitUntil(lambda: requests.count > 0)
    assert view.parentWidget().minimumSizeHint().width() >= 300


def test_the_view_has_all_of_the_room(shown):
    _, view, _ = shown
    room = view.parentWidget()
    assert view.geometry() == room.rect() and room.width() > 300
