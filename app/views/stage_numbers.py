"""The numbers in the nodes, and painting them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.colour import Colours, text_on, tints
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column, Shape
from app.scene.node_marks import PALE
from app.scene.node_names import LETTERS
from app.scene.numbers import number
from app.views.stage_picture import SMALLEST_TEXT, Face, Picture, sides

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

_NOTHING, _SUM = int(Shown.NOTHING), int(Shown.SUM)

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


def numbers(picture: Picture) -> list[Number]:
    """The numbers of all nodes in view that have one and the room for it."""
    told = [
        (layer, units)
        for layer, column in enumerate(picture.layout.columns)
        if column.numbered.any()
        for units in _alike(column, _told(picture, column, picture.frame.nodes[layer]))
        if units.size
    ]
    inks = _inks(picture, told)
    return [each for of in told for each in _numbers(picture, *of, inks) if each.text]


def paint_numbers(painter: QPainter, picture: Picture, found: list[Number]) -> None:
    """Draw them."""
    # Those of one size together: to change a font takes long.
    for each in sorted(found, key=lambda number: number.size):
        painter.setFont(picture.fonts.font(each.size, bold=True))
        painter.setPen(QColor(each.ink))
        painter.drawText(each.box, FLAGS, each.text)
    for each in found:
        if each.tag:
            painter.setPen(QColor(each.ink))
            painter.setFont(picture.fonts.font(TAG[0] * each.size))
            painter.drawText(each.tag_box, FLAGS, each.tag)


def fitted(picture: Picture, value: float, column: Column) -> tuple[str, float]:
    """A number and its text's size, so that it fits into a node; "" where none does."""
    text, size, _ = _fitted(value, *_forms(picture, column))
    return text, size


def _forms(picture: Picture, column: Column) -> tuple[float, list[Form]]:
    """The room in a column's nodes, in px, and how numbers may be written there."""
    circle = column.shape in (Shape.CIRCLE, Shape.DOT)
    room = (1.62 if circle else 1.8) * column.half_width
    share = {Shape.PILL: 1.18, Shape.PIXEL: 0.7}.get(column.shape, 0.52)
    # From the back of a room a number is read before it is admired.
    least = picture.text if picture.theme.scale > 1.0 else 0.0
    wanted = min(max(share * column.half_height, least), 1.9 * picture.text)
    forms = [(max(part * wanted, SMALLEST_TEXT + 1.0), digits) for part, digits in FORMS]
    return room, [(picture.fonts.face(size, bold=True), size, digits) for size, digits in forms]


def _fitted(value: float, room: float, forms: list[Form]) -> tuple[str, float, float]:
    """A number's text, its size and its width in the first form that fits into `room` px."""
    for face, size, digits in forms:
        text = number(value, digits)
        width = face.width(text)
        if width <= room:
            return text, size, width
    return "", forms[0][1], 0.0


def _numbers(
    picture: Picture, layer: int, units: NDArray[np.intp], inks: Iterator[str]
) -> Iterator[Number]:
    """The numbers of some units of a layer that look alike, in the next of `inks`."""
    column = picture.layout.columns[layer].around(int(units[0]))
    nodes, (room, forms) = picture.frame.nodes[layer], _forms(picture, column)
    tagged = column.half_height > TAGGED * picture.theme.scale
    columns = (units, nodes.value[units], nodes.shown[units], column.centres[units])
    for unit, value, shown, (x, y) in zip(*(each.tolist() for each in columns), strict=True):
        text, size, width = _fitted(value, room, forms)
        box = QRectF(x - 0.5 * width, y - 0.5 * size, width, size)
        tag = LETTERS.get(shown, "") if tagged else ""
        yield Number((layer, unit), text, size, next(inks), box, tag)


def _alike(column: Column, units: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
    """Those of the units that stand in the column, and those that are dots below it."""
    featured = column.featured[units]
    return units[featured], units[~featured]


def _told(picture: Picture, column: Column, nodes: NodeFrame) -> NDArray[np.intp]:
    """The units that have a number to tell, room for it, and are in view."""
    left, top, right, bottom = sides(picture.view)
    lefts, tops, rights, bottoms = column.boxes.T
    seen = (rights > left) & (lefts < right) & (bottoms > top) & (tops < bottom)
    return np.flatnonzero(seen & column.numbered & (nodes.shown != _NOTHING))


def _inks(picture: Picture, told: list[tuple[int, NDArray[np.intp]]]) -> Iterator[str]:
    """The colours of the numbers; `told` are units, layer by layer."""
    theme = picture.theme
    grounds = _grounds(picture, told).tobytes().hex()
    for start in range(0, len(grounds), 6):
        yield text_on(f"#{grounds[start : start + 6]}", theme.on_strong, theme.text)


def _grounds(picture: Picture, told: list[tuple[int, NDArray[np.intp]]]) -> Colours:
    """(n, 3): the colours that the numbers stand on; `told` are units, layer by layer."""
    if not told:
        return np.zeros((0, 3), np.uint8)
    nodes = picture.frame.nodes
    level = np.concatenate([nodes[layer].level[units] for layer, units in told])
    tone = np.concatenate([nodes[layer].tone[units] for layer, units in told])
    pale = np.concatenate([nodes[layer].shown[units] for layer, units in told]) == _SUM
    fills = picture.palette.fills(level, tone)
    fills[pale] = tints(fills[pale], picture.theme.panel, PALE)
    return fills
