"""Icons: the SVG files of resources/icons, drawn in the theme's colours."""

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.scene.theme import Theme

SIZE = 20
"""Device-independent pixels at which icons are drawn beside text of the usual size."""

RATIOS = (1, 2)
"""Device pixel ratios that are drawn ahead; Qt picks the nearest."""


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, color: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in `color`. FileNotFoundError if there is none."""
    # Qt renders currentColor black, so the colour is written into the file's text.
    svg = _source(name).replace("currentColor", color)
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, theme: Theme, color: str | None = None) -> QIcon:
    """The icon `name` in the theme's text colour, or another; faint where disabled."""
    result, size = QIcon(), round(SIZE * theme.scale)
    modes = ((QIcon.Mode.Normal, color or theme.text), (QIcon.Mode.Disabled, theme.node_border))
    for mode, shade in modes:
        for ratio in RATIOS:
            result.addPixmap(pixmap(name, shade, size, ratio), mode)
    return result


def application_icon() -> QIcon:
    """The program's own icon."""
    result = QIcon()
    for size in (16, 32, 64, 128):
        result.addPixmap(pixmap("underhood", "", size))
    return result
