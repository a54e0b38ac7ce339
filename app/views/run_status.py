"""Where in the run we are: step, epoch, and the loss once it is computed."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.scene.numbers import number
from app.viewmodels.player import Player
from app.viewmodels.session import Session


class RunStatus(QWidget):
    """step 0 · epoch 0 · loss 0.828, at the right; where there is no room the loss alone.

    loss_chosen: the loss has been clicked.
    """

    loss_chosen = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._place, self._loss = QLabel(), QLabel()
        self._loss.setCursor(Qt.CursorShape.PointingHandCursor)
        self._loss.setToolTip(self.tr("Where does this number come from?"))
        self._place.setProperty("muted", True)
        self._loss.setProperty("heading", True)
        self._keep_room()
        # The header's middle must not move when a number gets another digit.
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._place, 1)
        row.addWidget(self._loss)
        player.moved.connect(self._show)
        session.opened.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose what there is room for."""
        super().resizeEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font when told to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._keep_room()
            self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask about the loss where it is clicked."""
        there = self._loss.geometry().contains(event.position().toPoint())
        if there and event.button() is Qt.MouseButton.LeftButton:
            self.loss_chosen.emit()

    def light(self, lit: bool) -> None:
        """Let the loss stand out, or not."""
        self._loss.setProperty("lit", lit)
        # A style sheet looks at a property only when a widget is polished.
        self._loss.style().unpolish(self._loss)
        self._loss.style().polish(self._loss)

    def _keep_room(self) -> None:
        """As wide as most losses, so that none moves the rest."""
        self._loss.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.0000") + 6)

    def _show(self) -> None:
        player = self._player
        numbers = {"step": f"{player.step:,}", "epoch": f"{player.epoch:,}"}
        forms = [
            self.tr("step {step} · epoch {epoch} · loss").format(**numbers),
            self.tr("step {step} · loss").format(**numbers),
            self.tr("loss"),
        ]
        self._loss.setText(number(player.trace.loss, 4) if player.loss_known else "·")
        # Before the layout comes to it: a longer loss leaves less room.
        loss = max(self._loss.sizeHint().width(), self._loss.minimumWidth())
        room = self.width() - loss - self.layout().spacing()
        width = self.fontMetrics().horizontalAdvance
        # Nothing rather than a number that has lost its first digits.
        self._place.setText(next((form for form in forms if width(form) <= room), ""))
        self._place.setToolTip(forms[0])
