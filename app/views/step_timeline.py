"""This step as a line of time: its four phases, its operations, a playhead to drag."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from app.scene.colour import legible, tint
from app.scene.operation_names import operation_name, phase_name
from app.scene.theme import Theme
from app.scene.timeline import Granularity, Timeline
from app.scene.track import Segment, Track, layout
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.fonts import sized
from app.views.scrubber import MARGIN, Scrubber
from app.views.strokes import pen
from app.views.texts import translated
from engine.trace import Phase

GAP = 3.0
BAR_FACTOR = 2.0
"""A segment's height in heights of its text's size."""
OVERHANG = 5.0
"""How far the playhead stands out above and below."""
CORNER = 5.0
TICK = 5.0
DIMMED = 0.22
"""The share of its colour that a phase keeps while another is under way."""


class StepTimeline(Scrubber):
    """Seeks within the step that is shown; the value is the number of operations begun."""

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, player, theme, parent)
        self.setAccessibleName(self.tr("This step"))
        self.setAccessibleDescription(
            self.tr("Left and Right go by an operation, Page Up and Page Down by a phase.")
        )

    def sizeHint(self) -> QSize:
        """Room for the caption and the segments."""
        return QSize(420, round(self._top() + self._bar_height() + OVERHANG + MARGIN))

    def minimumSizeHint(self) -> QSize:
        """As high as the size hint, but narrower."""
        return QSize(160, self.sizeHint().height())

    def track(self) -> Track:
        """Where this step's moments lie, from x = 0 at the left margin."""
        metrics = QFontMetricsF(self._label_font())
        least = [
            metrics.horizontalAdvance(translated(phase_name(phase))) + 2.0 * CORNER + 6.0
            for phase, _, _ in self._session.timeline.phases
        ]
        width = self.width() - 2.0 * MARGIN
        return layout(self._session.timeline, least, width, GAP)

    def _label_font(self) -> QFont:
        return sized(self.font(), self._theme.small_font_size, QFont.Weight.DemiBold)

    def _bar_height(self) -> float:
        return round(self._theme.small_font_size * BAR_FACTOR)

    def _top(self) -> float:
        return round(MARGIN + self._caption_height() + OVERHANG + 3.0)

    def _place(self) -> tuple[int, int]:
        return self._player.moment.index + 1, len(self._session.timeline.slots)

    def _seen(self) -> tuple[Timeline, float]:
        return self._session.timeline, self._player.t

    def _seek_value(self, value: int) -> None:
        self._player.seek(self._player.step, float(value))

    def _seek_x(self, x: float) -> None:
        self._player.seek(self._player.step, self.track().t(x - MARGIN))

    def _keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        key, by = Qt.Key, Granularity
        return {
            key.Key_Left: lambda: self._go(self._session.timeline.previous, by.OPERATION),
            key.Key_Right: lambda: self._go(self._session.timeline.next, by.OPERATION),
            key.Key_PageUp: lambda: self._go(self._session.timeline.previous, by.PASS),
            key.Key_PageDown: lambda: self._go(self._session.timeline.next, by.PASS),
            key.Key_Home: lambda: self._player.seek(self._player.step, 0.0),
            key.Key_End: lambda: self._player.seek(self._player.step, self._session.timeline.end),
        }

    def _go(
        self, stop: Callable[[float, Granularity], float | None], granularity: Granularity
    ) -> None:
        t = stop(self._player.t, granularity)
        if t is not None:
            self._player.pause()
            self._player.seek(self._player.step, t)

    def _paint(self, painter: QPainter) -> None:
        self._caption(painter, self.tr("This step"), self._hint())
        painter.translate(MARGIN, self._top())
        track, now = self.track(), self._player.moment
        current = now.phase or self._session.timeline.phases[0][0]
        for segment in track.segments:
            lit = segment.phase is current
            paint_segment(painter, segment, self._bar_height(), self._theme, lit)
            self._paint_label(painter, segment, lit)
        if self._pointer is not None and not self.isSliderDown():
            self._paint_pointer(painter, track)
        paint_playhead(painter, track.x(self._player.t), self._bar_height(), self._theme)

    def _hint(self) -> str:
        """The operation under the pointer; else how far the step is."""
        if self._pointer is None:
            begun, operations = self._place()
            return self.tr("operation {n} of {operations}").format(n=begun, operations=operations)
        moment = self._session.timeline.moment(self.track().t(self._pointer.x() - MARGIN))
        if moment.operation is None:
            return self.tr("the batch has arrived")
        return translated(operation_name(moment.operation))

    def _paint_label(self, painter: QPainter, segment: Segment, lit: bool) -> None:
        box = QRectF(segment.left, 0.0, segment.right - segment.left, self._bar_height())
        font = self._label_font()
        if not lit:
            font.setWeight(QFont.Weight.Medium)
        text = translated(phase_name(segment.phase))
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 4.0)
        painter.setFont(font)
        painter.setPen(pen(self._theme.on_phase if lit else self._theme.text, 1.0))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_pointer(self, painter: QPainter, track: Track) -> None:
        assert self._pointer is not None
        x = min(max(self._pointer.x() - MARGIN, 0.0), self.width() - 2.0 * MARGIN)
        painter.setPen(pen(self._theme.muted, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, -OVERHANG), QPointF(x, self._bar_height() + OVERHANG))


def phase_colour(theme: Theme, phase: Phase) -> str:
    """A phase's colour, strong enough for a label on it."""
    return legible(getattr(theme, phase.value), theme.on_phase, theme.text)


def paint_segment(
    painter: QPainter, segment: Segment, height: float, theme: Theme, lit: bool
) -> None:
    """A phase's rounded box with its ticks; dimmed unless `lit`."""
    strong = phase_colour(theme, segment.phase)
    fill = strong if lit else tint(strong, theme.panel, DIMMED)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(
        QRectF(segment.left, 0.0, segment.right - segment.left, height), CORNER, CORNER
    )
    ink = tint(theme.on_phase, fill, 0.6) if lit else tint(strong, fill, 0.6)
    painter.setPen(pen(ink, 1.0))
    for tick in segment.ticks:
        x = round(segment.x(tick)) + 0.5
        painter.drawLine(QPointF(x, height - TICK), QPointF(x, height))


def paint_playhead(painter: QPainter, x: float, height: float, theme: Theme) -> None:
    """A line across the track at x, with the panel's colour around it so that it stands out."""
    box = QRectF(x - 1.5, -OVERHANG, 3.0, height + 2.0 * OVERHANG)
    painter.setPen(pen(theme.panel, 1.5))
    painter.setBrush(QColor(theme.text))
    painter.drawRoundedRect(box, 1.5, 1.5)
