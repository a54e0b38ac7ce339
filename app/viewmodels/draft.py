"""A draft: edits that could not be made yet wait here for those that make them possible.

Choosing a loss that does not go with the output's activation is refused, and
stays on the screen, marked. Choosing the activation next makes both possible,
and then both take effect together; nothing changes that the user did not choose.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from engine.errors import FieldError
from engine.experiment import Experiment, check

Edit = Callable[[Experiment], Experiment]

MOST_COMBINED = 6
"""Waiting edits that are tried together: 2**6 checks take some milliseconds."""


class Draft:
    """The edits that wait, by the key of the field that made them, oldest first."""

    def __init__(self) -> None:
        self._waiting: dict[str, Edit] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The fields whose edits wait."""
        return tuple(self._waiting)

    def edit(self, key: str) -> Edit:
        """The edit that waits for that field."""
        return self._waiting[key]

    def clear(self) -> None:
        """Forget all."""
        self._waiting.clear()

    def forget(self, *keys: str) -> None:
        """Forget the edits of those fields."""
        for key in keys:
            self._waiting.pop(key, None)

    def propose(self, base: Experiment, key: str, edit: Edit) -> Experiment | None:
        """The experiment with this edit and as many waiting ones as go with it.

        Those that are in it wait no longer. None if the edit is not possible:
        then it waits too.
        """
        self.forget(key)
        self._waiting[key] = edit
        for keys in self._choices(key):
            experiment = self._possible(base, keys)
            if experiment is not None:
                self.forget(*keys)
                return experiment
        return None

    def errors(self, base: Experiment) -> dict[str, FieldError]:
        """Why each waiting edit is not possible on top of `base`. One that is has no entry."""
        errors = {}
        for key in self.waiting:
            try:
                check(self._waiting[key](base))
            except FieldError as error:
                errors[key] = error
        return errors

    def edited(self, base: Experiment, key: str) -> Experiment | None:
        """`base` with a waiting edit, possible or not; None where it is not even a value."""
        try:
            return self._waiting[key](base)
        except FieldError:
            return None

    def _choices(self, key: str) -> Iterator[tuple[str, ...]]:
        """Sets of fields with `key` among them, largest first."""
        others = [other for other in self.waiting if other != key][-MOST_COMBINED:]
        for size in range(len(others), -1, -1):
            for chosen in combinations(others, size):
                yield (*chosen, key)

    def _possible(self, base: Experiment, keys: Iterable[str]) -> Experiment | None:
        try:
            for key in keys:
                base = self._waiting[key](base)
            check(base)
        except FieldError:
            return None
        return base
