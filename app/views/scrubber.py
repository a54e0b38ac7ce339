"""A track with a playhead that can be dragged: what the step's and the run's have in common."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.scene.theme import Theme
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.fonts import sized
from app.views.stage_picture import Face
from app.views.strokes import kept, pen

MARGIN = 4.0
"""Pixels around a scrubber's drawing, room for the focus ring."""

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Scrubber(QAbstractSlider):
    """Abstract. A slider to Qt and to assistive technology; its look and its keys are its own.

    sliderPressed and sliderReleased tell when a drag begins and ends. It takes
    the focus from Tab only, so that a click leaves the window's own keys as
    they are; while it has the focus, its keys come before the window's.
    """

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._theme = session, player, theme
        self._pointer: QPointF | None = None
        self._painted: Hashable = None
        self._measure()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._seek_value)
        for signal in (session.opened, session.retuned, session.advanced, player.moved):
            signal.connect(self._on_changed)
        self._on_changed()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours and sizes from now on."""
        self._theme = theme
        self._measure()
        self.updateGeometry()
        self.update()

    @abstractmethod
    def _paint(self, painter: QPainter) -> None:
        """Paint everything but the focus ring."""

    @abstractmethod
    def _seek_x(self, x: float) -> None:
        """Show the moment at x."""

    @abstractmethod
    def _seek_value(self, value: int) -> None:
        """Show the moment that is this slider value."""

    @abstractmethod
    def _place(self) -> tuple[int, int]:
        """The slider value of the moment that is shown, and the largest there is."""

    @abstractmethod
    def _seen(self) -> Hashable:
        """What of the moment is to be seen here: another one is painted anew."""

    @abstractmethod
    def _keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        """What each key does."""

    def _on_changed(self) -> None:
        value, largest = self._place()
        if (value, largest) != (self.value(), self.maximum()):
            with QSignalBlocker(self):
                self.setRange(0, largest)
                self.setValue(value)
        seen = self._seen()
        if seen != self._painted:
            self._painted = seen
            self.update()

    def _caption(self, painter: QPainter, left: str, right: str) -> float:
        """Write a line of small text at the top; returns where it ends."""
        face, end = self._small, self.width() - MARGIN
        painter.setFont(face.font)
        painter.setPen(QColor(self._theme.muted))
        middle = MARGIN + 0.5 * self._caption_height()
        painter.drawText(QPointF(MARGIN, face.baseline(middle)), left)
        right = face.elided(right, end - 2.0 * MARGIN - face.width(left + "  "))
        painter.drawText(QPointF(end - face.width(right), face.baseline(middle)), right)
        return MARGIN + self._caption_height()

    def _caption_height(self) -> float:
        return self._height

    def _measure(self) -> None:
        self._small = Face(sized(self.font(), self._theme.small_font_size))
        self._height = QFontMetricsF(self._small.font).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, with a ring around it while it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        with kept(painter):
            self._paint(painter)
        if self.hasFocus():
            painter.setPen(pen(self._theme.accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.rect().toRectF().adjusted(1.0, 1.0, -1.0, -1.0)
            painter.drawRoundedRect(ring, 5.0, 5.0)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._player.pause()
            self.setSliderDown(True)
            self._seek_x(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or point."""
        self._pointer = event.position()
        if self.isSliderDown():
            self._seek_x(event.position().x())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._pointer = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are its own before the window's shortcuts get them."""
        if event.type() is QEvent.Type.ShortcutOverride and self._action(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key does, or leave it to the window."""
        action = self._action(event)
        if action is None:
            event.ignore()
        else:
            action()

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.modifiers() not in PLAIN:
            return None
        return self._keys().get(Qt.Key(event.key()))
