"""Painting what is wrong with the network where it is: marks at nodes, bars under layers."""

from collections.abc import Iterator, Sequence
from textwrap import fill

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.diagnosis_texts import label, sentence
from app.scene.edge_labels import node_boxes
from app.scene.gradient_bars import GradientBar, gradient_bars
from app.scene.hit import NodeHit
from app.scene.layout import Column, Shape
from app.views.stage_picture import Picture
from app.views.texts import translated
from engine.ailments import Ailment, Finding
from engine.arrays import Array

BAR_WIDTH, BAR_HEIGHT = 84.0, 4.0
"""The largest width of a bar, and its height, in px."""

BAR_SHARE = 0.7
"""How much of the way to the next layer a bar may take."""

TIP_WIDTH = 60
"""Characters in a line of a tool tip."""

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


def paint_marks(painter: QPainter, picture: Picture, told: set[tuple[int, int]]) -> None:
    """Mark the nodes with which something is wrong, but those whose caption says so."""
    for (layer, unit), found in picture.ailing.items():
        if (layer, unit) in told or not found[0].grave:
            continue
        column = picture.layout.columns[layer]
        if column.shape is Shape.DOT:
            _paint_cross(painter, picture, column, unit)
        else:
            _paint_badge(painter, picture, column, unit, GLYPHS[found[0].kind])


def bars(picture: Picture, taken: Array) -> Iterator[tuple[GradientBar, QRectF]]:
    """The bars under the layers with their boxes, text included; none on the boxes `taken`.

    taken (m, 4): left, top, right, bottom.
    """
    if picture.norms is None:
        return
    taken = np.concatenate([node_boxes(picture.layout), taken])
    for bar in gradient_bars(picture.norms, picture.findings):
        box = _bar_box(picture, bar)
        left, top, right, bottom = box.getCoords()
        beside = (taken[:, 2] <= left) | (taken[:, 0] >= right)
        if (beside | (taken[:, 3] <= top) | (taken[:, 1] >= bottom)).all():
            yield bar, box


def paint_bars(painter: QPainter, picture: Picture, taken: Array) -> None:
    """Draw under each layer how large its gradient is, where that is known."""
    for bar, box in bars(picture, taken):
        _paint_bar(painter, picture, bar, box)


def bar_tip(picture: Picture, taken: Array, point: QPointF) -> str:
    """The exact number of the bar under the pointer; "" where none is."""
    for bar, box in bars(picture, taken):
        if box.contains(point):
            about = [each for each in picture.findings if bar.word and not each.units]
            return "\n".join([*map(translated, bar.tip), *_sentences(picture, about)])
    return ""


def _sentences(picture: Picture, found: Sequence[Finding]) -> list[str]:
    sizes = picture.trace.sizes
    return [fill(translated(sentence(each, sizes)), TIP_WIDTH) for each in found]


def _bar_box(picture: Picture, bar: GradientBar) -> QRectF:
    middle = picture.layout.columns[bar.layer].middle
    text = picture.fonts.width(_fitting(picture, bar), picture.text)
    width, height = max(_bar_width(picture, bar), text), picture.line + BAR_HEIGHT
    return QRectF(middle - 0.5 * width, picture.view.bottom() - height - 3.0, width, height)


def _bar_width(picture: Picture, bar: GradientBar) -> float:
    return min(BAR_WIDTH, BAR_SHARE * _way(picture, bar))


def _way(picture: Picture, bar: GradientBar) -> float:
    """From the middle of the layer before to this one's."""
    columns = picture.layout.columns
    return columns[bar.layer].middle - columns[bar.layer - 1].middle


def _paint_bar(painter: QPainter, picture: Picture, bar: GradientBar, box: QRectF) -> None:
    theme = picture.theme
    colour = QColor(theme.error if bar.word else theme.gradient_positive)
    if bar.figure:
        _paint_track(painter, picture, bar, box, colour)
    text = _fitting(picture, bar)
    if text:
        painter.setPen(colour if bar.word else QColor(theme.muted))
        painter.setFont(picture.fonts.font(picture.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(box.adjusted(0, 0, 0, -BAR_HEIGHT), flags, text)


def _paint_track(
    painter: QPainter, picture: Picture, bar: GradientBar, box: QRectF, colour: QColor
) -> None:
    width, radius = _bar_width(picture, bar), 0.5 * BAR_HEIGHT
    left = box.center().x() - 0.5 * width
    track = QRectF(left, box.bottom() - BAR_HEIGHT, width, BAR_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(picture.theme.border))
    painter.drawRoundedRect(track, radius, radius)
    painter.setBrush(colour)
    track.setWidth(bar.share * width)
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
    arm = 0.75 * column.half_height
    painter.setPen(QPen(QColor(picture.theme.error), min(max(0.25 * arm, 1.0), 2.5)))
    painter.drawLine(QPointF(x - arm, y - arm), QPointF(x + arm, y + arm))
    painter.drawLine(QPointF(x - arm, y + arm), QPointF(x + arm, y - arm))


def _paint_badge(
    painter: QPainter, picture: Picture, column: Column, unit: int, glyph: str
) -> None:
    """A round badge at the node's upper right."""
    x, y = column.centres[unit].tolist()
    radius = min(max(0.45 * column.half_height, 4.5), 7.5)
    centre = QPointF(x + 0.86 * column.half_width, y - 0.62 * column.half_height)
    painter.setPen(QPen(QColor(picture.theme.panel), 1.5))
    painter.setBrush(QColor(picture.theme.error))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QColor(picture.theme.panel))
    painter.setFont(picture.fonts.font(1.7 * radius, bold=True))
    box = QRectF(centre.x() - radius, centre.y() - radius, 2.0 * radius, 2.0 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyph)
