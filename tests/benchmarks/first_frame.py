"""From the start of the program to its first painted frame, against a bare window with a plot."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.measure import Verdict

ROUNDS = 15
PAINTED = "painted"
PATIENCE = 30.0
"""Seconds after which a window is given up."""


def wait_for_frame(window: object) -> None:
    """Handle events until the window has been painted, and say so at once."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.UpdateRequest:
                # Its turn comes when this painting is over, before all that is put off till then.
                QTimer.singleShot(0, self.say)
            return False

        def say(self) -> None:
            self.painted = True
            print(PAINTED, flush=True)

    watch = Watch()
    window.installEventFilter(watch)
    latest = perf_counter() + PATIENCE
    while not watch.painted and perf_counter() < latest:
        QApplication.processEvents()


def underhood() -> None:
    """The program as it is started by hand, up to its event loop."""
    from PySide6.QtWidgets import QApplication

    from main import main

    QApplication.exec = show_and_leave
    main([])


def show_and_leave(_: object) -> int:
    """In the event loop's place."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    windows = QApplication.topLevelWidgets()
    wait_for_frame(next(window for window in windows if isinstance(window, QMainWindow)))
    return 0


def bare() -> None:
    """The least that shows a plot."""
    import pyqtgraph as pg
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(pg.PlotWidget())
    window.centralWidget().plot([1, 3, 2])
    window.resize(1440, 900)
    window.show()
    wait_for_frame(window)
    application.quit()


def seconds(name: str, home: str) -> float:
    """From the start of a fresh process to its first frame."""
    # A home of its own: no geometry or theme of an earlier day takes part.
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # An installed program comes with its modules compiled, as its libraries do here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(home, "compiled"))
    command = [sys.executable, "-m", __name__, name]
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        line = process.stdout.readline()
        taken = perf_counter() - start
        process.communicate()
    if line.strip() != PAINTED:
        raise RuntimeError(f"{name} has not painted a frame")
    return taken


def run() -> list[Verdict]:
    """Start both in turns; the first round compiles, and warms the disk's cache."""
    with TemporaryDirectory() as home:
        rounds = [(seconds("underhood", home), seconds("bare", home)) for _ in range(ROUNDS + 1)]
    ours, theirs = (median(times) for times in zip(*rounds[1:], strict=True))
    detail = f"{ours * 1e3:.0f} ms, bare {theirs * 1e3:.0f} ms"
    return [Verdict("first frame", detail, ours / theirs, 1.5, at_least=False)]


if __name__ == "__main__":
    {"underhood": underhood, "bare": bare}[sys.argv[1]]()
