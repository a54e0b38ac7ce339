"""A formula as it stands in the bar: what it says, where its pieces are, what each is about."""

from collections.abc import Set
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from app.scene.formulas.equation import Role
from app.scene.formulas.plain import plain
from app.scene.narration import Narration
from app.views.formula_layout import Fit
from app.views.formula_painting import UNKNOWN, Spot
from app.views.texts import translated
from engine.quantity import Quantity

Key = tuple[int, ...]
"""What a formula depends on: the step, the sample, the place in the step, the bar's size."""


@dataclass(frozen=True)
class Shown:
    """What is to be seen of a formula: a narration, fitted into the bar."""

    key: Key
    narration: Narration
    fit: Fit
    pieces: tuple[Spot, ...]
    about: tuple[tuple[Quantity, ...], ...]  # what each of the pieces is about

    def is_at(self, key: Key) -> bool:
        """Whether `key` is of the same place, if perhaps of another step."""
        return self.key[1:] == key[1:]

    def lit(self, quantities: Set[Quantity]) -> list[bool]:
        """Which pieces stand out; a sign belongs to its term, but has no ground of its own."""
        return [
            spot.placed.piece.role is not Role.SIGN and not quantities.isdisjoint(about)
            for spot, about in zip(self.pieces, self.about, strict=True)
        ]

    def piece_at(self, point: QPointF) -> int | None:
        """The piece there that is about something."""
        found = (
            number
            for number, spot in enumerate(self.pieces)
            if spot.box.contains(point) and self.about[number]
        )
        return next(found, None)

    def tip(self, piece: int) -> str:
        """A result with all its digits; other pieces have none."""
        results = [n for n, spot in enumerate(self.pieces) if spot.placed.piece.role is Role.RESULT]
        if piece not in results or (self.pieces[piece].placed.last and not self.narration.finished):
            return ""
        # Where there is no room for all equations the first are left out.
        return repr(self.narration.equations[results.index(piece) - len(results)].value)

    def words(self) -> str:
        """All of it as text."""
        words = [
            UNKNOWN if placed.last and not self.narration.finished else plain(placed.piece.latex)
            for placed in self.fit.block.pieces
        ]
        return f"{' '.join(words)}. {translated(self.narration.sentence)}"
