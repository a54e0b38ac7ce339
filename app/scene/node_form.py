"""The form of nodes: all of their marks that their numbers do not change.

It is that of a moment and of places, and found once for all steps that are
shown there.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.scene.colour import Colours, rgb
from app.scene.kinds import Kinds, Ring, Shown
from app.scene.marks import Shapes, joined_shapes, shapes
from app.scene.node_places import Places
from app.scene.theme import Theme
from engine.arrays import Array

Which = NDArray[np.intp]
Mask = NDArray[np.bool_]

SUM_FRAME = (0.12, 1.5, 5.0)
"""The width of the outline of a weighted sum that reaches its scale's end: in half its node's
height, and at least and at most so many px."""

SMALLEST_FRAME = 0.6
"""Of that width as much is there where the sum is 0."""

# As plain numbers: to compare an array with a name takes NumPy ten times as long.
_NOTHING, _SUM = Shown.NOTHING.value, Shown.SUM.value


@dataclass(frozen=True, eq=False)
class Form:
    """What is fixed of N nodes, and which of them their numbers change in what way.

    `bodies` have the fills and outlines of zeros; outlines grow by `growth` (N,) px up to the
    end of the scale. `filled` have the colour of their number, `paled` that of a sum; around
    `summed` it is the outline's. `outlined` (N,) are those with an outline that can be dashed,
    `bordered` those where it is not of their own colour. `around` is what lights and specks lie
    over the bodies. `bars` are those of the nodes `barred`, `rings` those of the nodes
    `ringed`; `small` says around which of these a ring has no length.
    """

    bodies: Shapes
    growth: Array
    filled: Which
    summed: Which
    paled: Which
    outlined: Mask
    bordered: Mask
    around: Shapes
    barred: Which
    bars: Shapes
    ringed: Which
    rings: Shapes
    small: Mask


@lru_cache(maxsize=4)
def form_of(kinds: Kinds, where: Places, theme: Theme) -> Form:
    """That of the nodes which are there at a moment."""
    unknown, summed, dots = kinds.shown == _NOTHING, kinds.shown == _SUM, where.dots
    bright = kinds.node_lit > 0.5
    open_ = dots & ~where.specks & (unknown | summed)
    framed = summed & ~dots
    bodies, growth = _bodies(where, framed, theme)
    bodies.fill[unknown, :3] = rgb(theme.panel)
    if dots.any():
        _draw_dots(bodies, where, open_, unknown, bright, theme)
    outlined = bodies.outline[:, 1] > 0.0
    among = np.flatnonzero(~outlined[where.barred])
    ringed = np.flatnonzero((kinds.ring != Ring.NOTHING.value) & ~where.specks)
    return Form(
        bodies,
        growth,
        np.flatnonzero(~(unknown | framed | open_ | (dots & bright))),
        np.flatnonzero(summed & ~(open_ & bright)),
        np.flatnonzero(framed),
        outlined,
        ~(dots | summed),
        _around(kinds, where, np.flatnonzero(unknown & ~dots), theme),
        where.barred[among],
        where.bars.taken(among),
        ringed,
        _rings(kinds, where, ringed),
        where.small[ringed],
    )


def _bodies(where: Places, framed: Mask, theme: Theme) -> tuple[Shapes, Array]:
    """Bodies with the outlines of zeros, and (N,) how much wider these become."""
    marks = where.bodies.copy()
    marks.fill[:, 3] = 255
    marks.pen[:] = opaque(theme.node_border)
    growth = marks.outline[:, 1].astype(np.float64)  # twice as wide at the scale's end
    share, least, most = SUM_FRAME
    widest = np.clip(share * where.half[framed], least, most)
    marks.outline[framed, 1] = SMALLEST_FRAME * widest
    growth[framed] = (1.0 - SMALLEST_FRAME) * widest
    return marks, growth


def _draw_dots(
    marks: Shapes, where: Places, open_: Mask, unknown: Mask, bright: Mask, theme: Theme
) -> None:
    """Plain dots: full where there is an activation, else open; squares where they are tiny."""
    full = where.dots & ~open_
    marks.fill[full & unknown, :3] = rgb(theme.node_border)
    marks.fill[full & bright, :3] = rgb(theme.accent)
    marks.fill[open_, :3] = rgb(theme.panel)
    marks.pen[open_ & bright, :3] = rgb(theme.accent)
    width = np.clip(0.24 * where.half[open_], 1.0, 3.0)
    marks.outline[open_, 1] = width
    marks.box[open_, 2:] -= 0.5 * width[:, np.newaxis]
    marks.outline[open_, 0] -= 0.5 * width


def _around(kinds: Kinds, where: Places, empty: Which, theme: Theme) -> Shapes:
    """Lights, and specks in the nodes that are `empty`."""
    lit = np.flatnonzero(kinds.node_lit > where.faintest)
    lights = [_lights(kinds, where, lit, theme)] if lit.size else []
    specks = [_specks(where.box[empty], theme)] if empty.size else []
    return joined_shapes([*lights, *specks])


def _lights(kinds: Kinds, where: Places, lit: Which, theme: Theme) -> Shapes:
    """An outline in the accent colour around what takes part in what is under way."""
    marks = where.lights.taken(lit)
    summed = kinds.shown[lit] == _SUM
    if summed.any():
        others = where.sum_lights.taken(lit[summed])
        marks.box[summed], marks.outline[summed] = others.box, others.outline
    marks.pen[:, :3] = rgb(theme.accent)
    marks.pen[:, 3] = np.rint(255.0 * np.minimum(kinds.node_lit[lit], 1.0))
    return marks


def _specks(box: Array, theme: Theme) -> Shapes:
    """A speck in each of these boxes (n, 4), where a number will be."""
    box = box.copy()
    box[:, 2:] = np.clip(0.07 * box[:, 3], 1.0, 2.5)[:, np.newaxis]
    marks = shapes(box)
    marks.fill[:] = opaque(theme.node_border)
    return marks


def _rings(kinds: Kinds, where: Places, ringed: Which) -> Shapes:
    """Rings all the way round, those of dL/da half as wide."""
    marks = where.rings.taken(ringed)
    marks.outline[kinds.ring[ringed] != Ring.DELTA.value, 1] *= 0.5
    marks.pen[:, 3] = 255
    return marks


@lru_cache(maxsize=64)
def opaque(colour: str, share: float = 1.0) -> Colours:
    """(4,): the colour, so opaque."""
    return np.array([*rgb(colour), round(255 * share)], np.uint8)
