"""The layers' titles, as long as fits, and painting them."""

from dataclasses import dataclass
from itertools import compress, pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.layer_titles import layer_title
from app.scene.placement import Board
from app.views.stage_picture import Picture, faded, sides
from app.views.texts import translated

EDGE = 2.0
"""Px between a title and the edge of the stage."""

FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextDontClip


@dataclass(frozen=True)
class Title:
    """The title of a layer, of one line or two."""

    text: str
    box: QRectF


def titles(picture: Picture, board: Board) -> list[Title]:
    """A title over each layer: in full, on two lines or only its number, as fits."""
    found = [
        Title(text, _box(picture, layer, text))
        for layer, text in enumerate(_fitting(picture))
        if text
    ]
    return list(compress(found, board.place_each([[sides(each.box)] for each in found])))


def paint_titles(painter: QPainter, picture: Picture, found: list[Title]) -> None:
    """Draw them."""
    painter.setFont(picture.fonts.font(picture.text))
    painter.setPen(QColor(picture.theme.muted))
    ground = faded(picture.theme.panel, 0.8)
    for title in found:
        painter.fillRect(title.box.adjusted(-4, 0, 4, 2), ground)
        painter.drawText(title.box, FLAGS, title.text)


def _box(picture: Picture, layer: int, text: str) -> QRectF:
    size, view = picture.text, picture.view
    width = _width(picture, text)
    height = (text.count("\n") + 1) * 1.3 * size
    middle = picture.layout.columns[layer].middle
    left = middle - 0.5 * width
    if view.left() <= middle <= view.right():
        left = max(min(left, view.right() - width - EDGE), view.left() + EDGE)
    return QRectF(left, picture.layout.titles + 0.75 * size - height, width, height)


def _width(picture: Picture, text: str) -> float:
    return max(picture.fonts.width(line, picture.text) for line in text.split("\n"))


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
        [name for name, _ in pairs],
        [str(layer) for layer in range(len(pairs))],
        [str(layer) if layer % 5 == 0 else "" for layer in range(len(pairs))],
    ]
    return next((form for form in forms if _fits(picture, form)), forms[-1])


def _fits(picture: Picture, form: list[str]) -> bool:
    boxes = [_box(picture, layer, text) for layer, text in enumerate(form) if text]
    return all(one.right() + 10.0 <= other.left() for one, other in pairwise(boxes))
