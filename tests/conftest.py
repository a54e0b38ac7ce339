"""What tests of the window share: no screen, the program's own font, a clock that tests turn.

Imports stand inside the fixtures: tests of the engine shall not need Qt.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings as hypothesis_settings

# How long an example takes says nothing on a shared machine. By hand every run tries other
# examples; the checks of a change try the same ones each time, so that they judge the change.
hypothesis_settings.register_profile("by hand", deadline=None)
hypothesis_settings.register_profile("checks", deadline=None, derandomize=True)
hypothesis_settings.load_profile("checks" if os.environ.get("CI") else "by hand")


class Clock:
    """A clock that goes forward when it is looked at, by a set amount."""

    def __init__(self, pace=0.002):
        self.time, self.pace = 0.0, pace

    def __call__(self):
        self.time += self.pace
        return self.time


@pytest.fixture(autouse=True)
def _prepared(request):
    """Tests that use Qt do so with the program's style and font."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("prepared_application")


@pytest.fixture(scope="session")
def prepared_application(qapp):
    from app.application import prepare

    prepare(qapp)
    return qapp


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    from PySide6.QtCore import QSettings

    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_desk(prepared_application, qtbot, clock, settings):
    """Opens the window of an experiment, shown and laid out."""
    from app.application import Desk
    from app.formats.experiment_toml import load

    def build(name="article", theme="light", size=(1440, 900)):
        desk = Desk(load(name), settings, clock, theme)
        qtbot.addWidget(desk.window)
        desk.window.resize(*size)
        with qtbot.waitExposed(desk.window):
            desk.window.show()
        desk.window.activateWindow()
        return desk

    return build


@pytest.fixture
def desk(open_desk):
    """The article in a window."""
    return open_desk()
