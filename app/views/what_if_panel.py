"""The inspector's what-if: another value for the number asked about, and what it would change."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.scene.theme import Theme
from app.scene.what_if import symbol_of
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.comparison_table import ComparisonTable
from app.views.fonts import sized
from app.views.value_entry import ENTER, ValueEntry
from app.views.value_slider import ValueSlider


class WhatIfPanel(QWidget):
    """Slider and entry for the value, before and after below them, and what to do with it.

    Enter sets the value that is tried, Esc drops it, from anywhere in here.
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
        self._what_if = asking.what_if
        self._symbol, self._hint = QLabel(), QLabel()
        self.slider, self.entry = ValueSlider(theme), ValueEntry()
        self.table = ComparisonTable(theme)
        self.set_button, self.drop_button = QPushButton(), QPushButton()
        self._arrange()
        self._name()
        self._connect()
        self.set_theme(theme)
        asking.inquiry.changed.connect(self._on_changed)
        asking.what_if.changed.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme = theme
        self._symbol.setFont(sized(self.font(), theme.font_size, QFont.Weight.DemiBold))
        self._symbol.setStyleSheet(f"color: {theme.text}")
        self._hint.setFont(sized(self.font(), theme.small_font_size))
        self._hint.setStyleSheet(f"color: {theme.muted}")
        self.slider.set_theme(theme)
        self.table.set_theme(theme)
        self._refresh()

    def commit(self) -> None:
        """Set the value that is tried."""
        self._what_if.commit()

    def drop(self) -> None:
        """Try nothing any more."""
        self._what_if.drop()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc; with nothing tried they are the window's."""
        if self._what_if.value is None:
            super().keyPressEvent(event)
        elif event.key() in ENTER and not self.drop_button.hasFocus():
            self.commit()
        elif event.key() in (*ENTER, Qt.Key.Key_Escape):
            self.drop()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._hint.setWordWrap(True)
        first, last = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._symbol, 1)
        first.addWidget(self.entry)
        for button in (self.set_button, self.drop_button):
            button.setAutoDefault(False)
            last.addWidget(button, 1)
        body = QWidget(objectName="plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        for part in (first, self.slider, self._hint, self.table):
            column.addLayout(part) if part is first else column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(scroll, 1)
        whole.addLayout(last)
        self.setFocusProxy(self.slider)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("What if"))
        self.slider.setAccessibleName(self.tr("Value to try"))
        self.entry.setAccessibleName(self.tr("Value to try, as a number"))
        self.table.setAccessibleName(self.tr("Before and after"))
        self.set_button.setText(self.tr("Set it (Enter)"))
        self.drop_button.setText(self.tr("Drop (Esc)"))

    def _connect(self) -> None:
        what_if, slider, entry = self._what_if, self.slider, self.entry
        slider.proposed.connect(what_if.propose)
        entry.proposed.connect(what_if.propose)
        entry.stepped.connect(lambda steps: slider.setValue(slider.value() + steps))
        entry.confirmed.connect(self.commit)
        entry.dropped.connect(self.drop)
        self.set_button.clicked.connect(self.commit)
        self.drop_button.clicked.connect(self.drop)

    def _on_changed(self) -> None:
        # At once, as all that shows numbers of the moment.
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        what_if = self._what_if
        quantity, original, value = what_if.quantity, what_if.original, what_if.value
        if quantity is None or original is None:
            return
        self._symbol.setText(symbol_of(quantity))
        shown = original if value is None else value
        self.slider.show_value(what_if.span, shown, original)
        self.entry.show_value(shown)
        self.table.show_lines(what_if.comparison)
        for button in (self.set_button, self.drop_button):
            button.setEnabled(value is not None)
        self.set_button.setDefault(value is not None)
        self._hint.setText(self._told(value is not None))

    def _told(self, tried: bool) -> str:
        """What this is, in a sentence or two."""
        if not tried:
            return self.tr(
                "Drag or type another value and see what would change. "
                "The network stays as it is until you set it."
            )
        text = self.tr("Only tried so far. Set, it holds from step {step} on.")
        if self._what_if.after:
            text = self.tr(
                "Only tried so far, on the same batch after the update. "
                "Set, it holds from step {step} on."
            )
        return text.format(step=f"{self._what_if.step:,}")
