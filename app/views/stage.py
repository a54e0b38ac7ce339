"""The stage: the network at the moment that is shown, to be zoomed, moved and pointed at."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.scene.formulas.reading import Reading
from app.scene.formulas.titles import arrival_title, title
from app.scene.marks import Drawing
from app.scene.neighbourhood import Direction, neighbour
from app.scene.spotlight import Spotlight
from app.scene.theme import Theme
from app.scene.viewport import Viewport
from app.viewmodels.asking import Asking
from app.viewmodels.edge_budget import EdgeBudget
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.grip import Grip
from app.views.sheet import Sheet
from app.views.stage_ghost import paint_ghost
from app.views.stage_hit import quantity_under, tip_under
from app.views.stage_network import Network, PaintedNetwork
from app.views.stage_painting import paint_texts
from app.views.stage_picture import Fonts, Picture
from app.views.stage_sight import USUAL, Sight
from app.views.stage_spotlight import paint_over
from app.views.stage_texts import Texts
from app.views.texts import translated
from engine.quantity import Quantity, activation
from engine.what_if import CHANGEABLE

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
        budget: EdgeBudget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._budget = budget
        self._player, self._theme = player, theme
        self._asking, self._inquiry = asking, asking.inquiry
        self._looking = Sight(session, player, asking, theme, self.font())
        self._front = Sheet()
        self._network: Network = PaintedNetwork(budget)
        self._canvas: QWidget | None = None
        self._shown_texts: object = None
        self._told_where: object = None
        self._grip: Grip | None = None
        self._let_go: Quantity | None = None
        self._focus_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Network"))
        player.moved.connect(self._on_moved)
        asking.diagnosis.changed.connect(self._on_changed)
        for changed in (self._inquiry.lit_changed, self._inquiry.changed, asking.what_if.changed):
            changed.connect(self._on_asked)
        session.opened.connect(self._on_opened)
        if budget:
            budget.changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        """The size that the article's network likes."""
        return QSize(*USUAL)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this, little can be read."""
        return QSize(280, 180)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = self._sight.theme = theme
        self._on_changed()

    def set_canvas(self, canvas: QWidget | None) -> None:
        """Let a canvas beneath draw all but the texts; None: draw all here."""
        self._canvas = canvas
        self._on_changed()

    def set_network(self, network: Network) -> None:
        """Let this draw the marks where no canvas beneath does."""
        self._network = network
        self._on_changed()

    def zoom_in(self) -> None:
        """Zoom in about the middle."""
        self._zoom_about(QRectF(self.rect()).center(), KEY_ZOOM)

    def zoom_out(self) -> None:
        """Zoom out about the middle."""
        self._zoom_about(QRectF(self.rect()).center(), 1.0 / KEY_ZOOM)

    def fit(self) -> None:
        """Show the whole network."""
        self._see(Viewport())

    def toggle_folds(self) -> None:
        """Show all neurons of the layers that are folded; where none is, fold them again."""
        columns = self._sight.picture().layout.columns
        folded = frozenset(layer for layer, column in enumerate(columns) if column.folds)
        self._unfold(self._sight.whole | folded if folded else frozenset())

    def pin_next(self, direction: Direction) -> None:
        """Pin what is next to what is asked about; at first the first neuron."""
        subject = self._inquiry.subject
        if subject is None:
            self._inquiry.pin(activation(1, 0))
        else:
            self._inquiry.pin(neighbour(subject, direction, self._player.trace.sizes))

    def picture(self) -> Picture:
        """What is to be seen now."""
        return self._sight.picture()

    def drawing(self) -> Drawing:
        """The marks that a canvas draws under the texts."""
        return self._sight.drawing()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network, and say in words where we are."""
        sight = self._sight
        picture, texts, spotlight = sight.picture(), sight.texts(), sight.spotlight()
        self._shown_texts = sight.texts_key
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            if self._canvas is None:
                self._network.paint(painter, sight)
            self._paint_front(painter, texts, spotlight)
        finally:
            # An error's frames would keep the painter open, and take the program down with it.
            painter.end()
        self._tell_where(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See as much as there is room for."""
        self._redraw()

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
            self._sight.fonts = Fonts(self.font())
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
        clicked = grip and not grip.dragging and event.button() is Qt.MouseButton.LeftButton
        fold = self._fold_at(event.position())
        if clicked and fold is not None:
            self._unfold(self._sight.whole ^ {fold})
            return  # what now lies under the pointer was not pointed at
        if clicked:
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
            self._see(self._sight.viewport.moved(way.x(), way.y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._inquiry.point_at(None)
        QToolTip.hideText()

    def _paint_front(self, painter: QPainter, texts: Texts, spotlight: Spotlight) -> None:
        """Draw the texts, and what is asked about over them."""
        picture, key = texts.picture, self._shown_texts
        size = picture.view.size()
        self._front.paint(painter, key, size, lambda each: paint_texts(each, picture, texts))
        paint_over(painter, picture, texts, spotlight)
        paint_ghost(painter, picture, texts, self._asking.what_if.ghost)
        if self._focus_shown:
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.accent), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _tell_where(self, picture: Picture) -> None:
        """Tell a screen reader where in the step we are, if that is elsewhere."""
        moment, rules = picture.frame.moment, picture.trace.rules
        where = moment.index, moment.neuron, moment.term, self._player.sample, rules
        if where != self._told_where:
            self._told_where = where
            self.setAccessibleDescription(self._words(picture))

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
        self._redraw()

    def _on_opened(self) -> None:
        self._sight.whole = frozenset()
        self.fit()

    def _on_asked(self) -> None:
        """What is lit lies between the marks and over the texts."""
        if self._canvas:
            self._canvas.update()
        self.update()

    def _on_changed(self) -> None:
        """Something is to be painted that no key tells."""
        self._sight.forget()
        self._network.forget()
        self._front.forget()
        self._told_where = None
        self._on_asked()

    def _redraw(self) -> None:
        """Draw what has changed: on a canvas the marks, here the texts if they are others."""
        if self._canvas:
            self._canvas.update()
        if self._canvas is None or self._sight.texts_key != self._shown_texts:
            self.update()

    @property
    def _sight(self) -> Sight:
        """What is to be seen, at the size that the stage has now."""
        self._looking.view = QRectF(self.rect())
        if self._budget:
            self._looking.budget = self._budget.edges
        return self._looking

    def _zoom_about(self, point: QPointF, factor: float) -> None:
        self._see(self._sight.viewport.zoomed(factor, point.x(), point.y()))

    def _see(self, viewport: Viewport) -> None:
        self._sight.viewport = viewport
        self._redraw()

    def _unfold(self, whole: frozenset[int]) -> None:
        self._sight.whole = whole
        self._redraw()

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
        if quantity is None and self._fold_at(point) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._inquiry.point_at(quantity)
        words = ""
        if self._fold_at(point) is None:
            words = tip_under(self._sight.picture(), self._sight.texts(), point)
        QToolTip.showText(self.mapToGlobal(point).toPoint(), words, self)

    def _try(self, point: QPointF, steps: int) -> None:
        """Try a larger or smaller value for the weight, bias or input there, or else pinned."""
        quantity = self._quantity_at(point)
        if quantity is not None and quantity.role in CHANGEABLE:
            self._inquiry.pin(quantity)
        self._asking.what_if.nudge(steps)

    def _fold_at(self, point: QPointF) -> int | None:
        """The layer that a click there folds or unfolds."""
        return self._sight.texts().fold_at(point.x(), point.y())

    def _quantity_at(self, point: QPointF) -> Quantity | None:
        """Whose number is there; words that fold a layer lie over lines, and are nobody's."""
        if self._fold_at(point) is not None:
            return None
        return quantity_under(self._sight.picture(), self._sight.texts(), point)
