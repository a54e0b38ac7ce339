"""The symbols of a formula: they stand while its numbers change too fast to be set.

While training runs, every picture shows the same place of another step. Its symbols are
those of the step before; its numbers are not, and no number of another step may be seen.
"""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.scene.formulas.equation import Equation, Role
from app.views.formula_layout import Fit, Measure
from app.views.formula_setting import CALM, FormulaSetting
from app.views.typeset import Missing

LASTING = 4 * CALM
"""Milliseconds that moments must have followed each other at one place of a step."""


def symbols_of(equations: Sequence[Equation], fitted: Fit) -> tuple[int, ...]:
    """Which pieces of a fitted formula are the symbols of these equations, up to the numbers.

    None where other symbols were fitted: some depend on the numbers, as those of ReLU do.
    """
    pieces = [placed.piece for placed in fitted.block.pieces]
    starts = [number for number, piece in enumerate(pieces) if piece.role is Role.LEFT]
    found: list[int] = []
    # Where there is no room for all equations the first are left out.
    for start, equation in zip(starts, equations[-len(starts) :], strict=False):
        head = equation.head(fitted.style)
        if equation.value is None or tuple(pieces[start : start + len(head)]) != head:
            return ()
        found += range(start, start + len(head) + 1)  # and the sign before the numbers
    return tuple(found)


class SymbolSetting(QObject):
    """Sets one of the formulas that follow each other at a place, so that its symbols can stand.

    It takes its time, a piece now and then, for it is training that goes on meanwhile.
    ready(result): what the function that was wanted made of the settings.
    """

    ready = Signal(object)

    def __init__(self, setting: FormulaSetting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._place: Hashable = None
        self._make: Callable[[Measure], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._set)

    def want(self, place: Hashable, make: Callable[[Measure], object]) -> None:
        """Let `make` be asked once nothing else has been wanted for long; again for no place."""
        if place != self._place:
            self._place, self._make = place, make
            self._timer.start(LASTING)

    def rest(self) -> None:
        """Nothing is wanted."""
        self._place = self._make = None
        self._timer.stop()

    def _set(self) -> None:
        if self._make is None:
            return
        try:
            result = self._make(self._setting.known)
        except Missing as missing:
            self._setting.setter.set(missing.latex, missing.colour)
            self._timer.start(CALM)
        else:
            self.rest()
            self.ready.emit(result)
