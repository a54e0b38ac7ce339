"""The words at a folded layer that say how many neurons are only dots; a click unfolds it."""

from dataclasses import dataclass
from itertools import compress

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.layout import Fold
from app.scene.placement import Board
from app.views.stage_picture import Picture, faded, paint_grounds, sides

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


@dataclass(frozen=True)
class FoldWords:
    """What is said at `layer`."""

    layer: int
    text: str
    box: QRectF


def fold_words(picture: Picture, board: Board) -> list[FoldWords]:
    """The words at all layers that are folded or have been unfolded."""
    found = [
        _words(picture, layer, column.fold)
        for layer, column in enumerate(picture.layout.columns)
        if column.fold
    ]
    return list(compress(found, board.place_each([[sides(each.box)] for each in found])))


def paint_folds(painter: QPainter, picture: Picture, found: list[FoldWords]) -> None:
    """Draw them."""
    grounds = (words.box.adjusted(-3, 0, 3, 0) for words in found)
    paint_grounds(painter, grounds, faded(picture.theme.panel, 0.82))
    painter.setFont(picture.fonts.font(picture.text, bold=True))
    painter.setPen(QColor(picture.theme.accent))
    for words in found:
        painter.drawText(words.box, FLAGS, words.text)


def _words(picture: Picture, layer: int, fold: Fold) -> FoldWords:
    text = _text(fold.hidden)
    width, height = picture.fonts.width(text, picture.text, bold=True), 1.2 * picture.text
    x, y = fold.words
    return FoldWords(layer, text, QRectF(x - 0.5 * width, y - 0.5 * height, width, height))


def _text(hidden: int) -> str:
    if not hidden:
        return QCoreApplication.translate("StageFolds", "show fewer")
    return QCoreApplication.translate("StageFolds", "… {0} more").format(f"{hidden:,}")
