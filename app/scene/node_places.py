"""Where nodes are, and what is fixed with that of their bodies, lights, rings and bars."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.scene.layout import Layout, Shape
from app.scene.marks import Shapes, shapes
from app.scene.rings import SMALL, ring_widths
from engine.arrays import Array

SPECK = 4.0
"""Dots of a smaller radius are squares: an outline would be all there is of them."""

BAR_HEIGHT = (0.07, 0.6)
"""Half the height of a negative dot's bar: in half its dot's height, but at least so many px."""

BAR_ROOM = 2.0
"""Smaller dots, in px of half their height, have no room for a bar."""

PILL_RING = 1.2
"""How far from a pill its ring is, in px; the ring is twice as wide."""

# As plain numbers: to compare an array with a name takes NumPy ten times as long.
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


def _outlined(box: Array, off: Array, width: Array) -> Shapes:
    """Outlines of `width` (n,), `off` (n,) px larger on every side than these boxes (n, 4)."""
    grown = box.copy()
    grown[:, 2:] += off[:, np.newaxis]
    marks = shapes(grown)
    marks.outline[:, 1] = width
    return marks
