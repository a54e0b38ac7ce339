"""The label of what is pinned, where no other text on the stage tells its number."""

from math import isnan

import numpy as np
from PySide6.QtCore import QRectF

from app.scene.edges import ends, points
from app.scene.kinds import Ring, Shown
from app.scene.known import signal_known
from app.scene.node_names import LETTERS, RING_NAMES, node_name, symbol
from app.scene.numbers import number, signed
from app.scene.placement import Board, centred, spots_around
from app.scene.timeline import Timeline
from app.views.stage_labels import Pill, half_size, weight_text
from app.views.stage_picture import Picture, sides
from engine.arrays import Array
from engine.quantity import LOSS, Quantity, Role

GRADIENTS = {
    Role.DELTA: RING_NAMES[Ring.DELTA],
    Role.OUTPUT_GRADIENT: RING_NAMES[Ring.OUTPUT_GRADIENT],
}


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
    if of.role is Role.BIAS:
        return f"b {signed(float(picture.frame.nodes[of.layer].bias[of.unit]))}"
    # Whatever its node shows: another number may be chosen for that.
    now, trace = picture.frame, picture.trace
    timeline = Timeline(trace.operations, trace.sizes)
    value = signal_known(trace, timeline, now.moment.t, now.sample, of)
    if isnan(value):
        return _name(picture, of)
    written = signed(value) if of.role in GRADIENTS else number(value, 3)
    return f"{_name(picture, of)} {written}"


def _name(picture: Picture, of: Quantity) -> str:
    if of.role in GRADIENTS:
        return GRADIENTS[of.role]
    if of.role is Role.SUM:  # of an output too: its own name is that of its activation
        return symbol(LETTERS[Shown.SUM], of.unit)
    return node_name(picture.dataset, picture.depth, of.layer, of.unit, Shown.ACTIVATION)
