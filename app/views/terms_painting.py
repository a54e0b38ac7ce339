"""How a cell of a table of terms is painted: flat, ruled below, the row under way in colour."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from app.scene.formulas.writing import Ink, Palette
from app.scene.numbers import number
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.formula_painting import palette
from app.views.stage_picture import Face
from app.views.strokes import pen
from app.views.terms_model import Cell

PAD = 5.0
"""Between a cell's text and its ends."""


MOST_LINES = 4
"""A row is not higher; what is still longer is cut."""

WRAPPED = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Look:
    """What cells are painted with."""

    theme: Theme
    plain: Face
    bold: Face
    inks: Palette
    rule: QPen

    def row_height(self, lines: int = 1) -> int:
        """The height of a row of so many lines of text."""
        return round((1.85 + 1.25 * (lines - 1)) * self.theme.font_size)


def look_of(theme: Theme, font: QFont) -> Look:
    """The look in a theme."""
    plain = Face(sized(font, theme.font_size))
    bold = Face(sized(font, theme.font_size, QFont.Weight.DemiBold))
    return Look(theme, plain, bold, palette(theme), pen(theme.border, 1.0))


class State(NamedTuple):
    """How a cell stands: in a total, in the row under way, lit, at the row's ends."""

    total: bool = False
    focus: bool = False
    lit: bool = False
    current: bool = False
    quiet: bool = False
    first: bool = False
    last: bool = False
    left: bool = False
    lines: int = 1


def paint_cell(painter: QPainter, box: QRectF, cell: Cell, state: State, look: Look) -> None:
    """Paint one cell into its box."""
    theme = look.theme
    if state.focus:
        painter.fillRect(box.adjusted(0.0, 0.0, 0.0, -1.0), QColor(theme.accent_soft))
    left, top, width, height = box.getRect()
    below = top + height - 0.5
    painter.setPen(look.rule)
    painter.drawLine(QLineF(left, below, left + width, below))
    if state.lit or state.current:
        _paint_outline(painter, box, state, theme.accent if state.lit else theme.muted)
    face = look.bold if state.total else look.plain
    painter.setFont(face.font)
    painter.setPen(QColor(_colour(cell, state, look)))
    room, wide = width - 2.0 * PAD, face.width(cell.text)
    if wide > room + 1.0:
        _paint_cut(painter, box.adjusted(PAD, 0.0, -PAD, -1.0), cell, state)
        return
    left += PAD if state.left else PAD + room - wide
    painter.drawText(QPointF(left, face.baseline(top + 0.5 * (height - 1.0))), cell.text)


def _paint_cut(painter: QPainter, box: QRectF, cell: Cell, state: State) -> None:
    """As much of the cell as there is room for, on several lines where it may."""
    side = Qt.AlignmentFlag.AlignLeft if state.left else Qt.AlignmentFlag.AlignRight
    flags = int(side | Qt.AlignmentFlag.AlignVCenter)
    if state.lines > 1 and cell.value is None:
        flags |= WRAPPED
    text = fitting(painter.fontMetrics(), cell, int(box.width()) + 1, state.lines)
    painter.drawText(box, flags, text)


def fitting(metrics: QFontMetrics, cell: Cell, width: int, lines: int = 1) -> str:
    """As much of the cell as there is room for: of a number fewer digits, never a part of them."""
    if metrics.horizontalAdvance(cell.text) <= width:
        return cell.text
    if cell.known and cell.value is not None:
        fewer = number(cell.value, 3)
        return fewer if metrics.horizontalAdvance(fewer) <= width else number(cell.value, 2)
    if lines > 1 and line_height(metrics, cell.text, width) <= lines * metrics.lineSpacing():
        return breakable(cell.text)
    # Lines end between words: not all of their width can be used.
    room = width if lines == 1 else round((lines - 0.6) * width)
    return metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room)


def line_height(metrics: QFontMetrics, text: str, width: float) -> float:
    """The height of a text that is broken into lines of that width."""
    text = breakable(text)
    return metrics.boundingRect(0, 0, int(width) - 1, 10_000, WRAPPED, text).height()


def breakable(text: str) -> str:
    """The text, so that lines begin with an arrow, and end with a dot."""
    return text.replace("→ ", "→\N{NO-BREAK SPACE}").replace(" ·", "\N{NO-BREAK SPACE}·")


def _colour(cell: Cell, state: State, look: Look) -> str:
    if not cell.known or state.quiet:
        return look.theme.muted
    colours = look.inks.get(cell.ink) if cell.ink is not Ink.PLAIN else None
    if colours is None or not cell.value:
        return look.theme.text
    return colours[cell.value > 0]


def _paint_outline(painter: QPainter, box: QRectF, state: State, colour: str) -> None:
    """The row's outline, as much of it as belongs to this cell."""
    painter.setPen(pen(colour, 1.5))
    box = box.adjusted(0.75 if state.first else 0.0, 0.75, -0.75 if state.last else 0.0, -1.25)
    painter.drawLine(box.topLeft(), box.topRight())
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if state.first:
        painter.drawLine(box.topLeft(), box.bottomLeft())
    if state.last:
        painter.drawLine(box.topRight(), box.bottomRight())
