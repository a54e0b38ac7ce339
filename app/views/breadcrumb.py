"""The line above the stage: in which phase of the step we are, and where in it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scene.colour import legible
from app.scene.formulas.reading import Reading
from app.scene.formulas.titles import arrival_title, title
from app.scene.texts import Text
from app.scene.theme import Theme
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.fonts import sized
from app.views.texts import translated

SEPARATOR = " · "


class Breadcrumb(QWidget):
    """ "Forward · layer 1 · weighted sum · neuron 1", the phase in its own colour."""

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._theme = session, player, theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._painted: list[str] = []
        for signal in (player.moved, session.opened, session.retuned):
            signal.connect(self._on_moved)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(320, round(1.6 * self._theme.font_size))

    def minimumSizeHint(self) -> QSize:
        """One line, cut where it is too long."""
        return QSize(60, self.sizeHint().height())

    def texts(self) -> list[str]:
        """The parts of the line, the phase first."""
        return [translated(text) for text in self._titles()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line for the player's moment."""
        self._painted = self.texts()
        phase, *places = self._painted
        self._name(SEPARATOR.join((phase, *places)))
        painter, theme = QPainter(self), self._theme
        box = QRectF(self.rect())
        bold = sized(self.font(), theme.font_size, QFont.Weight.DemiBold)
        self._paint(painter, box, bold, self._colour(), phase)
        box.setLeft(box.left() + QFontMetricsF(bold).horizontalAdvance(phase))
        rest = "".join(f"{SEPARATOR}{place}" for place in places)
        self._paint(painter, box, sized(self.font(), theme.font_size), theme.text, rest)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.update()

    def _on_moved(self) -> None:
        # While training runs this line stays the same.
        if self.texts() != self._painted:
            self.update()

    def _titles(self) -> tuple[Text, ...]:
        trace, moment = self._player.trace, self._player.moment
        if moment.operation is None:
            return (arrival_title(trace),)
        reading = Reading(trace, min(self._player.sample, trace.batch - 1))
        return title(reading, moment.operation, moment)

    def _colour(self) -> str:
        phase = self._player.moment.phase
        if phase is None:
            return self._theme.text
        return legible(getattr(self._theme, phase.value), self._theme.panel, self._theme.text)

    def _paint(self, painter: QPainter, box: QRectF, font: QFont, colour: str, text: str) -> None:
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(
            box,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            QFontMetricsF(font).elidedText(text, elide, box.width()),
        )

    def _name(self, text: str) -> None:
        if text != self.accessibleName():
            self.setAccessibleName(text)
