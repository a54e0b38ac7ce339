""" "Don't trust me": the gradient beside what finite differences say it is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.scene import check_texts as say
from app.scene.check_texts import Line, Verdict
from app.scene.colour import legible
from app.scene.texts import Text
from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.checking import Checking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.fonts import sized
from app.views.input_guard import InputGuard
from app.views.texts import translated
from app.views.wrapped_row import WrappedRow

MARKS = {Verdict.AGREES: "✓", Verdict.DIFFERS: "✗", Verdict.DOUBTFUL: "!"}


class CheckView(QWidget):
    """Checks when a button is pressed, and shows the result until another thing is shown."""

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self.checking = Checking(session, player, asking.inquiry, self)
        self._heading, self._how = QLabel(), QLabel()
        self.one, self.layer = QPushButton(), QPushButton()
        self._mark, self._verdict, self._more = QLabel(), QLabel(), QLabel()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._guard = InputGuard(self)
        self._arrange()
        self._name()
        self.set_theme(theme)
        self.one.clicked.connect(self.check)
        self.layer.clicked.connect(self.checking.check_layer)
        self.checking.changed.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme = theme
        self._dress(self._heading, theme.text, bold=True)
        self._dress(self._how, theme.muted)
        self._dress(self._verdict, theme.text, bold=True)
        self._dress(self._more, theme.text)
        for button in (self.one, self.layer):
            button.setFont(sized(self.font(), theme.font_size))
        for label, value in self._labels:
            self._dress(label, theme.muted)
            self._dress(value, theme.text)
        self._refresh()

    def check(self) -> None:
        """Check the gradient that is asked about, if it is computed at the moment shown."""
        self.checking.check()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
            self._refresh()

    # -- construction ------------------------------------------------------

    def _arrange(self) -> None:
        for button in (self.one, self.layer):
            self._guard.watch(button)
        self._how.setWordWrap(True)
        self._verdict.setWordWrap(True)
        self._more.setWordWrap(True)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        outcome = QHBoxLayout()
        outcome.setSpacing(6)
        outcome.addWidget(self._mark)
        outcome.addWidget(self._verdict, 1)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(10)
        self._table.setVerticalSpacing(2)
        self._table.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        for part in (self._heading, self._how):
            column.addWidget(part)
        column.addWidget(WrappedRow(self.one, self.layer))
        column.addLayout(outcome)
        column.addWidget(self._more)
        column.addLayout(self._table)
        self.setFocusProxy(self.one)

    def _name(self) -> None:
        self._heading.setText(self.tr("Don't trust me"))
        self.one.setText(self.tr("Check this gradient"))
        self.layer.setText(self.tr("Check the whole layer"))
        self.setAccessibleName(self.tr("Gradient check"))
        self._verdict.setAccessibleName(self.tr("Outcome"))

    def _dress(self, label: QLabel, colour: str, bold: bool = False) -> None:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        label.setFont(sized(self.font(), self._theme.font_size, weight))
        label.setStyleSheet(f"color: {colour}")

    # -- showing -----------------------------------------------------------

    def _on_changed(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        checking = self.checking
        self.setEnabled(checking.target is not None)
        self._offer(self.one, checking.ready, say.waiting())
        self._offer(self.layer, checking.layer_ready, say.layer_waiting())
        if checking.target is not None:
            self._how.setText(translated(say.method(checking.target)))
        self._show_result()

    def _offer(self, button: QPushButton, ready: bool, reason: Text) -> None:
        button.setEnabled(ready)
        button.setToolTip("" if ready else translated(reason))

    def _show_result(self) -> None:
        result = self.checking.result
        for part in (self._mark, self._verdict, self._more):
            part.setVisible(result is not None)
        if result is None:
            self._show_lines(())
            return
        verdict = say.verdict_of(result)
        self._dress(self._mark, self._colour(verdict), bold=True)
        self._mark.setText(MARKS[verdict])
        first, *others = map(translated, say.outcome(result, self._player.trace))
        self._verdict.setText(first)
        self._more.setText(" ".join(others))
        self._more.setVisible(bool(others))
        self._show_lines(say.lines(result))

    def _colour(self, verdict: Verdict) -> str:
        theme = self._theme
        colour = {Verdict.AGREES: theme.update, Verdict.DIFFERS: theme.error}
        return legible(colour.get(verdict, theme.loss), theme.panel, theme.text)

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        while len(self._labels) < len(lines):
            self._labels.append(self._pair(len(self._labels)))
        for number, (label, value) in enumerate(self._labels):
            there = number < len(lines)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                line = lines[number]
                label.setText(translated(line.label))
                value.setText(line.shown)
                value.setToolTip(line.exact)

    def _pair(self, row: int) -> tuple[QLabel, QLabel]:
        label, value = QLabel(), QLabel()
        label.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._dress(label, self._theme.muted)
        self._dress(value, self._theme.text)
        self._table.addWidget(label, row, 0)
        self._table.addWidget(
            value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        )
        return label, value
