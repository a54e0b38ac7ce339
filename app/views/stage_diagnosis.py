"""Painting what is wrong with the network where it is: marks at nodes, bars under layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from textwrap import fill

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.diagnosis_texts import label, sentence
from app.scene.gradient_bars import GradientBar, gradient_bars
from app.scene.hit import NodeHit
from app.scene.layout import Column, Shape
from app.scene.placement import Board
from app.views.stage_numbers import reach
from app.views.stage_picture import Picture, sides
from app.views.texts import translated
from engine.ailments import Ailment, Finding

BAR_WIDTH, BAR_HEIGHT = 84.0, 4.0
"""The largest width of a bar, and its height, in px."""

BAR_SHARE = 0.7
"""How much of the way to the next layer a bar may take."""

EDGE = 3.0
"""Px between a bar and the edges of the stage."""

TIP_WIDTH = 60
"""Characters in a line of a tool tip."""

FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

GLYPHS = {Ailment.DEAD: "×", Ailment.SATURATED: "!", Ailment.SYMMETRIC: "="}


def unit_words(picture: Picture, layer: int, unit: int) -> tuple[str, ...]:
    """What is wrong with a node in a word or two, and in fewer; () if nothing is."""
    words = [translated(label(each, unit)) for each in picture.ailing.get((layer, unit), ())]
    return (" · ".join(words), words[0]) if words else ()


def is_grave(picture: Picture, layer: int, unit: int) -> bool:
    """Whether what is wrong with a node is so for more than some samples."""
    return any(each.grave for each in picture.ailing.get((layer, unit), ()))


def unit_sentences(picture: Picture, hit: NodeHit) -> list[str]:
    """What is wrong with a node, in lines for a tool tip."""
    return _sentences(picture, picture.ailing.get((hit.layer, hit.neuron), ()))


@dataclass(frozen=True)
class Badge:
    """A round badge with a glyph at a node (layer, unit)."""

    node: tuple[int, int]
    glyph: str
    box: QRectF


@dataclass(frozen=True)
class Bar:
    """The bar under a layer, the text over it, and the box of both."""

    of: GradientBar
    text: str
    box: QRectF


def badges(picture: Picture) -> list[Badge]:
    """The badges of all nodes with which something is gravely wrong, but of dots."""
    columns = picture.layout.columns
    return [
        Badge((layer, unit), GLYPHS[found[0].kind], _badge_box(columns[layer], unit))
        for (layer, unit), found in picture.ailing.items()
        if found[0].grave and columns[layer].shapes[unit] < Shape.DOT
    ]


def paint_marks(painter: QPainter, picture: Picture, shown: Sequence[Badge]) -> None:
    """Draw badges, and crosses over dots with which something is wrong."""
    for badge in shown:
        _paint_badge(painter, picture, badge)
    for (layer, unit), found in picture.ailing.items():
        column = picture.layout.columns[layer]
        if found[0].grave and column.shapes[unit] >= Shape.DOT:
            _paint_cross(painter, picture, column, unit)


def bars(picture: Picture, board: Board) -> list[Bar]:
    """The bars under the layers, where they meet nothing."""
    if picture.norms is None:
        return []
    found = [_bar(picture, bar) for bar in gradient_bars(picture.norms, picture.findings)]
    return list(compress(found, board.place_each([[sides(each.box)] for each in found])))


def paint_bars(painter: QPainter, picture: Picture, found: Sequence[Bar]) -> None:
    """Draw under each layer how large its gradient is, where that is known."""
    painter.setFont(picture.fonts.font(picture.text))
    for bar in found:
        _paint_bar(painter, picture, bar)


def bar_tip(picture: Picture, found: Sequence[Bar], point: QPointF) -> str:
    """The exact number of the bar under the pointer; "" where none is."""
    for bar in found:
        if bar.box.contains(point):
            about = [each for each in picture.findings if bar.of.word and not each.units]
            return "\n".join([*map(translated, bar.of.tip), *_sentences(picture, about)])
    return ""


def _sentences(picture: Picture, found: Sequence[Finding]) -> list[str]:
    sizes = picture.trace.sizes
    return [fill(translated(sentence(each, sizes)), TIP_WIDTH) for each in found]


def _bar(picture: Picture, of: GradientBar) -> Bar:
    text, view = _fitting(picture, of), picture.view
    middle = picture.layout.columns[of.layer].middle
    width = max(_bar_width(picture, of), picture.fonts.width(text, picture.text))
    height = picture.line + BAR_HEIGHT
    left = middle - 0.5 * width
    if view.left() <= middle <= view.right():
        left = max(min(left, view.right() - width - EDGE), view.left() + EDGE)
    return Bar(of, text, QRectF(left, view.bottom() - height - EDGE, width, height))


def _bar_width(picture: Picture, bar: GradientBar) -> float:
    return min(BAR_WIDTH, BAR_SHARE * _way(picture, bar))


def _way(picture: Picture, bar: GradientBar) -> float:
    """From the middle of the layer before to this one's."""
    columns = picture.layout.columns
    return columns[bar.layer].middle - columns[bar.layer - 1].middle


def _paint_bar(painter: QPainter, picture: Picture, bar: Bar) -> None:
    theme = picture.theme
    colour = QColor(theme.error if bar.of.word else theme.gradient_positive)
    if bar.of.figure:
        _paint_track(painter, picture, bar, colour)
    if bar.text:
        painter.setPen(colour if bar.of.word else QColor(theme.muted))
        painter.drawText(bar.box.adjusted(0, 0, 0, -BAR_HEIGHT), FLAGS, bar.text)


def _paint_track(painter: QPainter, picture: Picture, bar: Bar, colour: QColor) -> None:
    width, radius, box = _bar_width(picture, bar.of), 0.5 * BAR_HEIGHT, bar.box
    left = box.center().x() - 0.5 * width
    track = QRectF(left, box.bottom() - BAR_HEIGHT, width, BAR_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(picture.theme.border))
    painter.drawRoundedRect(track, radius, radius)
    painter.setBrush(colour)
    track.setWidth(bar.of.share * width)
    painter.drawRoundedRect(track, radius, radius)


def _fitting(picture: Picture, bar: GradientBar) -> str:
    """The longest of a bar's texts that leaves air to the next layer's."""
    room = _way(picture, bar) - 16.0
    word = translated(bar.word) if bar.word else ""
    figure = f"‖δ‖ {bar.figure}" if bar.figure else ""
    if not (word and figure):
        texts: tuple[str, ...] = (word or figure, bar.figure)
    else:
        texts = (f"{figure} · {word}", f"{bar.figure} · {word}", word, bar.figure)
    return next((each for each in texts if picture.fonts.width(each, picture.text) <= room), "")


def _paint_cross(painter: QPainter, picture: Picture, column: Column, unit: int) -> None:
    x, y = column.centres[unit].tolist()
    arm = 0.75 * float(column.halves[unit, 1])
    painter.setPen(QPen(QColor(picture.theme.error), min(max(0.25 * arm, 1.0), 2.5)))
    painter.drawLine(QPointF(x - arm, y - arm), QPointF(x + arm, y + arm))
    painter.drawLine(QPointF(x - arm, y + arm), QPointF(x + arm, y - arm))


def _badge_box(column: Column, unit: int) -> QRectF:
    """At a circle's upper right, at a pill's right end, beside the number: none covers it."""
    x, y = column.centres[unit].tolist()
    half = column.half_height
    radius = min(max(0.45 * half, 4.5), 7.5)
    if column.shape is Shape.PILL:
        radius = min(radius, half)
    else:
        y -= 0.62 * half
    x += max(reach(column) + radius, 0.86 * column.half_width)
    return QRectF(x - radius, y - radius, 2.0 * radius, 2.0 * radius)


def _paint_badge(painter: QPainter, picture: Picture, badge: Badge) -> None:
    painter.setPen(QPen(QColor(picture.theme.panel), 1.5))
    painter.setBrush(QColor(picture.theme.error))
    painter.drawEllipse(badge.box)
    painter.setPen(QColor(picture.theme.panel))
    painter.setFont(picture.fonts.font(0.85 * badge.box.height(), bold=True))
    painter.drawText(badge.box, FLAGS, badge.glyph)
