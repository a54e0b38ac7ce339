"""Where the nodes are: layers as columns, from left to right.

What a layer is drawn as – circles, pills, a fold, an image – says
app/scene/plans.py; here everything gets its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.scene.columns import Column, Fold, Layout, top_of
from app.scene.plans import Plan, Room, Shape, plans
from engine.arrays import Array

__all__ = ["Column", "Fold", "Layout", "Room", "Shape", "featured_counts", "layout"]

Featured = Sequence[Sequence[int] | None]
"""For layers 0..L: the nodes that stand in a folded layer's column; None or missing: the first."""

_FOLDED_DOT = 0.4
"""The radius of the dots below a folded layer's pills, in their pitch."""


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
    return Layout(
        tuple(columns), max(top_of(tuple(columns)) - 0.5 * room.title, room.top + 0.5 * room.line)
    )


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
