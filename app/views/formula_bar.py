"""The formula bar: the current operation as symbols = numbers = result, and why, in a sentence."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.scene.formulas.reading import Reading
from app.scene.formulas.terms_of import quantities_of
from app.scene.narration import Narration, narrate
from app.scene.theme import Theme
from app.scene.timeline import Moment
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.formula_layout import Fit, Measure, fit
from app.views.formula_painting import (
    UNKNOWN,
    Ground,
    Sentence,
    fit_sentence,
    paint_formula,
    paint_omitted,
    paint_sentence,
    palette,
    spots,
)
from app.views.formula_room import ROOMY, Room, scaled
from app.views.formula_setting import CALM, FormulaSetting
from app.views.formula_shown import Key, Shown
from app.views.formula_symbols import SymbolSetting, symbols_of
from app.views.texts import translated
from app.views.typeset import Missing


class FormulaBar(QWidget):
    """Shows what the player's moment computes.

    The sentence is always that of the moment. Setting a formula takes tens of
    milliseconds: what is in the cache is shown at once; else its place is
    empty until the moments follow each other less quickly, and then one piece
    is set at a time, so that keys and the animation get their turn in between.
    While one place of many steps is shown, as in training, its symbols stand.
    The formula of the next stop is set ahead. `settle()` sets the present one now.
    """

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._asking = session, player, asking
        self._look = self._theme = theme
        self._setting = FormulaSetting(theme.text, self)
        self._setting.ready.connect(self._on_ready)
        self._palette = palette(theme)
        self._shown: Shown | None = None
        self._sentence: Sentence | None = None
        self._dirty, self._room = True, ROOMY
        self._visible: tuple[int, ...] = ()  # the pieces of what is shown that may be seen
        self._symbols = SymbolSetting(self._setting, self)
        self._symbols.ready.connect(self._on_symbols)
        self._ahead = QTimer(self, singleShot=True)
        self._ahead.timeout.connect(self._set_ahead)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Formula"))
        self.setMouseTracking(True)
        player.moved.connect(self._on_moved)
        asking.inquiry.lit_changed.connect(self.update)
        session.opened.connect(self._on_changed)
        session.retuned.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self._look, self._palette = theme, palette(theme)
        self._setting.colour = theme.text
        self._theme = scaled(theme, self._room.scale)
        self.updateGeometry()
        self._on_changed()

    def set_room(self, room: Room) -> None:
        """Take this much of the window."""
        if room != self._room:
            self._room = room
            self.set_theme(self._look)

    def sizeHint(self) -> QSize:
        """The same room for formula and sentence, whatever is shown."""
        room, theme = self._room, self._theme
        text = room.rows * theme.formula_font_size + room.lines * theme.font_size
        return QSize(640, round(text + 2.5 * room.padding))

    def minimumSizeHint(self) -> QSize:
        """As low as the size hint, and narrow."""
        return QSize(240, self.sizeHint().height())

    def settle(self) -> None:
        """Show the player's moment now, however long its formula takes to set."""
        while not self._refresh():
            self._setting.set_missing()

    @property
    def settled(self) -> bool:
        """Whether what is shown is the player's moment."""
        return not self._dirty

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, and the newest formula that is ready."""
        if self._dirty:
            self._refresh()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_panel(painter)
        if self._shown is not None:
            ground = Ground(painter, self._setting.setter, self._theme)
            pieces, lit = self._shown.pieces, self._shown.lit(self._asking.inquiry.lit)
            seen = self._visible
            spots_seen, lit_seen = [pieces[n] for n in seen], [lit[n] for n in seen]
            paint_formula(ground, spots_seen, self._shown.narration, lit_seen)
            paint_omitted(ground, pieces, seen)
        if self._sentence is not None:
            paint_sentence(painter, self._sentence, self._theme)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the formula anew."""
        self._on_changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask about what is pointed at."""
        piece = self._piece_at(event.position())
        self._point_at(piece)
        words = "" if piece is None or self._shown is None else self._shown.tip(piece)
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def leaveEvent(self, event: QEvent) -> None:
        """Ask about nothing."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep what is pointed at, or let go of it."""
        piece = self._piece_at(event.position())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self._shown is not None and piece is not None:
            self._asking.inquiry.toggle_pin(self._shown.about[piece][0])

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._on_changed()

    def _on_moved(self) -> None:
        if self.underMouse():
            self._point_at(None)  # another formula comes under the pointer
        self._dirty = True
        # While training runs, a sentence and the symbols serve many steps.
        before = self._sentence, self._visible
        if not self.isVisible() or self._refresh() or before != (self._sentence, self._visible):
            self.update()

    def _on_changed(self) -> None:
        self._shown = self._sentence = None
        self._visible = ()
        self._setting.rest()
        self._symbols.rest()
        self._dirty = True
        self.update()

    def _key(self) -> Key:
        player, moment = self._player, self._player.moment
        place = (moment.index, moment.neuron, moment.term)
        return (player.step, player.sample, *place, self.width(), self.height())

    def _narration(self, moment: Moment) -> Narration:
        player, dataset = self._player, self._session.dataset
        names = dataset.output_names if dataset.is_classification else ()
        return narrate(player.trace, self._session.timeline, moment, player.selection, names)

    def _refresh(self) -> bool:
        """Take over the player's moment if its formula is in the cache; says whether it was."""
        key, narration = self._key(), self._narration(self._player.moment)
        sentence = translated(narration.sentence)
        self._say(sentence)
        if self._shown is not None and self._shown.key == key:
            fitted: Fit | None = self._shown.fit
        else:
            fitted = self._setting.attempt(lambda known: self._fit(narration, known))
        if fitted is None:
            self._setting.wait(key)
            self._stand(key, narration)
            # Of the formula shown before the numbers are those of another moment.
            self._describe(sentence)
            return False
        self._shown = self._placed(key, narration, fitted)
        self._visible = tuple(range(len(self._shown.pieces)))
        self._dirty = False
        self._setting.rest()
        self._symbols.rest()
        self._ahead.start(CALM)
        self._describe(self._shown.words())
        return True

    def _stand(self, key: Key, narration: Narration) -> None:
        """Of the formula set before leave the symbols, if it says the same of another step."""
        if self._shown is not None and self._shown.is_at(key):
            self._visible = symbols_of(narration.equations, self._shown.fit)
            return
        self._visible = ()
        self._symbols.want(
            key[1:], lambda known: self._placed(key, narration, self._fit(narration, known))
        )

    def _on_symbols(self, shown: Shown) -> None:
        if self._dirty and shown.is_at(self._key()):
            self._shown = shown
            self._stand(self._key(), self._narration(self._player.moment))
            self.update()

    def _placed(self, key: Key, narration: Narration, fitted: Fit) -> Shown:
        player, timeline = self._player, self._session.timeline
        pieces = tuple(spots(self._formula_box(), fitted, self._theme.formula_font_size))
        reading = Reading(player.trace, player.sample)
        about = quantities_of(
            reading, timeline, player.moment, [spot.placed.piece for spot in pieces]
        )
        return Shown(key, narration, fitted, pieces, about)

    def _piece_at(self, point: QPointF) -> int | None:
        """The piece there that is about something."""
        if self._shown is None or not self.settled:
            return None
        return self._shown.piece_at(point)

    def _point_at(self, piece: int | None) -> None:
        """Ask about the first thing that a piece is about, and light up all of them."""
        inquiry = self._asking.inquiry
        about = self._shown.about[piece] if self._shown is not None and piece is not None else ()
        self.setCursor(Qt.CursorShape.PointingHandCursor if about else Qt.CursorShape.ArrowCursor)
        inquiry.point_at(about[0] if about else None)
        inquiry.light(about)

    def _fit(self, narration: Narration, known: Measure) -> Fit:
        """The formula fitted into the bar; raises Missing for a piece that is not set."""
        box, em = self._formula_box(), self._theme.formula_font_size
        known(UNKNOWN)
        width, height = box.width() / em, box.height() / em
        return fit(narration.equations, self._palette, width, height, known)

    def _say(self, text: str) -> None:
        if self._sentence is None or self._sentence.text != text:
            self._sentence = fit_sentence(self._sentence_box(), text, self._theme, self.font())

    def _on_ready(self) -> None:
        if self._refresh():
            self.update()

    def _set_ahead(self) -> None:
        """Set a piece of the next stop's formula, so that the step there waits for nothing."""
        stop = self._session.timeline.next(self._player.t, self._player.granularity)
        if self._dirty or stop is None:
            return
        try:
            self._fit(self._narration(self._session.timeline.moment(stop)), self._setting.known)
        except Missing as missing:
            self._setting.setter.set(missing.latex, missing.colour)
            self._ahead.start(0)

    def _describe(self, text: str) -> None:
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def _formula_box(self) -> QRectF:
        padding = self._room.padding
        height = self.height() - 2.5 * padding - self._room.lines * self._theme.font_size
        return QRectF(16.0, padding, max(self.width() - 32.0, 1.0), max(height, 1.0))

    def _sentence_box(self) -> QRectF:
        box = self._formula_box()
        height = self._room.lines * self._theme.font_size
        return QRectF(box.left(), box.bottom() + 0.5 * self._room.padding, box.width(), height)

    def _paint_panel(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.border), 1.0))
        painter.setBrush(QColor(self._theme.panel))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, self._theme.radius, self._theme.radius)
