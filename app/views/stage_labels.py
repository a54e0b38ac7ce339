"""Painting the numbers on the edges, where there is room for them."""

from dataclasses import dataclass
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
from app.views.stage_edges import visible
from app.views.stage_picture import Picture, faded
from engine.quantity import Quantity, weight
from engine.trace import Kind

ROOM = 52.0
"""Edges shorter than this, in px, have no numbers."""


@dataclass(frozen=True)
class Pill:
    """The number on drawn edge number `edge`, whose weight is `weight`."""

    edge: int
    weight: Quantity
    text: str
    box: QRectF


def pills(picture: Picture, taken: np.ndarray) -> list[Pill]:
    """The numbers of the lit edges, clear of nodes and of the boxes `taken` (m, 4)."""
    chosen = _chosen(picture)
    if not chosen.size:
        return []
    texts = {edge: text for edge in chosen.tolist() if (text := _text(picture, edge))}
    if not texts:
        return []
    half_widths = {edge: _half_width(picture, text) for edge, text in texts.items()}
    half_height = 0.5 * (picture.text + 7.0)
    obstacles = np.concatenate([node_boxes(picture.layout), taken])
    widths = np.array(list(half_widths.values()))
    places = placed(
        picture.ends, np.array(list(texts)), widths, half_height, obstacles, _tries(picture)
    )
    return [
        _pill(picture, label, texts[label.edge], half_widths[label.edge], half_height)
        for label in places
    ]


def _pill(picture: Picture, label: Label, text: str, half_width: float, half_height: float) -> Pill:
    edges, edge = picture.edges, label.edge
    place = int(edges.layer[edge]), int(edges.source[edge]), int(edges.target[edge])
    box = QRectF(label.x - half_width, label.y - half_height, 2 * half_width, 2 * half_height)
    return Pill(edge, weight(*place), text, box)


def paint_pills(painter: QPainter, picture: Picture, numbers: list[Pill]) -> None:
    """Draw the numbers on edges."""
    for pill in numbers:
        _paint_pill(painter, picture, pill)


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


def _paint_pill(painter: QPainter, picture: Picture, pill: Pill) -> None:
    theme, box = picture.theme, pill.box
    strong = picture.edges.lit[pill.edge] > 0.5
    colour = _colour(picture, pill.edge)
    painter.setFont(picture.fonts.font(picture.text, bold=True))
    painter.setBrush(QColor(theme.panel))
    painter.setPen(QPen(QColor(colour) if strong else faded(theme.border, 1.0), 1.0))
    painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height())
    painter.setPen(QColor(_ink(colour, theme.panel, theme.text) if strong else theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, pill.text)


def _colour(picture: Picture, edge: int) -> str:
    edges = picture.edges
    return hexadecimal(picture.palette.lines(edges.level[edge], edges.tone[edge]))


@lru_cache(maxsize=1024)
def _ink(colour: str, panel: str, text: str) -> str:
    return legible(colour, panel, text)
