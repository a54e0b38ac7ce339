"""The rounded card that the parts of the window lie on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.views.steady import Steady


class Panel(QFrame):
    """A card with widgets below each other. Its look is theming's."""

    def __init__(self, name: str, parent: QWidget | None = None, margin: int = 12) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(margin, margin, margin, margin)
        self._body.setSpacing(8)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below those that are there."""
        self._body.addWidget(Steady(widget), stretch)
