"""What a press of the mouse becomes: a click, or a drag once it is moved far enough."""

from PySide6.QtCore import QPointF

STILL = 4.0
"""Px that a hand may shake while it clicks."""


class Grip:
    """A press at a point. `dragging`: whether it has been moved too far for a click."""

    def __init__(self, point: QPointF) -> None:
        self._point, self.dragging = point, False

    def pull(self, point: QPointF) -> QPointF:
        """The pointer is there now: the way by which to move what has been taken hold of."""
        way = point - self._point
        self.dragging = self.dragging or way.manhattanLength() > STILL
        if not self.dragging:
            return QPointF()
        self._point = point
        return way
