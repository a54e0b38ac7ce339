"""Asks the desktop whether things on the screen shall not fly, and hears of changes where it can.

Every desktop has its own place for that. No answer, or none in time, means no.
"""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, QProcess, Signal, Slot

from app.scene.motion import PORTAL_SETTINGS, macos_asks, portal_asks

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"

PATIENCE = 2000
"""Milliseconds that the portal has for an answer."""

CLIENT_AREA_ANIMATION = 0x1042
"""Windows: SPI_GETCLIENTAREAANIMATION, of SystemParametersInfo."""


class DesktopMotion(QObject):
    """What the desktop asks for.

    calm_asked: it has said whether it asks for calm, or says another thing now.
    """

    calm_asked = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asks: dict[tuple[str, str], bool] = {}

    def ask(self, platform: str = sys.platform) -> None:
        """Ask once; the answer comes as a signal, later or at once."""
        asking: dict[str, Callable[[], None]] = {
            "linux": self._ask_portal,
            "win32": self._ask_windows,
            "darwin": self._ask_macos,
        }
        asking.get(platform, lambda: None)()

    def _ask_portal(self) -> None:
        # Here, since a window that does not ask shall not load it.
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        changed = SLOT("on_changed(QString,QString,QDBusVariant)")
        bus.connect(SERVICE, PATH, INTERFACE, "SettingChanged", self, changed)
        for setting in PORTAL_SETTINGS:
            # ReadOne, its successor, is not there on older desktops.
            message = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Read")
            message.setArguments(list(setting))
            watcher = QDBusPendingCallWatcher(bus.asyncCall(message, PATIENCE), self)
            watcher.finished.connect(lambda call, setting=setting: self._on_answer(setting, call))

    def _on_answer(self, setting: tuple[str, str], call: Any) -> None:
        arguments = call.reply().arguments()
        call.deleteLater()
        if not call.isError() and arguments:
            self._take(setting, arguments[0])

    @Slot("QString", "QString", "QDBusVariant")  # type: ignore[arg-type]
    def on_changed(self, namespace: str, key: str, value: object) -> None:
        """A setting of the portal has changed."""
        if (namespace, key) in PORTAL_SETTINGS:
            self._take((namespace, key), value)

    def _take(self, setting: tuple[str, str], value: object) -> None:
        self._asks[setting] = portal_asks(setting, _bare(value))
        self.calm_asked.emit(any(self._asks.values()))

    def _ask_windows(self) -> None:
        import ctypes

        animated = ctypes.c_int(1)
        user32 = ctypes.windll.user32  # type: ignore[attr-defined]
        if user32.SystemParametersInfoW(CLIENT_AREA_ANIMATION, 0, ctypes.byref(animated), 0):
            self.calm_asked.emit(not animated.value)

    def _ask_macos(self) -> None:
        process = QProcess(self)
        process.finished.connect(
            lambda: self.calm_asked.emit(
                macos_asks(process.readAllStandardOutput().data().decode())
            )
        )
        process.start("defaults", ["read", "com.apple.universalaccess", "reduceMotion"])


def _bare(value: Any) -> object:
    """What lies in D-Bus's boxes, of which the portal may put one into another."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value
