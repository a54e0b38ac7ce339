"""The window's header: what is open, moving through it, training it, where we are."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.viewmodels.limit import LimitChoice
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.action_set import ActionSet
from app.views.granularity_box import GranularityBox
from app.views.icons import SIZE
from app.views.run_status import RunStatus
from app.views.speed_control import SpeedControl
from app.views.title_button import TitleButton
from app.views.train_button import TrainButton

MOVES = ("start", "back", "play", "forward", "end")


class Transport(QWidget):
    """The header. Every button stands for a command of the table.

    loss_chosen: the loss that is shown has been clicked.
    """

    loss_chosen = Signal()

    def __init__(
        self,
        session: Session,
        player: Player,
        actions: ActionSet,
        choice: LimitChoice,
        examples: QMenu,
        limits: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = _row(self._brand(), TitleButton(session, examples), None)
        moves = [self._button(name) for name in MOVES]
        centre = _row(
            *moves,
            4,
            GranularityBox(player),
            6,
            SpeedControl(player),
            6,
            TrainButton(actions["train"], limits, choice),
        )
        self._status = RunStatus(session, player)
        self._status.loss_chosen.connect(self.loss_chosen)
        right = _row(self._status, self._button("theme"), self._button("shortcuts"))
        right.layout().setStretch(0, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        # Numbers need more room than the title; the middle then stands above the stage's.
        for column, (part, stretch) in enumerate(((left, 5), (centre, 0), (right, 7))):
            part.setSizePolicy(
                QSizePolicy.Policy.Ignored if stretch else QSizePolicy.Policy.Fixed,
                QSizePolicy.Policy.Preferred,
            )
            grid.addWidget(part, 0, column)
            grid.setColumnStretch(column, stretch)

    def light_loss(self, lit: bool) -> None:
        """Let the loss stand out, or not."""
        self._status.light(lit)

    def _brand(self) -> QLabel:
        label = QLabel("Underhood")
        label.setProperty("brand", True)
        return label

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFixedSize(36, 34)
        button.setIconSize(QSize(SIZE, SIZE))
        # A click leaves the focus where it was; Tab still comes here.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("primary", name == "play")
        return button


def _row(*parts: QWidget | int | None) -> QWidget:
    """Widgets beside each other; a number is a gap, None takes the room that is left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)
    return row
