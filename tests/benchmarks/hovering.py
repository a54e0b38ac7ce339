"""How long the explanation's numbers take when the pointer goes from node to node."""

import os
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from app.formats.tables import bundled
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from tests.benchmarks.measure import Verdict

STEPS = 20
MOVES = 200
FRAME = 1000.0 / 60.0
"""Milliseconds of a picture at 60 a second."""


def digits() -> Experiment:
    """The network 64-32-16-10 on handwritten digits, 32 a batch."""
    network = NetworkSpec((64, 32, 16, 10), ("relu", "relu", "softmax"))
    training = TrainingSpec("cross_entropy", learning_rate=0.01, batch_size=32)
    data = DataSpec("digits", table=bundled("digits"))
    return Experiment("Digits", 0, data, network, training)


def waits(t: float, home: str) -> list[float]:
    """Milliseconds from each movement to the end of what it does, typeset formulas apart."""
    from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.application import Desk, prepare

    application = QApplication.instance() or QApplication([])
    prepare(application)
    settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)
    desk = Desk(digits(), settings, theme="light")
    window, player = desk.window, desk.player
    window.show()
    desk.session.train(STEPS)
    player.seek(STEPS - 1, t)
    QTest.qWait(500)
    stage = window.workbench.stage
    places = [
        place for column in stage.picture().layout.columns for place in column.centres.tolist()
    ]
    found = []
    random = Random(0)
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for _ in range(MOVES):
        place = QPointF(*random.choice(places))
        move = QMouseEvent(
            QEvent.Type.MouseMove, place, stage.mapToGlobal(place), no_button, no_button, no_key
        )
        start = perf_counter()
        application.sendEvent(stage, move)
        found.append((perf_counter() - start) * 1e3)
        application.processEvents()
    window.close()
    return found


def run() -> list[Verdict]:
    """In the forward pass, where sums are explained, and in the backward pass with all paths."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    verdicts = []
    with TemporaryDirectory() as home:
        for name, t in (("forward", 6.0), ("backward", 18.0)):
            found = sorted(waits(t, home))
            detail = f"median {found[MOVES // 2]:.1f} ms, longest {found[-1]:.1f} ms"
            slow = found[int(0.99 * MOVES)]
            verdicts.append(
                Verdict(f"hovering, {name}, 99 %", detail, slow, FRAME, at_least=False, unit=" ms")
            )
    return verdicts
