"""The stage's picture printed: painted once, shown until it changes.

Painting a network takes longer than a frame may; what follows the pointer is
painted between and over the prints, which only have to be copied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.scene.hit import Hit, hit
from app.scene.pointing import place_of, quantity_at
from app.views.stage_diagnosis import bar_tip
from app.views.stage_painting import paint_back, paint_front
from app.views.stage_picture import Picture
from app.views.stage_texts import Texts, texts_of
from app.views.stage_tips import tip
from engine.quantity import Quantity


@dataclass(frozen=True, eq=False)
class Print:
    """A picture with its texts, and its two layers as they are painted."""

    picture: Picture
    texts: Texts
    back: QPixmap
    front: QPixmap

    def quantity_at(self, point: QPointF) -> Quantity | None:
        """Whose number is there."""
        return quantity_at(self.picture.frame, self._hit(point))

    def tip_at(self, point: QPointF) -> str:
        """The exact numbers of what is there, in lines; "" where nothing is."""
        words = tip(self.picture, place_of(self._hit(point)))
        return words or bar_tip(self.picture, self.texts.boxes, point)

    def _hit(self, point: QPointF) -> Hit:
        picture = self.picture
        rings = [nodes.ring for nodes in picture.frame.nodes]
        x, y = point.x(), point.y()
        return hit(picture.layout, picture.edges, x, y, self.texts.marks, rings)


def printed(picture: Picture, ratio: float) -> Print:
    """The picture painted for a device with `ratio` pixels to a px."""
    texts, size = texts_of(picture), picture.view.size()
    ground, nothing = QColor(picture.theme.panel), QColor(Qt.GlobalColor.transparent)
    back = _pixmap(size, ratio, ground, lambda painter: paint_back(painter, picture))
    front = _pixmap(size, ratio, nothing, lambda painter: paint_front(painter, picture, texts))
    return Print(picture, texts, back, front)


def _pixmap(
    size: QSizeF, ratio: float, ground: QColor, paint: Callable[[QPainter], None]
) -> QPixmap:
    """What `paint` paints on a ground, in the device's own pixels."""
    pixmap = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    paint(painter)
    painter.end()
    return pixmap
