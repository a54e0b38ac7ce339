"""The nodes that may hold a number, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from app.scene.colour import hexadecimal, tint
from app.scene.frame import NodeFrame, Shown
from app.scene.layout import Column
from app.scene.node_marks import PALE
from app.views.stage_picture import Picture


@dataclass(frozen=True)
class Node:
    """A node: its box, what it shows and in which colour ("#rrggbb")."""

    index: int
    box: QRectF
    column: Column
    value: float
    shown: Shown
    colour: str
    lit: float


def numbered(picture: Picture) -> Iterator[Node]:
    """The nodes in view that have room for a number."""
    for column, nodes in zip(picture.layout.columns, picture.frame.nodes, strict=True):
        if column.holds_numbers:
            yield from _nodes(picture, column, nodes)


def _nodes(picture: Picture, column: Column, nodes: NodeFrame) -> Iterator[Node]:
    colours = picture.palette.fills(nodes.level, nodes.tone)
    for index in _visible(picture, column).tolist():
        yield _node(column, nodes, colours, index)


def _visible(picture: Picture, column: Column) -> np.ndarray:
    view, x, y = picture.view, *column.centres.T
    across = (x > view.left() - column.half_width) & (x < view.right() + column.half_width)
    down = (y > view.top() - column.half_height) & (y < view.bottom() + column.half_height)
    return np.flatnonzero(across & down)


def _node(column: Column, nodes: NodeFrame, colours: np.ndarray, index: int) -> Node:
    x, y = column.centres[index].tolist()
    w, h = column.half_width, column.half_height
    return Node(
        index,
        QRectF(x - w, y - h, 2 * w, 2 * h),
        column,
        float(nodes.value[index]),
        Shown(nodes.shown[index]),
        hexadecimal(colours[index]),
        float(nodes.lit[index]),
    )


def fill_of(node: Node, panel: str) -> str:
    """The colour that a node's number stands on."""
    if node.shown is Shown.NOTHING:
        return panel
    if node.shown is Shown.SUM:
        return tint(node.colour, panel, PALE)
    return node.colour
