"""Opening an experiment: by name, from a dialog, or dropped on the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.viewmodels.session import Session
from engine.errors import FieldError


class Opener(QObject):
    """Opens experiments in `session`, and tells `say` what it did and `refuse` what was wrong.

    A bad file changes nothing.
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        say: Callable[[str], object],
        refuse: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._say, self._refuse = session, window, say, refuse
        self._folder = ""

    def choose(self) -> None:
        """Ask for a file, and open it."""
        dialog = QFileDialog(self._window, self.tr("Open an experiment"), self._folder)
        dialog.setNameFilters([self.tr("Experiments (*.toml)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self, name: str) -> bool:
        """Open a file or a built-in example; says whether it could be."""
        from app.formats.errors import FileError
        from app.formats.experiment_toml import load

        try:
            experiment = load(name)
            self._session.open(experiment)
        except FileError as error:
            self._refuse(str(error))
            return False
        except FieldError as error:  # only making the rows can show some
            self._refuse(str(FileError.of(name, error)))
            return False
        self._folder = str(Path(name).parent)
        self._say(self.tr("Opened {title}").format(title=experiment.title))
        return True

    def drop(self, data: QMimeData) -> bool:
        """Open the file that was dropped."""
        name = dropped_file(data)
        return name is not None and self.open(name)


def dropped_file(data: QMimeData) -> str | None:
    """The local file among what is dragged, if it is just one."""
    names = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return names[0] if len(names) == 1 else None
