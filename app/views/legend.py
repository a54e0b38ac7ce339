"""The legend: what colours, widths and dashes on the stage mean, in numbers."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from app.scene.colour import palette
from app.scene.edge_budget import FIRST
from app.scene.kinds import Tone
from app.scene.legend import Entry, entries, layer_told, longest, remarks
from app.scene.look import scales_of
from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.edge_budget import EdgeBudget
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.legend_painting import GAP, Bar, paint_legend, width_of
from app.views.stage_picture import Fonts
from app.views.texts import translated


class Legend(QWidget):
    """Scales for what is coloured; its button, or a press anywhere on it, offers others."""

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
        self._edge_budget = budget
        self._session, self._player, self._theme = session, player, theme
        self._inquiry = asking.inquiry
        self._button = self._colours_button()
        self._look = player.look
        self._painted: list[Entry] = []
        self._one_line = False
        self._fonts = Fonts(self.font())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()
        player.moved.connect(self._on_moved)
        self._inquiry.lit_changed.connect(self._on_asked)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self.update)
        if budget:
            budget.changed.connect(self._on_opened)

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

    def offer(self, menu: QMenu) -> None:
        """Let this menu choose what is coloured, and how."""
        self._button.setMenu(menu)
        self._button.show()
        self._place_button()

    def keep_to_one_line(self, one_line: bool) -> None:
        """Take no more height than that of a line, whatever is left out."""
        if one_line != self._one_line:
            self._one_line = one_line
            self.updateGeometry()

    def bars(self) -> list[Bar]:
        """The scales that are shown now."""
        return self._bars(self._entries())

    def notes(self) -> list[str]:
        """The sentences that are shown now."""
        return self._notes(self._layer)

    def _entries(self) -> list[Entry]:
        player = self._player
        scales = scales_of(player.trace, player.look)
        return entries(scales, player.look, player.moment.phase, self._layer)

    def _notes(self, layer: int | None) -> list[str]:
        general = self.tr("line width = magnitude"), self.tr("dashed or − = negative")
        return [*self._urgent_notes(layer), *general]

    def _urgent_notes(self, layer: int | None) -> list[str]:
        """Without these one would misread what is shown."""
        told = (translated(each) for each in remarks(self._player.look, layer))
        return [*told, *self._budget()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars and notes on one line, or the notes on a second one."""
        self._painted = self._entries()
        bars, notes = self._bars(self._painted), self.notes()
        urgent = len(self._urgent_notes(self._layer))
        words = _words(bars, notes)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_legend(painter, bars, notes, urgent, self._fonts, self._theme, self._lines())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place_button()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer other colours."""
        if self._button.menu() and event.button() is Qt.MouseButton.LeftButton:
            self._button.showMenu()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or language when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fonts = Fonts(self.font())
        elif event.type() is QEvent.Type.LanguageChange:
            self._name()
        self._on_opened()

    @property
    def _line(self) -> int:
        return round(1.75 * self._theme.small_font_size)

    @property
    def _layer(self) -> int | None:
        return layer_told(self._inquiry.asked)

    def _room(self, width: int) -> int:
        """What the button leaves of the first line."""
        return width - (0 if self._button.isHidden() else self._button.width() + round(GAP))

    def _lines(self) -> list[QRectF]:
        """The first line and, where there is one, the second."""
        first = QRectF(0, 0, self._room(self.width()), self._line)
        if self._on_one_line(self.width()):
            return [first]
        return [first, QRectF(0, self._line, self.width(), self._line)]

    def _on_one_line(self, width: int) -> bool:
        if self._one_line:
            return True
        # With the longest texts there are, so that the height never changes with t.
        bars, notes = self._bars(longest(self._player.look)), self._notes(None)
        return width_of(bars, notes, self._fonts, self._theme) <= self._room(width)

    def _bars(self, entries: list[Entry]) -> list[Bar]:
        colours = palette(self._theme)
        fills = {Tone.VALUE: colours.value, Tone.GRADIENT: colours.gradient}
        lines = {Tone.VALUE: colours.value_line, Tone.GRADIENT: colours.gradient_line}
        return [
            Bar(
                translated(each.name),
                (lines if each.lines else fills)[each.tone],
                each.maximum,
                each.lines,
            )
            for each in entries
        ]

    def _budget(self) -> list[str]:
        sizes = self._session.experiment.network.sizes
        edges = sum(fan_in * fan_out for fan_in, fan_out in pairwise(sizes))
        drawn = self._edge_budget.edges if self._edge_budget else FIRST
        if edges <= drawn:
            return []
        return [self.tr("{0} of {1} edges").format(f"{drawn:,}", f"{edges:,}")]

    def _colours_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("inline", True)
        button.hide()
        return button

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        self._button.setText(self.tr("Colours"))
        self._button.setToolTip(self.tr("Which numbers the network shows in colour, and how"))
        self._button.setAccessibleName(self.tr("Colours"))

    def _place_button(self) -> None:
        size = self._button.sizeHint()
        self._button.resize(size.width(), self._line)
        self._button.move(self.width() - size.width(), 0)

    def _on_moved(self) -> None:
        if self._player.look != self._look:
            self._look = self._player.look
            self._on_opened()
        # Scales end at round numbers: many a step leaves all of it as it is.
        if self._entries() != self._painted:
            self.update()

    def _on_asked(self) -> None:
        if self._player.look.per_layer:
            self.update()

    def _on_opened(self) -> None:
        self._place_button()
        self.updateGeometry()
        self.update()


def _words(bars: list[Bar], notes: list[str]) -> str:
    """All that the legend says."""
    return "; ".join([*(bar.words for bar in bars), *notes])
