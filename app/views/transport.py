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

from app.scene.theme import Theme
from app.viewmodels.limit import LimitChoice
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.action_set import ActionSet
from app.views.granularity_box import GranularityBox
from app.views.icons import SIZE
from app.views.run_status import RunStatus
from app.views.speed_control import SpeedControl
from app.views.steady import Steady
from app.views.title_button import TitleButton
from app.views.train_button import TrainButton

MOVES = ("start", "back", "play", "forward", "end")

LEFT, RIGHT = 5, 7
"""How the room beside the middle is shared: the middle then stands above the stage's."""

BUTTON, TRAIN_ICON = (36, 34), 16
"""Sizes of a button and of the icon on the one that has a text, in px."""


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
        self._buttons: list[QToolButton] = []
        self._left = _row(self._brand(), TitleButton(session, examples), None)
        moves = [self._button(name) for name in MOVES]
        self._step_by, self._speed = GranularityBox(player), SpeedControl(player)
        self._train = TrainButton(actions["train"], limits, choice)
        centre = _row(
            *moves,
            4,
            self._step_by,
            6,
            self._speed,
            6,
            self._train,
        )
        self._status = RunStatus(session, player)
        self._status.loss_chosen.connect(self.loss_chosen)
        self._usual = self._button("theme"), self._button("shortcuts")
        self._leave = self._button("presentation")
        self._leave.hide()
        right = _row(Steady(self._status), *self._usual, self._leave)
        right.layout().setStretch(0, 1)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        for column, (part, stretch) in enumerate(((self._left, LEFT), (centre, 0), (right, RIGHT))):
            part.setSizePolicy(
                QSizePolicy.Policy.Ignored if stretch else QSizePolicy.Policy.Fixed,
                QSizePolicy.Policy.Preferred,
            )
            grid.addWidget(part, 0, column)
            grid.setColumnStretch(column, stretch)

    def set_theme(self, theme: Theme) -> None:
        """Be as large as that theme's things are."""
        width, height, icon, small = (
            round(size * theme.scale) for size in (*BUTTON, SIZE, TRAIN_ICON)
        )
        for button in self._buttons:
            button.setFixedSize(width, height)
            button.setIconSize(QSize(icon, icon))
        self._train.setIconSize(QSize(small, small))

    def present(self, presenting: bool) -> None:
        """Leave room for large things: keep only what moves through a run, and where we are."""
        for part in (self._left, self._speed, *self._usual):
            part.setVisible(not presenting)
        self._step_by.show_label(not presenting)
        self._leave.setVisible(presenting)
        self._grid.setColumnStretch(0, 0 if presenting else LEFT)

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
        button.setFixedSize(*BUTTON)
        button.setIconSize(QSize(SIZE, SIZE))
        # A click leaves the focus where it was; Tab still comes here.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("primary", name == "play")
        self._buttons.append(button)
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
