"""The array types that the engine's signatures speak of."""

from itertools import accumulate
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]


def frozen(array: Array) -> Array:
    """Mark `array` read-only and return it, so that a snapshot stays one."""
    array.flags.writeable = False
    return array


def snapshots(*arrays: Array) -> list[Array]:
    """Read-only copies of the arrays, each flat, in one block of memory.

    One block is recycled by the allocator, where several large ones go back to
    the system and are fetched again page by page.
    """
    block = frozen(np.concatenate(arrays, axis=None))
    ends = accumulate(array.size for array in arrays)
    return [block[end - array.size : end] for array, end in zip(arrays, ends, strict=True)]
