"""The marks of edges: colour and dash say sign, width says magnitude, strength says lit."""

from math import sqrt

import numpy as np

from app.scene.colour import HALF
from app.scene.edges import Edges, widths
from app.scene.marks import DASHED, NO_CURVES, SOLIDS, Curves, Numbers, Solid
from engine.arrays import Array

IDLE, LIT = 0.34, 1.0
"""How strong an edge is that takes no part in what is under way, and one that does."""

FEW = 200
"""Where more edges than this are drawn, faint ones say how small they are too."""


def edge_marks(edges: Edges, ends: Numbers, scale: float = 1.0) -> Curves:
    """A line for each drawn edge; `ends` (E, 4) are where they begin and end, in px.

    Where all else is `scale` times as large, they are wider, but not by as much: for
    them there is no more room between the nodes.
    """
    # In half the bytes and in place: there may be a hundred thousand of them, in every frame.
    level = edges.level.astype(np.float32)
    level[np.isnan(level)] = 0.0
    share = np.abs(level)
    paint = np.empty((len(edges), 4), np.float32)
    # Only 0 has the colour of 0.
    paint[:, 0] = np.sign(level) * np.maximum(share, np.float32(1.0 / HALF))
    paint[:, 1] = (level < 0.0).view(np.uint8) * np.uint8(DASHED) + edges.tone
    paint[:, 3] = _opacity(share, edges.lit)
    paint[:, 2] = widths(share, len(edges))
    if scale != 1.0:
        paint[:, 2] *= sqrt(scale)
    return Curves(ends, paint)


def marks_on_top(edges: Edges, marks: Curves) -> Curves:
    """The lines that are under way, once more where all lines are drawn as they come."""
    if edges.chosen is not None:
        return NO_CURVES
    lit = np.flatnonzero(edges.lit > 0.5)
    return Curves(marks.ends[lit], marks.paint[lit])


def _opacity(share: Numbers, lit: Array) -> Numbers:
    if len(share) <= FEW:
        return np.asarray(IDLE + (LIT - IDLE) * lit, np.float32)
    crowd = min(1.0, (400.0 / len(share)) ** 0.5)
    idle = share * np.float32(0.6 * crowd)
    idle += np.float32(0.2 * crowd)
    some = np.flatnonzero(lit != 0.0)  # of numbers themselves it takes ten times as long
    if some.size:
        # Where edges are in order, those under way are next to each other.
        run = slice(some[0], some[-1] + 1)
        idle[run] *= 1.0 + lit[run]
        np.minimum(idle, LIT, out=idle)
        idle[run][lit[run] > 0.5] = LIT
    return idle


def solid(ends: Array, colour: Solid, width: float, opacity: float, dashed: bool) -> Curves:
    """Lines of one plain colour; ends (n, 4)."""
    paint = np.empty((len(ends), 4), np.float32)
    paint[:] = colour, SOLIDS + DASHED * dashed, width, opacity
    return Curves(np.asarray(ends, np.float32), paint)
