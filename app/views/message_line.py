"""One line at the window's foot: what the last change did."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.scene.numbers import number
from app.viewmodels.session import Session
from app.viewmodels.training import Training
from engine.errors import Divergence


class MessageLine(QLabel):
    """Shows the newest message; as high empty as full, so nothing else ever moves."""

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._told = session, session.divergence
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._take_height()
        training.running_changed.connect(self._on_running_changed)
        session.advanced.connect(self._on_advanced)
        session.opened.connect(self._on_started_anew)
        session.retuned.connect(self._on_started_anew)

    @property
    def urgent(self) -> bool:
        """Whether a presentation, too, must not hide it: training has stopped for good."""
        return self._session.divergence is not None

    def changeEvent(self, event: QEvent) -> None:
        """Take another font when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._take_height()

    def say(self, text: str) -> None:
        """Show this from now on."""
        self.setText(text)
        self.setToolTip(text)

    def _take_height(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + 8)

    def _on_running_changed(self, running: bool) -> None:
        if running:
            self.say(self.tr("Training…"))
        elif self._session.divergence is None:
            self.say(self.tr("{steps} steps done").format(steps=f"{self._session.steps:,}"))

    def _on_started_anew(self) -> None:
        # The next run may diverge just as the one before did, and that is to be said again.
        self._told = self._session.divergence

    def _on_advanced(self) -> None:
        divergence = self._session.divergence
        if divergence != self._told:
            self._told = divergence
            if divergence is not None:
                self.say(self._diverged(divergence))

    def _diverged(self, divergence: Divergence) -> str:
        return self.tr(
            "Training diverged at step {step}: {quantity} became {value}. "
            "A smaller learning rate usually helps."
        ).format(
            step=f"{divergence.step:,}",
            quantity=divergence.quantity,
            value=number(divergence.value),
        )
