"""The title of what is open; a press offers the examples."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from app.viewmodels.session import Session

ARROW_ROOM = 34
"""Pixels for paddings and the arrow."""


class TitleButton(QToolButton):
    """A title, cut short where there is no room for it."""

    def __init__(self, session: Session, examples: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setMenu(examples)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(60)
        session.opened.connect(self._on_opened)
        self._on_opened()

    def sizeHint(self) -> QSize:
        """Room for the whole title."""
        hint = super().sizeHint()
        text = self._session.experiment.title
        return QSize(self.fontMetrics().horizontalAdvance(text) + ARROW_ROOM, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the title to what fits."""
        super().resizeEvent(event)
        self._elide()

    def _on_opened(self) -> None:
        title = self._session.experiment.title
        self.setAccessibleName(self.tr("Example: {title}").format(title=title))
        self.setToolTip(self.tr("{title} – choose an example").format(title=title))
        self._elide()
        self.updateGeometry()

    def _elide(self) -> None:
        room = self.width() - ARROW_ROOM + 2
        text = self.fontMetrics().elidedText(
            self._session.experiment.title, Qt.TextElideMode.ElideRight, room
        )
        self.setText(text.replace("&", "&&"))
