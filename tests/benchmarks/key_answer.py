"""How long a key waits for its answer while the window trains with everything drawn."""

import os
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep

from tests.benchmarks.measure import Verdict

EXAMPLES = ("article", "spiral")
KEYS = 200
LIMIT = 50.0
"""Milliseconds."""


def waits(example: str, home: str) -> list[float]:
    """Milliseconds from each press to the end of what it does, in a window that trains."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.application import Desk, prepare
    from app.formats.experiment_toml import load

    application = QApplication.instance() or QApplication([])
    prepare(application)
    settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)
    desk = Desk(load(example), settings, theme="light")
    desk.window.show()
    found: list[float] = []

    class Finger(QObject):
        """Presses a key when told to: other keys than the last time, so that each has an effect."""

        def customEvent(self, event: QEvent) -> None:
            before = desk.player.granularity
            QTest.keyClick(desk.window.windowHandle(), (Qt.Key.Key_1, Qt.Key.Key_2)[len(found) % 2])
            found.append((perf_counter() - event.told) * 1e3)
            if desk.player.granularity is before or not desk.training.running:
                raise RuntimeError("the key had no effect, or training has stopped")

    finger, random = Finger(), Random(0)

    def tell() -> None:
        for _ in range(KEYS):
            sleep(random.uniform(0.005, 0.05))
            event = QEvent(QEvent.Type.User)
            event.told = perf_counter()
            QCoreApplication.postEvent(finger, event)
        sleep(0.2)
        QCoreApplication.postEvent(application, QEvent(QEvent.Type.Quit))

    desk.window.toggle_training()
    thread = Thread(target=tell)
    thread.start()
    application.exec()
    thread.join()
    desk.window.close()
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
