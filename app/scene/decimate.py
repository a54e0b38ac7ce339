"""Long curves in few points: which steps to draw so that the picture is the same.

A curve drawn on fewer columns of pixels than it has points looks the same if
of every column its smallest and its largest value are drawn. The pyramid
knows these for blocks of 16, 32, 64, ... values, so that a million steps are
drawn as quickly as a thousand, and a few more steps cost a few more steps.
"""

import numpy as np
from numpy.typing import NDArray

from app.scene.growing import Growing
from engine.arrays import Array

Positions = NDArray[np.intp]

SMALLEST_BLOCK = 16
"""Values in a block of the pyramid's first level; shorter blocks are looked at as they are."""

FEWEST_COLUMNS = 4
"""With fewer a range might hold no whole block."""


def _extremes(values: Array, low: Positions, high: Positions) -> Positions:
    """(2, m): of each row of candidates (m, c) the smallest's and the largest's position.

    Values that are not finite count only where there are no others.
    """
    rows = np.arange(len(low))
    found = np.empty((2, len(low)), np.intp)
    found[0] = low[rows, _finite(values[low], np.inf).argmin(axis=1)]
    found[1] = high[rows, _finite(values[high], -np.inf).argmax(axis=1)]
    return found


def _finite(values: Array, other: float) -> Array:
    """The values, with `other` in place of those that are not finite."""
    finite = np.isfinite(values)
    return values if finite.all() else np.where(finite, values, other)


def _blocks(values: Array, start: int, stop: int, block: int) -> Positions:
    """(2, m): the extremes of the whole blocks in values[start:stop], start at a block's start."""
    whole = (stop - start) // block * block
    candidates = np.arange(start, start + whole).reshape(-1, block)
    return _extremes(values, candidates, candidates)


def _piece(values: Array, start: int, stop: int) -> Positions:
    """The extremes of values[start:stop], none where that is empty."""
    if start >= stop:
        return np.empty(0, np.intp)
    return _blocks(values, start, stop, stop - start).ravel()


def _distinct(positions: Positions) -> Positions:
    """The positions in order, each once; np.unique takes three times as long."""
    positions.sort()
    first = np.empty(len(positions), np.bool_)
    first[:1] = True
    np.not_equal(positions[1:], positions[:-1], out=first[1:])
    return positions[first]


class Pyramid:
    """The extremes of ever larger blocks of a growing row of values.

    `follow` takes in what has been added; where values have been dropped and
    others may have come in their place, `truncate` has to say so first.
    """

    def __init__(self) -> None:
        self._values: Array = np.empty(0)
        self._levels: list[Growing[np.intp]] = []

    def __len__(self) -> int:
        return len(self._values)

    def follow(self, values: Array) -> None:
        """Take in `values` (n,), which begins with all values followed so far."""
        self.truncate(len(values))
        self._values = values

    def truncate(self, count: int) -> None:
        """Keep at most the first `count` values."""
        if count < len(self._values):
            self._values = self._values[:count]
            for level, positions in enumerate(self._levels):
                positions.truncate(count // (SMALLEST_BLOCK << level))

    def positions(self, start: int, stop: int, columns: int) -> Positions:
        """Which of values[start:stop] to draw on `columns` columns, in order.

        All of them where they are few; else at most 2 * columns + 6: the first
        and the last, and the smallest and the largest finite one of each block.
        Blocks stay where they are when the curve grows, so it does not flicker.
        """
        columns = max(columns, FEWEST_COLUMNS)
        start, stop = max(start, 0), min(stop, len(self._values))
        if stop - start <= 2 * columns:
            return np.arange(start, stop)
        block = 2
        while (stop - start) > block * columns:
            block *= 2
        first, last = -(-start // block), stop // block
        return _distinct(
            np.concatenate(
                (
                    (start, stop - 1),
                    _piece(self._values, start, first * block),
                    self._whole(first, last, block),
                    _piece(self._values, last * block, stop),
                )
            )
        )

    def _whole(self, first: int, last: int, block: int) -> Positions:
        if block < SMALLEST_BLOCK:
            return _blocks(self._values, first * block, last * block, block).ravel()
        level = (block // SMALLEST_BLOCK).bit_length() - 1
        self._grow_to(level)
        found: Positions = self._levels[level].values[:, first:last].ravel()
        return found

    def _grow_to(self, highest: int) -> None:
        """Let the levels up to this one catch up; those above are for longer runs."""
        for level in range(highest + 1):
            block = SMALLEST_BLOCK << level
            if level == len(self._levels):
                self._levels.append(Growing(2, np.intp))
            if len(self._levels[level]) < len(self._values) // block:
                self._grow(level, block)

    def _grow(self, level: int, block: int) -> None:
        """Add the blocks of this level that have become whole."""
        positions, values = self._levels[level], self._values
        if level == 0:
            positions.extend(_blocks(values, len(positions) * block, len(values), block))
            return
        pairs = len(values) // block
        below = self._levels[level - 1].values[:, 2 * len(positions) : 2 * pairs]
        low, high = below.reshape(2, -1, 2)
        positions.extend(_extremes(values, low, high))
