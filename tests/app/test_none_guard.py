"""A PySide6 that loses a reference to None at every call aborts the program after a while."""

import sys

from PySide6.QtGui import QColor, QPainter, QPen, QPixmap


def test_painting_loses_no_reference_to_none(qapp):
    image = QPixmap(8, 8)
    painter = QPainter(image)
    pen = QPen(QColor("#123456"))
    before = sys.getrefcount(None)
    for _ in range(200):
        painter.setPen(pen)
    after = sys.getrefcount(None)
    painter.end()
    # One call would lose one: 200 in all. On Pythons where None is immortal the count stands still.
    assert abs(after - before) < 50
