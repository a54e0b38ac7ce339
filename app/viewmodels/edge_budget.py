"""The edge budget of a stage: how many edges it draws, by how long it has taken to draw them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.scene.edge_budget import EVERY, FIRST, SURE, next_budget


class EdgeBudget(QObject):
    """Measures frames between `start` and `stop`.

    changed: another number of edges is to be drawn from now on.
    """

    changed = Signal()

    def __init__(self, now: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._started: float | None = None
        self._seconds: list[float] = []
        self.edges = FIRST
        self.adapts = True

    def lift(self) -> None:
        """Draw all edges from now on: a GPU can."""
        self.adapts = False
        self._set(EVERY)

    def restore(self) -> None:
        """Measure again: the GPU is gone."""
        self.adapts = True
        self._set(FIRST)

    def start(self) -> None:
        """A frame is begun."""
        self._started = self._now()

    def stop(self, drawn: int, total: int) -> None:
        """It is done; it had `drawn` edges of the network's `total`."""
        started, self._started = self._started, None
        if not self.adapts or started is None:
            return
        self._seconds = [*self._seconds[1 - SURE :], self._now() - started]
        self._set(next_budget(self.edges, drawn, total, self._seconds))

    def _set(self, edges: int) -> None:
        if edges != self.edges:
            self.edges, self._seconds = edges, []
            self.changed.emit()
