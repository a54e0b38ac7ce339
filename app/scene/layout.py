"""Where the nodes are: layers as columns, wide layers as blocks of dots.

A node is a circle; where a layer is too tall for circles that hold a number,
it is a pill, lower and wider; where even that does not fit, the layer is a
block of small dots, filled row by row, so that an image's pixels form the image.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import ceil, isqrt, sqrt

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

RADII = (24.0, 72.0)
"""The smallest and largest radius, in px, of a node that has all the room it wants."""

NUMBER_RADIUS = 17.0
"""A circle of this radius holds a number that can be read."""

PILL_PITCH = 13.0
"""Pills at least this far apart, in px, hold a number that can be read."""

PILL_WIDTH, PILL_HEIGHT = 46.0, 26.0
"""The least width and the greatest height of a pill."""

DOT_PITCH = 16.0
"""The greatest distance of a block's dots."""

BLOCKS = 0.5
"""The largest share of the stage's width that blocks may take together."""


COLUMNS = 0.9
"""The largest share of the stage's width that all columns may take together."""


class Shape(IntEnum):
    """How the nodes of a layer are drawn."""

    CIRCLE = 0
    PILL = 1
    DOT = 2


@dataclass(frozen=True, eq=False)
class Column:
    """One layer: nodes with `centres` (n, 2), each 2 `half_width` by 2 `half_height` px.

    `pitch` is the vertical distance of neighbours (the room that there is,
    where there is one node), `room` the distance to the next layer's nodes.
    """

    shape: Shape
    centres: Array
    half_width: float
    half_height: float
    pitch: float
    room: float

    def scaled(self, zoom: float, dx: float, dy: float) -> "Column":
        """As seen at `zoom`, moved by (dx, dy)."""
        return Column(
            self.shape,
            self.centres * zoom + (dx, dy),
            self.half_width * zoom,
            self.half_height * zoom,
            self.pitch * zoom,
            self.room * zoom,
        )

    @property
    def halves(self) -> Array:
        """(n, 2): half the width and half the height of each node."""
        return np.broadcast_to((self.half_width, self.half_height), self.centres.shape)

    @property
    def shapes(self) -> NDArray[np.uint8]:
        """(n,): the Shape of each node."""
        return np.full(len(self.centres), self.shape, np.uint8)

    @property
    def featured(self) -> NDArray[np.bool_]:
        """(n,): which nodes are drawn as `shape` says, with room for a number if any has it."""
        return np.ones(len(self.centres), np.bool_)

    @property
    def holds_numbers(self) -> bool:
        """Whether a number inside its nodes can be read."""
        if self.shape is Shape.PILL:
            return self.half_width >= 0.5 * PILL_WIDTH and self.half_height >= 5.5
        return self.half_width >= NUMBER_RADIUS

    @property
    def middle(self) -> float:
        """The x of the layer's middle."""
        return float(self.centres[:, 0].min() + self.centres[:, 0].max()) / 2.0


@dataclass(frozen=True, eq=False)
class Layout:
    """The columns of layers 0..L in px, and the y of the middle of their titles."""

    columns: tuple[Column, ...]
    titles: float

    def scaled(self, zoom: float, dx: float, dy: float) -> "Layout":
        """As seen at `zoom`, moved by (dx, dy). Titles keep their distance to the nodes."""
        columns = tuple(column.scaled(zoom, dx, dy) for column in self.columns)
        top = min(float(c.centres[:, 1].min()) - c.half_height for c in self.columns)
        return Layout(columns, self.titles + top * zoom + dy - top)


@dataclass(frozen=True)
class Room:
    """What a layout has to keep free, in px: margins, and text of `text` px height."""

    text: float = 13.0
    top: float = 6.0
    side: float = 26.0

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return 1.4 * self.text

    @property
    def title(self) -> float:
        """The height that layer titles take, their distance to the nodes included."""
        return 2.2 * self.line

    @property
    def foot(self) -> float:
        """The height that is kept for the bars of the gradient's norm."""
        return self.line + 10.0


@dataclass(frozen=True)
class _Plan:
    """What a layer would like to be, before its place is known."""

    shape: Shape
    half_width: float
    half_height: float
    pitch: float
    across: int = 1  # nodes side by side

    @property
    def width(self) -> float:
        return self.pitch * (self.across - 1) + 2.0 * self.half_width


def layout(sizes: Sequence[int], width: float, height: float, room: Room | None = None) -> Layout:
    """Columns for layers of `sizes` nodes in a stage of `width` by `height` px."""
    room = room or Room()
    inner = max(width - 2.0 * room.side, 40.0)
    top, bottom = room.top + room.title, room.foot
    tall = max(height - top - bottom, 40.0)
    plans = _plans(sizes, inner, tall, room)
    gap = (inner - sum(plan.width for plan in plans)) / max(len(plans), 1)
    columns, x = [], room.side + 0.5 * gap
    middle = top + 0.5 * tall
    for size, plan in zip(sizes, plans, strict=True):
        columns.append(_column(size, plan, x, middle, gap, room))
        x += plan.width + gap
    highest = min(float(c.centres[:, 1].min()) - c.half_height for c in columns)
    return Layout(tuple(columns), max(highest - 0.55 * room.title, room.top + 0.5 * room.line))


def _plans(sizes: Sequence[int], inner: float, tall: float, room: Room) -> list[_Plan]:
    across = inner / len(sizes)
    plans = [_single(size, across, tall, room) for size in sizes]
    sides = sum(sqrt(size) for size, plan in zip(sizes, plans, strict=True) if plan is None)
    # What the single columns leave, less a gap between all.
    left = COLUMNS * inner - sum(plan.width for plan in plans if plan)
    blocks = max(min(BLOCKS * inner, left), 1.0)
    return [
        plan or _block(size, blocks * sqrt(size) / sides, tall, first=index == 0)
        for index, (size, plan) in enumerate(zip(sizes, plans, strict=True))
    ]


def _single(size: int, across: float, tall: float, room: Room) -> _Plan | None:
    """One column of circles or pills; None where they would be too small."""
    largest = min(max(0.06 * min(across * 4.0, 1.9 * tall), RADII[0]), RADII[1], 0.26 * across)
    pitch = tall / size
    for lines in (2, 1, 0):  # captions of two lines, of one, none
        radius = min(0.5 * (pitch - lines * room.line - (18.0 if lines else 8.0)), largest)
        if radius >= min(NUMBER_RADIUS + 3.0 * lines, largest) > 3.0:
            return _Plan(Shape.CIRCLE, radius, radius, min(pitch, max(4.8 * radius, 0.0)))
    pill = min(0.84 * pitch, PILL_HEIGHT)
    if pitch >= PILL_PITCH and across >= 1.6 * PILL_WIDTH:
        return _Plan(Shape.PILL, 0.5 * max(PILL_WIDTH, 2.2 * pill), 0.5 * pill, pitch)
    if pitch >= 8.0 and size <= 24:
        radius = min(0.4 * pitch, largest)
        return _Plan(Shape.DOT, radius, radius, pitch)
    return None


def _block(size: int, width: float, tall: float, first: bool) -> _Plan:
    """A block of dots, as coarse as fits; a square number of inputs is taken for an image."""
    side = isqrt(size)
    if first and side * side == size:
        across = side
    else:
        across = max(range(1, size + 1), key=lambda k: (min(width / k, tall / ceil(size / k)), -k))
        across = _fewest_columns(size, across, width, tall)
    pitch = min(width / across, tall / ceil(size / across), DOT_PITCH)
    return _Plan(Shape.DOT, 0.4 * pitch, 0.4 * pitch, pitch, across)


def _fewest_columns(size: int, across: int, width: float, tall: float) -> int:
    """The narrowest block whose dots are no finer than needed."""
    pitch = min(width / across, tall / ceil(size / across), DOT_PITCH)
    fits = (k for k in range(1, across + 1) if min(width / k, tall / ceil(size / k)) >= pitch)
    return next(fits, across)


def _column(size: int, plan: _Plan, left: float, middle: float, gap: float, room: Room) -> Column:
    rows = ceil(size / plan.across)
    index = np.arange(size)
    captions = min(plan.pitch - 2.0 * plan.half_height, 2.0 * room.line)
    # Captions hang below their nodes: nodes and captions together are centred.
    lift = 0.5 * captions if plan.shape is Shape.CIRCLE else 0.0
    x = left + plan.half_width + plan.pitch * (index % plan.across)
    y = middle + plan.pitch * (index // plan.across - 0.5 * (rows - 1)) - lift
    return Column(
        plan.shape,
        np.stack([x, y], axis=1),
        plan.half_width,
        plan.half_height,
        plan.pitch,
        gap,
    )
