"""The stage: the network at the moment that is shown, to be zoomed, moved and pointed at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
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
from app.scene.layout import Layout, Room, layout
from app.scene.neighbourhood import Direction, neighbour
from app.scene.theme import Theme
from app.scene.trails import strokes
from app.scene.viewport import Viewport
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.grip import Grip
from app.views.stage_ghost import paint_ghost, paint_ghost_edge
from app.views.stage_picture import Fonts, Picture
from app.views.stage_print import Print, printed
from app.views.stage_spotlight import Spotlight, paint_over, paint_under
from app.views.texts import translated
from engine.quantity import Quantity, activation
from engine.what_if import CHANGEABLE

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
    """Draws the network; what is pointed at or clicked on is asked about."""

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
        self._asking, self._inquiry = asking, asking.inquiry
        self._viewport = Viewport()
        self._fonts = Fonts(self.font())
        self._print: Print | None = None
        self._print_key: object = None
        self._layout_key: object = None
        self._layout: Layout | None = None
        self._grip: Grip | None = None
        self._let_go: Quantity | None = None
        self._focus_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Network"))
        player.moved.connect(self._on_moved)
        asking.diagnosis.changed.connect(self._on_changed)
        self._inquiry.lit_changed.connect(self.update)
        self._inquiry.changed.connect(self.update)
        asking.what_if.changed.connect(self.update)
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

    def pin_next(self, direction: Direction) -> None:
        """Pin what is next to what is asked about; at first the first neuron."""
        subject = self._inquiry.subject
        if subject is None:
            self._inquiry.pin(activation(1, 0))
        else:
            self._inquiry.pin(neighbour(subject, direction, self._player.trace.sizes))

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
        # Before the painter, which must not be kept alive by the frames of an exception.
        spotlight, ghost = self._spotlight(), self._asking.what_if.ghost
        painter = QPainter(self)
        # Of what it is painted on in the end: a screen, or a picture with a ratio of its own.
        shown = self._printed(painter.deviceTransform().m11())
        painter.drawPixmap(0, 0, shown.back)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_under(painter, shown.picture, spotlight)
        paint_ghost_edge(painter, shown.picture, ghost)
        painter.drawPixmap(0, 0, shown.front)
        paint_over(painter, shown.picture, shown.texts, spotlight)
        paint_ghost(painter, shown.picture, shown.texts, ghost)
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
        """Zoom about the pointer; with Shift try another value for what is there, or pinned."""
        turn = event.angleDelta()
        notches = (turn.y() or turn.x()) / 120.0  # some systems turn Shift's wheel sideways
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._try(event.position(), round(notches))
        else:
            self._zoom_about(event.position(), WHEEL_ZOOM**notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        QToolTip.hideText()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grip = Grip(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it; where it was not dragged, pin what is there."""
        grip, self._grip = self._grip, None
        if grip and not grip.dragging and event.button() is Qt.MouseButton.LeftButton:
            self._click(event.position())
        self._point_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Pin what is there, whatever the first click did; else show all, and undo that click."""
        quantity = self._quantity_at(event.position())
        self._inquiry.pin(quantity or self._let_go)
        if quantity is None:
            self.fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture, or point at what is there."""
        if self._grip is None:
            self._point_at(event.position())
            return
        way = self._grip.pull(event.position())
        if self._grip.dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._see(self._viewport.moved(way.x(), way.y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._inquiry.point_at(None)
        QToolTip.hideText()

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

    def _on_moved(self) -> None:
        if self.underMouse():
            QToolTip.hideText()  # it tells of the moment before
        self.update()

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

    def _click(self, point: QPointF) -> None:
        """Pin what is there, or let go of it; beside everything let go at any rate."""
        quantity = self._quantity_at(point)
        self._let_go = self._inquiry.pinned
        if quantity is None:
            self._inquiry.pin(None)
        else:
            self._inquiry.toggle_pin(quantity)

    def _point_at(self, point: QPointF) -> None:
        """Light up what is there and tell its exact numbers."""
        quantity = self._quantity_at(point)
        if quantity is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._inquiry.point_at(quantity)
        words = self._print.tip_at(point) if self._print else ""
        QToolTip.showText(self.mapToGlobal(point).toPoint(), words, self)

    def _try(self, point: QPointF, steps: int) -> None:
        """Try a larger or smaller value for the weight, bias or input there, or else pinned."""
        quantity = self._quantity_at(point)
        if quantity is not None and quantity.role in CHANGEABLE:
            self._inquiry.pin(quantity)
        self._asking.what_if.nudge(steps)

    def _quantity_at(self, point: QPointF) -> Quantity | None:
        return self._print.quantity_at(point) if self._print else None

    def _spotlight(self) -> Spotlight:
        """What is asked about now, and the paths that explain it."""
        inquiry = self._inquiry
        page = inquiry.page if inquiry.asked else None
        return Spotlight(inquiry.lit, inquiry.pinned, strokes(page.trails) if page else ())
