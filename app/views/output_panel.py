"""What the network says about the row that is shown, and how far it is from the truth."""

from dataclasses import replace
from html import escape
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.scene.outputs import Outputs, Reading, outputs
from app.scene.samples import SampleNames
from app.scene.texts import Text
from app.scene.theme import Theme
from app.scene.verdict import decision, difference, supposed, unknown, verdict
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.elided_label import ElidedLabel
from app.views.fonts import sized
from app.views.output_bars import MOST_WITHOUT_SCROLLING, OutputBars
from app.views.score_line import ScoreLine
from app.views.steady import Steady
from app.views.texts import translated
from engine.arrays import Array
from engine.quantity import Quantity, Role, activation

LEAST_HEIGHT = 206

MOST_DIFFERENCES = 3
"""So many outputs of a regression are spoken of."""


class OutputPanel(QWidget):
    """Shows the outputs at the player's moment: nothing before they are computed."""

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
        self._heading, self._verdict = QLabel(self.tr("Output")), QLabel()
        self._sample = ElidedLabel()
        self.bars, self.score = OutputBars(theme), ScoreLine(session)
        self._scroll = QScrollArea()
        self._name_samples()
        self._arrange()
        self.set_theme(theme)
        session.opened.connect(self._on_changed)
        player.moved.connect(self._on_changed)
        asking.what_if.changed.connect(self._on_changed)
        asking.inquiry.lit_changed.connect(self._light)
        self.bars.pointed.connect(self._point_at)
        self.bars.chosen.connect(lambda output: asking.inquiry.toggle_pin(self._quantity(output)))

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes from now on."""
        self._theme = theme
        small = sized(self.font(), theme.small_font_size)
        self._heading.setFont(sized(self.font(), theme.font_size, QFont.Weight.DemiBold))
        self._heading.setStyleSheet(f"color: {theme.text}")
        for label in (self._sample, self.score):
            label.setFont(small)
            label.setStyleSheet(f"color: {theme.muted}")
        self.bars.set_theme(theme)
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._on_changed()

    def _quantity(self, output: int) -> Quantity:
        return activation(self._player.trace.depth, output)

    def _point_at(self, output: int | None) -> None:
        self._asking.inquiry.point_at(None if output is None else self._quantity(output))

    def _light(self) -> None:
        depth = self._player.trace.depth
        lit = (q for q in self._asking.inquiry.lit if q.role is Role.ACTIVATION)
        self.bars.light(frozenset(quantity.unit for quantity in lit if quantity.layer == depth))

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Output"))
        self._verdict.setAccessibleName(self.tr("Verdict"))
        self.score.setAccessibleName(self.tr("Scores on all rows"))
        self._verdict.setWordWrap(True)
        self._verdict.setTextFormat(Qt.TextFormat.RichText)
        self._verdict.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._scroll.setWidget(self.bars)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.bars.setAutoFillBackground(False)
        self.bars.setObjectName("plain")
        self._scroll.setAccessibleName(self.tr("Outputs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._sample)
        column.addWidget(self._scroll, 1)
        column.addWidget(Steady(self._verdict))
        column.addWidget(self.score)
        column.addStretch(0)
        # Two bars, two lines of verdict: less, and they would cover each other.
        self.setMinimumHeight(LEAST_HEIGHT)

    def _name_samples(self) -> None:
        self._named = self._session.dataset
        self._names = SampleNames(self._named, self._session.experiment.data.source)

    def _on_changed(self) -> None:
        # At once, not when the event loop comes round: while training runs that would be too
        # late, and this panel would tell of another step than the network beside it.
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        player, session = self._player, self._session
        if self._named is not session.dataset:
            self._name_samples()
        trace = player.trace
        shown = outputs(trace, session.timeline, player.t, player.sample, session.dataset)
        ghost = self._asking.what_if.ghost
        if ghost is not None:
            shown = replace(shown, ghost=ghost.outputs)
        self.bars.show_outputs(shown, player.sample)
        self._fit()
        self._write_sample(int(trace.rows[player.sample]), trace.batch)
        self._write_verdict(shown, trace.rules.activations[-1])

    def _fit(self) -> None:
        """As high as the outputs, but of very many only the first without scrolling."""
        room = self.bars.sizeHint().height()
        scrolls = self.bars.count > MOST_WITHOUT_SCROLLING
        if scrolls:
            room = round(self.bars.height_of(MOST_WITHOUT_SCROLLING))
        # Only what can be scrolled needs the focus for the arrow keys.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)
        self._scroll.setMaximumHeight(room)
        self._scroll.setMinimumHeight(min(room, 60))

    def _write_sample(self, row: int, batch: int) -> None:
        name = self._names.of(row)
        text = self.tr("Sample {n} of {batch}: {name}") if batch > 1 else self.tr("Sample: {name}")
        self._sample.show_text(text.format(n=self._player.sample + 1, batch=batch, name=name))

    def _write_verdict(self, shown: Outputs, activation: str) -> None:
        colour = self._theme.text if shown.complete else self._theme.muted
        html = _lines(verdicts(shown, activation), colour)
        if shown.ghost is not None:
            html += "<br>" + _lines(supposed_verdicts(shown, activation), self._theme.accent)
        if html != self._verdict.text():
            self._verdict.setText(html)


def verdicts(shown: Outputs, activation: str) -> list[Text]:
    """The sentences below the outputs."""
    if not shown.complete:
        return [unknown()]
    return _verdicts(shown, shown.values, activation)


def supposed_verdicts(shown: Outputs, activation: str) -> list[Text]:
    """The sentences about what the outputs would be."""
    if shown.ghost is None:
        return []
    return [supposed(text) for text in _verdicts(shown, shown.ghost, activation)]


def _verdicts(shown: Outputs, values: Array, activation: str) -> list[Text]:
    if shown.reading is Reading.NUMBERS:
        triples = zip(values, shown.targets, shown.names, strict=True)
        spoken = islice(triples, MOST_DIFFERENCES)
        return [difference(float(a), float(y), name) for a, y, name in spoken]
    return [verdict(decision(values, shown.targets, activation), shown.class_names)]


def _lines(texts: list[Text], colour: str) -> str:
    """The sentences one below the other, in a colour."""
    return f'<span style="color:{colour}">{"<br>".join(rich(text) for text in texts)}</span>'


def rich(text: Text) -> str:
    """A text with markup in it, translated; its values are shown as they are."""
    values = {name: escape(str(value)) for name, value in text.values.items()}
    return translated(Text(text.context, text.template, values))
