"""The label of what is pinned, where no other text on the stage tells its number."""

from math import isnan

import numpy as np
from PySide6.QtCore import QRectF

from app.scene.edges import ends, points
from app.scene.frame import NodeFrame, Ring, Shown
from app.scene.node_names import node_name
from app.scene.numbers import number, signed
from app.scene.placement import Board, centred, spots_around
from app.views.stage_labels import Pill, half_size, weight_text
from app.views.stage_picture import Picture, sides
from engine.arrays import Array
from engine.quantity import LOSS, Quantity, Role

RING_NAMES = {Ring.DELTA: (Role.DELTA, "δ"), Ring.OUTPUT_GRADIENT: (Role.OUTPUT_GRADIENT, "∂L/∂a")}


def tag(picture: Picture, board: Board) -> list[Pill]:
    """The label of what is pinned, as near to it as there is room."""
    of = picture.pinned
    if of is None or of == LOSS:
        return []
    text = _text(picture, of)
    half, view = half_size(picture, text), sides(picture.view)
    boxes = centred(spots_around(*_place(picture, of), half, view), *half.tolist())
    free = board.first_free(boxes)
    if free is None:
        return []
    board.take(boxes[free : free + 1])
    left, top, right, bottom = boxes[free].tolist()
    return [Pill(of, text, QRectF(left, top, right - left, bottom - top), picture.theme.accent)]


def _place(picture: Picture, of: Quantity) -> tuple[Array, Array]:
    """Its middle and how far it reaches, (2,) each."""
    if of.role is Role.WEIGHT:
        at = (np.array([n]) for n in (of.layer, of.source, of.unit))
        return points(ends(picture.layout, *at), 0.5)[0], np.zeros(2)
    column = picture.layout.columns[of.layer]
    return column.centres[of.unit], column.halves[of.unit] + 4.0


def _text(picture: Picture, of: Quantity) -> str:
    """Its name and, where it is known, its number."""
    if of.role is Role.WEIGHT:
        return weight_text(picture, of)
    nodes = picture.frame.nodes[of.layer]
    if of.role is Role.BIAS:
        return f"b {signed(float(nodes.bias[of.unit]))}"
    if of.role in (Role.DELTA, Role.OUTPUT_GRADIENT):
        return _gradient_text(nodes, of)
    shown = Shown.SUM if of.role is Role.SUM else Shown.ACTIVATION
    name = node_name(picture.dataset, picture.depth, of.layer, of.unit, shown)
    known = of.layer == 0 or nodes.shown[of.unit] == shown
    value = float(nodes.value[of.unit])
    return f"{name} {number(value, 3)}" if known and not isnan(value) else name


def _gradient_text(nodes: NodeFrame, of: Quantity) -> str:
    role, name = RING_NAMES.get(Ring(nodes.ring[of.unit]), (None, ""))
    if role is not of.role:
        return next(name for role, name in RING_NAMES.values() if role is of.role)
    return f"{name} {signed(float(nodes.gradient[of.unit]))}"
