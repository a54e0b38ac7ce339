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

RADIUS = 0.5 * BAR_HEIGHT
"""That of a bar's ends."""

BAR_SHARE = 0.7
"""How much of the way to the next layer a bar may take."""

AIR = 16.0
"""Px kept free between a bar's text and the next."""

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
    """The bar under a layer, the text over it, the box of both, and the bar's track."""

    of: GradientBar
    text: str
    box: QRectF
    track: QRectF

    @property
    def filled(self) -> QRectF:
        """As much of the track as is filled."""
        track = self.track
        return QRectF(track.left(), track.top(), self.of.share * track.width(), track.height())


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
    theme = picture.theme
    plain, striking = QColor(theme.gradient_positive), QColor(theme.error)
    figures = [bar for bar in found if bar.of.figure]
    # All of one kind together: to change pen and brush takes as long as to draw.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.border))
    for bar in figures:
        painter.drawRoundedRect(bar.track, RADIUS, RADIUS)
    for bar in figures:
        painter.setBrush(striking if bar.of.word else plain)
        painter.drawRoundedRect(bar.filled, RADIUS, RADIUS)
    painter.setFont(picture.plain.font)
    muted = QColor(theme.muted)
    for bar in found:
        painter.setPen(striking if bar.of.word else muted)
        painter.drawText(bar.box.adjusted(0, 0, 0, -BAR_HEIGHT), FLAGS, bar.text)


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
    way, (start, _, end, bottom) = _way(picture, of), picture.sides
    text, broad = _fitting(picture, of, way - AIR), min(BAR_WIDTH, BAR_SHARE * way)
    middle = picture.layout.columns[of.layer].middle
    width = max(broad, picture.plain.width(text))
    height = picture.line + BAR_HEIGHT
    left = middle - 0.5 * width
    if start <= middle <= end:
        left = max(min(left, end - width - EDGE), start + EDGE)
    box = QRectF(left, bottom - height - EDGE, width, height)
    track = QRectF(box.center().x() - 0.5 * broad, box.bottom() - BAR_HEIGHT, broad, BAR_HEIGHT)
    return Bar(of, text, box, track)


def _way(picture: Picture, bar: GradientBar) -> float:
    """From the middle of the layer before to this one's."""
    columns = picture.layout.columns
    return columns[bar.layer].middle - columns[bar.layer - 1].middle


def _fitting(picture: Picture, bar: GradientBar, room: float) -> str:
    """The longest of a bar's texts that fits into `room` px."""
    word = translated(bar.word) if bar.word else ""
    figure = f"‖δ‖ {bar.figure}" if bar.figure else ""
    if not (word and figure):
        texts: tuple[str, ...] = (word or figure, bar.figure)
    else:
        texts = (f"{figure} · {word}", f"{bar.figure} · {word}", word, bar.figure)
    return next((each for each in texts if picture.plain.width(each) <= room), "")


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
