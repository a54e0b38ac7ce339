"""Painting the numbers in the nodes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.colour import text_on
from app.scene.frame import Shown
from app.scene.layout import Column, Shape
from app.scene.numbers import number
from app.views.stage_nodes import Node, fill_of, numbered
from app.views.stage_picture import SMALLEST_TEXT, Picture

TAGS = {Shown.SUM: "z", Shown.DELTA: "δ"}
"""What a number is, where that is not a node's usual one."""


def paint_numbers(painter: QPainter, picture: Picture) -> None:
    """Draw the numbers of all nodes that have one and the room for it."""
    for node in numbered(picture):
        if node.shown is not Shown.NOTHING:
            _paint_number(painter, picture, node)


def _paint_number(painter: QPainter, picture: Picture, node: Node) -> None:
    theme, column, box = picture.theme, node.column, node.box
    text, size = fitted(picture, node.value, column)
    if not text:
        return
    fill = fill_of(node, theme.panel)
    painter.setPen(QColor(text_on(fill, theme.on_strong, theme.text)))
    painter.setFont(picture.fonts.font(size, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    if node.shown in TAGS and column.half_height > 22:
        _paint_tag(painter, picture, node, size, fill)


def _paint_tag(painter: QPainter, picture: Picture, node: Node, size: float, fill: str) -> None:
    """A small z or δ over the number."""
    theme = picture.theme
    painter.setFont(picture.fonts.font(0.78 * size))
    painter.setPen(QColor(text_on(fill, theme.muted, theme.on_strong, theme.text)))
    above = node.box.adjusted(0, 0, 0, -2.1 * size)
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, TAGS[node.shown])


def fitted(picture: Picture, value: float, column: Column) -> tuple[str, float]:
    """A number and its text's size, so that it fits into a node; "" where none does."""
    circle = column.shape is not Shape.PILL
    room = (1.62 if circle else 1.8) * column.half_width
    wanted = min((0.52 if circle else 1.18) * column.half_height, 1.9 * picture.text)
    for size, digits in ((wanted, 3), (0.85 * wanted, 3), (0.85 * wanted, 2), (0.7 * wanted, 1)):
        size = max(size, SMALLEST_TEXT + 1.0)
        text = number(value, digits)
        if picture.fonts.width(text, size, bold=True) <= room:
            return text, size
    return "", wanted
