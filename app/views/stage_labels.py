"""The numbers on the edges, the label of what is pinned, and painting both."""

from dataclasses import dataclass
from functools import lru_cache
from math import nan

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.colour import hexadecimals, legible
from app.scene.edge_labels import (
    BETWEEN,
    MOST_LABELS,
    NEAR_SOURCE,
    NEAR_TARGET,
    edge_label,
    labelled,
    spots,
)
from app.scene.edges import ends
from app.scene.numbers import signed
from app.scene.placement import Board
from app.views.stage_picture import Picture
from engine.arrays import Array
from engine.quantity import Quantity, Role, weight
from engine.trace import Kind

ROOM = 52.0
"""Edges shorter than this, in px, have no numbers."""

STRONG = 0.5
"""An edge that is more lit than this has a number in colour."""


@dataclass(frozen=True)
class Pill:
    """The number of a quantity in a box of its own; `colour` ("#rrggbb") where it stands out."""

    quantity: Quantity
    text: str
    box: QRectF
    colour: str = ""


def asked_pills(picture: Picture, board: Board) -> list[Pill]:
    """The numbers of the edges that are asked about, whether these are drawn or not."""
    asked = [each for each in picture.lit if each.role is Role.WEIGHT]
    if not asked or len(asked) > MOST_LABELS:
        return []
    asked.sort(key=lambda each: (each != picture.pinned, str(each)))
    places = np.array([(each.layer, each.source, each.unit) for each in asked]).T
    curves = ends(picture.layout, *places)
    return _placed(picture, board, asked, curves, NEAR_SOURCE + BETWEEN)


def pills(picture: Picture, board: Board, told: set[Quantity]) -> list[Pill]:
    """The numbers of the lit edges but those `told`, where there is room for them."""
    chosen = _chosen(picture)
    if not chosen.size:
        return []
    edges, curves = picture.edges, picture.ends[chosen].astype(float)
    places = (each[chosen].tolist() for each in (edges.layer, edges.source, edges.target))
    quantities = list(map(weight, *places))
    left = [index for index, each in enumerate(quantities) if each not in told]
    if not left:
        return []
    of = [quantities[index] for index in left]
    return _placed(picture, board, of, curves[left], _tries(picture))


def paint_pills(painter: QPainter, picture: Picture, found: list[Pill]) -> None:
    """Draw them."""
    theme = picture.theme
    painter.setFont(picture.fonts.font(picture.text, bold=True))
    painter.setBrush(QColor(theme.panel))
    for pill in found:
        painter.setPen(QPen(QColor(pill.colour or theme.border), 1.0))
        radius = 0.5 * pill.box.height()
        painter.drawRoundedRect(pill.box, radius, radius)
        ink = _ink(pill.colour, theme.panel, theme.text) if pill.colour else theme.muted
        painter.setPen(QColor(ink))
        painter.drawText(pill.box, Qt.AlignmentFlag.AlignCenter, pill.text)


def half_size(picture: Picture, text: str) -> Array:
    """(2,): half the width and height of a text's box, in px."""
    width = picture.fonts.width(text, picture.text, bold=True)
    return np.array([0.5 * width + 7.0, 0.5 * (picture.text + 7.0)])


def _placed(
    picture: Picture,
    board: Board,
    quantities: list[Quantity],
    curves: Array,
    tries: tuple[float, ...],
) -> list[Pill]:
    """The numbers of edges along their curves (E, 4), as far as there is room."""
    texts = [weight_text(picture, of) for of in quantities]
    # What says nothing has room nowhere.
    halves = [half_size(picture, text) if text else (nan, nan) for text in texts]
    half = np.array(halves).reshape(-1, 1, 2)
    middles = spots(curves, tries)
    boxes = np.concatenate([middles - half, middles + half], axis=2)
    places = board.place_first(boxes)
    found = zip(quantities, texts, boxes, places, _colours(picture, quantities), strict=True)
    return [
        Pill(of, text, _box(*each[first].tolist()), colour)
        for of, text, each, first, colour in found
        if first is not None
    ]


def _box(left: float, top: float, right: float, bottom: float) -> QRectF:
    return QRectF(left, top, right - left, bottom - top)


def _chosen(picture: Picture) -> np.ndarray:
    chosen = labelled(picture.edges, picture.edges_in_view)
    curves = picture.ends[chosen]
    return chosen[curves[:, 2] - curves[:, 0] >= ROOM]


def _tries(picture: Picture) -> tuple[float, ...]:
    """Near the ends that lie apart: all sources of one neuron, or all of its targets."""
    operation = picture.frame.moment.operation
    fan_out = operation is not None and operation.kind is Kind.INPUT_GRADIENT
    return NEAR_TARGET if fan_out else NEAR_SOURCE


def weight_text(picture: Picture, of: Quantity) -> str:
    """The number on an edge; that of its weight, which is always known, where it has none."""
    frame = picture.frame.edges[of.layer - 1]
    text = edge_label(frame, of.source, of.unit)
    if text or of not in picture.lit:
        return text
    return f"w {signed(float(frame.weight[of.source, of.unit]))}"


def _colours(picture: Picture, quantities: list[Quantity]) -> list[str]:
    """Those of their edges; "" for an edge that is not lit enough."""
    each = [(picture.frame.edges[of.layer - 1], (of.source, of.unit)) for of in quantities]
    level = np.array([edges.level[place] for edges, place in each])
    tone = np.array([edges.tone[place] for edges, place in each], np.uint8)
    strong = [
        of in picture.lit or edges.lit[place] > STRONG
        for of, (edges, place) in zip(quantities, each, strict=True)
    ]
    lines = hexadecimals(picture.palette.lines(level, tone))
    return [colour if shines else "" for colour, shines in zip(lines, strong, strict=True)]


@lru_cache(maxsize=1024)
def _ink(colour: str, panel: str, text: str) -> str:
    return legible(colour, panel, text)
