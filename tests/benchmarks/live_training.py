"""Steps a second with the whole window drawn at least 30 times a second, against the bare loop.

TensorFlow Playground trains an epoch a frame: 1,455 and 275 steps a second on networks of
these two shapes.
"""

import json
import sys
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from tests.benchmarks.measure import Verdict
from tests.screen import output_of, screen

NETWORKS = {(2, 4, 2, 2): 1455, (2, 8, 8, 8, 8, 8, 8, 2): 275}
"""Layer sizes, and the steps a second that the Playground makes."""

ROUNDS = 5
SPAN = 2.0
"""Seconds of a round, with the window and without it."""

STARTING = 0.3
"""Seconds in which the window begins to train, and finds how long drawing takes."""

SETTLING = 1500
"""Milliseconds in which the window does what it put off until it is seen."""

BURST = 256
"""Steps at a time of the loop without a window."""

FRAMES = 30.0


def experiment(sizes: tuple[int, ...]) -> Experiment:
    """Two classes, half of the rows to train on, ten a batch, as in the Playground."""
    hidden = len(sizes) - 2
    return Experiment(
        "Two moons",
        0,
        DataSpec("moons", options={"samples": 200}, test_fraction=0.5),
        NetworkSpec(sizes, ("tanh",) * hidden + ("softmax",)),
        TrainingSpec("cross_entropy", learning_rate=0.03, batch_size=10),
    )


def measure(sizes: tuple[int, ...], home: str) -> dict[str, float]:
    """Frames and steps a second of a window that trains, and steps a second without one."""
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app.application import Desk, prepare
    from app.viewmodels.session import Session

    prepare(QApplication([]))
    settings = QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat)
    desk = Desk(experiment(sizes), settings, theme="light")
    desk.window.resize(1440, 900)
    desk.window.show()
    QTest.qWait(SETTLING)
    bare = Session(experiment(sizes))
    # The first round makes the views that only training needs.
    rounds = [with_window(desk) | {"bare": without(bare)} for _ in range(ROUNDS + 1)][1:]
    desk.window.close()
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


def with_window(desk: object) -> dict[str, float]:
    """Train for a while as the window does; each view's drawings a second, and the steps."""
    from tests.benchmarks.drawings import Drawings

    bench = desk.window.workbench
    drawings = Drawings({"window": desk.window, "stage": bench.pane, **dict(parts(bench))})
    desk.window.toggle_training()
    go_on(STARTING)
    drawings.counts.clear()
    steps, start = desk.session.steps, perf_counter()
    go_on(SPAN)
    span = perf_counter() - start
    desk.window.toggle_training()
    found = {name: count / span for name, count in drawings.counts.items()}
    return found | {"steps": (desk.session.steps - steps) / span}


def go_on(seconds: float) -> None:
    """Let the window go on as it does when it is open; QTest.qWait would sleep between ticks."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()


def parts(bench: object) -> Iterator[tuple[str, object]]:
    """The other views that show what training does."""
    from app.views.legend import Legend
    from app.views.loss_plot import LossPlot
    from app.views.output_bars import OutputBars
    from app.views.run_strip import RunStrip
    from app.views.terms_table import TermsTable

    for name, kind in {
        "legend": Legend,
        "run": RunStrip,
        "outputs": OutputBars,
        "table": TermsTable,
        "chart": LossPlot,
    }.items():
        view = bench.findChild(kind)
        if view is not None:
            yield name, getattr(view, "viewport", lambda view=view: view)()


def without(session: object) -> float:
    """Steps a second of the same training with nothing else going on."""
    steps, start = session.steps, perf_counter()
    while perf_counter() - start < SPAN:
        session.train_quietly(BURST)
    return (session.steps - steps) / (perf_counter() - start)


def verdicts(sizes: tuple[int, ...], found: dict[str, float]) -> list[Verdict]:
    """What was measured, in words; a frame counts when everything that changed was drawn."""
    name = "-".join(map(str, sizes))
    others = ", ".join(f"{part} {rate:.0f}" for part, rate in found.items() if part not in NUMBERS)
    frames = min(found[part] for part in ALWAYS)
    playground = NETWORKS[sizes]
    steps = (
        f"{found['steps']:,.0f} steps/s, without a window {found['bare']:,.0f}, "
        f"Playground {playground:,}"
    )
    return [
        Verdict(f"{name}, frames", others, frames, FRAMES, at_least=True, unit="/s"),
        Verdict(f"{name}, steps", steps, found["steps"] / found["bare"], 0.5, at_least=True),
    ]


NUMBERS = ("steps", "bare")
"""What is no part of the window."""

ALWAYS = ("window", "stage", "run", "outputs", "table", "chart")
"""What every step changes; a legend ends at round numbers."""


def run() -> list[Verdict]:
    """Measure both networks, each in a process of its own."""
    found = []
    with screen() as environment, TemporaryDirectory() as home:
        for sizes in NETWORKS:
            name = ",".join(map(str, sizes))
            told = json.loads(output_of(__name__, name, home, environment=environment))
            found += verdicts(sizes, told)
    return found


if __name__ == "__main__":
    print(json.dumps(measure(tuple(map(int, sys.argv[1].split(","))), sys.argv[2])))
