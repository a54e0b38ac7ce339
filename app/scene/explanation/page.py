"""A page: one quantity of a step explained under one aspect, as data to be shown or written.

The inspector shows pages, the `explain` verb and the clipboard write them, so
all three say the same. Numbers stand here in full; who shows them rounds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.scene.explanation.aspects import Aspect
from app.scene.formulas.equation import Equation
from app.scene.formulas.writing import Ink
from app.scene.texts import Text
from app.scene.timeline import Timeline
from engine.arrays import Array
from engine.dataset import Dataset
from engine.quantity import Quantity
from engine.trace import StepTrace

Word = str | Text
"""A symbol or a name of the data as it is, or words to be translated."""

Cells = Sequence[Word] | Array
"""A column's cells: words, or numbers (n,) of which nan is not computed yet."""


@dataclass(frozen=True, eq=False)
class Query:
    """What is asked: a quantity of a trace at t, for row `sample` of its batch.

    `source` is what made the dataset: rows are named by it.
    """

    trace: StepTrace
    timeline: Timeline
    t: float
    sample: int
    quantity: Quantity
    dataset: Dataset
    source: str = ""


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table, with a title to be translated."""

    title: Text
    cells: Cells
    ink: Ink = Ink.PLAIN


@dataclass(frozen=True, eq=False)
class Total:
    """A line below a table: a name, its number (nan: not computed yet), what it is."""

    name: Word
    value: float
    ink: Ink = Ink.PLAIN
    quantity: Quantity | None = None


def _nothing(row: int) -> tuple[Quantity, ...]:
    return ()


@dataclass(frozen=True, eq=False)
class Table:
    """Rows that come to something: terms of a sum, paths, samples.

    The first column names the rows, the last holds what they add to the sum
    and is what they are sorted by. `quantities(row)` are what lights up with a
    row, the first of them is explained when it is chosen; `sample(row)` is the
    sample to show then, where rows are samples. `focus` is the row that is
    under way, or that the page is about.
    """

    columns: tuple[Column, ...]
    totals: tuple[Total, ...] = ()
    quantities: Callable[[int], tuple[Quantity, ...]] = _nothing
    sample: Callable[[int], int] | None = None
    focus: int | None = None
    ordered: bool = False  # already in the order that matters: not to be sorted anew

    def __len__(self) -> int:
        return len(self.columns[0].cells)


@dataclass(frozen=True, eq=False)
class Formula:
    """An equation with its numbers; `known` is whether its result is there at the moment."""

    equation: Equation
    known: bool = True


@dataclass(frozen=True, eq=False)
class Curve:
    """The curve of an activation with the point (z, a) on it; nan is not computed yet."""

    activation: str
    z: float
    a: float


@dataclass(frozen=True, eq=False)
class Note:
    """A sentence; a heading for what follows it where it is `strong`."""

    text: Text
    strong: bool = False


Block = Formula | Table | Curve | Note


@dataclass(frozen=True)
class Trail:
    """A path from a quantity to the loss on the stage: edges (layer, source, target).

    `product` is what it adds to the gradient.
    """

    edges: tuple[tuple[int, int, int], ...]
    product: float


@dataclass(frozen=True, eq=False)
class Page:
    """The answer to a query under one aspect. `trails`: strongest first, and only the first."""

    quantity: Quantity
    aspect: Aspect
    title: Text
    blocks: tuple[Block, ...]
    trails: tuple[Trail, ...] = ()
