"""Fast training: as many steps as a time budget allows, until a limit or a divergence."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.viewmodels.session import Session

FIRST_BURST = 8
"""Steps between two looks at the clock at first; doubled or halved as they prove short or long."""

LONGEST_BURST = 4096


class Training(QObject):
    """Trains the session while `running`, up to `limit` steps in all (None: no limit).

    running_changed: it started, or it stopped by itself or was stopped.
    """

    running_changed = Signal(bool)

    def __init__(
        self, session: Session, now: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._now = session, now
        self._burst = FIRST_BURST
        self.running = False
        self.limit: int | None = None
        session.opened.connect(self.stop)

    def start(self, steps: int | None = None) -> None:
        """Train; stop after `steps` more steps if given.

        A run's first step is there from the beginning, to be looked at; it counts.
        """
        done = self._session.steps if self._session.steps > 1 else 0
        self.limit = None if steps is None else done + steps
        self._burst = FIRST_BURST
        self._set_running(self._session.divergence is None)

    def stop(self) -> None:
        """Stop training."""
        self._set_running(False)

    def tick(self, budget: float) -> float:
        """Train for about `budget` seconds, if running; returns how many it took."""
        if not self.running:
            return 0.0
        start, spent = self._now(), 0.0
        while spent < budget and not self._finished:
            self._session.train_quietly(min(self._burst, self._left))
            before, spent = spent, self._now() - start
            self._adapt(spent - before, budget)
        self._session.advanced.emit()
        if self._finished:
            self.stop()
        return spent

    @property
    def _left(self) -> int:
        return LONGEST_BURST if self.limit is None else self.limit - self._session.steps

    @property
    def _finished(self) -> bool:
        return self._left <= 0 or self._session.divergence is not None

    def _set_running(self, running: bool) -> None:
        if running != self.running:
            self.running = running
            self.running_changed.emit(running)

    def _adapt(self, seconds: float, budget: float) -> None:
        # A burst of a sixth of the budget overshoots little and looks at the clock seldom.
        if seconds < budget / 12:
            self._burst = min(self._burst * 2, LONGEST_BURST)
        elif seconds > budget / 6:
            self._burst = max(self._burst // 2, 1)
