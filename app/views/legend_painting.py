"""Painting the legend's bars and notes."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import isnan

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from app.scene.colour import Diverging
from app.scene.node_marks import NEGATIVE
from app.scene.numbers import number
from app.scene.theme import Theme
from app.views.stage_picture import Fonts

GAP = 18.0
"""Px between two items."""

AIR = 6.0
"""Px between the parts of an item."""

THICKNESS = 8.0

MARGIN = 1.0
"""Px around a bar, for its outline."""

LENGTH = 84.0
"""The length of a scale's bar where there is room, in px."""

SHORTEST = 18.0
"""Bars are not shorter than this."""


@dataclass(frozen=True)
class Bar:
    """A scale from -maximum to maximum (nan: it has no one), of lines or of nodes."""

    name: str
    scale: Diverging
    maximum: float
    lines: bool

    @property
    def ends(self) -> tuple[str, str]:
        """The numbers at its two ends, or only their signs."""
        if isnan(self.maximum):
            return "−", "+"
        return number(-self.maximum, 3), f"+{number(self.maximum, 3)}"

    @property
    def words(self) -> str:
        """The scale in words."""
        return f"{self.name} {' … '.join(self.ends)}"


def _texts_width(bar: Bar, fonts: Fonts, size: float) -> float:
    name = fonts.width(bar.name, size, bold=True)
    return name + sum(fonts.width(text, size) for text in bar.ends) + 3.0 * AIR


def width_of(bars: list[Bar], notes: list[str], fonts: Fonts, theme: Theme) -> float:
    """The room that all of it would like to have on one line."""
    return _width_of_bars(bars, fonts, theme, LENGTH) + _width_of_notes(notes, fonts, theme)


def paint_legend(
    painter: QPainter,
    bars: list[Bar],
    notes: list[str],
    urgent: int,
    fonts: Fonts,
    theme: Theme,
    lines: list[QRectF],
) -> None:
    """Draw bars and then notes on one line or two.

    For the first `urgent` notes bars become shorter; others are left out where they do not fit.
    """
    rooms = [line.width() + GAP for line in lines]
    rooms[-1] -= _width_of_notes(notes[:urgent], fonts, theme)
    count, length = fitting(bars, fonts, theme, rooms)
    rest, line = bars[:count], lines[0]
    for each in lines[1:]:
        _paint_bars(painter, rest, fonts, theme, line, length)
        rest, line = bars[count:], each
    line.setLeft(_paint_bars(painter, rest, fonts, theme, line, length))
    _paint_notes(painter, notes, fonts, theme, line)


def _width_of_bars(bars: list[Bar], fonts: Fonts, theme: Theme, length: float) -> float:
    """The room that bars of that length need, with the gap after the last."""
    size = theme.small_font_size
    return sum(_texts_width(bar, fonts, size) + length + GAP for bar in bars)


def _width_of_notes(notes: list[str], fonts: Fonts, theme: Theme) -> float:
    """The room that notes need, with the gap after the last."""
    return sum(fonts.width(note, theme.small_font_size) + GAP for note in notes)


def fitting(bars: list[Bar], fonts: Fonts, theme: Theme, rooms: list[float]) -> tuple[int, float]:
    """How many bars go on the first line, and how long all are: shorter where lines are full.

    `rooms` is what each line has for bars, with the gap after the last of them.
    """
    texts = [_texts_width(bar, fonts, theme.small_font_size) + GAP for bar in bars]
    length = LENGTH
    while True:
        ends = list(accumulate(text + length for text in texts))
        count = max(sum(end <= rooms[0] for end in ends), 1)
        rest = ends[-1] - ends[count - 1]
        if rest <= (rooms[1] if len(rooms) > 1 else 0.0) or length <= SHORTEST:
            return count, length
        length -= 6.0


def _paint_bars(
    painter: QPainter, bars: list[Bar], fonts: Fonts, theme: Theme, line: QRectF, length: float
) -> float:
    """Draw bars of that length from the left of a line. Returns where they end."""
    x = line.x()
    for bar in bars:
        box = QRectF(x, line.y(), length, line.height())
        x = _paint_bar(painter, bar, fonts, theme, box) + GAP
    return x


def _paint_bar(painter: QPainter, bar: Bar, fonts: Fonts, theme: Theme, box: QRectF) -> float:
    size = theme.small_font_size
    x = _paint_text(painter, bar.name, fonts, theme.text, size, True, box) + AIR
    low, high = bar.ends
    x = _paint_text(painter, low, fonts, theme.muted, size, False, box.translated(x - box.x(), 0))
    thick = THICKNESS * theme.scale
    # On whole pixels, as the picture is.
    corner = QPointF(round(x + AIR), round(box.center().y() - 0.5 * thick))
    strip = QRectF(corner, QSizeF(box.width(), thick))
    picture = _picture(
        bar.scale, bar.lines, theme, box.width(), painter.device().devicePixelRatioF()
    )
    painter.drawImage(corner - QPointF(MARGIN, MARGIN), picture)
    after = box.translated(strip.right() + AIR - box.x(), 0)
    return _paint_text(painter, high, fonts, theme.muted, size, False, after)


def _paint_text(
    painter: QPainter,
    text: str,
    fonts: Fonts,
    colour: str,
    size: float,
    bold: bool,
    box: QRectF,
) -> float:
    """Draw a text at the left of a box, returning where it ends."""
    face = fonts.face(size, bold)
    painter.setFont(face.font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(box.x(), face.baseline(box.center().y())), text)
    return box.x() + face.width(text)


@lru_cache(maxsize=32)
def _picture(scale: Diverging, lines: bool, theme: Theme, length: float, ratio: float) -> QImage:
    """A scale's colours in its shape, with MARGIN around; the legend is drawn anew very often."""
    size = QSizeF(length, THICKNESS * theme.scale)
    whole = (size + 2.0 * QSizeF(MARGIN, MARGIN)) * ratio
    picture = QImage(whole.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strip = QRectF(QPointF(MARGIN, MARGIN), size)
    painter.setClipPath(_wedge(strip) if lines else _capsule(strip))
    painter.drawImage(strip, _image(scale))
    painter.setClipping(False)
    if not lines:
        _paint_dashes(painter, strip, theme)
    painter.end()
    return picture


def _image(scale: Diverging) -> QImage:
    table = scale.table
    image = QImage(table.tobytes(), len(table), 1, table.nbytes, QImage.Format.Format_RGB888)
    return image.copy()  # the bytes belong to NumPy


def _capsule(strip: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(strip, 0.5 * strip.height(), 0.5 * strip.height())
    return path


def _paint_dashes(painter: QPainter, strip: QRectF, theme: Theme) -> None:
    """Around the negative half, as around negative nodes."""
    ink = QColor(theme.text)
    ink.setAlphaF(NEGATIVE)
    pen = QPen(ink, 1.0)
    pen.setDashPattern([3.0, 2.5])
    painter.save()
    painter.setClipRect(strip.adjusted(-1.0, -1.0, 1.0 - 0.5 * strip.width(), 1.0))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_capsule(strip))
    painter.restore()


def _wedge(strip: QRectF) -> QPainterPath:
    """Lines as they are on the stage: thick at the ends, dashed on the negative side."""
    path, middle = QPainterPath(), strip.center()
    path.addPolygon(_slice(strip, middle.x(), strip.right()))
    right = middle.x() - 3.0
    while right > strip.left():
        left = max(right - 7.0, strip.left())
        path.addPolygon(_slice(strip, left, right))
        right = left - 4.0
    return path


def _slice(strip: QRectF, left: float, right: float) -> QPolygonF:
    middle, reach = strip.center(), 0.5 * strip.width()
    thickest = 0.375 * strip.height()
    half = [0.5 + thickest * abs(x - middle.x()) / reach for x in (left, right)]
    y = middle.y()
    corners = ((left, y - half[0]), (right, y - half[1]), (right, y + half[1]), (left, y + half[0]))
    return QPolygonF([QPointF(*corner) for corner in (*corners, corners[0])])


def whole_notes(notes: list[str], fonts: Fonts, size: float, room: float) -> list[str]:
    """Those notes, in their order, for which there is room on a line `room` px long."""
    found, left = [], room
    for note in notes:
        width = fonts.width(note, size)
        if width <= left:
            found.append(note)
            left -= width + GAP
    return found


def _paint_notes(
    painter: QPainter, notes: list[str], fonts: Fonts, theme: Theme, line: QRectF
) -> None:
    """Draw those notes on a line that fit as a whole: half of one says nothing, or another."""
    size, box = theme.small_font_size, QRectF(line)
    for note in whole_notes(notes, fonts, size, line.width()):
        end = _paint_text(painter, note, fonts, theme.muted, size, False, box)
        box.setLeft(end + GAP)
