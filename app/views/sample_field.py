"""Which row of the data is shown."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from app.scene.samples import SampleNames
from app.scene.theme import Theme
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.fonts import sized
from app.views.input_guard import InputGuard
from app.views.number_box import WIDTH

WIDEST_COUNT = 9_999
"""Of more rows than these, the spin box shows the number alone."""


class SampleField(QWidget):
    """The row that the stage shows, by name and by its place among the training rows.

    message(sentence): that row cannot be shown.
    """

    message = Signal(str)

    def __init__(
        self,
        session: Session,
        player: Player,
        theme: Theme,
        guard: InputGuard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._row, self._dataset = -1, None
        self._caption, self.name = QLabel(self.tr("Sample")), QLabel()
        self._caption.setProperty("muted", True)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.spin = QSpinBox()
        self.spin.setAccessibleName(self.tr("Sample shown, among the training rows"))
        self.spin.setMinimum(1)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.setKeyboardTracking(False)
        guard.watch(self.spin)
        self._arrange()
        self.spin.valueChanged.connect(self._on_chosen)
        session.opened.connect(self._follow)
        player.moved.connect(self._follow)
        self.set_theme(theme)
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._caption.setFont(sized(self.font(), theme.small_font_size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name is cut to what there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _follow(self) -> None:
        """Show the player's row. It may move among new data before they are said to be open."""
        if self._dataset is not self._session.dataset:
            self._take_data()
        row = int(self._player.trace.rows[self._player.sample])
        if row != self._row:
            self._row = row
            with QSignalBlocker(self.spin):
                self.spin.setValue(int(self._dataset.train.searchsorted(row)) + 1)
            self._elide()

    def _take_data(self) -> None:
        dataset = self._dataset = self._session.dataset
        self._names = SampleNames(dataset, self._session.experiment.data.source)
        count = len(dataset.train)
        with QSignalBlocker(self.spin):
            self.spin.setMaximum(count)
        self.spin.setSuffix(f" / {count}" if count <= WIDEST_COUNT else "")
        self.spin.setToolTip(self.tr("of {count} training rows").format(count=count))
        width = self.spin.fontMetrics().horizontalAdvance(f"{count}{self.spin.suffix()}")
        self.spin.setFixedWidth(max(WIDTH, width + 44))
        self._row = -1

    def _on_chosen(self, place: int) -> None:
        if not self._player.show_row(int(self._session.dataset.train[place - 1])):
            self.message.emit(self.tr("Training stopped before it came to that row."))
            self._row = -1
            self._follow()

    def _elide(self) -> None:
        if self._row < 0:
            return
        inputs, target = self._names.parts(self._row)
        metrics, text = self.name.fontMetrics(), inputs + target
        room = self.name.width() - metrics.horizontalAdvance(target)
        shown = metrics.elidedText(inputs, Qt.TextElideMode.ElideRight, room) + target
        self.name.setText(shown)
        self.name.setToolTip(text if shown != text else "")
        self.spin.setAccessibleDescription(text)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._caption, 1)
        row.addWidget(self.spin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.name)
