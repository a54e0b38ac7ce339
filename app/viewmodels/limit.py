"""How far the next training run is to go."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class Unit(StrEnum):
    """What training is counted in."""

    STEPS = "steps"
    EPOCHS = "epochs"


@dataclass(frozen=True)
class Limit:
    """Stop after `count` steps or epochs; None: until stopped."""

    count: int | None = None
    unit: Unit = Unit.STEPS

    def steps(self, per_epoch: int) -> int | None:
        """In steps, with so many of them in an epoch."""
        if self.count is None:
            return None
        return self.count * (per_epoch if self.unit is Unit.EPOCHS else 1)


class LimitChoice(QObject):
    """The limit that is chosen."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limit = Limit()

    def choose(self, limit: Limit) -> None:
        """Use this limit from the next start of training on."""
        if limit != self.limit:
            self.limit = limit
            self.changed.emit()
