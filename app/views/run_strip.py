"""The whole run in a strip: its loss curve, and a playhead to drag to any step."""

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scene.numbers import number
from app.scene.run_curves import Curve, RunCurves, joined
from app.scene.theme import Theme
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.scrubber import MARGIN, Scrubber
from app.views.strokes import draw_curve, faint, pen

HEIGHT, LEAST_HEIGHT = 56.0, 28.0


class RunStrip(Scrubber):
    """Seeks to the end of a step; the value is the step."""

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._picture = QPixmap()
        self._pictured = -1  # the steps in it; less than none where it is to be painted anew
        super().__init__(session, player, theme, parent)
        self.setAccessibleName(self.tr("Whole run"))
        self.setAccessibleDescription(
            self.tr("Left and Right go by a step, Page Up and Page Down by an epoch.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for signal in (session.opened, session.retuned, session.advanced):
            signal.connect(self._forget_picture)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours and sizes from now on."""
        self._forget_picture()
        super().set_theme(theme)

    def sizeHint(self) -> QSize:
        """Room for the caption and the curve."""
        return QSize(420, round(self._top() + HEIGHT + MARGIN))

    def minimumSizeHint(self) -> QSize:
        """Less, but still a curve."""
        return QSize(160, round(self._top() + LEAST_HEIGHT + MARGIN))

    def x(self, step: float) -> float:
        """Where a step lies."""
        box = self._box()
        return box.left() + box.width() * step / max(self._session.steps - 1, 1)

    def step(self, x: float) -> int:
        """The step nearest to x."""
        box, last = self._box(), self._session.steps - 1
        return min(max(round((x - box.left()) / box.width() * last), 0), last)

    def _top(self) -> float:
        return round(MARGIN + self._caption_height() + 4.0)

    def _box(self) -> QRectF:
        """Where the curve is."""
        top, side = self._top(), MARGIN + 2.0
        return QRectF(side, top, max(self.width() - 2.0 * side, 1.0), self.height() - top - MARGIN)

    def _place(self) -> tuple[int, int]:
        return self._player.step, self._session.steps - 1

    def _seen(self) -> tuple[int, int, int]:
        player, losses = self._player, self._player.known_losses
        return player.step, self._session.steps, len(losses)

    def _seek_value(self, value: int) -> None:
        self._player.seek(value, self._session.timeline.end)

    def _seek_x(self, x: float) -> None:
        self._seek_value(self.step(x))

    def _keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        key, epoch = Qt.Key, self._session.steps_per_epoch
        return {
            key.Key_Left: lambda: self._go(-1),
            key.Key_Right: lambda: self._go(1),
            key.Key_PageUp: lambda: self._go(-epoch),
            key.Key_PageDown: lambda: self._go(epoch),
            key.Key_Home: lambda: self._go(-self._session.steps),
            key.Key_End: lambda: self._go(self._session.steps),
        }

    def _go(self, steps: int) -> None:
        """Go so many steps on, within the steps done."""
        self._player.pause()
        self._seek_value(min(max(self._player.step + steps, 0), self._session.steps - 1))

    def _forget_picture(self) -> None:
        self._pictured = -1
        self.update()

    def _paint(self, painter: QPainter) -> None:
        self._caption(painter, self.tr("Whole run · drag to any step"), self._hint())
        if self._stale():
            self._paint_picture()
        painter.drawPixmap(0, 0, self._picture)
        if self._session.steps == 1:
            self._paint_promise(painter)
        if self._pointer is not None and not self.isSliderDown():
            self._paint_line(painter, self.step(self._pointer.x()), self._theme.muted, 1.0)
        self._paint_line(painter, self._player.step, self._theme.text, 3.0)

    def _hint(self) -> str:
        """The step under the pointer; else how many there are."""
        if self._pointer is None:
            steps = self._session.steps
            return self.tr("1 step") if steps == 1 else self.tr("{n} steps").format(n=f"{steps:,}")
        step, losses = self.step(self._pointer.x()), self._player.known_losses
        loss = number(float(losses[step])) if step < len(losses) else "·"
        return self.tr("step {step} · loss {loss}").format(step=f"{step:,}", loss=loss)

    def _stale(self) -> bool:
        known, size = len(self._player.known_losses), self.size() * self.devicePixelRatioF()
        return known != self._pictured or self._picture.size() != size

    def _paint_picture(self) -> None:
        """The curve without the playhead: it changes less often than the playhead moves."""
        ratio, picture = self.devicePixelRatioF(), self._picture
        if picture.size() != self.size() * ratio:
            # Not every time: while training runs, every step is another picture.
            picture = self._picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        curves, diverged = self._player.curves, self._session.divergence is not None
        paint_run(painter, curves, self._session.steps, self._box(), self._theme, diverged)
        painter.end()
        self._pictured = curves.steps

    def _paint_promise(self, painter: QPainter) -> None:
        painter.setPen(pen(self._theme.muted, 1.0))
        text = self.tr("The loss of every step appears here")
        painter.drawText(self._box(), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_line(self, painter: QPainter, step: int, colour: str, width: float) -> None:
        box = self._box()
        line = QRectF(self.x(step) - width / 2.0, box.top() - 2.0, width, box.height() + 4.0)
        painter.setPen(pen(self._theme.panel, 1.5) if width > 1.0 else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(line, width / 2.0, width / 2.0)


def paint_run(
    painter: QPainter, curves: RunCurves, steps: int, box: QRectF, theme: Theme, diverged: bool
) -> None:
    """The losses known of `steps` steps over the whole box, from smallest to largest."""
    painter.setPen(pen(theme.border, 1.0))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    columns = int(box.width())
    train = curves.train(0, curves.steps, columns)
    means = curves.means(0, curves.steps, columns) if curves.noisy else None
    span = joined([train.span])
    if span is None:
        return
    places = _places(box, steps, *span)
    painter.setPen(pen(faint(theme) if means else theme.accent, 1.0 if means else 2.0))
    draw_curve(painter, *places(train))
    if means:
        painter.setPen(pen(theme.accent, 2.0))
        draw_curve(painter, *places(means))
    if len(train.steps) == 1:
        _paint_dot(painter, places(train), theme.accent)
    if diverged:
        _paint_cross(painter, box.right(), box.top() + 5.0, theme.error)


def _places(
    box: QRectF, steps: int, low: float, high: float
) -> Callable[[Curve], tuple[np.ndarray, np.ndarray]]:
    """How points become pixels of the box; a constant curve runs through its middle."""
    inner = box.adjusted(0.0, 2.0, 0.0, -3.0)

    def places(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
        x = inner.left() + inner.width() * curve.steps / max(steps - 1, 1)
        if not high > low:
            return x, np.full(x.shape, inner.center().y())
        # Halves, because the difference of two huge losses might overflow.
        share = (curve.losses / 2 - low / 2) / (high / 2 - low / 2)
        return x, inner.bottom() - inner.height() * share

    return places


def _paint_dot(painter: QPainter, place: tuple[np.ndarray, np.ndarray], colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(place[0][0], place[1][0]), 3.0, 3.0)


def _paint_cross(painter: QPainter, x: float, y: float, colour: str) -> None:
    painter.setPen(pen(colour, 2.0))
    painter.drawLine(QPointF(x - 4.0, y - 4.0), QPointF(x + 4.0, y + 4.0))
    painter.drawLine(QPointF(x - 4.0, y + 4.0), QPointF(x + 4.0, y - 4.0))
