"""Step by: how far one press of a step key goes."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.commands.command import CONTEXT
from app.commands.playing import GRANULARITY_TEXTS
from app.scene.texts import Text
from app.scene.timeline import Granularity
from app.viewmodels.player import Player
from app.views.texts import translated


class GranularityBox(QWidget):
    """A label and the six granularities."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._label = QLabel(self.tr("Step by"))
        self._label.setProperty("muted", True)
        self._box = QComboBox()
        self._box.setAccessibleName(self.tr("Step by"))
        self._box.setToolTip(self.tr("How far one step goes (keys 1 to 6)"))
        for granularity in Granularity:
            name = translated(Text(CONTEXT, GRANULARITY_TEXTS[granularity]))
            self._box.addItem(name, granularity.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self._box)
        self._box.activated.connect(self._on_chosen)
        player.granularity_changed.connect(self._on_granularity_changed)
        self._on_granularity_changed()

    def show_label(self, shown: bool) -> None:
        """Show or hide the label."""
        self._label.setVisible(shown)

    def _on_chosen(self, index: int) -> None:
        self._player.set_granularity(Granularity(self._box.itemData(index)))

    def _on_granularity_changed(self) -> None:
        self._box.setCurrentIndex(self._box.findData(self._player.granularity.value))
