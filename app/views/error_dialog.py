"""What went wrong, in a dialog: the same words as in a terminal, nothing lost."""

from PySide6.QtWidgets import QWidget

from app.scene.theme import Theme
from app.views.dialog import Dialog


class ErrorDialog(Dialog):
    """A headline and the message; `message` is the text as it was given."""

    def __init__(
        self, headline: str, message: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(headline, theme, parent, icon="warning")
        self.message = message
        self.add_text(message)
        self.add_close()
