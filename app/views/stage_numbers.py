"""The numbers in the nodes, and painting them."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.colour import Colours, hexadecimal, text_on, tints
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column, Shape
from app.scene.node_marks import PALE
from app.scene.node_names import LETTERS
from app.scene.numbers import number
from app.views.stage_picture import SMALLEST_TEXT, Picture, sides

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

_NOTHING, _SUM = int(Shown.NOTHING), int(Shown.SUM)

TAGGED = 22.0
"""Circles of a larger radius say that their number is a z or a δ."""

TAG = (0.78, 1.05)
"""The height of that letter, and how far it is above the number, in the number's height."""


@dataclass(frozen=True)
class Number:
    """The number in a node (layer, unit), its text's height and colour ("#rrggbb")."""

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
        (layer, _told(picture, column, picture.frame.nodes[layer]))
        for layer, column in enumerate(picture.layout.columns)
        if column.numbered.any()
    ]
    nodes = [(layer, unit) for layer, units in told for unit in units.tolist()]
    found = map(partial(_number, picture), nodes, _grounds(picture, told))
    return [each for each in found if each.text]


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
    circle = column.shape in (Shape.CIRCLE, Shape.DOT)
    room = (1.62 if circle else 1.8) * column.half_width
    share = {Shape.PILL: 1.18, Shape.PIXEL: 0.7}.get(column.shape, 0.52)
    # From the back of a room a number is read before it is admired.
    least = picture.text if picture.theme.scale > 1.0 else 0.0
    wanted = min(max(share * column.half_height, least), 1.9 * picture.text)
    for size, digits in ((wanted, 3), (0.85 * wanted, 3), (0.85 * wanted, 2), (0.7 * wanted, 1)):
        size = max(size, SMALLEST_TEXT + 1.0)
        text = number(value, digits)
        if picture.fonts.width(text, size, bold=True) <= room:
            return text, size
    return "", wanted


def _number(picture: Picture, node: tuple[int, int], ground: Colours) -> Number:
    """The number of a node (layer, unit) that stands on the colour `ground` (3,)."""
    layer, unit = node
    column = picture.layout.columns[layer].around(unit)
    nodes, theme = picture.frame.nodes[layer], picture.theme
    text, size = fitted(picture, float(nodes.value[unit]), column)
    width = picture.fonts.width(text, size, bold=True)
    x, y = column.centres[unit].tolist()
    box = QRectF(x - 0.5 * width, y - 0.5 * size, width, size)
    ink = text_on(hexadecimal(ground), theme.on_strong, theme.text)
    tagged = column.half_height > TAGGED * theme.scale
    tag = LETTERS.get(nodes.shown[unit], "") if tagged else ""
    return Number(node, text, size, ink, box, tag)


def _told(picture: Picture, column: Column, nodes: NodeFrame) -> NDArray[np.intp]:
    """The units that have a number to tell, room for it, and are in view."""
    left, top, right, bottom = sides(picture.view)
    lefts, tops, rights, bottoms = column.boxes.T
    seen = (rights > left) & (lefts < right) & (bottoms > top) & (tops < bottom)
    return np.flatnonzero(seen & column.numbered & (nodes.shown != _NOTHING))


def _grounds(picture: Picture, told: list[tuple[int, NDArray[np.intp]]]) -> Colours:
    """(n, 3): the colours that the numbers stand on; `told` are the units of each layer."""
    if not told:
        return np.zeros((0, 3), np.uint8)
    nodes = picture.frame.nodes
    level = np.concatenate([nodes[layer].level[units] for layer, units in told])
    tone = np.concatenate([nodes[layer].tone[units] for layer, units in told])
    pale = np.concatenate([nodes[layer].shown[units] for layer, units in told]) == _SUM
    fills = picture.palette.fills(level, tone)
    fills[pale] = tints(fills[pale], picture.theme.panel, PALE)
    return fills
