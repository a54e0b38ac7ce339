"""How long a key waits for its answer while the window trains with everything drawn."""

import os
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep

from tests.benchmarks.measure import Verdict

EXAMPLES = ("article", "spiral")
KEYS = 80
LIMIT = 50.0
"""Milliseconds."""


def waits(example: str, home: str) -> list[float]:
    """Milliseconds from each press to the end of what it does, in a window that trains."""
    from PySide6.QtCore import QObject, QSettings, Qt, Signal
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.application import Desk, prepare
    from app.formats.experiment_toml import load

    application = QApplication.instance() or QApplication([])
    prepare(application)
    settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)
    desk = Desk(load(example), settings, theme="light")
    window = desk.window
    window.show()
    window.activateWindow()
    found: list[float] = []
    unheard: list[int] = []

    class Finger(QObject):
        """Presses a key whenever the other thread, which knows no ticks, says so."""

        press = Signal(float)
        lift = Signal()

    def press(told: float) -> None:
        before, key = desk.player.granularity, (Qt.Key.Key_3, Qt.Key.Key_4)[len(found) % 2]
        QTest.keyClick(window.focusWidget() or window, key)
        found.append((perf_counter() - told) * 1e3)
        if desk.player.granularity is before or not desk.training.running:
            unheard.append(len(found))

    finger, random = Finger(), Random(0)
    finger.press.connect(press, Qt.ConnectionType.QueuedConnection)
    finger.lift.connect(application.quit, Qt.ConnectionType.QueuedConnection)

    def tell() -> None:
        for _ in range(KEYS):
            sleep(random.uniform(0.05, 0.25))
            finger.press.emit(perf_counter())
        finger.lift.emit()

    # What the window puts off until it is seen is no part of this.
    QTest.qWait(1000)
    window.toggle_training()
    thread = Thread(target=tell)
    thread.start()
    application.exec()
    thread.join()
    window.close()
    if unheard:
        raise RuntimeError(f"{len(unheard)} of {KEYS} keys had no effect on a training window")
    return found


def run() -> list[Verdict]:
    """Measure every example."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    verdicts = []
    with TemporaryDirectory() as home:
        for example in EXAMPLES:
            found = waits(example, home)
            detail = f"longest {max(found):.1f} ms, {len(found)} keys"
            p95 = quantiles(found, n=20)[-1]
            verdicts.append(Verdict(f"{example}, 95 % of keys", detail, p95, LIMIT, False, " ms"))
    return verdicts
