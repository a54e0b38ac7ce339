"""Which graphics interface this machine has."""

from enum import StrEnum

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

GL_RENDERER = 0x1F01

WITHOUT = ("offscreen", "minimal", "linuxfb", "vnc")
"""Platforms on which Qt has none for widgets."""

BY_OPENGL = ("xcb", "wayland")
"""Those on which it is OpenGL, which may be software's work."""

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "basic render")
"""What the names of drivers without a GPU contain."""


class Graphics(StrEnum):
    """What draws for us."""

    NONE = "none"
    SOFTWARE = "software"
    HARDWARE = "hardware"


def graphics() -> Graphics:
    """What there is here. Where OpenGL has to be asked this takes some 50 ms."""
    platform = QGuiApplication.platformName()
    if platform in WITHOUT:
        return Graphics.NONE
    if not platform.startswith(BY_OPENGL):
        return Graphics.HARDWARE
    return kind_of(_opengl_driver())


def kind_of(driver: str) -> Graphics:
    """What a driver of that name is; "" where there is none."""
    if not driver:
        return Graphics.NONE
    is_software = any(name in driver.lower() for name in SOFTWARE)
    return Graphics.SOFTWARE if is_software else Graphics.HARDWARE


def _opengl_driver() -> str:
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    if not (context.create() and context.makeCurrent(surface)):
        return ""
    name = context.functions().glGetString(GL_RENDERER)
    context.doneCurrent()
    return name or ""
