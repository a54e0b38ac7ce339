"""How fast playing goes: a logarithmic slider with its value."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from app.scene.numbers import number
from app.scene.speed import FASTEST, POSITIONS, position_of, speed_at
from app.viewmodels.player import Player


class SpeedControl(QWidget):
    """Speed ——●—— 1×."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        label = QLabel(self.tr("Speed"))
        label.setProperty("muted", True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("slider")
        self._slider.setRange(0, POSITIONS)
        self._slider.setPageStep(POSITIONS // 10)
        self._slider.setFixedWidth(84)
        # A click leaves the focus, and with it the step keys, where it was.
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setAccessibleName(self.tr("Speed of playing"))
        self._slider.setToolTip(self.tr("Speed of playing: [ slower, ] faster, = normal"))
        self._value = QLabel()
        self._keep_room()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (label, self._slider, self._value):
            row.addWidget(widget)
        self._slider.valueChanged.connect(lambda position: player.set_speed(speed_at(position)))
        player.speed_changed.connect(self._on_speed_changed)
        self._on_speed_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._keep_room()

    def _keep_room(self) -> None:
        """As wide as the longest value, so that none moves the rest."""
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.55×") + 4)

    def _on_speed_changed(self) -> None:
        speed = self._player.speed
        # A rung of the keys may lie between two positions; the slider must not correct it.
        self._slider.blockSignals(True)
        self._slider.setValue(position_of(min(speed, FASTEST)))
        self._slider.blockSignals(False)
        self._value.setText(f"{number(speed, 2)}×")
