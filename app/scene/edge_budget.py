"""How many edges can be drawn while the picture stays smooth."""

from collections.abc import Sequence

FIRST = 1000
"""Edges that any machine draws in time, as long as nothing has been measured."""

LEAST = 400
"""Fewer would say too little."""

SURE = 3
"""So many frames in a row must be slow: any of them may have been disturbed."""

EVERY = 10**9
"""More than any network has."""

FRAME = 0.02
"""Seconds that drawing the edges may take; the rest of a thirtieth is for all else."""

SLOW, FAST = 1.25, 0.6
"""Shares of FRAME: beyond the first fewer edges are drawn, below the second more."""

GROWTH = 1.6
"""How many times as many at most."""


def next_budget(budget: int, drawn: int, total: int, seconds: Sequence[float]) -> int:
    """The budget after the last frames, with `drawn` of `total` edges, took that many seconds."""
    if len(seconds) >= SURE and min(seconds[-SURE:]) > SLOW * FRAME:
        return min(budget, max(_rounded(drawn * FRAME / min(seconds[-SURE:])), LEAST))
    if seconds[-1] < FAST * FRAME and drawn < total:
        growth = FAST * FRAME / max(seconds[-1], 1e-6)
        return max(budget, _rounded(budget * min(max(growth, 1.1), GROWTH)))
    return budget


def _rounded(count: float) -> int:
    """To two digits: it is to be read."""
    return int(float(f"{count:.1e}"))
