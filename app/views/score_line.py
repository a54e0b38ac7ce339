"""How well the network does on all rows, computed when it is quiet or takes next to no time."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.scene.verdict import score
from app.viewmodels.session import Session
from app.views.texts import translated

QUIET = 200
"""Milliseconds without a step before a score is computed."""

QUIET_IF_LARGE = 1500
LARGE = 50_000_000
"""Multiplications from which a score takes noticeable time."""

LATEST = 1000
"""Milliseconds after which a score that takes next to no time is there, quiet or not."""

SMALL = 5_000_000
"""Multiplications, a few milliseconds' work, up to which it takes next to no time."""

ACTIVATION = 50
"""What an activation costs, in multiplications."""


class ScoreLine(QLabel):
    """Says loss and accuracy after the steps done; while training goes on, the last ones known.

    These are a second old at most, but for large datasets, which wait until training stops.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scored = 0
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.waiting = QTimer(self, singleShot=True)
        self.overdue = QTimer(self, singleShot=True, interval=LATEST)
        for timer in (self.waiting, self.overdue):
            timer.timeout.connect(self._score)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self._on_opened)
        session.advanced.connect(self._wait)
        self._wait()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._wait()

    def _on_opened(self) -> None:
        self._scored = 0
        self.clear()
        self._wait()

    def _wait(self) -> None:
        work = self._work()
        self.waiting.start(QUIET_IF_LARGE if work > LARGE else QUIET)
        if work <= SMALL and not self.overdue.isActive():
            self.overdue.start()

    def _work(self) -> int:
        sizes = self._session.experiment.network.sizes
        weights = sum(a * b for a, b in pairwise(sizes))
        row = weights + ACTIVATION * sum(sizes[1:])
        return row * len(self._session.dataset.inputs)

    def _score(self) -> None:
        self.overdue.stop()
        if not self.isVisible() or self._scored == self._session.steps:
            return
        self._scored = self._session.steps
        if self._scored == 1:
            return  # nobody has trained yet: the first step is there to be looked at
        train, test = self._session.scores()
        steps = self._scored
        lines = [self.tr("After {n} steps:").format(n=f"{steps:,}")]
        if train is not None:
            words = translated(score(train))
            lines.append(self.tr("training rows {score}").format(score=words))
        if test is not None:
            lines.append(self.tr("test rows {score}").format(score=translated(score(test))))
        self.setText("\n".join(lines))
