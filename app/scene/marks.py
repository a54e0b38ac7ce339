"""Marks: what a canvas draws, as arrays. The GPU takes them as they are, QPainter draws the same.

Both canvases must read them alike, so what a number in them means is said here once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.scene.colour import HALF, Colours, palette, rgb
from app.scene.kinds import Tone
from app.scene.theme import Theme
from engine.arrays import Array

Numbers = NDArray[np.float32]

SOLIDS = 2
"""The row of the colour table that has plain colours; those before it are scales, one a Tone."""

DASHED = 16.0
"""Added to a curve's row where it is dashed."""


class Solid(IntEnum):
    """The plain colours that curves may have."""

    ACCENT = 0
    PANEL = 1
    GRADIENT_NEGATIVE = 2
    GRADIENT_POSITIVE = 3


@dataclass(frozen=True, eq=False)
class Curves:
    """Lines along edges. ends (E, 4): x0, y0, x1, y1 in px; paint (E, 4) as follows.

    Column 0 is how far along its scale a line's colour lies, in [-1, 1], or the
    number of a Solid; column 1 the row of the colour table, plus DASHED; column
    2 the width in px, column 3 the opacity.
    """

    ends: Numbers
    paint: Numbers

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def width(self) -> Numbers:
        """(E,): widths in px."""
        return self.paint[:, 2]

    @property
    def dashed(self) -> NDArray[np.bool_]:
        """(E,): which are dashed."""
        return self.paint[:, 1] >= DASHED

    @property
    def rows(self) -> NDArray[np.intp]:
        """(E,): rows of the colour table."""
        return (self.paint[:, 1] % DASHED).astype(np.intp)

    def colours(self, table: Colours) -> Colours:
        """(E, 3), from a table as `colour_table` makes it."""
        rows = self.rows
        column = np.where(rows == SOLIDS, self.paint[:, 0], np.rint(self.paint[:, 0] * HALF + HALF))
        return np.asarray(table[rows, column.astype(np.intp)])


@dataclass(frozen=True, eq=False)
class Shapes:
    """Boxes with round corners. box (N, 4): the middle and half the size, in px.

    outline (N, 4): the corners' radius, the pen's width (0: none), how much of
    the way round it draws, from the top's middle clockwise, and 1 where it is
    dashed. fill, pen (N, 4): red, green, blue, opacity. Only circles and pills
    (whose radius is half their height) are dashed or drawn in part.
    """

    box: Numbers
    outline: Numbers
    fill: Colours
    pen: Colours

    def __len__(self) -> int:
        return len(self.box)

    def copy(self) -> "Shapes":
        """The same, to be changed."""
        return Shapes(self.box.copy(), self.outline.copy(), self.fill.copy(), self.pen.copy())

    def taken(self, which: NDArray[np.intp]) -> "Shapes":
        """Those with these numbers, to be changed."""
        return Shapes(self.box[which], self.outline[which], self.fill[which], self.pen[which])


@dataclass(frozen=True, eq=False)
class Drawing:
    """All that lies under the stage's texts, from the back to the front.

    `dim` is how opaque the edges are, of what they say themselves. Of the shapes
    in one array all insides may be drawn before all outlines.
    """

    edges: Curves
    strokes: Curves
    lights: Shapes
    nodes: Shapes
    dim: float = 1.0


def curves(count: int) -> Curves:
    """Room for that many lines; what is in it is arbitrary."""
    return Curves(np.empty((count, 4), np.float32), np.empty((count, 4), np.float32))


def shapes(box: Array) -> Shapes:
    """Shapes with these boxes (N, 4), round as far as they can be, without fill and outline."""
    boxes = np.asarray(box, np.float32).reshape(-1, 4)
    outline = np.zeros((len(boxes), 4), np.float32)
    outline[:, 0] = boxes[:, 2:].min(axis=1, initial=np.inf)
    outline[:, 2] = 1.0
    nothing = np.zeros((len(boxes), 4), np.uint8)
    return Shapes(boxes, outline, nothing, nothing.copy())


NO_SHAPES, NO_CURVES = shapes(np.zeros((0, 4))), curves(0)
"""What there is to draw in most pictures of most kinds."""


def joined_shapes(parts: Sequence[Shapes]) -> Shapes:
    """All of them, one after another."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NO_SHAPES
    return Shapes(
        np.concatenate([part.box for part in parts]),
        np.concatenate([part.outline for part in parts]),
        np.concatenate([part.fill for part in parts]),
        np.concatenate([part.pen for part in parts]),
    )


def joined_curves(parts: Sequence[Curves]) -> Curves:
    """All of them, one after another."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NO_CURVES
    return Curves(
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.paint for part in parts]),
    )


def colour_table(theme: Theme) -> Colours:
    """(3, 2 * HALF + 1, 3): a row for each Tone's lines, 0 in its middle, and one of Solids."""
    table = np.zeros((SOLIDS + 1, 2 * HALF + 1, 3), np.uint8)
    scales = palette(theme)
    table[Tone.VALUE], table[Tone.GRADIENT] = scales.value_line.table, scales.gradient_line.table
    solids = {
        Solid.ACCENT: theme.accent,
        Solid.PANEL: theme.panel,
        Solid.GRADIENT_NEGATIVE: theme.gradient_negative,
        Solid.GRADIENT_POSITIVE: theme.gradient_positive,
    }
    for solid, colour in solids.items():
        table[SOLIDS, solid] = rgb(colour)
    return table


def dashes(width: float) -> tuple[float, float]:
    """The lengths of a dash and a gap, in px: they grow with a line, but less than it."""
    return 5.0 + 1.2 * width, 3.5 + 0.9 * width
