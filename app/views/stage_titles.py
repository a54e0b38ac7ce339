"""Painting the layers' titles, as long as fits."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.layer_titles import layer_title
from app.views.stage_picture import Picture, faded
from app.views.texts import translated


def paint_titles(painter: QPainter, picture: Picture) -> None:
    """Draw a title over each layer: in full, on two lines or only its number, as fits."""
    titles = _fitting(picture)
    size, columns = picture.text, picture.layout.columns
    painter.setFont(picture.fonts.font(size))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextDontClip
    bottom = picture.layout.titles + 0.75 * size
    for column, title in zip(columns, titles, strict=True):
        width = max((picture.fonts.width(line, size) for line in title.split("\n")), default=0.0)
        height = (title.count("\n") + 1) * 1.3 * size
        box = QRectF(column.middle - 0.5 * width, bottom - height, width, height)
        painter.fillRect(box.adjusted(-4, 0, 4, 2), faded(picture.theme.panel, 0.8))
        painter.setPen(QColor(picture.theme.muted))
        painter.drawText(box, flags, title)


def _fitting(picture: Picture) -> list[str]:
    """The longest form of the titles in which none touches the next."""
    activations = picture.trace.rules.activations
    pairs = []
    for layer in range(picture.depth + 1):
        name, activation = layer_title(layer, activations)
        pairs.append((translated(name), translated(activation) if activation else ""))
    forms = [
        [" · ".join(filter(None, pair)) for pair in pairs],
        ["\n".join(filter(None, pair)) for pair in pairs],
        [str(layer) for layer in range(len(pairs))],
        [str(layer) if layer % 5 == 0 else "" for layer in range(len(pairs))],
    ]
    return next((form for form in forms if _fits(picture, form)), forms[-1])


def _fits(picture: Picture, titles: list[str]) -> bool:
    size, columns = picture.text, picture.layout.columns
    right = -1e9
    for column, title in zip(columns, titles, strict=True):
        if title:
            width = max(picture.fonts.width(line, size) for line in title.split("\n"))
            if column.middle - 0.5 * width < right + 10.0:
                return False
            right = column.middle + 0.5 * width
    return True
