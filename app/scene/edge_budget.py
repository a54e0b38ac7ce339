"""How many edges can be drawn while the picture stays smooth."""

FIRST = 1000
"""Edges that any machine draws in time, as long as nothing has been measured."""

LEAST = 200

EVERY = 10**9
"""More than any network has."""

FRAME = 0.02
"""Seconds that drawing the edges may take; the rest of a thirtieth is for all else."""

SLOW, FAST = 1.25, 0.6
"""Shares of FRAME: beyond the first fewer edges are drawn, below the second more."""

GROWTH = 1.6
"""How many times as many at most."""


def next_budget(budget: int, drawn: int, total: int, seconds: float) -> int:
    """The budget after `drawn` of `total` edges took that long."""
    if seconds > SLOW * FRAME:
        return min(budget, max(_rounded(drawn * FRAME / seconds), LEAST))
    if seconds < FAST * FRAME and drawn < total:
        growth = min(FAST * FRAME / max(seconds, 1e-6), GROWTH)
        return max(budget, _rounded(budget * max(growth, 1.1)))
    return budget


def _rounded(count: float) -> int:
    """To two digits: it is to be read."""
    return int(float(f"{count:.1e}"))
