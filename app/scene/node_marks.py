"""The marks of nodes: what is not known yet is an empty outline.

A weighted sum z is a coloured outline around a pale fill, an activation (or
input) a full fill, so that one sees which of the two a number is. A dashed
outline says that the number is negative.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.scene.colour import Colours, palette, rgb, tints
from app.scene.frame import Frame, NodeRow, Ring, Shown
from app.scene.layout import Layout, Shape
from app.scene.marks import Shapes, joined_shapes, shapes
from app.scene.rings import SMALL, ring_widths
from app.scene.theme import Theme
from engine.arrays import Array

PALE = 0.16
"""How much of its colour the fill of a weighted sum has."""

SPECK = 4.0
"""Dots of a smaller radius are squares: an outline would be all there is of them."""

NEGATIVE = 0.6
"""The opacity of the dashes around a negative number."""

PILL_RING = 1.2
"""How far from a pill its ring is, in px; the ring is twice as wide."""

SHORTEST = 1.0 / 96.0
"""The least share of a turn that a ring takes."""


# As plain numbers: to compare an array with a name takes NumPy ten times as long.
_NOTHING, _SUM = int(Shown.NOTHING), int(Shown.SUM)
_DELTA, _NO_RING = int(Ring.DELTA), int(Ring.NOTHING)
_DOT, _PIXEL, _PILL = int(Shape.DOT), int(Shape.PIXEL), int(Shape.PILL)


@dataclass(frozen=True, eq=False)
class Places:
    """The nodes of all layers in a row: middle and half size (n, 4) in px, Shape, held number."""

    box: Array
    shape: NDArray[np.uint8]
    numbered: NDArray[np.bool_]

    @cached_property
    def half(self) -> Array:
        """(n,): half the height."""
        return self.box[:, 3]

    @cached_property
    def dots(self) -> NDArray[np.bool_]:
        """(n,): which are drawn as plainly as can be."""
        plain = (self.shape == _DOT) & ~self.numbered
        return np.asarray(plain | (self.shape == _PIXEL))

    @cached_property
    def specks(self) -> NDArray[np.bool_]:
        """(n,): which are squares: the smallest, and the pixels of an image."""
        return np.asarray(self.dots & ((self.half < SPECK) | (self.shape == _PIXEL)))


@lru_cache(maxsize=4)
def places(layout: Layout) -> Places:
    """Where the nodes are."""
    columns = layout.columns
    boxes = [np.hstack([column.centres, column.halves]) for column in columns]
    numbered = [column.numbered for column in columns]
    return Places(
        np.concatenate(boxes),
        np.concatenate([column.shapes for column in columns]),
        np.concatenate(numbered),
    )


def node_marks(frame: Frame, where: Places, theme: Theme) -> Shapes:
    """The nodes' bodies, what is lit of them, and their rings."""
    nodes = frame.node_row
    fills = palette(theme).fills(nodes.level, nodes.tone)
    lit = nodes.lit > np.where(where.dots, 0.5, 0.0)
    empty = (nodes.shown == _NOTHING) & ~where.dots
    parts = [_bodies(nodes, where, fills, theme)]
    if lit.any():
        parts.append(_lights(nodes, where, lit, theme))
    if empty.any():
        parts.append(_specks(where.box[empty], theme))
    if nodes.ring.any():
        parts.append(_rings(nodes, where, theme))
    return joined_shapes(parts)


def _bodies(nodes: NodeRow, where: Places, fills: Colours, theme: Theme) -> Shapes:
    marks, half, dots = shapes(where.box), where.half, where.dots
    unknown, summed = nodes.shown == _NOTHING, nodes.shown == _SUM
    marks.fill[:, 3] = marks.pen[:, 3] = 255
    marks.fill[:, :3] = fills
    if summed.any():
        marks.fill[summed, :3] = tints(fills[summed], theme.panel, PALE)
    marks.fill[unknown, :3] = rgb(theme.panel)
    marks.pen[:, :3] = np.where(summed[:, np.newaxis], fills, rgb(theme.node_border))
    # As for lines, what is large has a wide outline and what is negative a dashed one.
    size = np.fmax(np.abs(nodes.level), 0.0)  # 0 for nan
    marks.outline[:, 1] = np.where(half > 8.0, 1.5, 1.0) * (1.0 + size)
    wide = np.clip(0.12 * half[summed], 1.5, 5.0)
    marks.outline[summed, 1] = wide * (0.6 + 0.4 * size[summed])
    if dots.any():
        _draw_dots(marks, nodes, fills, where, theme)
    _dash_negative(marks, nodes, ~dots & ~summed, theme)
    return marks


def _draw_dots(marks: Shapes, nodes: NodeRow, fills: Colours, where: Places, theme: Theme) -> None:
    """Plain dots: full where there is an activation, else open; squares where they are tiny."""
    dots, specks = where.dots, where.specks
    full = dots & (nodes.shown != _NOTHING) & (nodes.shown != _SUM)
    open_ = dots & ~full & ~specks
    colours = np.where((nodes.shown == _NOTHING)[:, np.newaxis], rgb(theme.node_border), fills)
    colours = np.where((nodes.lit > 0.5)[:, np.newaxis], rgb(theme.accent), colours)
    marks.fill[full | specks, :3] = colours[full | specks]
    marks.outline[full | specks, 1] = 0.0
    marks.outline[specks, 0] = 0.0
    marks.fill[open_, :3] = rgb(theme.panel)
    marks.pen[open_, :3] = colours[open_]
    width = np.clip(0.24 * where.half[open_], 1.0, 3.0)
    marks.outline[open_, 1] = width
    marks.box[open_, 2:] -= 0.5 * width[:, np.newaxis]
    marks.outline[open_, 0] -= 0.5 * width


def _dash_negative(marks: Shapes, nodes: NodeRow, framed: NDArray[np.bool_], theme: Theme) -> None:
    """Dashes around what is negative, in its own colour for a sum and in that of text else."""
    negative = nodes.level < 0.0
    marks.outline[negative & (marks.outline[:, 1] > 0.0), 3] = 1.0
    strong = negative & framed
    marks.pen[strong, :3] = rgb(theme.text)
    marks.pen[strong, 3] = round(255 * NEGATIVE)


def _lights(nodes: NodeRow, where: Places, lit: NDArray[np.bool_], theme: Theme) -> Shapes:
    """An outline in the accent colour around what takes part in what is under way."""
    half, dots, summed = where.half[lit], where.dots[lit], nodes.shown[lit] == _SUM
    width = np.where(dots, 2.0, np.clip(0.075 * half, 1.5, 4.0))
    # Around a weighted sum's coloured outline; else on the rim, inside a ring's place.
    off = np.where(summed, 0.5 * width + 0.06 * half, -0.5 * width)
    marks = _grown(where.box[lit], np.where(dots, 1.0, off))
    marks.outline[:, 1] = width
    marks.pen[:, :3] = rgb(theme.accent)
    marks.pen[:, 3] = np.rint(255.0 * np.minimum(nodes.lit[lit], 1.0))
    return marks


def _grown(box: Array, off: Array) -> Shapes:
    """Shapes `off` (n,) px larger on every side than these boxes (n, 4)."""
    grown = box.copy()
    grown[:, 2:] += off[:, np.newaxis]
    return shapes(grown)


def _specks(box: Array, theme: Theme) -> Shapes:
    """A speck in each of these boxes (n, 4), where a number will be."""
    box = box.copy()
    box[:, 2:] = np.clip(0.07 * box[:, 3], 1.0, 2.5)[:, np.newaxis]
    marks = shapes(box)
    marks.fill[:] = (*rgb(theme.node_border), 255)
    return marks


def _rings(nodes: NodeRow, where: Places, theme: Theme) -> Shapes:
    """Delta as a full line, the gradient of the output as a thin one; as long as it is large.

    Around a small dot no length could be seen: there the line is as wide as it is large.
    """
    level = nodes.ring_level
    ringed = (nodes.ring != _NO_RING) & (np.abs(level) > 0.0) & ~where.specks
    level, half = level[ringed], where.half[ringed]
    size, width = np.abs(level), ring_widths(half)
    pill = where.shape[ringed] == _PILL
    dot = ~pill & (half < SMALL)
    # Between pills there is room for a line and no more.
    off = np.where(pill, PILL_RING, np.where(dot, 0.0, 1.15 * width))
    marks = _grown(where.box[ringed], off)
    thick = np.where(pill, 2.0 * PILL_RING, width)
    thick = thick * np.where(nodes.ring[ringed] == _DELTA, 1.0, 0.5)
    marks.outline[:, 1] = np.where(dot, 0.6 + 1.6 * size, thick)
    marks.outline[:, 2] = np.where(dot, 1.0, np.maximum(size, SHORTEST))
    marks.outline[:, 3] = level < 0.0
    marks.pen[:, :3] = palette(theme).gradient_line.colours(level, 1.0)
    marks.pen[:, 3] = 255
    return marks
