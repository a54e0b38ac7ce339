"""Findings that several checks share."""

from collections.abc import Collection

import numpy as np

from engine.arrays import Array
from engine.errors import FieldError
from engine.wording import one_of, quoted, shown


def check_name(name: str, names: Collection[str], field: str) -> None:
    """`name` is one of `names`. FieldError with a close one if not."""
    if name not in names:
        raise FieldError(field, quoted(name), one_of(name, names))


def check_finite(array: Array, field: str) -> None:
    """Every number is finite. FieldError naming the first that is not."""
    broken = np.argwhere(~np.isfinite(array))
    if broken.size:
        index = "".join(f"[{i}]" for i in broken[0])
        raise FieldError(field + index, shown(float(array[tuple(broken[0])])), "a finite number")
