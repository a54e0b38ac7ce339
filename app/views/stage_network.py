"""Where the stage's marks come from when it draws them in its own place.

Either QPainter paints them, or they are a picture that a canvas has drawn
beside the screen.
"""

from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from app.viewmodels.edge_budget import EdgeBudget
from app.views.sheet import Sheet
from app.views.stage_painting import paint_back, paint_between, paint_nodes
from app.views.stage_sight import Sight


class Network(Protocol):
    """Draws the marks: edges, what is asked about, nodes."""

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Draw them."""

    def forget(self) -> None:
        """Something has changed that no key tells."""


class PaintedNetwork:
    """Paints edges and nodes, and copies them as long as they stay as they are."""

    def __init__(self, budget: EdgeBudget | None = None) -> None:
        self._budget = budget
        self._back, self._nodes = Sheet(), Sheet()

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Draw edges, what is asked about, nodes."""
        picture, key = sight.picture(), sight.picture_key
        size = picture.view.size()
        self._back.paint(painter, key, size, lambda each: self._paint_back(each, sight))
        paint_between(painter, picture, sight.spotlight())
        self._nodes.paint(painter, key, size, lambda each: paint_nodes(each, picture))

    def forget(self) -> None:
        """Paint all anew next time."""
        self._back.forget()
        self._nodes.forget()

    def _paint_back(self, painter: QPainter, sight: Sight) -> None:
        """Draw the edges, and see how long that takes."""
        picture = sight.picture()
        if self._budget:
            self._budget.start()
        paint_back(painter, picture)
        if self._budget:
            self._budget.stop(len(picture.edges), picture.edges.total)


class Canvas(Protocol):
    """A canvas that draws beside the screen."""

    broken: bool

    def drawn(self, size: QSize) -> QImage:
        """What it draws, on `size` px."""


class CopiedNetwork:
    """Copies what a canvas draws; where it fails, or is of another resolution, paints instead."""

    def __init__(self, canvas: Canvas, budget: EdgeBudget) -> None:
        self._canvas, self._budget = canvas, budget
        self._painted = PaintedNetwork(budget)
        # Kept until there is another: memory that goes back to the system every frame comes
        # from there page by page, which takes as long as drawing a small network.
        self._image = QImage()

    def paint(self, painter: QPainter, sight: Sight) -> None:
        """Draw edges, what is asked about, nodes."""
        picture = sight.picture()
        self._budget.start()
        image = self._image = self._canvas.drawn(picture.view.size().toSize())
        self._budget.stop(len(picture.edges), picture.edges.total)
        fits = image.devicePixelRatioF() == painter.deviceTransform().m11()
        if self._canvas.broken or image.isNull() or not fits:
            self._painted.paint(painter, sight)
        else:
            self.copy(painter)

    def copy(self, painter: QPainter) -> None:
        """Draw what the canvas drew last."""
        painter.drawImage(0, 0, self._image)

    def forget(self) -> None:
        """All is drawn anew each time anyway."""
        self._painted.forget()
