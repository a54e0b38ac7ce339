"""The legend: what colours, widths and dashes on the stage mean, in numbers."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.scene.colour import palette
from app.scene.edges import EDGE_BUDGET
from app.scene.scales import Scales, scales
from app.scene.theme import Theme
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.legend_painting import Bar, paint_bars, paint_notes, width_of_bars, width_of_notes
from app.views.stage_picture import Fonts
from engine.trace import Phase

BAR = 84.0
"""The width of a scale's bar where there is room, in px."""


@dataclass(frozen=True)
class _Words:
    """The legend's words in the user's language."""

    value: str
    sum: str
    weight: str
    delta: str
    gradient: str
    width: str
    dash: str
    budget: str


class Legend(QWidget):
    """Scales for values and weights, in the backward pass and the update for gradients too."""

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._theme = session, player, theme
        self._fonts = Fonts(self.font())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Legend"))
        player.moved.connect(self.update)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self.update)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._on_opened()

    def sizeHint(self) -> QSize:
        """Room for two lines; a wide legend needs one."""
        return QSize(700, self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Narrower than this, texts are cut."""
        return QSize(280, self._line)

    def hasHeightForWidth(self) -> bool:
        """Whether the height depends on the width: it does."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line or two."""
        return self._line * (1 if self._on_one_line(width) else 2)

    def bars(self) -> list[Bar]:
        """The scales that are shown now."""
        return self._bars(scales(self._player.trace), self._gradients_shown)

    def notes(self) -> list[str]:
        """The sentences that are shown now."""
        words = self._words()
        return [words.width, words.dash, *([words.budget] if words.budget else [])]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars and notes on one line, or the notes on a second one."""
        bars, notes, width = self.bars(), self.notes(), self.width()
        words = "; ".join([*(bar.words for bar in bars), *notes])
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        end = paint_bars(painter, bars, self._fonts, self._theme, self._line, width, BAR)
        start, top = (end, 0) if self._on_one_line(width) else (0.0, self._line)
        paint_notes(painter, notes, self._fonts, self._theme, (start, top, width, self._line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or language when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fonts = Fonts(self.font())
        self._on_opened()

    @property
    def _line(self) -> int:
        return round(1.75 * self._theme.small_font_size)

    @property
    def _gradients_shown(self) -> bool:
        return self._player.moment.phase in (Phase.BACKWARD, Phase.UPDATE)

    def _on_one_line(self, width: int) -> bool:
        # With the longest numbers there are, so that the height never changes with t.
        longest = Scales(*(0.000125,) * 7)
        bars = width_of_bars(self._bars(longest, True), self._fonts, self._theme, BAR)
        return bars + width_of_notes(self.notes(), self._fonts, self._theme) <= width

    def _bars(self, scales: Scales, gradients: bool) -> list[Bar]:
        words, colours = self._words(), palette(self._theme)
        bars = [
            Bar(words.value, colours.value, scales.value, False),
            Bar(words.weight, colours.value_line, scales.weight, True),
        ]
        if scales.sum != scales.value and not gradients:
            bars.insert(1, Bar(words.sum, colours.value, scales.sum, False))
        if gradients:
            bars += [
                Bar(words.delta, colours.gradient_line, scales.delta, False),
                Bar(words.gradient, colours.gradient_line, scales.gradient, True),
            ]
        return bars

    def _words(self) -> _Words:
        sizes = self._session.experiment.network.sizes
        edges = sum(fan_in * fan_out for fan_in, fan_out in pairwise(sizes))
        budget = ""
        if edges > EDGE_BUDGET:
            budget = self.tr("{0} of {1} edges drawn").format(f"{EDGE_BUDGET:,}", f"{edges:,}")
        return _Words(
            self.tr("value"),
            self.tr("sum z"),
            self.tr("weight"),
            self.tr("delta δ"),
            self.tr("gradient"),
            self.tr("line width = magnitude"),
            self.tr("dashed = negative"),
            budget,
        )

    def _on_opened(self) -> None:
        self.updateGeometry()
        self.update()
