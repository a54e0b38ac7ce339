"""A sheet: what is painted once, and copied for as long as it stays the same."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.views.strokes import kept


class Sheet:
    """Knows what was painted last. What is wanted a second time is copied from then on.

    While everything changes all the time, nothing is wanted twice, and a copy
    would be work for nothing; `at_once`: what cannot be painted in place is copied even so.
    """

    def __init__(self, at_once: bool = False) -> None:
        self._at_once = at_once
        self._key: object = None
        self._copy: QPixmap | None = None

    def paint(
        self, painter: QPainter, key: object, size: QSizeF, paint: Callable[[QPainter], None]
    ) -> None:
        """Paint what `paint` paints for that key on `size` px."""
        # Of what it is painted on in the end: a screen, or a picture with a ratio of its own.
        ratio = painter.deviceTransform().m11()
        wanted = key, size, ratio
        if wanted != self._key:
            self._key, self._copy = wanted, None
            if not self._at_once:
                with kept(painter):
                    paint(painter)
                return
        if self._copy is None:
            self._copy = _pixmap(size, ratio, paint)
        painter.drawPixmap(0, 0, self._copy)

    def forget(self) -> None:
        """Paint it anew next time."""
        self._key = self._copy = None


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
