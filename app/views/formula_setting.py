"""Setting formulas without holding anything up: once it is calm, one piece at a time.

Setting a piece takes tens of milliseconds. What is in the cache is had at once;
else the asker waits until the moments follow each other less quickly, and then
one piece is set at a time, so that keys and the animation get their turn in between.
"""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer, Signal

from app.views.formula_layout import Fit, Measure
from app.views.typeset import Missing, Setting, Typesetter

CALM = 100
"""Milliseconds that a formula must stay the wanted one before it is set: more than a picture
takes while training runs, or each would wait for a formula that nobody has time to read."""

HURRIED = 3
"""After so many formulas in a row that were not there, none is looked for until it is calm."""


class FormulaSetting(QObject):
    """The formulas of one view, in one colour besides those they have themselves.

    ready: a piece that was missing is set; ask again.
    """

    ready = Signal()

    def __init__(self, colour: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setter = Typesetter()
        self.colour = colour
        self._missing: tuple[str, str] | None = None
        self._waiting: Hashable = None
        self._missed = 0
        self._calm = QTimer(self, singleShot=True)
        self._calm.timeout.connect(self._on_calm)

    def known(self, latex: str) -> Setting:
        """The setting if it is in the cache, else Missing is raised."""
        return self.setter.known(latex, self.colour)

    def attempt(self, fit: Callable[[Measure], Fit]) -> Fit | None:
        """What `fit` makes of the settings there are, None where it lacks one: then `wait`.

        While moments follow each other fast and lack theirs, `fit` is not asked any more.
        """
        if self._missed >= HURRIED and self._missing is not None and self._calm.isActive():
            return None
        try:
            return fit(self.known)
        except Missing as missing:
            # Not the exception itself: its frames would keep a painter alive.
            self._missing = missing.latex, missing.colour
            return None

    def wait(self, key: Hashable) -> None:
        """Set what was missing once the wanted formula has been `key` for a moment."""
        if key != self._waiting:
            self._waiting = key
            self._missed += 1
            self._calm.start(CALM)

    def rest(self) -> None:
        """Nothing is wanted that is not there."""
        self._waiting, self._missing, self._missed = None, None, 0
        self._calm.stop()

    def set_missing(self) -> None:
        """Set what the last attempt lacked, now."""
        if self._missing is not None:
            self.setter.set(*self._missing)
            self._missing = None

    def _on_calm(self) -> None:
        self._missed = 0
        self.set_missing()
        self.ready.emit()
        if self._missing is not None and not self._calm.isActive():
            self._calm.start(0)
