"""LaTeX to pictures, remembered: setting a formula takes milliseconds, painting it again none."""

import logging
import warnings
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.scene.formulas.plain import plain

logger = logging.getLogger(__name__)

SIZE = 20.0
"""The size formulas are set at, in px an em; their outlines serve every other size."""

MARGIN = 1.0
"""Blank px on every side of a formula at that size."""

SETTINGS_KEPT = 1024
IMAGES_KEPT = 512

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """A mapping that forgets what has not been used for longest."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._entries: OrderedDict[Key, Value] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of `key`, made if it is not there."""
        if key not in self._entries:
            self._entries[key] = make()
            if len(self._entries) > self._size:
                self._entries.popitem(last=False)
        self._entries.move_to_end(key)
        return self._entries[key]


@dataclass(frozen=True)
class Setting:
    """A formula set at SIZE: its box about the origin, which is at the left on the baseline.

    `svg` is empty where the LaTeX could not be set; `text` is then shown.
    """

    svg: QByteArray
    box: QRectF
    text: str = ""

    @property
    def width(self) -> float:
        """How far the next formula is, in em."""
        return (self.box.width() - 2.0 * MARGIN) / SIZE

    @property
    def ascent(self) -> float:
        """How far it reaches above the baseline, in em."""
        return -self.box.top() / SIZE

    @property
    def descent(self) -> float:
        """How far it reaches below, in em."""
        return self.box.bottom() / SIZE


class Missing(Exception):  # noqa: N818 - not an error: the formula has only to be set yet
    """A formula is not in the cache: what there is to call `set` with."""

    def __init__(self, latex: str, colour: str) -> None:
        super().__init__(latex)
        self.latex, self.colour = latex, colour


class Typesetter:
    """Sets LaTeX in a colour and paints it in any size, crisp at any pixel ratio."""

    def __init__(self) -> None:
        self._settings: Recent[tuple[str, str], Setting] = Recent(SETTINGS_KEPT)
        self._images: Recent[tuple[str, str, float, float], QImage] = Recent(IMAGES_KEPT)

    def known(self, latex: str, colour: str) -> Setting:
        """The setting if it is in the cache, else Missing is raised."""
        if (latex, colour) not in self._settings:
            raise Missing(latex, colour)
        return self.set(latex, colour)

    def set(self, latex: str, colour: str) -> Setting:
        """The setting of `latex`; LaTeX that cannot be set becomes plain text."""
        return self._settings.get((latex, colour), lambda: _setting(latex, colour))

    def paint(
        self, painter: QPainter, place: QPointF, latex: str, colour: str, size: float
    ) -> None:
        """Paint `latex` with its origin at `place`, `size` px an em."""
        ratio = painter.device().devicePixelRatioF()
        setting = self.set(latex, colour)
        image = self._images.get(
            (latex, colour, size, ratio), lambda: _image(setting, colour, size, ratio)
        )
        scale = size / SIZE
        # Flush with the ink, so that the space between formulas is what the layout says.
        corner = place + QPointF(-MARGIN, setting.box.top()) * scale
        # On whole device pixels, or the image would be resampled and blurred.
        snapped = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
        painter.drawImage(snapped, image)


def _setting(latex: str, colour: str) -> Setting:
    try:
        svg = QByteArray(_svg(latex, colour).encode())
    # Its parsers raise whatever comes to their mind, AssertionError and KeyError too; a formula
    # that cannot be set must not take the window down.
    except Exception:
        logger.warning("no formula: %s", latex, exc_info=True)
        return _text_setting(plain(latex))
    renderer = QSvgRenderer(svg)
    return Setting(svg, renderer.viewBoxF()) if renderer.isValid() else _text_setting(plain(latex))


def _svg(latex: str, colour: str) -> str:
    with warnings.catch_warnings():
        # It opens its font by a function that Python 3.11 and 3.12 call deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Imported here: it takes a quarter of a second, and the window is to be seen first.
        import ziamath
    # QtSvg misplaces glyphs that are referred to with <use>.
    ziamath.config.svg2 = False
    return ziamath.Latex(latex, size=SIZE, color=colour, margin=MARGIN).svg()


def _text_font() -> QFont:
    font = QFont()
    font.setPixelSize(round(SIZE))
    return font


def _text_setting(text: str) -> Setting:
    metrics = QFontMetricsF(_text_font())
    width = metrics.horizontalAdvance(text) + 2.0 * MARGIN
    box = QRectF(0.0, -metrics.ascent(), width, metrics.height())
    return Setting(QByteArray(), box, text)


def _image(setting: Setting, colour: str, size: float, ratio: float) -> QImage:
    scale = size / SIZE * ratio
    box = setting.box
    # One pixel more than needed, so that nothing is cut where the size is rounded.
    width, height = int(box.width() * scale) + 2, int(box.height() * scale) + 2
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    target = QRectF(0.0, 0.0, box.width(), box.height())
    if setting.svg:
        QSvgRenderer(setting.svg).render(painter, target)
    else:
        painter.setFont(_text_font())
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(MARGIN, -box.top()), setting.text)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
