"""What is wrong with the network, in sentences; a click asks about the number that shows it."""

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QWidget,
)

from app.scene.diagnosis_texts import nothing, pending, sentence
from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.icons import pixmap
from app.views.texts import translated
from engine.ailments import Finding

FEW_LINES, MANY_LINES = 2, 14
"""More lines are scrolled to: beside other charts, and with their room."""

MARGIN = 3
"""Px around a sentence, a focus ring's place."""

TIP_WIDTH = 60
"""Characters in a line of a tool tip."""

MOST = 12
"""Graver findings come first, and fewer sentences than these are read."""


class DiagnosisView(QScrollArea):
    """The grave findings of the moment, or one muted line where there are none."""

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._asking, self._theme = player, asking, theme
        self._shown: Sequence[Finding] = ()
        self._told: object = None
        self._body = QWidget(objectName="plain")
        self._nothing = QLabel(self._body)
        self._nothing.setProperty("muted", True)
        self._rows: list[_Row] = []
        self._lines = FEW_LINES
        self.setWidget(self._body)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its sentences take it
        asking.diagnosis.changed.connect(self._on_changed)
        session.opened.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Show it in this theme."""
        self._theme = theme
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or language when told to."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the sentences at this width."""
        super().resizeEvent(event)
        self._fit()

    def _on_changed(self) -> None:
        # While training runs, the gradient's norms change with every picture, and seldom more.
        if self._telling() != self._told:
            self._refresh()

    def _telling(self) -> tuple[Sequence[Finding], bool]:
        """The findings to tell of, and whether there may be no more."""
        diagnosis = self._asking.diagnosis
        grave = [each for each in diagnosis.findings if each.grave]
        return grave[:MOST], diagnosis.surveyed

    def _refresh(self) -> None:
        self._told = self._telling()
        self._shown, looked = self._told
        while len(self._rows) < len(self._shown):
            self._add_row()
        sizes = self._player.trace.sizes
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(self._shown))
            if index < len(self._shown):
                row.show_sentence(translated(sentence(self._shown[index], sizes)), self._theme)
        self._nothing.setText(translated(nothing() if looked else pending()))
        self._nothing.setVisible(not self._shown)
        self.setAccessibleName(self.tr("Diagnosis"))
        self._fit()

    def _add_row(self) -> None:
        index = len(self._rows)
        row = _Row(self._body)
        row.clicked.connect(lambda: self._choose(index))
        self._rows.append(row)

    def show_large(self, large: bool) -> None:
        """Show more sentences at once, or fewer."""
        self._lines = MANY_LINES if large else FEW_LINES
        self._fit()

    def _choose(self, index: int) -> None:
        self._asking.inquiry.pin(self._shown[index].about)

    def _fit(self) -> None:
        """Put the sentences below each other, and show a few lines of them."""
        width, height = self.viewport().width(), 0
        for row in self._rows[: len(self._shown)] or [self._nothing]:
            lines = row.heightForWidth(width) if self._shown else row.sizeHint().height()
            row.setGeometry(0, height, width, lines)
            height += lines
        self._body.resize(width, height)
        few, most = (
            lines * self.fontMetrics().lineSpacing() + 2 * MARGIN
            for lines in (FEW_LINES, self._lines)
        )
        # Nothing above it moves when a finding comes or goes.
        self.setFixedHeight(max(min(height, most), few))


class _Row(QToolButton):
    """A finding: a warning, and its sentence, in as many lines as it takes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(2 * MARGIN)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        for label in (self._icon, self._text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def heightForWidth(self, width: int) -> int:
        """The height of the sentence's lines."""
        return self.layout().totalHeightForWidth(width)

    def show_sentence(self, words: str, theme: Theme) -> None:
        """Show this from now on."""
        if words != self._text.text():
            self._text.setText(words)
            self.setAccessibleName(words)
            self.setToolTip(fill(words, TIP_WIDTH))
        size, ratio = self.fontMetrics().height(), self.devicePixelRatioF()
        self._icon.setPixmap(pixmap("warning", theme.error, size, ratio))
