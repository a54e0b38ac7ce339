"""The layers' titles, as long as fits, and painting them."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.layer_titles import layer_title
from app.scene.layout import Layout
from app.scene.placement import Board, Box
from app.views.stage_picture import Fonts, Picture, faded, paint_grounds, sides
from app.views.texts import translated

EDGE = 2.0
"""Px between a title and the edge of the stage."""

APART = 10.0
"""Px between two titles."""

FLAGS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextDontClip


@dataclass(frozen=True)
class Title:
    """The title of a layer, of one line or two."""

    text: str
    box: QRectF


def titles(picture: Picture, board: Board) -> list[Title]:
    """A title over each layer: in full, on two lines or only its number, as fits."""
    activations = picture.trace.rules.activations
    pairs = []
    for layer in range(picture.depth + 1):
        name, activation = layer_title(layer, activations)
        pairs.append((translated(name), translated(activation) if activation else ""))
    place = picture.layout, picture.fonts, picture.text, sides(picture.view)
    found = _fitting(tuple(pairs), *place)
    return list(compress(found, board.place_each([[sides(each.box)] for each in found])))


def paint_titles(painter: QPainter, picture: Picture, found: list[Title]) -> None:
    """Draw them."""
    grounds = (title.box.adjusted(-4, 0, 4, 2) for title in found)
    paint_grounds(painter, grounds, faded(picture.theme.panel, 0.8))
    painter.setFont(picture.fonts.font(picture.text))
    painter.setPen(QColor(picture.theme.muted))
    for title in found:
        painter.drawText(title.box, FLAGS, title.text)


@lru_cache(maxsize=4)
def _fitting(
    pairs: tuple[tuple[str, str], ...], layout: Layout, fonts: Fonts, size: float, view: Box
) -> list[Title]:
    """The longest form of the layers' titles in which none touches the next.

    `pairs` are the name and the activation of each; texts are `size` px high.
    """
    forms = [
        [" · ".join(filter(None, pair)) for pair in pairs],
        ["\n".join(filter(None, pair)) for pair in pairs],
        [name for name, _ in pairs],
        [str(layer) for layer in range(len(pairs))],
        [str(layer) if layer % 5 == 0 else "" for layer in range(len(pairs))],
    ]
    for form in forms:
        found = [
            Title(text, _box(text, layout, column.middle, fonts, size, view))
            for column, text in zip(layout.columns, form, strict=True)
            if text
        ]
        if all(one.box.right() + APART <= other.box.left() for one, other in pairwise(found)):
            break
    return found


def _box(text: str, layout: Layout, middle: float, fonts: Fonts, size: float, view: Box) -> QRectF:
    width = max(fonts.width(line, size) for line in text.split("\n"))
    height = (text.count("\n") + 1) * 1.3 * size
    left = middle - 0.5 * width
    if view[0] <= middle <= view[2]:
        left = max(min(left, view[2] - width - EDGE), view[0] + EDGE)
    return QRectF(left, layout.titles + 0.75 * size - height, width, height)
