"""The one form of small dialog: a headline, something below it, a button that closes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.scene.theme import Theme
from app.views.icons import pixmap
from app.views.theming import dress


class Dialog(QDialog):
    """A themed dialog that does not stop the program; it is gone once closed."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None, icon: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dress(self, theme)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 20, 22, 18)
        self.column.setSpacing(14)
        self.column.addLayout(self._headline(title, theme, icon))

    def _headline(self, title: str, theme: Theme, icon: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        if icon:
            picture = QLabel()
            picture.setPixmap(pixmap(icon, theme.error, 22, self.devicePixelRatio()))
            row.addWidget(picture)
        headline = QLabel(title)
        headline.setProperty("brand", True)
        row.addWidget(headline, 1)
        return row

    def add_text(self, text: str) -> QLabel:
        """A paragraph that can be selected and copied."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(420)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(text)
        self.column.addWidget(label)
        return label

    def add_close(self) -> None:
        """The button, as the last thing."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())
        close.setDefault(True)
        close.setFocus()
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
