"""How a run's loss curves are painted between the axes of the plot.

An item of pyqtgraph's own for each curve and mark would cost several
milliseconds a picture, most of them in Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.run_curves import Curve
from app.scene.theme import Theme
from app.views.strokes import draw_curve, faint, pen
from engine.arrays import Array

DOT = 3.5
NONE = Curve(np.empty(0), np.empty(0))


@dataclass(frozen=True)
class Marks:
    """What is marked: the step that is shown, the one pointed at, where training diverged."""

    shown: int
    pointed: int | None = None
    diverged: int | None = None


@dataclass(frozen=True)
class Drawing:
    """What there is to draw; heights are losses as the axis counts them.

    `train` is every step's own loss, drawn faintly where there are `means`.
    """

    train: Curve = NONE
    means: Curve = NONE
    test: Curve = NONE
    dots: Curve = NONE
    marks: Marks = field(default_factory=lambda: Marks(0))
    noisy: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Window:
    """Which steps and heights are seen, and the box that they fill."""

    box: QRectF
    steps: Sequence[float]
    heights: Sequence[float]

    def x(self, steps: Array) -> Array:
        """Where steps (n,) are, in pixels."""
        left, right = self.steps
        return self.box.left() + (steps - left) * (self.box.width() / (right - left))

    def y(self, heights: Array) -> Array:
        """Where heights (n,) are, in pixels."""
        low, high = self.heights
        return self.box.bottom() - (heights - low) * (self.box.height() / (high - low))


def paint_curves(painter: QPainter, drawing: Drawing, window: Window, theme: Theme) -> None:
    """The curves, the marks above them, and on top the dots or a hint."""
    painter.setClipRect(window.box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(faint(theme), 1.0) if drawing.noisy else pen(theme.accent, 2.0))
    _paint_curve(painter, drawing.train, window)
    painter.setPen(pen(theme.accent, 2.0))
    _paint_curve(painter, drawing.means, window)
    painter.setPen(pen(theme.text, 1.5, Qt.PenStyle.DashLine))
    # In one piece: lines drawn one by one would each begin with a dash of its own.
    painter.drawPolyline(_points(drawing.test, window))
    _paint_marks(painter, drawing.marks, window, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    for point in _points(drawing.dots, window):
        painter.drawEllipse(point, DOT, DOT)
    if drawing.hint:
        painter.setPen(QColor(theme.muted))
        painter.drawText(window.box, Qt.AlignmentFlag.AlignCenter, drawing.hint)


def _paint_curve(painter: QPainter, curve: Curve, window: Window) -> None:
    draw_curve(painter, window.x(curve.steps), window.y(curve.losses))


def _points(curve: Curve, window: Window) -> list[QPointF]:
    return list(map(QPointF, window.x(curve.steps).tolist(), window.y(curve.losses).tolist()))


def _paint_marks(painter: QPainter, marks: Marks, window: Window, theme: Theme) -> None:
    """Upright lines, sharp as an axis."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for step, line in (
        (marks.shown, pen(theme.text, 2.0)),
        (marks.pointed, pen(theme.muted, 1.0, Qt.PenStyle.DashLine)),
        (marks.diverged, pen(theme.error, 2.0)),
    ):
        if step is not None:
            x = float(window.x(np.float64(step)))
            painter.setPen(line)
            painter.drawLine(QPointF(x, window.box.top()), QPointF(x, window.box.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
