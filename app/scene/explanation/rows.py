"""Which rows of a table are shown, in which order, and what the others come to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scene.explanation.page import Table


@dataclass(frozen=True, eq=False)
class Arrangement:
    """The rows that are shown, in order; the `hidden` others come to `rest`."""

    rows: Sequence[int] | NDArray[np.intp] = ()
    hidden: int = 0
    rest: float = 0.0


def arranged(table: Table, by_size: bool, most: int) -> Arrangement:
    """At most `most` rows (from 1 up) of a table, as they come or by the last column's size.

    What is not computed yet is last, the row in focus is always shown. Nothing is
    hidden for the sake of one row: its tail would take its place.
    """
    count, values = len(table), np.asarray(table.columns[-1].cells)
    numbers = values.dtype.kind == "f"
    order = np.arange(count)
    if by_size and numbers:
        order = np.argsort(-np.nan_to_num(np.abs(values), nan=-1.0, posinf=np.inf), kind="stable")
    if count <= most + 1:
        return Arrangement(order)
    shown = order[:most]
    if table.focus is not None and table.focus not in shown:
        shown = np.append(shown[:-1], table.focus)
    hidden = np.setdiff1d(order, shown, assume_unique=True)
    with np.errstate(all="ignore"):  # a diverging step overflows
        rest = float(values[hidden].sum()) if numbers else 0.0
    return Arrangement(shown, hidden.size, rest)
