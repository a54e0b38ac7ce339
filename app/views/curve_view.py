"""An activation's curve with the neuron's place on it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scene.activation_curve import ActivationCurve, Point, activation_curve
from app.scene.explanation.page import Curve
from app.scene.names import activation_name
from app.scene.numbers import number
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.strokes import draw_curve, kept, pen
from app.views.texts import translated

HEIGHT = 8.5
"""In em of the theme's text."""

WIDEST = 22.0
"""Wider than this, in em, the curve would only be stretched."""

DOT = 4.5


class CurveView(QWidget):
    """Paints a = f(z), the point (z, a) and the tangent there; what is not known is not shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._block: Curve | None = None
        self._curve: ActivationCurve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours and sizes from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_curve(self, block: Curve) -> None:
        """Show this curve."""
        self._block = block
        self._curve = activation_curve(block.activation, block.z, block.a)
        point = self._curve.point if self._curve else None
        name = translated(activation_name(block.activation))
        self.setAccessibleName(self.tr("The curve of {name}").format(name=name))
        self.setAccessibleDescription(
            f"z = {number(point[0])}, a = {number(point[1])}" if point else ""
        )
        self.setToolTip(f"z = {point[0]!r}\na = {point[1]!r}" if point else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As high whatever is shown."""
        return QSize(200, round(HEIGHT * self._theme.font_size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curve."""
        if self._curve is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), self._theme.small_font_size))
        width = min(float(self.width()), WIDEST * self._theme.font_size)
        paint_curve(painter, QRectF(0.0, 0.0, width, self.height()), self._curve, self._theme)
        painter.end()


def paint_curve(painter: QPainter, box: QRectF, curve: ActivationCurve, theme: Theme) -> None:
    """Paint axes, curve, guides, tangent and point into `box`."""
    place = placing(box.adjusted(2.0, 4.0, -2.0, -4.0), curve)
    _paint_axes(painter, box, place.map(QPointF(0.0, 0.0)), theme)
    with kept(painter):
        painter.setClipRect(box)
        painter.setPen(pen(theme.muted, 1.8))
        x, y = (curve.z * place.m11() + place.dx(), curve.a * place.m22() + place.dy())
        draw_curve(painter, x, y)
        _paint_place(painter, place, curve, theme)


def placing(box: QRectF, curve: ActivationCurve) -> QTransform:
    """From (z, a) to the box's pixels."""
    (left, right), (bottom, top) = curve.z_range, curve.a_range
    across, up = box.width() / (right - left), -box.height() / (top - bottom)
    return QTransform(across, 0.0, 0.0, up, box.left() - left * across, box.top() - top * up)


def _paint_axes(painter: QPainter, box: QRectF, origin: QPointF, theme: Theme) -> None:
    painter.setPen(pen(theme.border, 1.0))
    painter.drawLine(QPointF(box.left(), origin.y()), QPointF(box.right(), origin.y()))
    painter.drawLine(QPointF(origin.x(), box.top()), QPointF(origin.x(), box.bottom()))
    painter.setPen(pen(theme.muted, 1.0))
    line = painter.fontMetrics().height()
    right = int(Qt.AlignmentFlag.AlignRight)
    painter.drawText(QRectF(box.right() - 40.0, origin.y() - line - 1.0, 36.0, line), right, "z")
    painter.drawText(QRectF(origin.x() - 40.0, box.top(), 34.0, line), right, "a")


def _paint_place(
    painter: QPainter, place: QTransform, curve: ActivationCurve, theme: Theme
) -> None:
    if curve.at is None:
        return
    axis = place.map(QPointF(curve.at, 0.0))
    dot = axis if curve.point is None else place.map(QPointF(*curve.point))
    painter.setPen(pen(theme.accent, 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(axis, dot)
    painter.drawLine(dot, QPointF(place.map(QPointF(0.0, 0.0)).x(), dot.y()))
    if curve.point is None:
        painter.drawLine(axis + QPointF(0.0, -DOT), axis + QPointF(0.0, DOT))
        return
    if curve.tangent is not None:
        painter.setPen(pen(theme.accent, 1.2))
        painter.drawLine(*(place.map(QPointF(*end)) for end in curve.tangent))
    painter.setPen(pen(theme.panel, 1.5))
    painter.setBrush(QColor(_ink(curve.point, theme)))
    painter.drawEllipse(dot, DOT, DOT)


def _ink(point: Point, theme: Theme) -> str:
    return theme.negative if point[1] < 0 else theme.positive if point[1] > 0 else theme.muted
