"""A sheet: a picture that is painted once, and copied until it changes."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap


class Sheet:
    """Keeps what was painted last, and for what."""

    def __init__(self) -> None:
        self._key: object = None
        self._pixmap = QPixmap()

    def painted(
        self, key: object, size: QSizeF, ratio: float, paint: Callable[[QPainter], None]
    ) -> QPixmap:
        """What `paint` paints, `size` px large, with `ratio` pixels of the device to a px."""
        wanted = key, size, ratio
        if wanted != self._key:
            self._pixmap = _pixmap(size, ratio, paint)
            self._key = wanted
        return self._pixmap

    def forget(self) -> None:
        """Paint it anew next time."""
        self._key = None


def _pixmap(size: QSizeF, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    pixmap = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        paint(painter)
    finally:
        # An error's frames would keep the painter open, and take the program down with it.
        painter.end()
    return pixmap
