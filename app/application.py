"""The composition root: builds a window with all it needs, and owns its one timer."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from traceback import clear_frames
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app import crash_report
from app.clock import now as clock
from app.formats.errors import FileError
from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.pace import Pace
from app.tuning import keep_memory, rest_from_start
from app.viewmodels.asking import asking_about
from app.viewmodels.edge_budget import EdgeBudget
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.viewmodels.training import Training
from app.views.fonts import interface_font, load_fonts
from app.views.icons import application_icon
from app.views.main_window import MainWindow
from app.views.memory import recall, store
from app.views.stage_pane import RENDERERS
from engine.errors import FieldError
from engine.experiment import Experiment

FIRST_EXAMPLE = "article"

SETTLED = 400
"""Milliseconds after the start by which the first picture is there: what can wait has waited."""

TICK = 16
"""Milliseconds between two ticks: 60 pictures a second."""


class Desk(QObject):
    """A window with its session, player and training, and the timer that moves them.

    The timer runs only while something moves: an idle window costs nothing.
    """

    def __init__(
        self,
        experiment: Experiment,
        settings: QSettings,
        now: Callable[[], float] = clock,
        theme: str | None = None,
        renderer: str | None = None,
    ) -> None:
        super().__init__()
        memory = recall(settings)
        self._settings, self._now, self._last = settings, now, 0.0
        self._pace, self._trained = Pace(), 0.0
        self.session = Session(experiment, self)
        self.player = Player(self.session, self)
        self.training = Training(self.session, now, self)
        self.asking = asking_about(self.session, self.player, self)
        look = theme_named(theme or memory.theme or _system_theme(), memory.palette)
        parts = self.session, self.player, self.training, self.asking
        self.window = MainWindow(*parts, look, memory, EdgeBudget(now, self), renderer)
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(TICK)
        self.timer.timeout.connect(self._on_timeout)
        self.player.playing_changed.connect(self._on_moving_changed)
        self.training.running_changed.connect(self._on_moving_changed)
        self.window.closing.connect(lambda: store(settings, self.window.memory()))

    def tick(self, dt: float) -> None:
        """Let `dt` seconds pass: play, or train and show where training stands."""
        self.player.tick(dt)
        if self.training.running:
            if self._trained:
                self._pace.drew(dt - self._trained)
            self._trained = self.training.tick(self._pace.budget)
            self.player.to_end()

    def _on_timeout(self) -> None:
        now = self._now()
        dt, self._last = now - self._last, now
        self.tick(dt)

    def _on_moving_changed(self) -> None:
        moving = self.player.playing or self.training.running
        self._trained = 0.0
        if moving and not self.timer.isActive():
            self._last = self._now()
            self.timer.start()
        elif not moving:
            self.timer.stop()


def prepare(application: QApplication) -> None:
    """Give the application what all its windows share: style, font, icon, a single painter."""
    # Qt shares every soft shape of some forty rows out to threads. To wait for these takes
    # longer than to paint it: a line across the stage takes a third of the time without.
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    keep_memory()
    QTimer.singleShot(SETTLED, application, rest_from_start)
    # Without this, a style sheet keeps a window's palette from the widgets in it.
    application.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(interface_font(theme_named("light")))
    application.setWindowIcon(application_icon())


def run(argv: Sequence[str]) -> int:
    """Open the window on FILE, or on the first example, and stay until it closes.

    Returns the exit status: 2, after a line on standard error, for arguments
    that are not understood. A bad FILE is shown in the window.
    """
    arguments = _Arguments(prog="underhood", allow_abbrev=False)
    arguments.add_argument("file", nargs="?", metavar="EXPERIMENT")
    arguments.add_argument("--theme", choices=("light", "dark"))
    arguments.add_argument("--renderer", choices=RENDERERS)
    try:
        chosen = arguments.parse_args(argv)
    except _UsageError as error:
        sys.stderr.write(f"underhood: {error}\n")
        return 2
    _name_application()
    application = QApplication(["underhood"])
    prepare(application)
    desk, complaint = _desk(chosen.file, _settings(), chosen.theme, chosen.renderer)
    sys.excepthook = Mishaps(desk.window, _data_folder())
    desk.window.show()
    QTimer.singleShot(SETTLED, desk, lambda: _follow_desktop(desk))
    if complaint:
        desk.window.refuse(complaint)
    return application.exec()


class Mishaps:
    """Receives errors that nobody foresaw: writes each down once, and says where."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self._seen: set[tuple[str, str, int]] = set()

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take the place of sys.excepthook."""
        place = crash_report.place_of(kind, trace)
        report = crash_report.text_of(kind, error, trace)
        # A painter that such a frame still holds open would take the program down.
        clear_frames(trace)
        # What fails while painting fails sixty times a second.
        if place in self._seen:
            return
        self._seen.add(place)
        self._say(report)

    def _say(self, report: str) -> None:
        tr = self._window.tr
        try:
            path = crash_report.write(self._folder, report)
        except OSError:
            sys.stderr.write(report)
            message = tr("Something went wrong inside Underhood; a report could not be written.")
        else:
            message = tr("Something went wrong inside Underhood; a report is in {path}").format(
                path=path
            )
        self._window.refuse(message, tr("An unexpected error"))


class _UsageError(ValueError):
    pass


class _Arguments(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(message)


def _desk(
    name: str | None, settings: QSettings, theme: str | None, renderer: str | None
) -> tuple[Desk, str]:
    """A desk with the experiment asked for, or with the first example and what was wrong."""
    complaint = ""
    if name:
        try:
            return Desk(load(name), settings, theme=theme, renderer=renderer), ""
        except FileError as error:
            complaint = str(error)
        except FieldError as error:  # only making the rows can show some
            complaint = str(FileError.of(name, error))
    return Desk(load(FIRST_EXAMPLE), settings, theme=theme, renderer=renderer), complaint


def _follow_desktop(desk: Desk) -> None:
    """Let nothing fly where the desktop says so, now and later."""
    from app.desktop_motion import DesktopMotion

    motion = DesktopMotion(desk)
    motion.calm_asked.connect(desk.window.follow_desktop)
    motion.ask()


def _name_application() -> None:
    QCoreApplication.setOrganizationName("Underhood")
    QCoreApplication.setApplicationName("Underhood")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)


def _settings() -> QSettings:
    return QSettings()


def _data_folder() -> Path:
    return Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    )


def _system_theme() -> str:
    scheme = QApplication.styleHints().colorScheme()
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"
