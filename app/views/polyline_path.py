"""Many polylines as one path: Qt reads it from memory faster than it is told a single one."""

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from engine.arrays import Array

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE = 0, 1


def polyline_path(lines: Array) -> QPainterPath:
    """Polylines (n, points, 2), in px, in the form in which Qt writes paths down."""
    elements = np.empty(lines.shape[:2], _ELEMENT)
    elements["kind"], elements["x"], elements["y"] = _LINE, lines[..., 0], lines[..., 1]
    elements["kind"][:, 0] = _MOVE
    head = np.array(elements.size, ">i4").tobytes()
    foot = np.zeros(2, ">i4").tobytes()  # the last start, the rule of filling
    path, data = QPainterPath(), QByteArray(head + elements.tobytes() + foot)
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path
