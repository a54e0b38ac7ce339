"""Columns: where the nodes of a layer are and what they look like; a layout is all of them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.scene.plans import NUMBER_RADIUS, PILL_WIDTH, Shape
from app.scene.runs import runs_of
from engine.arrays import Array

SPREAD = 0.8
"""The share of a row's height within which the edges of an image's pixels begin."""


@dataclass(frozen=True, eq=False)
class Fold:
    """What is special about a layer that is folded, or could be.

    featured (n,): which nodes stand in its column, all where it has been
    unfolded; radius: of all others, which are dots; words: where it is said how
    many these are, the middle in px.
    """

    featured: NDArray[np.bool_]
    radius: float
    words: tuple[float, float]

    @property
    def hidden(self) -> int:
        """How many nodes are only dots."""
        return int(np.count_nonzero(~self.featured))


@dataclass(frozen=True, eq=False)
class Column:
    """One layer: nodes with `centres` (n, 2), each 2 `half_width` by 2 `half_height` px.

    `pitch` is the vertical distance of neighbours (the room that there is,
    where there is one node), `room` the distance to the next layer's nodes. Of a
    folded layer all this holds for the featured nodes, which stand in one
    column; `halves` and `shapes` hold for each node.
    """

    shape: Shape
    centres: Array
    half_width: float
    half_height: float
    pitch: float
    room: float
    fold: Fold | None = None

    def scaled(self, zoom: float, dx: float, dy: float) -> "Column":
        """As seen at `zoom`, moved by (dx, dy)."""
        fold = self.fold
        if fold:
            x, y = fold.words
            words = x * zoom + dx, y * zoom + dy
            fold = Fold(fold.featured, fold.radius * zoom, words)
        return Column(
            self.shape,
            self.centres * zoom + (dx, dy),
            self.half_width * zoom,
            self.half_height * zoom,
            self.pitch * zoom,
            self.room * zoom,
            fold,
        )

    @cached_property
    def halves(self) -> Array:
        """(n, 2): half the width and half the height of each node."""
        halves = np.empty_like(self.centres)
        halves[:] = self.half_width, self.half_height
        if self.fold:
            halves[~self.fold.featured] = self.fold.radius
        return halves

    @cached_property
    def shapes(self) -> NDArray[np.uint8]:
        """(n,): the Shape of each node."""
        return np.where(self.featured, np.uint8(self.shape), np.uint8(Shape.DOT))

    @cached_property
    def featured(self) -> NDArray[np.bool_]:
        """(n,): which nodes are drawn as `shape` says, with room for a number if any has it."""
        return self.fold.featured if self.fold else np.ones(len(self.centres), np.bool_)

    def around(self, unit: int) -> "Column":
        """As if all of its nodes were drawn as this one is."""
        if self.featured[unit] or not self.fold:
            return self
        radius = self.fold.radius
        return replace(
            self, shape=Shape.DOT, half_width=radius, half_height=radius, pitch=2.5 * radius
        )

    @property
    def folds(self) -> bool:
        """Whether most of its nodes are only dots."""
        return self.fold is not None and self.fold.hidden > 0

    @property
    def holds_numbers(self) -> bool:
        """Whether a number inside its featured nodes can be read."""
        if self.shape is Shape.PILL:
            return self.half_width >= 0.5 * PILL_WIDTH and self.half_height >= 5.5
        return self.half_width >= NUMBER_RADIUS

    @cached_property
    def numbered(self) -> NDArray[np.bool_]:
        """(n,): in which nodes a number can be read; seen from near enough, in all."""
        others = self.fold is not None and self.fold.radius >= NUMBER_RADIUS
        return np.where(self.featured, self.holds_numbers, others)

    @cached_property
    def middle(self) -> float:
        """The x of the layer's middle."""
        return float(self.centres[:, 0].min() + self.centres[:, 0].max()) / 2.0

    @cached_property
    def boxes(self) -> Array:
        """(n, 4): left, top, right, bottom of each node."""
        return np.concatenate([self.centres - self.halves, self.centres + self.halves], axis=1)

    @cached_property
    def entries(self) -> Array:
        """(n, 2): where edges reach the nodes."""
        return self.centres - self.halves * (1.0, 0.0)

    @cached_property
    def exits(self) -> Array:
        """(n, 2): where edges leave the nodes: an image at its right side, row by row."""
        exits = self.centres + self.halves * (1.0, 0.0)
        if self.shape is Shape.PIXEL:
            # Within a row from the top to the bottom, so that no two begin at one place.
            left, right = exits[:, 0].min(), exits[:, 0].max()
            way = (exits[:, 0] - left) / max(right - left, 1e-9) - 0.5
            exits[:, 1] += SPREAD * self.pitch * way
            exits[:, 0] = right
        return exits

    @cached_property
    def solids(self) -> Array:
        """(k, 4): boxes around its nodes, but only one around those of a block."""
        single = self.featured & (self.shape in (Shape.CIRCLE, Shape.PILL))
        if single.all():
            return self.boxes
        block = self.boxes[~single]
        around = np.concatenate([block[:, :2].min(axis=0), block[:, 2:].max(axis=0)])
        return np.concatenate([self.boxes[single], around[np.newaxis]])


@dataclass(frozen=True, eq=False)
class Layout:
    """The columns of layers 0..L in px, and the y of the middle of their titles."""

    columns: tuple[Column, ...]
    titles: float

    def scaled(self, zoom: float, dx: float, dy: float) -> "Layout":
        """As seen at `zoom`, moved by (dx, dy). Titles keep their distance to the nodes."""
        columns = tuple(column.scaled(zoom, dx, dy) for column in self.columns)
        top = top_of(self.columns)
        return Layout(columns, self.titles + top * zoom + dy - top)

    def enlarged(self, scale: float) -> "Layout":
        """On a stage so many times as large, titles and all."""
        columns = tuple(column.scaled(scale, 0.0, 0.0) for column in self.columns)
        return Layout(columns, scale * self.titles)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """(L + 1,): where each layer's nodes begin, counted through all layers."""
        sizes = tuple(len(column.centres) for column in self.columns)
        return np.array(runs_of(sizes).node_starts[:-1], np.intp)

    @cached_property
    def entries(self) -> Array:
        """(n, 2): where edges reach them."""
        return np.concatenate([column.entries for column in self.columns])

    @cached_property
    def exits(self) -> Array:
        """(n, 2): where edges leave them."""
        return np.concatenate([column.exits for column in self.columns])

    @cached_property
    def solids(self) -> Array:
        """(k, 4): boxes around all nodes, but only one around a block."""
        return np.concatenate([column.solids for column in self.columns])


def top_of(columns: tuple[Column, ...]) -> float:
    """The y of the highest node's top."""
    return min(float(column.boxes[:, 1].min()) for column in columns)
