"""Painting the numbers on the edges, where there is room for them."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import hexadecimal, legible
from app.scene.edge_labels import (
    NEAR_SOURCE,
    NEAR_TARGET,
    Label,
    edge_label,
    labelled,
    node_boxes,
    placed,
)
from app.scene.frame import Ink
from app.views.stage_captions import Row, caption_boxes
from app.views.stage_edges import visible
from app.views.stage_picture import Picture, faded
from engine.trace import Kind

ROOM = 52.0
"""Edges shorter than this, in px, have no numbers."""


def paint_labels(painter: QPainter, picture: Picture, captions: list[Row]) -> None:
    """Draw the numbers of the lit edges as pills, clear of nodes and captions."""
    chosen = _chosen(picture)
    if not chosen.size:
        return
    texts = {int(edge): _text(picture, int(edge)) for edge in chosen}
    size = picture.text
    half_widths = np.array([_half_width(picture, text) for text in texts.values()])
    half_height = 0.5 * (size + 7.0)
    obstacles = np.concatenate([node_boxes(picture.layout), caption_boxes(captions)])
    labels = placed(picture.ends, chosen, half_widths, half_height, obstacles, _tries(picture))
    painter.setFont(picture.fonts.font(size, bold=True))
    for label in labels:
        half_width = _half_width(picture, texts[label.edge])
        box = QRectF(label.x - half_width, label.y - half_height, 2 * half_width, 2 * half_height)
        _paint_pill(painter, picture, label, box, texts[label.edge])


def _chosen(picture: Picture) -> np.ndarray:
    chosen = labelled(picture.edges, visible(picture))
    ends = picture.ends[chosen]
    return chosen[ends[:, 2] - ends[:, 0] >= ROOM]


def _tries(picture: Picture) -> tuple[float, ...]:
    """Near the ends that lie apart: all sources of one neuron, or all of its targets."""
    operation = picture.frame.moment.operation
    fan_out = operation is not None and operation.kind is Kind.INPUT_GRADIENT
    return NEAR_TARGET if fan_out else NEAR_SOURCE


def _text(picture: Picture, edge: int) -> str:
    edges = picture.edges
    frame = picture.frame.edges[int(edges.layer[edge]) - 1]
    return edge_label(frame, int(edges.source[edge]), int(edges.target[edge]))


def _half_width(picture: Picture, text: str) -> float:
    return 0.5 * picture.fonts.width(text, picture.text, bold=True) + 7.0


def _paint_pill(painter: QPainter, picture: Picture, label: Label, box: QRectF, text: str) -> None:
    theme, edges = picture.theme, picture.edges
    lit = float(edges.lit[label.edge])
    gradient = edges.ink[label.edge] == Ink.GRADIENT
    palette, scales = picture.palette, picture.frame.scales
    line = palette.gradient_line if gradient else palette.value_line
    scale = scales.gradient if gradient else scales.weight
    strong = lit > 0.5
    colour = hexadecimal(line.colours(edges.value[label.edge], scale))
    painter.setBrush(QColor(theme.panel))
    painter.setPen(QPen(QColor(colour) if strong else faded(theme.border, 1.0), 1.0))
    painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    painter.setPen(QColor(_ink(colour, theme.panel, theme.text) if strong else theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@lru_cache(maxsize=1024)
def _ink(colour: str, panel: str, text: str) -> str:
    return legible(colour, panel, text)
