"""Where texts may go without covering one another: who comes first has the place.

A text that would meet a node, or a text before it, tries its next place; where
none is free it is not shown. So the order in which texts are placed is their
priority: what is asked about, what is under way, the rest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

AIR = 3.0
"""Px kept free to the left and right of a text."""

BESIDE = np.array([-AIR, 0.0, AIR, 0.0])
"""How much larger than a text its place is."""

MARGIN = 2.0
"""Px kept free around nodes."""

FEW = 8
"""No more texts than this are compared as plain numbers, which is faster then."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in px."""


class Board:
    """A view with nodes in it, to put texts on."""

    def __init__(self, view: Box, nodes: Array) -> None:
        """`nodes` (m, 4) are boxes that no text may meet."""
        self._view = view
        solid = nodes + np.array([-MARGIN, -MARGIN, MARGIN, MARGIN])
        self._taken: list[Box] = solid.tolist()
        self._array: Array = solid.T  # (4, m): the same, as far as it was needed

    def free(self, boxes: Array) -> NDArray[np.bool_]:
        """(k,): whether each of `boxes` (k, 4) lies in the view and meets nothing."""
        left, top, right, bottom = boxes.T
        x0, y0, x1, y1 = self._view
        inside = (left >= x0) & (top >= y0) & (right <= x1) & (bottom <= y1)
        return np.asarray(inside & ~_meet(boxes.T, self._as_array()).any(axis=1))

    def first_free(self, boxes: Array) -> int | None:
        """The number of the first of `boxes` (k, 4) that is free."""
        free = self.free(boxes)
        first = int(free.argmax()) if free.size else 0
        return first if free.size and free[first] else None

    def take(self, boxes: Array) -> None:
        """Put texts there: `boxes` (k, 4)."""
        self._taken += (boxes + BESIDE).tolist()

    def place(self, text: Sequence[Box]) -> bool:
        """Put a text of several lines there, or nowhere where one of them is not free."""
        return self._put(text, self._taken)

    def place_each(self, texts: Sequence[Sequence[Box]]) -> list[bool]:
        """Put texts of several lines there, one after another; gives which of them had room."""
        if len(texts) == 1:
            return [self.place(texts[0])]
        if len(texts) <= FEW:
            near = self._beside([line for text in texts for line in text])
            before = len(near)
            rooms = [self._put(text, near) for text in texts]
            self._taken += near[before:]
            return rooms
        lines = np.array([line for text in texts for line in text]).reshape(-1, 4)
        text_of = [index for index, text in enumerate(texts) for _ in text]
        rooms = [True] * len(texts)
        for line in np.flatnonzero(~self.free(lines)).tolist():
            rooms[text_of[line]] = False
        # Line by line, so that of those before all is settled.
        meets = _meet(lines.T, (lines + BESIDE).T).nonzero()
        for later, earlier in zip(*(each.tolist() for each in meets), strict=True):
            if text_of[earlier] < text_of[later] and rooms[text_of[earlier]]:
                rooms[text_of[later]] = False
        self.take(lines[[rooms[text] for text in text_of]])
        return rooms

    def place_first(self, texts: Array) -> list[int | None]:
        """Put texts there, one after another, each into the first of its boxes that is free.

        `texts` (n, k, 4) are their boxes; gives the number of each one's, None where none is free.
        """
        rooms = self.free(texts.reshape(-1, 4)).reshape(texts.shape[:2])
        found: list[int | None] = []
        taken: list[Box] = []
        # Most find room at once: in plain numbers that is faster than in arrays.
        for boxes, free in zip(texts.tolist(), rooms, strict=True):
            tries = (number for number, is_free in enumerate(free.tolist()) if is_free)
            first = next((number for number in tries if _is_off(boxes[number], taken)), None)
            if first is not None:
                taken.append(_with_air(boxes[first]))
            found.append(first)
        self._taken += taken
        return found

    def _beside(self, lines: Sequence[Box]) -> list[Box]:
        """What is taken at the height of these lines: a row of texts meets little else."""
        top = min((line[1] for line in lines), default=0.0)
        bottom = max((line[3] for line in lines), default=0.0)
        return [box for box in self._taken if box[1] < bottom and top < box[3]]

    def _put(self, text: Sequence[Box], taken: list[Box]) -> bool:
        """Put a text there if it is off all that is `taken`, as it then is, too."""
        fits = all(self._is_inside(line) and _is_off(line, taken) for line in text)
        if fits:
            taken += map(_with_air, text)
        return fits

    def _as_array(self) -> Array:
        """(4, m): all that is taken."""
        array, known = self._array, self._array.shape[1]
        if known < len(self._taken):
            array = np.concatenate([array, np.array(self._taken[known:]).T], axis=1)
            self._array = array
        return array

    def _is_inside(self, box: Box) -> bool:
        """Whether it lies in the view."""
        left, top, right, bottom = box
        x0, y0, x1, y1 = self._view
        return left >= x0 and top >= y0 and right <= x1 and bottom <= y1


def _meet(boxes: Array, others: Array) -> NDArray[np.bool_]:
    """(k, m): whether each of `boxes` (4, k) and each of `others` (4, m) meet."""
    left, top, right, bottom = boxes[:, :, np.newaxis]
    lefts, tops, rights, bottoms = others
    return np.asarray((left < rights) & (lefts < right) & (top < bottoms) & (tops < bottom))


def _with_air(box: Box) -> Box:
    left, top, right, bottom = box
    return left - AIR, top, right + AIR, bottom


def _is_off(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box meets none of the others."""
    left, top, right, bottom = box
    # What would be told is counted out before it is told, which takes half the time.
    meeting = (
        True
        for lefts, tops, rights, bottoms in others
        if left < rights and lefts < right and top < bottoms and tops < bottom
    )
    return not any(meeting)


def centred(middles: Array, half_width: float, half_height: float) -> Array:
    """(k, 4): boxes of one size around `middles` (k, 2)."""
    half = half_width, half_height
    return np.concatenate([middles - half, middles + half], axis=1)


def spots_around(middle: Array, reach: Array, half: Array, view: Box) -> Array:
    """(k, 2): middles for a text of half size `half` (2,), beside a node first, then farther off.

    The node has the middle (2,) and reaches `reach` (2,) px; the last of the
    places fill the whole view.
    """
    across, down = reach + half + AIR
    ways = np.array([(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)])
    far = np.array([0.0, 2.0, 4.0, 7.0]) * half[1]
    beside = [middle + ways * (across + more, down + more) for more in far]
    return np.concatenate([*beside, _everywhere(middle, half, view)])


def _everywhere(middle: Array, half: Array, view: Box) -> Array:
    """(k, 2): places all over the view, the nearest first."""
    left, top, right, bottom = view
    x = np.arange(left + half[0] + AIR, right - half[0] - AIR, half[0])
    y = np.arange(top + half[1] + AIR, bottom - half[1] - AIR, half[1])
    spots = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return spots[np.argsort(np.hypot(*(spots - middle).T), kind="stable")]
