"""The numbers in the nodes, and painting them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.colour import Colours, hexadecimals, text_on, tints
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column, Layout, Shape
from app.scene.node_marks import PALE
from app.scene.node_names import LETTERS
from app.scene.numbers import compact, number
from app.scene.placement import Box
from app.views.stage_picture import SMALLEST_TEXT, Face, Fonts, Picture, sides
from engine.arrays import Array

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

_SUM = int(Shown.SUM)

TAGGED = 22.0
"""Circles of a larger radius say that their number is a z or a δ."""

TAG = (0.78, 1.05)
"""The height of that letter, and how far it is above the number, in the number's height."""

FORMS = ((1.0, 3), (0.85, 3), (0.85, 2), (0.7, 1))
"""The shares of its wanted height and the digits with which a number is tried, in this order."""

Form = tuple[Face, float, int]
"""A font, its height in px, and how many significant digits are written in it."""


class Number(NamedTuple):
    """The number in a node (layer, unit), its text's height and colour ("#rrggbb").

    Hundreds are made a frame, and a named tuple four times as fast as a frozen dataclass.
    """

    node: tuple[int, int]
    text: str
    size: float
    ink: str
    box: QRectF
    tag: str

    @property
    def tag_box(self) -> QRectF:
        """Where its letter is."""
        height, up = TAG[0] * self.size, TAG[1] * self.size
        top = self.box.center().y() - up - 0.5 * height
        return QRectF(self.box.left(), top, self.box.width(), height)


@dataclass(frozen=True, eq=False)
class _Places:
    """Nodes of a layer that look alike, are in view and have room for a number.

    units (k,) and their middles (k, 2); the room in them, in px, how numbers may
    be written there, and whether with a letter.
    """

    layer: int
    units: NDArray[np.intp]
    middles: Array
    room: float
    forms: list[Form]
    tagged: bool


def numbers(picture: Picture) -> list[Number]:
    """The numbers of all nodes in view that have one and the room for it."""
    look = picture.text, picture.theme.scale
    told = [
        (places, known)
        for places in _places(picture.layout, picture.fonts, sides(picture.view), *look)
        if (known := np.flatnonzero(picture.frame.nodes[places.layer].shown[places.units])).size
    ]
    inks = _inks(picture, [(places.layer, places.units[known]) for places, known in told])
    return [
        each
        for places, known in told
        for each in _numbers(picture.frame.nodes[places.layer], places, known, inks)
        if each.text
    ]


def paint_numbers(painter: QPainter, picture: Picture, found: list[Number]) -> None:
    """Draw them."""
    # Those of one size and colour together: to change the font takes as long as to draw a text.
    look = attrgetter("size", "ink")
    for (size, ink), alike in groupby(sorted(found, key=look), look):
        painter.setFont(picture.fonts.font(size, bold=True))
        painter.setPen(QColor(ink))
        for each in alike:
            painter.drawText(each.box, FLAGS, each.text)
    for each in found:
        if each.tag:
            painter.setPen(QColor(each.ink))
            painter.setFont(picture.fonts.font(TAG[0] * each.size))
            painter.drawText(each.tag_box, FLAGS, each.tag)


def reach(column: Column) -> float:
    """How far from the middle of a column's nodes their numbers reach at most, in px."""
    circle = column.shape in (Shape.CIRCLE, Shape.DOT)
    return (0.81 if circle else 0.9) * column.half_width


def fitted(picture: Picture, value: float, column: Column) -> tuple[str, float]:
    """A number and its text's size, so that it fits into a node; "" where none does."""
    room, forms = _forms(column, picture.fonts, picture.text, picture.theme.scale)
    text, size, _ = _fitted(value, room, forms)
    return text, size


def _forms(
    column: Column, fonts: Fonts, text_size: float, scale: float
) -> tuple[float, list[Form]]:
    """The room in a column's nodes, in px, and how numbers may be written there."""
    room = 2.0 * reach(column)
    share = {Shape.PILL: 1.18, Shape.PIXEL: 0.7}.get(column.shape, 0.52)
    # From the back of a room a number is read before it is admired, as long as its node holds it.
    tallest = (1.7 if column.shape is Shape.PILL else 1.1) * column.half_height
    least = min(text_size, tallest) if scale > 1.0 else 0.0
    wanted = min(max(share * column.half_height, least), 1.9 * text_size)
    forms = [(max(part * wanted, SMALLEST_TEXT + 1.0), digits) for part, digits in FORMS]
    return room, [(fonts.face(size, bold=True), size, digits) for size, digits in forms]


def _fitted(value: float, room: float, forms: list[Form]) -> tuple[str, float, float]:
    """A number's text, its size and its width in the first form that fits into `room` px."""
    text, written = "", 0
    for face, size, digits in forms:
        if digits != written:
            text, written = number(value, digits), digits
        width = face.width(text)
        if width <= room:
            return text, size, width
    face, size, _ = forms[-1]
    text = compact(value)
    width = face.width(text)
    return (text, size, width) if width <= room else ("", forms[0][1], 0.0)


def _numbers(
    nodes: NodeFrame, places: _Places, known: NDArray[np.intp], inks: Iterator[str]
) -> Iterator[Number]:
    """The numbers in the places (k,) that are `known`, in the next of `inks`."""
    units = places.units[known]
    arrays = units, nodes.value[units], nodes.shown[units], places.middles[known]
    # `inks` last: they go on with the next places.
    rows = zip(*(array.tolist() for array in arrays), inks, strict=False)
    for unit, value, shown, (x, y), ink in rows:
        text, size, width = _fitted(value, places.room, places.forms)
        box = QRectF(x - 0.5 * width, y - 0.5 * size, width, size)
        tag = LETTERS.get(shown, "") if places.tagged else ""
        yield Number((places.layer, unit), text, size, ink, box, tag)


@lru_cache(maxsize=4)
def _places(
    layout: Layout, fonts: Fonts, view: Box, text_size: float, scale: float
) -> list[_Places]:
    """Where there may be numbers: in a layer's column, and in the dots of a fold."""
    return [
        _Places(layer, units, column.centres[units], *room, alike.half_height > TAGGED * scale)
        for layer, column in enumerate(layout.columns)
        for units in _alike(column, view)
        if units.size
        for alike in [column.around(int(units[0]))]
        for room in [_forms(alike, fonts, text_size, scale)]
    ]


def _alike(column: Column, view: Box) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The units in view with room for a number: those in the column, and the dots below it."""
    left, top, right, bottom = view
    lefts, tops, rights, bottoms = column.boxes.T
    seen = (rights > left) & (lefts < right) & (bottoms > top) & (tops < bottom)
    seen &= column.numbered
    return np.flatnonzero(seen & column.featured), np.flatnonzero(seen & ~column.featured)


def _inks(picture: Picture, told: list[tuple[int, NDArray[np.intp]]]) -> Iterator[str]:
    """The colours of the numbers; `told` are units, layer by layer."""
    theme = picture.theme
    for ground in hexadecimals(_grounds(picture, told)):
        yield text_on(ground, theme.on_strong, theme.text)


def _grounds(picture: Picture, told: list[tuple[int, NDArray[np.intp]]]) -> Colours:
    """(n, 3): the colours that the numbers stand on; `told` are units, layer by layer."""
    if not told:
        return np.zeros((0, 3), np.uint8)
    nodes = picture.frame.nodes
    level = np.concatenate([nodes[layer].level[units] for layer, units in told])
    tone = np.concatenate([nodes[layer].tone[units] for layer, units in told])
    pale = np.concatenate([nodes[layer].shown[units] for layer, units in told]) == _SUM
    fills = picture.palette.fills(level, tone)
    if pale.any():
        fills[pale] = tints(fills[pale], picture.theme.panel, PALE)
    return fills
