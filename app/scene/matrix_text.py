"""Matrices as text and LaTeX for the clipboard, and what one cell is called."""

from math import isnan

from app.scene.explanation.grids import Grid
from app.scene.explanation.matrix import Cell, MatrixEquation
from app.scene.explanation.writing import COMMAND
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import PARTIAL
from app.scene.numbers import latex as latex_number
from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "Matrix"

MOST = 12
"""So many rows and columns of a matrix are written as LaTeX, with dots for the others."""

_CELL = QT_TRANSLATE_NOOP(
    "Matrix", "{name}, row {row} ({row_name}), column {column} ({column_name})"
)
_VECTOR_CELL = QT_TRANSLATE_NOOP("Matrix", "{name}, column {column} ({column_name})")
_SAMPLE_ROW = QT_TRANSLATE_NOOP("Matrix", "{name}, sample {row}, column {column} ({column_name})")
_SAMPLE_COLUMN = QT_TRANSLATE_NOOP("Matrix", "{name}, row {row} ({row_name}), sample {column}")
_UNKNOWN = QT_TRANSLATE_NOOP("Matrix", "not computed yet")
_LINES = QT_TRANSLATE_NOOP("Matrix", "{first}\n{second}")


def cell_number(grid: Grid, cell: Cell) -> str:
    """A cell's number with all its digits; empty where it is not computed yet."""
    value = float(grid.values[cell])
    return "" if isnan(value) else repr(value)


def cell_words(grid: Grid, cell: Cell) -> Text:
    """What a cell is, and its number with all its digits."""
    row, column = cell
    values = {
        "name": plain(grid.name),
        "row": row + 1,
        "row_name": grid.rows[row],
        "column": column + 1,
        "column_name": grid.columns[column],
    }
    place = Text(CONTEXT, _template(grid, row), values)
    number: object = cell_number(grid, cell) or Text(CONTEXT, _UNKNOWN)
    return Text(CONTEXT, _LINES, {"first": place, "second": number})


def _template(grid: Grid, row: int) -> str:
    if grid.sample(1, 0) is not None:
        return _SAMPLE_ROW if grid.sample(1, 0) == 1 else _SAMPLE_COLUMN
    return _CELL if grid.rows[row] else _VECTOR_CELL


def grid_text(grid: Grid) -> str:
    """A matrix for a spreadsheet: tabs between cells, every digit."""
    rows, columns = grid.values.shape
    return "\n".join(
        "\t".join(cell_number(grid, (i, j)) for j in range(columns)) for i in range(rows)
    )


def text(equation: MatrixEquation) -> str:
    """The equation's matrices below each other, with the signs between them."""
    first, *others = equation.grids
    parts = [_titled(first)]
    for sign, grid in zip(equation.signs, others, strict=True):
        parts += [plain(sign), _titled(grid)]
    return "\n\n".join(parts) + "\n"


def latex(equation: MatrixEquation) -> str:
    """The equation as LaTeX, every matrix with its name beneath it. It needs amsmath."""
    first, *others = equation.grids
    parts = [_grid_latex(first)]
    for sign, grid in zip(equation.signs, others, strict=True):
        parts += [sign, _grid_latex(grid)]
    return "\\[\n" + "\n".join(parts).replace(PARTIAL, COMMAND) + "\n\\]\n"


def _titled(grid: Grid) -> str:
    rows, columns = grid.values.shape
    return f"{plain(grid.name)} ({rows}×{columns})\n{grid_text(grid)}"


def _grid_latex(grid: Grid) -> str:
    rows, columns = (_written(count) for count in grid.values.shape)
    lines = [
        " & ".join(_cell_latex(grid, row, column) for column in columns) + r" \\" for row in rows
    ]
    body = "\n".join([rf"\begin{{array}}{{{'r' * len(columns)}}}", *lines, r"\end{array}"])
    return rf"\underbrace{{\left[{body}\right]}}_{{{grid.name}}}"


def _written(count: int) -> list[int | None]:
    """Which rows or columns are written; None are dots."""
    if count <= MOST:
        return list(range(count))
    return [*range(MOST - 2), None, count - 1]


def _cell_latex(grid: Grid, row: int | None, column: int | None) -> str:
    if row is None:
        return r"\vdots"
    if column is None:
        return r"\cdots"
    value = float(grid.values[row, column])
    return "" if isnan(value) else latex_number(value)
