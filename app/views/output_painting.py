"""How outputs are painted: bars for classes, number lines and a scatter for a regression."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from app.scene.colour import text_on, tint
from app.scene.numbers import number
from app.scene.outputs import Outputs
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.stage_picture import Face
from app.views.strokes import draw_dots, pen

CORNER = 5.0
DIGITS = 3
DOT = 5.0
TICK = 3.0
MOST_ROWS = 400
"""Of larger batches the scatter shows evenly chosen rows."""


@dataclass(frozen=True)
class Look:
    """What painting needs besides the numbers."""

    theme: Theme
    font: QFont
    target: str
    """The word beside the class that is right."""

    @cached_property
    def small(self) -> Face:
        """The font of names."""
        return Face(sized(self.font, self.theme.small_font_size))

    @cached_property
    def strong(self) -> Face:
        """The font of values."""
        return Face(sized(self.font, self.theme.small_font_size, QFont.Weight.DemiBold))

    @cached_property
    def _height(self) -> float:
        return QFontMetricsF(self.small.font).height()

    def height(self) -> float:
        """A line's height."""
        return self._height


def position(value: float, low: float, high: float, box: QRectF) -> float:
    """Where a value lies on the axis low..high across the box; beyond it, at its end."""
    share = (value - low) / (high - low)
    return box.left() + box.width() * min(max(share, 0.0), 1.0)


def text_at(
    painter: QPainter, look: Look, box: QRectF, text: str, colour: str, right: bool = False
) -> None:
    """A line of small text in the box, cut to its width."""
    if not text:
        return
    face = look.small
    shown = face.elided(text, box.width())
    left = box.right() - face.width(shown) if right else box.left()
    _write(painter, face, QPointF(left, box.center().y()), shown, colour)


def _write(painter: QPainter, face: Face, middle: QPointF, text: str, colour: str) -> None:
    """A text, from the middle of its left edge on."""
    painter.setFont(face.font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(middle.x(), face.baseline(middle.y())), text)


def paint_name(painter: QPainter, look: Look, box: QRectF, name: str, right: bool) -> None:
    """A class's name, with a mark if it is the `right` one."""
    mark = f"  ✓ {look.target}" if right else ""
    shown = look.small.elided(name, box.width() - look.small.width(mark))
    text_at(painter, look, box, shown + mark, look.theme.text if right else look.theme.muted)


def paint_bar(painter: QPainter, look: Look, box: QRectF, shown: Outputs, index: int) -> None:
    """Output `index` as a bar from 0 on the axis; only its track where it is not known."""
    theme, value = look.theme, float(shown.values[index])
    clip = QPainterPath()
    clip.addRoundedRect(box, CORNER, CORNER)
    painter.fillPath(clip, QColor(theme.border))
    if not shown.known[index]:
        return
    zero = position(0.0, shown.low, shown.high, box)
    end = zero if np.isnan(value) else position(value, shown.low, shown.high, box)
    fill = theme.positive if value >= 0.0 else theme.negative
    bar = QRectF(min(zero, end), box.top(), abs(end - zero), box.height())
    painter.save()
    painter.setClipPath(clip)
    painter.fillRect(bar, QColor(fill))
    painter.restore()
    if not shown.probabilities:
        _paint_axis(painter, theme, box, zero)
        _paint_target_tick(painter, theme, box, shown, index)
    _paint_value(painter, look, box, bar, number(value, DIGITS), fill)


def _paint_axis(painter: QPainter, theme: Theme, box: QRectF, zero: float) -> None:
    painter.setPen(pen(theme.muted, 1.0))
    painter.drawLine(QPointF(zero, box.top()), QPointF(zero, box.bottom()))


def _paint_target_tick(
    painter: QPainter, theme: Theme, box: QRectF, shown: Outputs, index: int
) -> None:
    x = position(float(shown.targets[index]), shown.low, shown.high, box)
    painter.setPen(pen(theme.text, 2.0, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, box.top() + 1.0), QPointF(x, box.bottom()))


def _paint_value(
    painter: QPainter, look: Look, box: QRectF, bar: QRectF, text: str, fill: str
) -> None:
    """The value in its bar where it fits, else beside it."""
    width = look.strong.width(text)
    theme, pad = look.theme, 8.0
    if bar.width() >= width + 2.0 * pad:
        ink, left = text_on(fill, theme.on_strong, theme.text), bar.left() + pad
    elif bar.right() + pad + width <= box.right():
        ink, left = theme.text, bar.right() + pad
    else:
        ink, left = theme.text, bar.left() - pad - width
    _write(painter, look.strong, QPointF(left, box.center().y()), text, ink)


def paint_threshold(painter: QPainter, look: Look, box: QRectF, shown: Outputs) -> None:
    """The half from which class 1 is said."""
    x = position(0.5, shown.low, shown.high, box)
    painter.setPen(pen(look.theme.panel, 3.0))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setPen(pen(look.theme.text, 1.5))
    painter.drawLine(QPointF(x, box.top() - 3.0), QPointF(x, box.bottom() + 3.0))
    label = QRectF(x - 40.0, box.bottom() + 2.0, 80.0, look.height())
    painter.setFont(look.small.font)
    painter.setPen(pen(look.theme.muted, 1.0))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, "0.5")


def paint_number_line(
    painter: QPainter, look: Look, box: QRectF, shown: Outputs, index: int
) -> None:
    """Output `index` as a dot on the axis, its target as a ring, what is between them lit."""
    theme, middle = look.theme, box.center().y()
    target = position(float(shown.targets[index]), shown.low, shown.high, box)
    painter.setPen(pen(theme.border, 3.0))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    value = float(shown.values[index])
    known = bool(shown.known[index]) and not np.isnan(value)
    x = position(value, shown.low, shown.high, box) if known else target
    painter.setPen(pen(tint(theme.accent, theme.panel, 0.5), 3.0))
    painter.drawLine(QPointF(target, middle), QPointF(x, middle))
    painter.setPen(pen(theme.text, 2.0))
    painter.setBrush(QColor(theme.panel))
    painter.drawEllipse(QPointF(target, middle), DOT + 1.0, DOT + 1.0)
    if known:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, middle), DOT - 0.5, DOT - 0.5)


def paint_ghost(
    painter: QPainter, look: Look, box: QRectF, shown: Outputs, index: int, dot: bool = False
) -> None:
    """Where output `index` would be: ticks at the edges of its bar, or a dashed `dot`."""
    if shown.ghost is None or np.isnan(shown.ghost[index]):
        return
    theme, x = look.theme, position(float(shown.ghost[index]), shown.low, shown.high, box)
    if dot:
        painter.setPen(pen(theme.accent, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, box.center().y()), DOT + 3.0, DOT + 3.0)
        return
    # Short, so that it strikes through no number.
    for ink, width in ((theme.panel, 5.0), (theme.accent, 2.5)):
        painter.setPen(pen(ink, width))
        for edge, inwards in ((box.top(), TICK), (box.bottom(), -TICK)):
            painter.drawLine(QPointF(x, edge - inwards / 2.0), QPointF(x, edge + inwards))


def paint_scatter(painter: QPainter, look: Look, box: QRectF, shown: Outputs, sample: int) -> None:
    """Every row of the batch: across its target, up its prediction; on the line is right."""
    theme = look.theme
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(theme.border, 1.0))
    painter.drawRect(box)
    painter.setPen(pen(theme.muted, 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(box.bottomLeft(), box.topRight())
    rows = np.arange(0, len(shown.batch_values), -(-len(shown.batch_values) // MOST_ROWS) or 1)
    _paint_points(painter, box, shown, rows, theme.muted, 6.0)
    if len(rows):
        _paint_points(painter, box, shown, np.array([sample]), theme.accent, 2.0 * DOT)


def _paint_points(
    painter: QPainter, box: QRectF, shown: Outputs, rows: np.ndarray, colour: str, size: float
) -> None:
    """The targets and predictions of some rows; beyond the axes, at their ends."""
    targets, values = shown.batch_targets[rows].ravel(), shown.batch_values[rows].ravel()
    known = ~np.isnan(values)
    span = shown.high - shown.low
    across, up = (
        np.clip((numbers[known] - shown.low) / span, 0.0, 1.0) for numbers in (targets, values)
    )
    dot = pen(colour, size)
    dot.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(dot)
    draw_dots(painter, box.left() + box.width() * across, box.bottom() - box.height() * up)
