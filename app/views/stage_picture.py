"""What the stage's painting functions are given: one picture, ready to be drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.scene.colour import Palette, palette
from app.scene.edge_marks import edge_marks
from app.scene.edges import Edges, ends_of, in_view
from app.scene.frame import Frame
from app.scene.layout import Layout
from app.scene.marks import Curves, Shapes
from app.scene.node_marks import node_marks
from app.scene.node_places import places
from app.scene.placement import Box
from app.scene.pulse_marks import pulse_marks
from app.scene.theme import Theme
from engine.ailments import Finding
from engine.arrays import Array
from engine.dataset import Dataset
from engine.quantity import Quantity, Role
from engine.trace import StepTrace

SMALLEST_TEXT = 8

IN_NUMBERS = frozenset("0123456789.−+e →bwzaδ∂L/‖₀₁₂₃₄₅₆₇₈₉")
"""What numbers and symbols are written with: they are as wide as their letters together."""

MOST_WIDTHS = 8192
"""The widths of so many texts are kept: most numbers come again and again."""


class _Widths(dict[str, float]):
    """The widths of texts in a font, in px, each measured once."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, text: str) -> float:
        # To measure a text takes Qt longer than all else that is done with it here.
        if len(text) > 1 and IN_NUMBERS.issuperset(text):
            width = sum(map(self.__getitem__, text))
        else:
            width = self._metrics.horizontalAdvance(text)
        if len(self) >= MOST_WIDTHS:
            self.clear()
        self[text] = width
        return width


class Face:
    """A font of one size and weight, and how wide texts are in it."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._widths = _Widths(self._metrics)

    def width(self, text: str) -> float:
        """The width of a text, in px."""
        return self._widths[text]

    def baseline(self, middle: float) -> float:
        """Where a line of text stands that has its middle there."""
        return middle + 0.5 * (self._metrics.ascent() - self._metrics.descent())

    def elided(self, text: str, room: float) -> str:
        """As much of a text as fits into `room` px."""
        if self._widths[text] <= room:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


class Fonts:
    """The sizes and weights of one font family, made once."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._faces: dict[tuple[int, bool], Face] = {}

    def face(self, size: float, bold: bool = False) -> Face:
        """The font, `size` px high, and its measures."""
        key = round(size), bold
        return self._faces.get(key) or self._made(key)

    def _made(self, key: tuple[int, bool]) -> Face:
        size, bold = key
        font = QFont(self._font)
        font.setPixelSize(max(size, SMALLEST_TEXT))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        # Text looks alike on the window and on a sheet, which is transparent.
        font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
        return self._faces.setdefault(key, Face(font))

    def font(self, size: float, bold: bool = False) -> QFont:
        """The font, `size` px high."""
        return self.face(size, bold).font

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a text in it, in px."""
        return self.face(size, bold).width(text)

    def elided(self, text: str, size: float, room: float, bold: bool = False) -> str:
        """As much of a text in it as fits into `room` px."""
        return self.face(size, bold).elided(text, room)


@dataclass(frozen=True, eq=False)
class Picture:
    """A frame with the places of its nodes in px, and how it is to look."""

    frame: Frame
    trace: StepTrace
    dataset: Dataset
    layout: Layout
    edges: Edges
    theme: Theme
    fonts: Fonts
    view: QRectF
    text: float  # the height of text on the stage, in px
    findings: tuple[Finding, ...] = ()
    norms: Array | None = None  # (L,), of dL/dz; nan where it is not computed yet
    lit: frozenset[Quantity] = frozenset()  # what is asked about: its texts come first
    pinned: Quantity | None = None

    @cached_property
    def palette(self) -> Palette:
        """The theme's scales."""
        return palette(self.theme)

    @cached_property
    def ends(self) -> NDArray[np.float32]:
        """(E, 4): where the drawn edges begin and end."""
        return ends_of(self.layout, self.edges)

    @property
    def edges_in_view(self) -> NDArray[np.bool_]:
        """(E,): which of the drawn edges are in view, at least in part."""
        return in_view(self.ends, *self.view.getCoords())

    @cached_property
    def edge_marks(self) -> Curves:
        """The drawn edges as they are to be drawn."""
        return edge_marks(self.edges, self.ends, self.theme.scale)

    @cached_property
    def pulse_marks(self) -> Shapes:
        """The pulses, which run into the nodes."""
        return pulse_marks(self.frame, self.layout, self.theme)

    @cached_property
    def node_marks(self) -> Shapes:
        """The nodes as they are to be drawn."""
        return node_marks(self.frame, places(self.layout), self.theme)

    @cached_property
    def ailing(self) -> dict[tuple[int, int], tuple[Finding, ...]]:
        """What is wrong with (layer, unit), the gravest first; of those with which something is."""
        found: dict[tuple[int, int], tuple[Finding, ...]] = {}
        for each in self.findings:
            for unit in each.units:
                place = each.layer, unit
                found[place] = (*found.get(place, ()), each)
        return found

    @cached_property
    def asked(self) -> frozenset[tuple[int, int]]:
        """The nodes (layer, unit) that are asked about."""
        places = ((of.layer, of.unit) for of in self.lit if of.role is not Role.WEIGHT)
        return frozenset(places)

    @cached_property
    def plain(self) -> Face:
        """The font of small text."""
        return self.fonts.face(self.text)

    @cached_property
    def bold(self) -> Face:
        """The font of names and of numbers in boxes."""
        return self.fonts.face(self.text, bold=True)

    @cached_property
    def sides(self) -> Box:
        """Left, top, right and bottom of the view."""
        return sides(self.view)

    @cached_property
    def line(self) -> float:
        """The height of a line of small text."""
        return 1.35 * self.text

    @property
    def depth(self) -> int:
        """L, the number of layers."""
        return self.trace.depth


def sides(box: QRectF) -> Box:
    """Left, top, right and bottom."""
    return box.getCoords()


def faded(colour: str, alpha: float) -> QColor:
    """A theme's colour, `alpha` opaque."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def paint_grounds(painter: QPainter, boxes: Iterable[QRectF], colour: QColor) -> None:
    """Fill boxes that texts are to stand on."""
    for box in boxes:
        painter.fillRect(box, colour)
