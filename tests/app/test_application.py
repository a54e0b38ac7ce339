"""The composition root: arguments, the timer, errors nobody foresaw."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.application import Mishaps, run
from app.views.error_dialog import ErrorDialog


@pytest.mark.parametrize("arguments", [["--bogus"], ["a", "b"], ["--theme", "pink"]])
def test_arguments_that_are_not_understood_give_one_line(arguments, capsys):
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("underhood: ") and printed.err.count("\n") == 1


def test_the_timer_runs_only_while_something_moves(desk):
    assert not desk.timer.isActive()
    desk.player.play()
    assert desk.timer.isActive()
    desk.player.pause()
    assert not desk.timer.isActive()
    desk.training.start(6)
    assert desk.timer.isActive()
    desk.tick(0.016)
    assert desk.session.steps == 6
    assert not desk.timer.isActive()


def test_an_unforeseen_error_is_written_down_once_and_shown(desk, tmp_path):
    mishaps = Mishaps(desk.window, tmp_path / "data")
    for _ in range(3):
        try:
            raise RuntimeError("tea pot")
        except RuntimeError as error:
            mishaps(type(error), error, error.__traceback__)
    (report,) = (tmp_path / "data").iterdir()
    assert "RuntimeError: tea pot" in report.read_text("utf-8")
    (dialog,) = desk.window.findChildren(ErrorDialog)
    assert str(report) in dialog.message and "Traceback" not in dialog.message


def test_training_gets_more_time_than_drawing_takes(desk, clock, monkeypatch):
    budgets = []
    monkeypatch.setattr(desk.training, "tick", lambda budget: budgets.append(budget) or 0.005)
    desk.training.start()
    desk.timer.stop()
    for _ in range(20):
        desk.tick(0.005 + 0.014)
    assert budgets[0] == pytest.approx(0.008)
    assert budgets[-1] == pytest.approx(1.25 * 0.014)


THREADS = Path("/proc/self/task")


@pytest.mark.skipif(not THREADS.exists(), reason="only Linux lists a program's threads there")
def test_no_threads_share_out_what_is_painted(desk):
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(10, 20, 30, 40))
    painter.drawEllipse(0, 0, 400, 400)
    painter.end()
    assert not [thread for thread in THREADS.glob("*/comm") if "pooled" in thread.read_text()]


@pytest.mark.skipif(not THREADS.exists(), reason="set where there is glibc")
def test_memory_of_pictures_stays_for_the_next_ones(desk):
    resource = pytest.importorskip("resource")

    def pages_of_pictures():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        for picture in [QImage(1000, 2000, QImage.Format.Format_RGB32) for _ in range(3)]:
            picture.fill(7)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    rounds = [pages_of_pictures() for _ in range(4)]
    assert max(rounds[1:]) < 1_000  # of 6,000


def test_what_the_start_has_made_is_no_garbage(desk, qtbot):
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)


class Painted(QObject):
    """Which widgets were painted."""

    def __init__(self):
        super().__init__()
        self.views = set()

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            self.views.add(watched)
        return False


def test_a_tick_of_training_paints_what_it_changed(desk):
    bench = desk.window.workbench
    still, moving = (bench._timeline, bench._breadcrumb), (bench._run, bench._output.bars)
    desk.training.start()
    desk.timer.stop()
    for _ in range(3):
        desk.tick(0.016)
        QApplication.processEvents()
    painted = Painted()
    for view in (*still, *moving):
        view.installEventFilter(painted)
    desk.tick(0.016)
    QApplication.processEvents()
    assert painted.views == set(moving)
