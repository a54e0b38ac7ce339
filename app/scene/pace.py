"""How training and drawing share the time while both go on: training gets the larger half."""

TICK = 1.0 / 60.0
"""Seconds of a picture where there is time for sixty a second."""

LONGEST = 1.0 / 31.5
"""Seconds of a picture at most: at least thirty a second, and a little to spare."""

LEAST, USUAL = 0.004, 0.008
"""Seconds of a picture that training gets however long drawing takes, and before that is known."""

FAVOUR = 1.25
"""How much more training gets than drawing: after a picture its first steps are slower."""

WEIGHT = 0.2
"""How much one picture counts for the time that drawing takes: some take longer than others."""

HICCUP = 0.1
"""Seconds: what takes longer is no drawing, but a window in somebody's hand."""


class Pace:
    """Says how long to train before the next picture, from how long pictures took to draw."""

    def __init__(self) -> None:
        self._drawing: float | None = None

    def drew(self, seconds: float) -> None:
        """A picture is there: all but training took so many seconds."""
        if not 0.0 <= seconds < HICCUP:
            return
        if self._drawing is None:
            self._drawing = seconds
        self._drawing += WEIGHT * (seconds - self._drawing)

    @property
    def budget(self) -> float:
        """Seconds to train before the next picture.

        What drawing leaves of a sixtieth of a second; if that is less than FAVOUR times what
        drawing takes, as much, as long as thirty pictures a second are kept.
        """
        if self._drawing is None:
            return USUAL
        fair = max(TICK - self._drawing, FAVOUR * self._drawing)
        return max(min(fair, LONGEST - self._drawing), LEAST)
