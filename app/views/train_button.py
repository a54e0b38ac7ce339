"""Train, and when to stop: one button with a menu."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.viewmodels.limit import Limit, LimitChoice
from app.views.limit_menu import limit_text


class TrainButton(QToolButton):
    """Starts and stops training; its text says how far it will go."""

    def __init__(
        self, action: QAction, menu: QMenu, choice: LimitChoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._action, self._choice = action, choice
        self.setProperty("boxed", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setMenu(menu)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._show)
        choice.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        limit, action = self._choice.limit, self._action
        text = action.text() if limit == Limit() else f"{action.text()} · {limit_text(limit)}"
        self.setText(text)
        self.setIcon(action.icon())
        self.setEnabled(action.isEnabled())
        self.setToolTip(f"{action.toolTip()}: {limit_text(limit)}")
