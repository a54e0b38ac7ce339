"""What each layer would like to be, before its place is known: circles, pills, a fold, an image.

A node is a circle; where a layer is too tall for circles that hold a number it
is a pill, lower and wider. Where even that does not fit, the layer folds: a few
nodes stand as pills, all others are a block of small dots below them. A square
number of inputs that have no names of their own is an image, its nodes are pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from math import ceil, floor, isqrt, sqrt

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

FOLDED_PITCH = 13.0
"""The greatest distance of the dots below folded pills."""

FINEST = (7.0, 4.0, 1.5)
"""How fine those dots may be: as coarse as fits with some pills, else finer."""

MOST_FEATURED, FEWEST_FEATURED = 16, 3
"""How many nodes of a folded layer are pills."""

FOLD_WIDTH = 0.55
"""The largest share of its part of the stage's width that a folded layer takes."""

SMALLEST_IMAGE = 6
"""Inputs that form a square with at least so many on a side are an image."""

IMAGE = (0.36, 0.94)
"""The largest shares of the stage's width and height that an image takes."""

HAIRLINE = 1.0
"""The gap between the pixels of an image, in px, where they are large."""

BLOCKS = 0.5
"""The largest share of the stage's width that blocks may take together."""

COLUMNS = 0.9
"""The largest share of the stage's width that all columns may take together."""


class Shape(IntEnum):
    """How nodes are drawn."""

    CIRCLE = 0
    PILL = 1
    DOT = 2
    PIXEL = 3  # a square


@dataclass(frozen=True)
class Room:
    """What a layout has to keep free, in px: margins, and text of `text` px height.

    `pixels`: the inputs have no names to show, so a square number of them is an image.
    """

    text: float = 13.0
    top: float = 6.0
    side: float = 26.0
    pixels: bool = True

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
        return self.line + 8.0


@dataclass(frozen=True)
class Block:
    """Dots or pixels in `rows` rows of `across`, `pitch` px apart."""

    pitch: float
    across: int
    rows: int

    @property
    def width(self) -> float:
        """From the first column's left to the last one's right, with air."""
        return self.pitch * self.across

    @property
    def height(self) -> float:
        """From the first row's top to the last one's bottom, with air."""
        return self.pitch * self.rows


@dataclass(frozen=True)
class Plan:
    """The nodes of a layer: a single column, or a `block`, or of a folded layer both.

    pitch: from one node of the single column to the next; featured: how many
    nodes stand in it; words: the height of the line between it and the block.
    """

    shape: Shape
    half_width: float
    half_height: float
    pitch: float
    featured: int
    block: Block | None = None
    words: float = 0.0

    @property
    def width(self) -> float:
        """The width of the layer."""
        return max(2.0 * self.half_width, self.block.width if self.block else 0.0)


@lru_cache(maxsize=8)
def plans(
    sizes: tuple[int, ...], inner: float, tall: float, room: Room, whole: frozenset[int]
) -> tuple[Plan, ...]:
    """Plans for layers of `sizes` nodes in `inner` by `tall` px; those in `whole` do not fold."""
    across = inner / len(sizes)
    found = [
        None if _is_image(layer, size, room) else _single(size, layer in whole, across, tall, room)
        for layer, size in enumerate(sizes)
    ]
    sides = sum(sqrt(size) for size, plan in zip(sizes, found, strict=True) if plan is None)
    # What the single columns leave, less a gap between all.
    left = COLUMNS * inner - sum(plan.width for plan in found if plan)
    blocks = max(min(BLOCKS * inner, left), 1.0)
    return tuple(
        plan or _wide(size, _is_image(layer, size, room), blocks * sqrt(size) / sides, inner, tall)
        for layer, (size, plan) in enumerate(zip(sizes, found, strict=True))
    )


def _is_image(layer: int, size: int, room: Room) -> bool:
    side = isqrt(size)
    return layer == 0 and room.pixels and side >= SMALLEST_IMAGE and side * side == size


def _single(size: int, whole: bool, across: float, tall: float, room: Room) -> Plan | None:
    """One column, if need be folded; None where its nodes would be too small."""
    plan = _circles(size, across, tall, room) or _pills(size, across, tall)
    if plan or whole:
        return plan
    return _folded(size, across, tall, room) or _small(size, across, tall)


def _largest(across: float, tall: float) -> float:
    """The radius of a node that has all the room it wants."""
    return min(max(0.06 * min(across * 4.0, 1.9 * tall), RADII[0]), RADII[1], 0.26 * across)


def _circles(size: int, across: float, tall: float, room: Room) -> Plan | None:
    largest, pitch = _largest(across, tall), tall / size
    for lines in (2, 1, 0):  # captions of two lines, of one, none
        radius = min(0.5 * (pitch - lines * room.line - (18.0 if lines else 8.0)), largest)
        if radius >= min(NUMBER_RADIUS + 3.0 * lines, largest) > 3.0:
            return Plan(Shape.CIRCLE, radius, radius, min(pitch, 4.8 * radius), size)
    return None


def _pills(size: int, across: float, tall: float) -> Plan | None:
    pitch = tall / size
    if pitch < PILL_PITCH or across < 1.6 * PILL_WIDTH:
        return None
    return Plan(Shape.PILL, *_pill(pitch), pitch, size)


def _pill(pitch: float) -> tuple[float, float]:
    """Half the width and half the height of pills that far apart."""
    height = min(0.84 * pitch, PILL_HEIGHT)
    return 0.5 * max(PILL_WIDTH, 2.2 * height), 0.5 * height


def _small(size: int, across: float, tall: float) -> Plan | None:
    """Circles without numbers: where a layer is narrow, a fold would be no better."""
    pitch = tall / size
    if pitch < 8.0 or size > 24:
        return None
    radius = min(0.4 * pitch, _largest(across, tall))
    return Plan(Shape.DOT, radius, radius, pitch, size)


def _folded(size: int, across: float, tall: float, room: Room) -> Plan | None:
    """As many pills as leave room for the others as dots."""
    if across < 1.6 * PILL_WIDTH:
        return None
    words, least = 1.3 * room.line, max(PILL_PITCH + 2.0, 1.4 * room.text)
    width = min(max(FOLD_WIDTH * across, PILL_WIDTH), 0.62 * across)
    for featured, block in _folds(size, width, tall - words, least):
        pitch = min((tall - words - block.height) / featured, 1.2 * PILL_HEIGHT)
        half_width, half_height = _pill(pitch)
        half_width = min(half_width, 0.5 * width)
        return Plan(Shape.PILL, half_width, half_height, pitch, featured, block, words)
    return None


def _folds(size: int, width: float, tall: float, pitch: float) -> Iterator[tuple[int, Block]]:
    """Pills that far apart and a block of the rest, best first."""
    for finest in FINEST:
        for featured in range(min(MOST_FEATURED, size - 1), FEWEST_FEATURED - 1, -1):
            left = tall - featured * pitch
            block = _dots(size - featured, width, left) if left > 0.0 else None
            if block and block.pitch >= min(finest, FOLDED_PITCH):
                yield featured, block


def _dots(count: int, width: float, tall: float) -> Block:
    """A block as wide as it may be, of dots as coarse as fits."""
    pitch = min(FOLDED_PITCH, sqrt(width * tall / count))
    while pitch > 0.5 and floor(width / pitch) * floor(tall / pitch) < count:
        pitch -= 0.25
    across = min(max(floor(width / pitch), 1), count)
    return Block(pitch, across, ceil(count / across))


def _wide(size: int, image: bool, width: float, inner: float, tall: float) -> Plan:
    """A layer that is a block and nothing else."""
    if image:
        side = isqrt(size)
        pitch = min(width, IMAGE[0] * inner, IMAGE[1] * tall) / side
        half = 0.5 * (pitch - (HAIRLINE if pitch > 6.0 * HAIRLINE else 0.0))
        return Plan(Shape.PIXEL, half, half, pitch, 0, Block(pitch, side, side))
    block = _block(size, width, tall)
    half = 0.4 * block.pitch
    return Plan(Shape.DOT, half, half, block.pitch, 0, block)


def _block(size: int, width: float, tall: float) -> Block:
    """The narrowest block whose dots are as coarse as fits."""

    def pitch(across: int) -> float:
        return min(width / across, tall / ceil(size / across), DOT_PITCH)

    coarsest = max(pitch(across) for across in range(1, size + 1))
    across = next(across for across in range(1, size + 1) if pitch(across) >= coarsest)
    return Block(coarsest, across, ceil(size / across))
