"""What stands out in an equation of matrices: a cell, what it is made of, what lights up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan

from app.scene.explanation.grids import Grid
from app.scene.explanation.matrix import Cell, Made, MatrixEquation
from app.scene.explanation.page import Formula
from app.scene.explanation.statements import stated
from engine.quantity import Quantity

Spot = tuple[int, Cell]
"""A cell of one of the equation's grids, which are numbered from 0, the result."""


@dataclass(frozen=True)
class Marks:
    """What stands out in a grid.

    `chosen` is the cell that is explained or pointed at; `made`, of which the
    explained cell is made, are the cells from one corner to another; `term` is
    the cell of one term of that sum; `lit` are the cells of what lights up everywhere.
    """

    chosen: Cell | None = None
    made: tuple[Cell, Cell] | None = None
    term: Cell | None = None
    lit: frozenset[Cell] = frozenset()


def explained(equation: MatrixEquation, pointed: Spot | None) -> Cell | None:
    """The cell of the result to be explained: the one pointed at, or one made of that.

    Of those the one in the row or column of the equation's own, which is taken
    where nothing is pointed at.
    """
    if pointed is None:
        return equation.chosen
    grid, cell = pointed
    if grid == 0:
        return cell
    own = equation.chosen or (0, 0)
    rows, columns = equation.grids[0].values.shape
    for i, j in _near(own, cell):
        if i < rows and j < columns and cell in equation.made_of(i, j).cells[grid - 1]:
            return i, j
    return equation.chosen


def _near(own: Cell, cell: Cell) -> Iterable[Cell]:
    """Where the row and the column of `own` meet those of a cell of another grid."""
    (i, j), (row, column) = own, cell
    return (i, j), (row, j), (i, column), (row, column), (column, j), (i, row), (column, row)


def is_there(equation: MatrixEquation, spot: Spot) -> bool:
    """Whether the equation has such a cell."""
    number, (row, column) = spot
    if number >= len(equation.grids):
        return False
    rows, columns = equation.grids[number].values.shape
    return bool(row < rows and column < columns)


def marks_of(
    equation: MatrixEquation,
    cell: Cell | None,
    pointed: Spot | None,
    lit: frozenset[Quantity],
    sample: int,
) -> tuple[Marks, ...]:
    """What stands out in each grid while `cell` of the result is explained.

    `lit` are the quantities that light up, of row `sample` of the batch.
    """
    made = equation.made_of(*cell) if cell is not None else None
    term = _term(made, pointed)
    return tuple(
        Marks(
            chosen=_chosen(number, cell, pointed),
            made=_corners(made.cells[number - 1]) if made and number else None,
            term=_cell_of_term(made, number, term),
            lit=lit_cells(grid, lit, sample),
        )
        for number, grid in enumerate(equation.grids)
    )


def lit_cells(grid: Grid, lit: Iterable[Quantity], sample: int) -> frozenset[Cell]:
    """The cells that are one of these quantities, of that sample."""
    rows, columns = grid.values.shape
    return frozenset(
        (i, j)
        for quantity in lit
        for i, j in _places(quantity, sample)
        if i < rows and j < columns and grid.quantity(i, j) == quantity
    )


def _places(quantity: Quantity, sample: int) -> tuple[Cell, ...]:
    """Where a quantity may be: there are too many cells to ask them all."""
    unit, source = quantity.unit, quantity.source
    if quantity.of_samples:
        return (sample, unit), (unit, sample)
    return (source, unit), (unit, source), (0, unit)


def _chosen(number: int, cell: Cell | None, pointed: Spot | None) -> Cell | None:
    if number == 0:
        return cell
    return pointed[1] if pointed is not None and pointed[0] == number else None


def _corners(cells: Sequence[Cell]) -> tuple[Cell, Cell] | None:
    return (cells[0], cells[-1]) if cells else None


def _term(made: Made | None, pointed: Spot | None) -> int | None:
    """Which term of the sum has the pointed cell as a factor."""
    if made is None or pointed is None or pointed[0] == 0:
        return None
    cells = made.cells[pointed[0] - 1]
    return cells.index(pointed[1]) if pointed[1] in cells else None


def _cell_of_term(made: Made | None, number: int, term: int | None) -> Cell | None:
    """The other factors of a term; a grid with one cell only adds it to the sum."""
    if made is None or term is None or number == 0:
        return None
    cells = made.cells[number - 1]
    return cells[term] if term < len(cells) and len(cells) > 1 else None


def formulas(equation: MatrixEquation, cell: Cell) -> tuple[Formula, ...]:
    """How a cell of the result comes about; with numbers as far as they are computed."""
    made, (result, *others) = equation.made_of(*cell), equation.grids
    parts = all(
        not isnan(grid.values[place])
        for grid, cells in zip(others, made.cells, strict=True)
        for place in cells
    )
    known = not isnan(result.values[cell])
    return tuple(
        formula for each in made.equations for formula in stated(each, parts, parts and known)
    )
