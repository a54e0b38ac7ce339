"""Where the nodes are: layers as columns, from left to right.

What a layer is drawn as – circles, pills, a fold, an image – says
app/scene/plans.py; here everything gets its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.scene.plans import NUMBER_RADIUS, PILL_WIDTH, Plan, Room, Shape, plans
from engine.arrays import Array

__all__ = ["Column", "Fold", "Layout", "Room", "Shape", "featured_counts", "layout"]

Featured = Sequence[Sequence[int] | None]
"""For layers 0..L: the nodes that stand in a folded layer's column; None or missing: the first."""

_FOLDED_DOT = 0.4
"""The radius of the dots below a folded layer's pills, in their pitch."""


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
    def middle(self) -> float:
        """The x of the layer's middle."""
        return float(self.centres[:, 0].min() + self.centres[:, 0].max()) / 2.0

    @cached_property
    def boxes(self) -> Array:
        """(n, 4): left, top, right, bottom of each node."""
        return np.concatenate([self.centres - self.halves, self.centres + self.halves], axis=1)

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
        top = _top(self.columns)
        return Layout(columns, self.titles + top * zoom + dy - top)

    def enlarged(self, scale: float) -> "Layout":
        """On a stage so many times as large, titles and all."""
        columns = tuple(column.scaled(scale, 0.0, 0.0) for column in self.columns)
        return Layout(columns, scale * self.titles)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """(L + 1,): where each layer's nodes begin, counted through all layers."""
        return np.cumsum([0, *(len(column.centres) for column in self.columns[:-1])])

    @cached_property
    def centres(self) -> Array:
        """(n, 2): the middles of the nodes of all layers."""
        return np.concatenate([column.centres for column in self.columns])

    @cached_property
    def halves(self) -> Array:
        """(n, 2): half their widths and heights."""
        return np.concatenate([column.halves for column in self.columns])

    @cached_property
    def solids(self) -> Array:
        """(k, 4): boxes around all nodes, but only one around a block."""
        return np.concatenate([column.solids for column in self.columns])


@dataclass(frozen=True)
class _Frame:
    """The part of the stage where nodes may be."""

    left: float
    inner: float
    top: float
    tall: float

    @property
    def middle(self) -> float:
        return self.top + 0.5 * self.tall


def _frame(width: float, height: float, room: Room) -> _Frame:
    top = room.top + room.title
    tall = max(height - top - room.foot, 40.0)
    return _Frame(room.side, max(width - 2.0 * room.side, 40.0), top, tall)


def featured_counts(
    sizes: Sequence[int],
    width: float,
    height: float,
    room: Room | None = None,
    whole: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """How many nodes of each layer stand in its column where it is folded; else 0."""
    room = room or Room()
    frame = _frame(width, height, room)
    wanted = plans(tuple(sizes), frame.inner, frame.tall, room, whole)
    return tuple(plan.featured if plan.block else 0 for plan in wanted)


def layout(
    sizes: Sequence[int],
    width: float,
    height: float,
    room: Room | None = None,
    featured: Featured = (),
    whole: frozenset[int] = frozenset(),
) -> Layout:
    """Columns for layers of `sizes` nodes in a stage of `width` by `height` px.

    `featured` says which nodes stand in the columns of layers that are folded,
    as many as `featured_counts` says; the layers in `whole` do not fold.
    """
    room = room or Room()
    frame = _frame(width, height, room)
    wanted = plans(tuple(sizes), frame.inner, frame.tall, room, whole)
    gap = (frame.inner - sum(plan.width for plan in wanted)) / max(len(wanted), 1)
    columns, x = [], frame.left + 0.5 * gap
    for layer, (size, plan) in enumerate(zip(sizes, wanted, strict=True)):
        chosen = featured[layer] if layer < len(featured) else None
        column = _column(size, plan, x + 0.5 * plan.width, frame, gap, room, chosen)
        columns.append(_unfolded(column, room) if layer in whole else column)
        x += plan.width + gap
    return Layout(tuple(columns), max(_top(columns) - 0.5 * room.title, room.top + 0.5 * room.line))


def _top(columns: Sequence[Column]) -> float:
    return min(float(column.boxes[:, 1].min()) for column in columns)


def _column(
    size: int,
    plan: Plan,
    x: float,
    frame: _Frame,
    gap: float,
    room: Room,
    chosen: Sequence[int] | None,
) -> Column:
    if plan.block is None:
        # Captions hang below their nodes: nodes and captions together are centred.
        captions = min(plan.pitch - 2.0 * plan.half_height, 2.0 * room.line)
        lift = 0.5 * captions if plan.shape is Shape.CIRCLE else 0.0
        centres, fold = _single(size, plan, x, frame.middle - lift), None
    elif plan.featured:
        centres, fold = _folded(size, plan, x, frame.middle, chosen)
    else:
        top = frame.middle - 0.5 * plan.block.height
        centres, fold = _block(size, plan, x, top), None
    return Column(plan.shape, centres, plan.half_width, plan.half_height, plan.pitch, gap, fold)


def _single(count: int, plan: Plan, x: float, middle: float) -> Array:
    """(count, 2): places one below another."""
    y = middle + plan.pitch * (np.arange(count) - 0.5 * (count - 1))
    return np.stack([np.full(count, x), y], axis=1)


def _block(count: int, plan: Plan, x: float, top: float) -> Array:
    """(count, 2): places row by row, so that an image's pixels form the image."""
    block = plan.block
    assert block is not None
    row, column = np.divmod(np.arange(count), block.across)
    return np.stack(
        [
            x + block.pitch * (column - 0.5 * (block.across - 1)),
            top + block.pitch * (row + 0.5),
        ],
        axis=1,
    )


def _folded(
    size: int, plan: Plan, x: float, middle: float, chosen: Sequence[int] | None
) -> tuple[Array, Fold]:
    block = plan.block
    assert block is not None
    featured = np.zeros(size, np.bool_)
    featured[list(range(plan.featured) if chosen is None else chosen)] = True
    pills = plan.pitch * plan.featured
    top = middle - 0.5 * (pills + plan.words + block.height)
    centres = np.empty((size, 2))
    centres[featured] = _single(plan.featured, plan, x, top + 0.5 * pills)
    centres[~featured] = _block(size - plan.featured, plan, x, top + pills + plan.words)
    words = x, top + pills + 0.5 * plan.words
    return centres, Fold(featured, _FOLDED_DOT * block.pitch, words)


def _unfolded(column: Column, room: Room) -> Column:
    """The same, with words below it that fold it again."""
    below = float(column.boxes[:, 3].max()) + 0.8 * room.line
    everything = np.ones(len(column.centres), np.bool_)
    return replace(column, fold=Fold(everything, 0.0, (column.middle, below)))
