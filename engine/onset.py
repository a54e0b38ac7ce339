"""Onset: the search for the step at which something began."""


class Onset:
    """Finds, before a step at which something holds, one from which on it does.

    Ask `next()` for a step to look at, `tell()` whether it holds there, until
    `next()` is None. The search goes back by 1, 2, 4, ... steps and then halves
    the rest, so it takes some 2 log2(steps) looks. It ends at a `step` that
    holds and is the first of the run, or whose predecessor does not hold; that
    nothing changed since is taken for granted.
    """

    def __init__(self, step: int) -> None:
        self.step = self._shown = step
        self._fails: int | None = None
        self._stride = 1

    def next(self) -> int | None:
        """The step to look at; None when the search is over."""
        if self._fails is None:
            return max(self._shown - self._stride, 0) if self.step else None
        middle = (self._fails + self.step) // 2
        return middle if middle > self._fails else None

    def tell(self, holds: bool) -> None:
        """Whether it holds at the step that `next()` gave."""
        step = self.next()
        if step is None:
            raise ValueError("the search is over")
        if holds:
            self.step = step
            self._stride *= 2
        else:
            self._fails = step
