"""The marks of nodes: what is not known yet is an empty outline.

A weighted sum z is a coloured outline around a pale fill, an activation (or
input) a full fill, so that one sees which of the two a number is. A dashed
outline says that the number is negative; plain dots and pixels, which have none,
say so with a bar like a minus, as long as the number is large.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.scene.colour import Colours, contrast, palette, rgb, tints
from app.scene.frame import Frame, NodeRow, Ring, Shown
from app.scene.layout import Layout, Shape
from app.scene.marks import NO_SHAPES, Shapes, joined_shapes, shapes
from app.scene.rings import SMALL, ring_widths
from app.scene.theme import Theme
from engine.arrays import Array

PALE = 0.16
"""How much of its colour the fill of a weighted sum has."""

SPECK = 4.0
"""Dots of a smaller radius are squares: an outline would be all there is of them."""

NEGATIVE = 0.6
"""The opacity of the dashes around a negative number, and of the bar in a negative dot."""

BAR = (0.3, 0.65)
"""The least and the greatest length of a negative dot's bar, in the dot's width."""

BAR_HEIGHT = (0.07, 0.6)
"""Half the height of such a bar: in half its dot's height, but at least so many px."""

BAR_ROOM = 2.0
"""Smaller dots, in px of half their height, have no room for a bar."""

SEEN = 3.0
"""The contrast with its dot that such a bar needs, as WCAG 2 asks of all that is no text."""

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

    @cached_property
    def barred(self) -> NDArray[np.intp]:
        """(k,): which have a bar where they are negative: dots with room, but not for a number."""
        return np.flatnonzero(self.dots & ~self.numbered & (self.half >= BAR_ROOM))

    @cached_property
    def bars(self) -> Shapes:
        """In each of these k a bar, as long as the dot is wide."""
        box = self.box[self.barred]
        share, least = BAR_HEIGHT
        box[:, 3] = np.maximum(share * box[:, 3], least)
        marks = shapes(box)
        marks.outline[:, 0] = 0.0
        return marks

    @cached_property
    def faintest(self) -> Array:
        """(n,): nodes that are more lit than this have a light."""
        return np.where(self.dots, 0.5, 0.0)

    @cached_property
    def bodies(self) -> Shapes:
        """Of each its body, with the outline of a 0; dots have none."""
        marks = shapes(self.box)
        marks.outline[:, 1] = np.where(self.half > 8.0, 1.5, 1.0) * ~self.dots
        marks.outline[self.specks, 0] = 0.0
        return marks

    @cached_property
    def lights(self) -> Shapes:
        """Around each the outline that says that it is lit: on the rim, inside a ring's place."""
        return self._lights(-0.5 * self._light)

    @cached_property
    def sum_lights(self) -> Shapes:
        """The same around the coloured outline of a weighted sum."""
        return self._lights(0.5 * self._light + 0.06 * self.half)

    @cached_property
    def _light(self) -> Array:
        """(n,): how wide a light's outline is."""
        return np.where(self.dots, 2.0, np.clip(0.075 * self.half, 1.5, 4.0))

    def _lights(self, off: Array) -> Shapes:
        return _outlined(self.box, np.where(self.dots, 1.0, off), self._light)

    @cached_property
    def small(self) -> NDArray[np.bool_]:
        """(n,): around which a ring says by its width how large it is."""
        return np.asarray((self.shape != _PILL) & (self.half < SMALL))

    @cached_property
    def rings(self) -> Shapes:
        """Around each a ring. Between pills there is room for a line and no more."""
        pill, width = self.shape == _PILL, ring_widths(self.half)
        off = np.where(pill, PILL_RING, np.where(self.small, 0.0, 1.15 * width))
        return _outlined(self.box, off, np.where(pill, 2.0 * PILL_RING, width))


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
    lit = np.flatnonzero(nodes.lit > where.faintest)
    empty = np.flatnonzero((nodes.shown == _NOTHING) & ~where.dots)
    bodies = _bodies(nodes, where, theme)
    parts = [bodies, _bars(nodes, where, bodies, theme)]
    if lit.size:
        parts.append(_lights(nodes, where, lit, theme))
    if empty.size:
        parts.append(_specks(where.box[empty], theme))
    if nodes.ring.any():
        parts.append(_rings(nodes, where, theme))
    return joined_shapes(parts)


def _bodies(nodes: NodeRow, where: Places, theme: Theme) -> Shapes:
    fills = palette(theme).fills(nodes.level, nodes.tone)
    unknown, summed = nodes.shown == _NOTHING, nodes.shown == _SUM
    marks = where.bodies.copy()
    marks.fill[:, :3], marks.fill[:, 3] = fills, 255
    marks.pen[:] = _opaque(theme.node_border)
    # As for lines, what is large has a wide outline and what is negative a dashed one.
    size = np.fmax(np.abs(nodes.level), 0.0)  # 0 for nan
    marks.outline[:, 1] *= 1.0 + size
    if unknown.any():
        marks.fill[unknown, :3] = rgb(theme.panel)
    if summed.any():
        marks.pen[summed, :3] = fills[summed]
        framed = summed & ~where.dots
        marks.fill[framed, :3] = tints(fills[framed], theme.panel, PALE)
        wide = np.clip(0.12 * where.half[framed], 1.5, 5.0)
        marks.outline[framed, 1] = wide * (0.6 + 0.4 * size[framed])
    if where.dots.any():
        _draw_dots(marks, nodes, fills, where, theme)
    _dash_negative(marks, nodes, ~(where.dots | summed), theme)
    return marks


def _draw_dots(marks: Shapes, nodes: NodeRow, fills: Colours, where: Places, theme: Theme) -> None:
    """Plain dots: full where there is an activation, else open; squares where they are tiny."""
    unknown, bright = nodes.shown == _NOTHING, nodes.lit > 0.5
    open_ = where.dots & ~where.specks & (unknown | (nodes.shown == _SUM))
    full = where.dots & ~open_
    marks.fill[full & unknown, :3] = rgb(theme.node_border)
    marks.fill[full & bright, :3] = rgb(theme.accent)
    if not open_.any():
        return
    marks.fill[open_, :3] = rgb(theme.panel)
    marks.pen[open_ & ~unknown, :3] = fills[open_ & ~unknown]
    marks.pen[open_ & bright, :3] = rgb(theme.accent)
    width = np.clip(0.24 * where.half[open_], 1.0, 3.0)
    marks.outline[open_, 1] = width
    marks.box[open_, 2:] -= 0.5 * width[:, np.newaxis]
    marks.outline[open_, 0] -= 0.5 * width


def _dash_negative(marks: Shapes, nodes: NodeRow, framed: NDArray[np.bool_], theme: Theme) -> None:
    """Dashes around what is negative, in its own colour for a sum and in that of text else."""
    negative = nodes.level < 0.0
    marks.outline[:, 3] = negative & (marks.outline[:, 1] > 0.0)
    marks.pen[negative & framed] = _opaque(theme.text, NEGATIVE)


def _bars(nodes: NodeRow, where: Places, bodies: Shapes, theme: Theme) -> Shapes:
    """A minus in each dot that is negative and has no outline that could be dashed."""
    barred = where.barred
    level = nodes.level[barred]
    chosen = np.flatnonzero((level < 0.0) & (bodies.outline[barred, 1] == 0.0))
    if not chosen.size:
        return NO_SHAPES
    least, most = BAR
    marks = where.bars.taken(chosen)
    marks.box[:, 2] *= least + (most - least) * np.minimum(-level[chosen], 1.0)
    faint = contrast(bodies.fill[barred[chosen], :3], rgb(theme.text)) < SEEN
    marks.fill[:] = _opaque(theme.text, NEGATIVE)
    marks.fill[faint] = _opaque(theme.panel, NEGATIVE)
    return marks


def _lights(nodes: NodeRow, where: Places, lit: NDArray[np.intp], theme: Theme) -> Shapes:
    """An outline in the accent colour around what takes part in what is under way."""
    marks = where.lights.taken(lit)
    summed = nodes.shown[lit] == _SUM
    if summed.any():
        others = where.sum_lights.taken(lit[summed])
        marks.box[summed], marks.outline[summed] = others.box, others.outline
    marks.pen[:, :3] = rgb(theme.accent)
    marks.pen[:, 3] = np.rint(255.0 * np.minimum(nodes.lit[lit], 1.0))
    return marks


def _outlined(box: Array, off: Array, width: Array) -> Shapes:
    """Outlines of `width` (n,), `off` (n,) px larger on every side than these boxes (n, 4)."""
    grown = box.copy()
    grown[:, 2:] += off[:, np.newaxis]
    marks = shapes(grown)
    marks.outline[:, 1] = width
    return marks


@lru_cache(maxsize=64)
def _opaque(colour: str, share: float = 1.0) -> Colours:
    """(4,): the colour, so opaque."""
    return np.array([*rgb(colour), round(255 * share)], np.uint8)


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
    ringed = np.flatnonzero((nodes.ring != _NO_RING) & (np.abs(level) > 0.0) & ~where.specks)
    marks, level, small = where.rings.taken(ringed), level[ringed], where.small[ringed]
    size = np.abs(level)
    marks.outline[nodes.ring[ringed] != _DELTA, 1] *= 0.5
    marks.outline[:, 2] = np.maximum(size, SHORTEST)
    if small.any():
        marks.outline[small, 1] = 0.6 + 1.6 * size[small]
        marks.outline[small, 2] = 1.0
    marks.outline[:, 3] = level < 0.0
    marks.pen[:, :3] = palette(theme).gradient_line.colours(level, 1.0)
    marks.pen[:, 3] = 255
    return marks
