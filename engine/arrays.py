"""The array types that the engine's signatures speak of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]


def frozen(array: Array) -> Array:
    """Mark `array` read-only and return it, so that a snapshot stays one."""
    array.flags.writeable = False
    return array
