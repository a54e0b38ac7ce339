"""The marks of edges: colour and dash say sign, width says magnitude, strength says lit."""

from math import sqrt

import numpy as np

from app.scene.edges import Edges, widths
from app.scene.marks import DASHED, SOLIDS, Curves, Numbers, Solid
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
    paint = np.empty((len(edges), 4), np.float32)
    level = np.nan_to_num(edges.level, nan=0.0)
    share = np.abs(level)
    paint[:, 0], paint[:, 1] = level, edges.tone
    paint[:, 1] += DASHED * (level < 0.0)
    paint[:, 2] = sqrt(scale) * widths(share, len(edges))
    paint[:, 3] = _opacity(share, edges.lit)
    return Curves(ends, paint)


def _opacity(share: Array, lit: Array) -> Array:
    if len(share) <= FEW:
        return np.asarray(IDLE + (LIT - IDLE) * lit)
    crowd = min(1.0, (400.0 / len(share)) ** 0.5)
    idle = crowd * (0.2 + 0.6 * share) * (1.0 + lit)
    return np.where(lit > 0.5, LIT, np.minimum(idle, LIT))


def solid(ends: Array, colour: Solid, width: float, opacity: float, dashed: bool) -> Curves:
    """Lines of one plain colour; ends (n, 4)."""
    paint = np.empty((len(ends), 4), np.float32)
    paint[:] = colour, SOLIDS + DASHED * dashed, width, opacity
    return Curves(np.asarray(ends, np.float32), paint)
