"""What this program is, and under what terms."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QWidget

from app.scene.theme import Theme
from app.views.dialog import Dialog


class AboutDialog(Dialog):
    """Name, version, purpose, licence."""

    def __init__(self, theme: Theme, drawn_by: str, parent: QWidget | None = None) -> None:
        super().__init__("Underhood", theme, parent)
        self.add_text(
            self.tr(
                "Version {version}\n\nWatch a neural network compute and learn, one exact "
                "number at a time: forward pass, loss, backward pass, update, forwards "
                "and backwards.\n\nFree software under the MIT licence. The font is Inter, "
                "under the SIL Open Font License."
            ).format(version=_version())
        )
        self.add_text(self.tr("The network is drawn by {0}.").format(drawn_by))
        self.add_close()


def _version() -> str:
    try:
        return version("underhood")
    except PackageNotFoundError:  # run from a checkout
        return "0.1.0"
