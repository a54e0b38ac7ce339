"""Where the matrices of an equation and their cells are: rows and columns to pixels and back."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_HEAT, MOST_HEAT = 2, 16
"""The side of a heat map's cells, in px."""

SLIMMEST = 5
"""A heat map's cells are at most so many times as high as wide, and as wide as high."""

MOST_NUMBERS = 260
"""A matrix of more cells is better seen as a heat map."""


@dataclass(frozen=True)
class Cells:
    """`rows` times `columns` cells of `width` times `height` px each, from the top left."""

    rows: int
    columns: int
    width: int
    height: int

    @property
    def across(self) -> int:
        """The width of all of them."""
        return self.columns * self.width

    @property
    def down(self) -> int:
        """The height of all of them."""
        return self.rows * self.height

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """x, y of a cell's top left."""
        return column * self.width, row * self.height

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell there, None beside them all."""
        row, column = int(y // self.height), int(x // self.width)
        inside = 0 <= row < self.rows and 0 <= column < self.columns
        return (row, column) if inside else None

    def touched(self, x: float, y: float, width: float, height: float) -> tuple[range, range]:
        """The rows and the columns that an area touches."""
        return (
            _touched(y, height, self.height, self.rows),
            _touched(x, width, self.width, self.columns),
        )

    def moved(self, cell: tuple[int, int], down: int, right: int) -> tuple[int, int]:
        """The cell so many rows and columns away, or the last one on the way there."""
        row, column = cell[0] + down, cell[1] + right
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)


def _touched(start: float, length: float, pitch: int, count: int) -> range:
    first, last = int(start // pitch), int((start + length) // pitch)
    return range(max(first, 0), min(last + 1, count))


def heat_cells(rows: int, columns: int, width: float, height: float) -> Cells:
    """The cells of a heat map, as large as its room allows, which tiny ones may exceed."""
    across, down = _heat_side(width, columns), _heat_side(height, rows)
    return Cells(rows, columns, min(across, SLIMMEST * down), min(down, SLIMMEST * across))


def _heat_side(room: float, count: int) -> int:
    return min(max(int(room // count), LEAST_HEAT), MOST_HEAT)


def window(cells: Cells, width: float, height: float, bar: int) -> tuple[int, int]:
    """How much is in view of a matrix with its scroll bars, `bar` px wide, which takes no more
    than that width and, but for a bar below, that height."""
    down = min(cells.down, int(height))
    aside = bar if cells.down > down else 0
    across = min(cells.across + aside, int(width))
    return across, down + (bar if cells.across > across - aside else 0)


def too_many_to_read(shapes: Sequence[tuple[int, int]]) -> bool:
    """Whether matrices of these shapes are better seen as heat maps."""
    return any(rows * columns > MOST_NUMBERS for rows, columns in shapes)


@dataclass(frozen=True)
class Box:
    """What takes part in a flow: its size, and the room for the operator before it, in px."""

    width: float
    height: float
    operator: float = 0.0


@dataclass(frozen=True)
class Place:
    """Where a box is: its top left; its operator is in front of it at the height `middle`."""

    x: float
    y: float
    middle: float


def flow(boxes: Sequence[Box], room: float, between: float) -> list[Place]:
    """Boxes on as few lines as there is `room` for, `between` px apart, each in its middle.

    If they need several, the first is alone on its line where that takes no more of them.
    """
    places: list[Place] = []
    y = 0.0
    for line in _lines(boxes, room):
        height = max(box.height for box in line)
        x = 0.0
        for box in line:
            top = y + 0.5 * (height - box.height)
            places.append(Place(x + box.operator, top, y + 0.5 * height))
            x += box.operator + box.width
        y += height + between
    return places


def _lines(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    filled = _filled(boxes, room)
    apart = [list(boxes[:1]), *_filled(boxes[1:], room)]
    return apart if len(apart) <= len(filled) else filled


def _filled(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    """A line takes what it has room for, and one box at least."""
    lines: list[list[Box]] = []
    for box in boxes:
        if lines and _width([*lines[-1], box]) <= room:
            lines[-1].append(box)
        else:
            lines.append([box])
    return lines


def _width(boxes: Sequence[Box]) -> float:
    return sum(box.operator + box.width for box in boxes)
