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

from app.scene.colour import hexadecimals, text_on, tints
from app.scene.kinds import Shown
from app.scene.layout import Column, Layout, Shape
from app.scene.node_marks import PALE
from app.scene.node_names import LETTERS
from app.scene.numbers import compact, number, written
from app.scene.placement import Box
from app.views.stage_picture import SMALLEST_TEXT, Face, Fonts, Picture, sides

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

_SUM = int(Shown.SUM)

TAGGED = 22.0
"""Circles of a larger radius say that their number is a z or a δ."""

TAG = (0.78, 1.05)
"""The height of that letter, and how far it is above the number, in the number's height."""

FORMS = ((1.0, 3), (0.85, 3), (0.7, 3), (0.7, 2), (0.7, 1))
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


class _Place(NamedTuple):
    """A node (layer, unit) in view that has room for a number.

    Its middle and the room in it, in px, how a number may be written there, and
    whether with a letter.
    """

    node: tuple[int, int]
    x: float
    y: float
    room: float
    forms: list[Form]
    tagged: bool


@dataclass(frozen=True, eq=False)
class _Places:
    """All such nodes, and which (k,) these are, counted through all layers."""

    each: list[_Place]
    among: NDArray[np.intp]


def numbers(picture: Picture) -> list[Number]:
    """The numbers of all nodes in view that have one and the room for it."""
    look = picture.text, picture.theme.scale
    places = _places(picture.layout, picture.fonts, sides(picture.view), *look)
    nodes = picture.frame.node_row
    shown = nodes.shown[places.among]
    known = np.flatnonzero(shown)
    if not known.size:
        return []
    among, shown = places.among[known], shown[known]
    values = nodes.value[among].tolist()
    arrays = map(places.each.__getitem__, known.tolist()), values, shown.tolist()
    rows = zip(*arrays, written(values, FORMS[0][1]), _inks(picture, among, shown), strict=True)
    return [found for row in rows if (found := _number(*row)) is not None]


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
    text, size, _ = _fitted(value, number(value, forms[0][2]), room, forms)
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


def _fitted(value: float, text: str, room: float, forms: list[Form]) -> tuple[str, float, float]:
    """A number's text, its size and its width in the first form that fits into `room` px.

    `text` is the number as the first form has it.
    """
    digits_written = forms[0][2]
    for face, size, digits in forms:
        if digits != digits_written:
            text, digits_written = number(value, digits), digits
        width = face.width(text)
        if width <= room:
            return text, size, width
    face, size, _ = forms[-1]
    text = compact(value)
    width = face.width(text)
    return (text, size, width) if width <= room else ("", forms[0][1], 0.0)


def _number(place: _Place, value: float, shown: int, text: str, ink: str) -> Number | None:
    """The number in a place, if it has room there; `text` is it as the first form has it."""
    node, x, y, room, forms, tagged = place
    text, size, width = _fitted(value, text, room, forms)
    if not text:
        return None
    box = QRectF(x - 0.5 * width, y - 0.5 * size, width, size)
    return Number(node, text, size, ink, box, LETTERS.get(shown, "") if tagged else "")


@lru_cache(maxsize=4)
def _places(layout: Layout, fonts: Fonts, view: Box, text_size: float, scale: float) -> _Places:
    """Where there may be numbers: in a layer's column, and in the dots of a fold."""
    found = []
    for layer, column in enumerate(layout.columns):
        for units in filter(len, _alike(column, view)):
            alike = column.around(int(units[0]))
            look = *_forms(alike, fonts, text_size, scale), alike.half_height > TAGGED * scale
            middles = column.centres[units].tolist()
            found += [
                _Place((layer, unit), x, y, *look)
                for unit, (x, y) in zip(units.tolist(), middles, strict=True)
            ]
    starts = layout.starts.tolist()
    among = [starts[layer] + unit for layer, unit in (place.node for place in found)]
    return _Places(found, np.array(among, np.intp))


def _alike(column: Column, view: Box) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The units in view with room for a number: those in the column, and the dots below it."""
    left, top, right, bottom = view
    lefts, tops, rights, bottoms = column.boxes.T
    seen = (rights > left) & (lefts < right) & (bottoms > top) & (tops < bottom)
    seen &= column.numbered
    return np.flatnonzero(seen & column.featured), np.flatnonzero(seen & ~column.featured)


def _inks(picture: Picture, among: NDArray[np.intp], shown: NDArray[np.uint8]) -> Iterator[str]:
    """The colours of the numbers of the nodes `among` (k,) all; `shown` is what these are."""
    theme, nodes = picture.theme, picture.frame.node_row
    grounds = picture.palette.fills(nodes.level[among], nodes.tone[among])
    pale = shown == _SUM
    if pale.any():
        grounds[pale] = tints(grounds[pale], theme.panel, PALE)
    for ground in hexadecimals(grounds):
        yield text_on(ground, theme.on_strong, theme.text)
