"""Painting a formula that has been fitted: terms by how they stand, the sentence below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.scene.colour import legible
from app.scene.formulas.equation import Role
from app.scene.formulas.writing import Ink, Palette
from app.scene.narration import Shade
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.formula_layout import Fit, Placed
from app.views.typeset import Typesetter

DIMMED = 0.45
"""The opacity of terms that have not been added yet."""

UNKNOWN = "?"
OMITTED = "…"

WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def palette(theme: Theme) -> Palette:
    """The colours of numbers in formulas, readable on the panel and on a highlighted term."""
    value = (theme.negative, theme.positive)
    gradient = (theme.gradient_negative, theme.gradient_positive)
    inks = {Ink.VALUE: value, Ink.GRADIENT: gradient}
    return {
        ink: (_readable(low, theme), _readable(high, theme)) for ink, (low, high) in inks.items()
    }


def _readable(colour: str, theme: Theme) -> str:
    on_panel = legible(colour, theme.panel, theme.text)
    return legible(on_panel, theme.accent_soft, theme.text)


class Standing(Protocol):
    """How far a formula is: whether its result is there, and how its terms stand."""

    @property
    def finished(self) -> bool:
        """Whether the result is known."""

    def shade(self, term: int | None) -> Shade:
        """How that term of the sum stands."""


@dataclass(frozen=True)
class Ground:
    """What a formula is painted with."""

    painter: QPainter
    setter: Typesetter
    theme: Theme


@dataclass(frozen=True)
class Spot:
    """A piece as it stands in the bar: its origin, its size in px an em, and its box."""

    placed: Placed
    place: QPointF
    size: float
    box: QRectF


def spots(box: QRectF, fitted: Fit, em: float) -> list[Spot]:
    """Where the pieces of a formula in the middle of `box` are, `em` px being the full size."""
    size, block = em * fitted.scale, fitted.block
    left = box.center().x() - 0.5 * block.width * size
    top = box.center().y() - 0.5 * block.height * size
    return [_spot(placed, QPointF(left, top), size) for placed in block.pieces]


def _spot(placed: Placed, corner: QPointF, size: float) -> Spot:
    place = corner + QPointF(placed.x, placed.y) * size
    side, pad = 0.14 * size, 0.18 * size
    box = QRectF(
        place.x() - side,
        place.y() - placed.ascent * size - pad,
        placed.width * size + 2.0 * side,
        (placed.ascent + placed.descent) * size + 2.0 * pad,
    )
    return Spot(placed, place, size, box)


def paint_formula(
    ground: Ground, pieces: Sequence[Spot], standing: Standing, lit: Sequence[bool] = ()
) -> None:
    """Paint the pieces of a formula; those that are `lit` stand on a coloured ground."""
    for number, spot in enumerate(pieces):
        _paint_piece(ground, spot, standing, number < len(lit) and lit[number])


def paint_omitted(ground: Ground, pieces: Sequence[Spot], seen: Sequence[int]) -> None:
    """An ellipsis where pieces begin that are not `seen`, which holds numbers of pieces."""
    ground.painter.setPen(QColor(ground.theme.muted))
    for number in seen:
        if number + 1 < len(pieces) and number + 1 not in seen:
            spot = pieces[number + 1]
            ground.painter.setFont(sized(ground.painter.font(), spot.size))
            ground.painter.drawText(spot.place, OMITTED)


def _paint_piece(ground: Ground, spot: Spot, standing: Standing, lit: bool) -> None:
    placed, size = spot.placed, spot.size
    shade = standing.shade(placed.piece.term)
    if lit or (shade is Shade.ADDING and placed.piece.role is Role.TERM):
        _paint_highlight(ground, spot.box)
    if placed.last and not standing.finished:
        _paint_unknown(ground, spot.place, size, placed)
        return
    ground.painter.setOpacity(DIMMED if shade is Shade.WAITING and not lit else 1.0)
    colour = ground.theme.text
    ground.setter.paint(ground.painter, spot.place, placed.piece.latex, colour, size)
    ground.painter.setOpacity(1.0)


def _paint_unknown(ground: Ground, place: QPointF, size: float, placed: Placed) -> None:
    """A question mark in the middle of the room that the result will take."""
    setting = ground.setter.set(UNKNOWN, ground.theme.text)
    middle = place + QPointF(0.5 * (placed.width - setting.width) * size, 0.0)
    ground.setter.paint(ground.painter, middle, UNKNOWN, ground.theme.text, size)


def _paint_highlight(ground: Ground, box: QRectF) -> None:
    ground.painter.setPen(Qt.PenStyle.NoPen)
    ground.painter.setBrush(QColor(ground.theme.accent_soft))
    ground.painter.drawRoundedRect(box, 4.0, 4.0)


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it fits: its font and its box, wrapped within it."""

    text: str
    font: QFont
    box: QRectF


def fit_sentence(box: QRectF, text: str, theme: Theme, font: QFont) -> Sentence:
    """The sentence centred at the top of `box`, smaller where it would not fit."""
    for size in (theme.font_size, theme.small_font_size, 0.9 * theme.small_font_size):
        chosen = sized(font, size)
        height = _height(chosen, box, text)
        if height <= box.height():
            break
    return Sentence(text, chosen, _balanced(chosen, box, text, height))


def paint_sentence(painter: QPainter, sentence: Sentence, theme: Theme) -> None:
    """Paint a sentence that has been fitted."""
    painter.setFont(sentence.font)
    painter.setPen(QColor(theme.text))
    painter.drawText(sentence.box, WRAPPED, sentence.text)


def _height(font: QFont, box: QRectF, text: str) -> float:
    return QFontMetricsF(font).boundingRect(box, WRAPPED, text).height()


def _balanced(font: QFont, box: QRectF, text: str, height: float) -> QRectF:
    """The narrowest box in the middle that takes no more height, so that no word is alone."""
    low, high = 0.5, 1.0
    for _ in range(5):
        share = 0.5 * (low + high)
        if _height(font, _inner(box, share), text) > height:
            low = share
        else:
            high = share
    return _inner(box, high)


def _inner(box: QRectF, share: float) -> QRectF:
    cut = 0.5 * box.width() * (1.0 - share)
    return box.adjusted(cut, 0.0, -cut, 0.0)
