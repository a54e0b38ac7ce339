"""The loss, step by step: the curves with their legend, a readout, and a scale to choose."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.loss_readout import NAMES, Line, entries, place
from app.scene.run_curves import RunCurves
from app.scene.theme import Theme
from app.scene.verdict import diverged
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.elided_label import ElidedLabel
from app.views.fonts import sized
from app.views.loss_painting import Marks
from app.views.span_label import Span, SpanLabel
from app.views.strokes import faint
from app.views.texts import translated

if TYPE_CHECKING:
    from app.views.loss_plot import LossPlot


PATIENCE = 40
"""Milliseconds within which all that happens is one refresh, but for steps that are shown."""


class LossChart(QWidget):
    """Shows every step's loss while it happens; a click shows that step.

    picked: a click is about to show another step. loss_chosen: the losses in words are clicked.

    The plot itself is made after the first paint, because its library loads slowly.
    """

    picked = Signal()
    loss_chosen = Signal()

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._theme = session, player, theme
        self._plot: LossPlot | None = None
        self._pointed: int | None = None
        self._shown: tuple[int, int] | None = None
        self._heading, self._place = QLabel(self.tr("Loss")), ElidedLabel()
        self._readout, self._trouble = SpanLabel(), QLabel()
        self.log = QToolButton(self)
        self._refreshing = QTimer(self, singleShot=True, interval=PATIENCE)
        self._refreshing.timeout.connect(self._refresh)
        self._arrange()
        self.set_theme(theme)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self._on_changed)
        session.advanced.connect(self._on_changed)
        player.moved.connect(self._on_moved)
        self.log.toggled.connect(self._on_changed)

    @property
    def plot(self) -> "LossPlot | None":
        """The plot, once it has been made."""
        return self._plot

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours and sizes from now on."""
        self._theme = theme
        small = sized(self.font(), theme.small_font_size)
        for widget in (self._place, self._readout, self._trouble, self.log):
            widget.setFont(small)
        self._heading.setFont(sized(self.font(), theme.font_size, QFont.Weight.DemiBold))
        self._heading.setStyleSheet(f"color: {theme.text}")
        self._place.setStyleSheet(f"color: {theme.muted}")
        self._readout.setStyleSheet(f"color: {theme.muted}")
        self._trouble.setStyleSheet(f"color: {theme.error}")
        self.log.setStyleSheet(_BUTTON.format(theme=theme))
        if self._plot is not None:
            self._plot.set_theme(theme)
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._on_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint of all asks for the plot."""
        super().paintEvent(event)
        if self._plot is None:
            QTimer.singleShot(0, self, self._make_plot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about the loss where it is clicked."""
        words = self.childAt(event.position().toPoint()) in (self._heading, self._readout)
        if words and event.button() is Qt.MouseButton.LeftButton:
            self.loss_chosen.emit()

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Loss"))
        self.log.setText(self.tr("log"))
        self.log.setCheckable(True)
        self.log.setAccessibleName(self.tr("Logarithmic loss axis"))
        self.log.setToolTip(self.tr("Logarithmic loss axis"))
        self._readout.setAccessibleName(self.tr("Losses of the step shown or pointed at"))
        for label in (self._heading, self._readout):
            label.setCursor(Qt.CursorShape.PointingHandCursor)
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addWidget(self._place, 1)
        head.addWidget(self.log)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(self._readout)
        self._column.addWidget(self._trouble)
        self._column.addStretch(1)
        self.setMinimumSize(180, 118)

    def _make_plot(self) -> None:
        if self._plot is not None:
            return
        from app.views.loss_plot import LossPlot

        self._plot = LossPlot(self._theme)
        self._plot.setAccessibleName(self.tr("Loss curves"))
        self._plot.picked.connect(self._on_picked)
        self._plot.pointed.connect(self._on_pointed)
        self._plot.zoomed.connect(self._on_changed)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(self._plot, 1)
        self._on_changed()

    def _on_opened(self) -> None:
        self._pointed = None
        if self._plot is not None:
            self._plot.view_all()
        self._on_changed()

    def _on_moved(self) -> None:
        # At once: while training runs, the chart tells of the step that the network shows.
        if self.isVisible() and self._seen() != self._shown:
            self._refreshing.stop()
            self._refresh()

    def _seen(self) -> tuple[int, int]:
        """What is to be seen here of the player's moment."""
        return self._player.step, len(self._player.known_losses)

    def _on_changed(self) -> None:
        if not self._refreshing.isActive():
            self._refreshing.start()

    def _on_picked(self, step: int) -> None:
        self.picked.emit()
        self._player.pause()
        self._player.seek(step, self._session.timeline.end)

    def _on_pointed(self, step: int | None) -> None:
        if step != self._pointed:
            self._pointed = step
            self._on_changed()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self._shown = self._seen()
        curves = self._player.curves
        if self._plot is not None:
            self._plot.draw(curves, self._marks(), self.log.isChecked())
        self._write(curves)

    def _explanation(self, noisy: bool) -> str:
        if not noisy:
            return self.tr("train: the loss of the step's own batch")
        return self.tr("train: the mean of the epoch's batches, batch: the step's own, in faint")

    def _marks(self) -> Marks:
        end = self._session.divergence
        return Marks(self._player.step, self._pointed, end.step if end else None)

    def _write(self, curves: RunCurves) -> None:
        step = self._player.step if self._pointed is None else self._pointed
        step = min(step, self._session.steps - 1)
        self._place.show_text(translated(place(curves, step)))
        parts = [
            _entry(self._theme, entry.line, translated(NAMES[entry.line]), entry.value)
            for entry in entries(curves, step)
        ]
        # Two in a line; three would not fit into a narrow panel.
        lines = (_beside(parts[:2]), _beside(parts[2:]))
        self._readout.show_lines([line for line in lines if line])
        self._readout.setToolTip(self._explanation(curves.noisy))
        end = self._session.divergence
        self._trouble.setVisible(end is not None)
        if end is not None:
            self._trouble.setText(translated(diverged(end)))


def _entry(theme: Theme, line: Line, name: str, value: str) -> list[Span]:
    """A curve's name, its stroke and its value."""
    stroke = {
        Line.TRAIN: (theme.accent, "—"),
        Line.MEAN: (theme.accent, "—"),
        Line.BATCH: (faint(theme), "—"),
        Line.TEST: (theme.text, "--"),
    }
    colour, dash = stroke[line]
    return [Span(f"{name} "), Span(dash, colour, strong=True), Span(f" {value}", theme.text)]


def _beside(entries: list[list[Span]]) -> list[Span]:
    """Entries with a gap between each two."""
    return [span for entry in entries for span in (Span("\N{NO-BREAK SPACE} "), *entry)][1:]


_BUTTON = """
QToolButton {{ color: {theme.muted}; background: transparent; border: 1px solid {theme.border};
    border-radius: 5px; padding: 1px 8px; }}
QToolButton:checked {{ color: {theme.accent}; background: {theme.accent_soft};
    border-color: {theme.accent_soft}; font-weight: 600; }}
QToolButton:hover {{ border-color: {theme.node_border}; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; padding: 0px 7px; }}
"""
