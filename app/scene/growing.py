"""An array that grows at its end, so that following a run costs what is new in it."""

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=np.generic)


class Growing(Generic[Item]):
    """`rows` rows of equal, growing length; growing by n costs O(n) on average."""

    def __init__(self, rows: int, dtype: type[Item]) -> None:
        self._kept: NDArray[Item] = np.empty((rows, 64), dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> NDArray[Item]:
        """(rows, len), to be read at once: `extend` may overwrite it after `truncate`."""
        return self._kept[:, : self._count]

    def extend(self, more: NDArray[Item]) -> None:
        """Append the columns of `more` (rows, n)."""
        count = self._count + more.shape[1]
        if count > self._kept.shape[1]:
            room = np.empty((len(self._kept), max(count, 2 * self._count)), self._kept.dtype)
            room[:, : self._count] = self.values
            self._kept = room
        self._kept[:, self._count : count] = more
        self._count = count

    def truncate(self, count: int) -> None:
        """Keep at most the first `count` columns."""
        self._count = min(self._count, count)
