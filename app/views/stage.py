"""The stage: the network at the moment that is shown, to be zoomed, moved and pointed at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.scene.edges import drawn_edges
from app.scene.formulas.reading import Reading
from app.scene.formulas.titles import arrival_title, title
from app.scene.framing import frame
from app.scene.hit import Hit, hit
from app.scene.layout import Layout, Room, layout
from app.scene.theme import Theme
from app.scene.viewport import Viewport
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage_diagnosis import bar_tip
from app.views.stage_picture import Fonts, Picture
from app.views.stage_print import Print, printed
from app.views.stage_tips import tip
from app.views.texts import translated

USUAL = (800, 440)
"""A stage of this size, in px, has text of the theme's size."""

LARGEST_TEXT = 1.6
"""At most this many times as large it becomes."""

KEY_ZOOM = 1.25
"""By how much one press of a key zooms."""

WHEEL_ZOOM = 1.2
"""By how much one notch (120 units) of the wheel zooms."""


KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the focus comes by keyboard."""


class StageView(QWidget):
    """Draws the network. hovered: another node or edge is under the pointer, or None."""

    hovered = Signal(object)

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._theme = session, player, theme
        self._asking = asking
        self._viewport = Viewport()
        self._fonts = Fonts(self.font())
        self._print: Print | None = None
        self._print_key: object = None
        self._layout_key: object = None
        self._layout: Layout | None = None
        self._hit: Hit = None
        self._grabbed: QPointF | None = None
        self._focus_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Network"))
        player.moved.connect(self.update)
        asking.diagnosis.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)

    def sizeHint(self) -> QSize:
        """The size that the article's network likes."""
        return QSize(*USUAL)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this, little can be read."""
        return QSize(280, 180)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def zoom_in(self) -> None:
        """Zoom in about the middle."""
        self._zoom_about(QRectF(self.rect()).center(), KEY_ZOOM)

    def zoom_out(self) -> None:
        """Zoom out about the middle."""
        self._zoom_about(QRectF(self.rect()).center(), 1.0 / KEY_ZOOM)

    def fit(self) -> None:
        """Show the whole network."""
        self._see(Viewport())

    def picture(self) -> Picture:
        """What is to be seen now."""
        trace, player = self._player.trace, self._player
        now = frame(trace, self._session.timeline, player.t, player.selection)
        return Picture(
            now,
            trace,
            self._session.dataset,
            self._seen_layout(trace.sizes),
            drawn_edges(now),
            self._theme,
            self._fonts,
            QRectF(self.rect()),
            self._text,
            self._asking.diagnosis.findings,
            self._asking.diagnosis.norms,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network, and say in words where we are."""
        painter = QPainter(self)
        shown = self._printed(painter.device().devicePixelRatioF())
        painter.drawPixmap(0, 0, shown.back)
        painter.drawPixmap(0, 0, shown.front)
        if self._focus_shown:
            self._paint_focus(painter)
        painter.end()
        words = self._words(shown.picture)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to those who came by keyboard."""
        self._focus_shown = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        self._focus_shown = False
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or language when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fonts = Fonts(self.font())
        self._on_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        notches = event.angleDelta().y() / 120.0
        self._zoom_about(event.position(), WHEEL_ZOOM**notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._grabbed = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole network."""
        self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or point at a node or an edge."""
        if self._grabbed is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self._see(self._viewport.moved(way.x(), way.y()))
        else:
            self._point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._set_hit(None)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _words(self, picture: Picture) -> str:
        """Where in the step we are, for a screen reader."""
        trace, moment = picture.trace, picture.frame.moment
        if moment.operation is None:
            return translated(arrival_title(trace))
        reading = Reading(trace, min(self._player.sample, trace.batch - 1))
        return " · ".join(map(translated, title(reading, moment.operation, moment)))

    def _on_opened(self) -> None:
        self.fit()

    def _on_changed(self) -> None:
        """Something is to be painted that the print's key does not tell."""
        self._print_key = None
        self.update()

    def _printed(self, ratio: float) -> Print:
        """The picture for a device with that many pixels to a px, painted anew if it changed."""
        player, theme, fonts = self._player, self._theme, self._fonts
        place = self._seen_layout(player.trace.sizes)
        key = player.trace, player.t, player.selection, place, theme, fonts, ratio
        if self._print is None or key != self._print_key:
            self._print, self._print_key = printed(self.picture(), ratio), key
        return self._print

    @property
    def _text(self) -> float:
        """The height of text on the stage, in px: a large stage is seen from further away."""
        largeness = min(self.width() / USUAL[0], self.height() / USUAL[1])
        return self._theme.small_font_size * min(max(largeness, 1.0), LARGEST_TEXT)

    def _seen_layout(self, sizes: tuple[int, ...]) -> Layout:
        """The layout as it is zoomed and moved, made anew only when something of it changes."""
        size = self._text
        key = (sizes, self.width(), self.height(), size, self._viewport)
        if self._layout is None or key != self._layout_key:
            side = (2.0 if len(sizes) <= 8 else 5.0) * self._theme.font_size
            room = Room(size, 0.5 * self._theme.font_size, side)
            whole = layout(sizes, self.width(), self.height(), room)
            seen = self._viewport
            self._layout = whole.scaled(seen.zoom, seen.dx, seen.dy)
            self._layout_key = key
        return self._layout

    def _zoom_about(self, point: QPointF, factor: float) -> None:
        self._see(self._viewport.zoomed(factor, point.x(), point.y()))

    def _see(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self.update()

    def _point_at(self, point: QPointF) -> None:
        if self._print is not None:
            picture, texts = self._print.picture, self._print.texts
            self._set_hit(hit(picture.layout, picture.edges, point.x(), point.y()))
            words = tip(picture, self._hit)
            if self._hit is None:
                words = bar_tip(picture, texts.boxes, point)
            QToolTip.showText(self.mapToGlobal(point).toPoint(), words, self)

    def _set_hit(self, found: Hit) -> None:
        if found != self._hit:
            self._hit = found
            if found is None:
                QToolTip.hideText()
            self.hovered.emit(found)
