"""A frame of the stage with every edge and node recoloured, against graphics items and pyqtgraph.

On a screen with software OpenGL, from the new numbers to the end of the frame.
Graphics items draw straight lines, and once more the curves that the stage
draws; only one of the stages has texts. The stage and its rivals take turns,
each in a program of its own: Underhood has Qt paint without threads, which is a
setting of the whole program, and which few know. So the stage is compared with
rivals as they are, and once more with rivals that have that setting too.
"""

import json
import os
import sys
from collections.abc import Sequence
from math import nan
from statistics import median
from time import perf_counter

from tests.benchmarks.measure import Verdict
from tests.screen import output_of, screen

NETWORKS = ((2, 8, 8, 4), (16, 20, 20, 4), (64, 32, 16, 10))
LARGE = (784, 128, 64, 10)
"""Only our own share is measured: the others take seconds a frame."""

ITEMS, GRAPH = 3.0, 6.0
"""How many times as fast as graphics items, and as pyqtgraph, the stage is to be."""

SHARES = {(64, 32, 16, 10): 1.0, LARGE: 4.0}
"""Milliseconds of a frame that Python may take."""

STAGES = ("Stage", "ToldStage", "PaintedStage")
TOLD = STAGES[:2]
"""Of these Python's share is told."""

RIVALS = {
    "CurvedItems": ("curved items", ITEMS),
    "Items": ("straight items", ITEMS),
    "Graph": ("GraphItem", GRAPH),
}

WITHOUT_THREADS = {"QT_NO_GUI_THREADPOOL": "1"}
ALIKE = ", without threads"
"""The setting, see app/application.py, and what it is called."""

PICTURES = 6
"""So many different pictures follow each other, over and over."""

TURNS = 3
"""So often each program is started."""

ROUNDS = 2
SPAN = 0.4
"""Seconds that a round of one contestant takes, about; three frames at least."""

PATIENCE = 60.0
"""Seconds after which a frame is given up."""


def frames(contestant: object, drawings: object, count: int) -> list[float]:
    """Seconds of each of so many frames, until what shows them has taken them."""
    from PySide6.QtGui import QGuiApplication

    found = []
    for _ in range(count):
        before, start = dict(drawings.counts), perf_counter()
        contestant.change(contestant.number % PICTURES)
        contestant.number += 1
        while any(drawings.counts[name] == before.get(name, 0) for name in drawings.names):
            QGuiApplication.processEvents()
            if perf_counter() - start > PATIENCE:
                raise RuntimeError(f"{type(contestant).__name__} draws nothing")
        QGuiApplication.sync()
        found.append(perf_counter() - start)
    return found


def measure(sizes: Sequence[int], names: Sequence[str]) -> dict[str, float]:
    """Seconds of a frame of each contestant, and Python's seconds of one of ours."""
    from PySide6.QtWidgets import QApplication

    from app.application import prepare
    from tests.benchmarks import contestants
    from tests.benchmarks.drawings import Drawings, canvas_of

    application = QApplication([])
    if set(names) <= set(STAGES):
        prepare(application)
    share = contestants.PythonShare()
    playing, times = [], {name: [] for name in names}
    for name in names:
        contestant = getattr(contestants, name)(sizes)
        contestant.number = 0
        contestant.show()
        settle()
        shown = {"window": contestant}
        if canvas_of(contestant):
            shown["canvas"] = contestant.stage
        playing.append((name, contestant, Drawings(shown)))
    for _ in range(ROUNDS + 1):
        for name, contestant, drawings in playing:
            contestant.raise_()
            settle()
            first = frames(contestant, drawings, 1)[0]
            share.reset()
            found = frames(contestant, drawings, max(3, int(SPAN / first)))
            times[name].append(median(found))
            if name in TOLD:
                times.setdefault(f"{name}, Python", []).append(share.total / len(found))
    # The first round makes what is made only once.
    return {name: median(each[1:]) for name, each in times.items()}


def settle() -> None:
    """Let what has been put off happen."""
    from PySide6.QtTest import QTest

    QTest.qWait(150)


def verdicts(sizes: tuple[int, ...], told: dict[str, float]) -> list[Verdict]:
    """What was measured, in words."""
    name, found = "-".join(map(str, sizes)), []
    milliseconds = {each: seconds * 1e3 for each, seconds in told.items()}
    ours, painted = milliseconds["Stage"], milliseconds.get("PaintedStage", nan)
    for rival in (each for each in RIVALS if each in told):
        words, target = RIVALS[rival]
        for setting in ("", ALIKE):
            theirs = milliseconds[rival + setting]
            detail = f"{theirs:.1f} ms, stage {ours:.1f} ms, by QPainter {painted:.1f} ms"
            title = f"{name}, {words}{setting}"
            found.append(Verdict(title, detail, theirs / ours, target, at_least=True))
    if sizes in SHARES:
        share, whole = (milliseconds[f"{stage}, Python"] for stage in TOLD)
        texts = milliseconds["ToldStage"]
        detail = f"of {ours:.1f} ms; with all texts new {whole:.1f} of {texts:.1f} ms"
        found.append(Verdict(f"{name}, Python", detail, share, SHARES[sizes], False, " ms"))
    return found


def measured(sizes: tuple[int, ...], environment: dict[str, str]) -> dict[str, float]:
    """Seconds of a frame of each contestant: the median of what its programs say."""
    name, alike = ",".join(map(str, sizes)), environment | WITHOUT_THREADS
    ours, rivals = (TOLD, ()) if sizes == LARGE else (STAGES, RIVALS)
    turns = []
    for _ in range(TURNS if rivals else 1):
        turn = json.loads(output_of(__name__, name, *ours, environment=environment))
        if rivals:
            turn |= json.loads(output_of(__name__, name, *rivals, environment=environment))
            told = json.loads(output_of(__name__, name, *rivals, environment=alike))
            turn |= {rival + ALIKE: seconds for rival, seconds in told.items()}
        turns.append(turn)
    return {each: median(turn[each] for turn in turns) for each in turns[0]}


def run() -> list[Verdict]:
    """Measure every network."""
    with screen() as environment:
        return [
            verdict
            for sizes in (*NETWORKS, LARGE)
            for verdict in verdicts(sizes, measured(sizes, environment))
        ]


if __name__ == "__main__":
    print(json.dumps(measure(tuple(map(int, sys.argv[1].split(","))), sys.argv[2:])))
    sys.stdout.flush()
    # Windows with a canvas are not worth taking down in order.
    os._exit(0)
