"""How a matrix is painted: coloured cells, their numbers, what lights up, brackets."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPolygonF

from app.scene.colour import Diverging, palette, text_on
from app.scene.explanation.matrix import Cell
from app.scene.formulas.writing import Ink
from app.scene.matrix_focus import Marks
from app.scene.matrix_layout import Cells
from app.scene.numbers import MINUS, number
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.strokes import kept, pen
from engine.arrays import Array

DIGITS = (4, 3, 2)
"""Significant digits of numbers in cells, the most there is room for."""

SHORTEST = "−0e−0"
"""Cells have room for this at least, so that the smallest numbers are told from 0."""

TINY = 8.0
"""Cells smaller than this, in px, are outlined from outside."""

BRACKET = 5.0
"""How far a bracket's feet reach."""

PAD = 3.0


def scale_of(ink: Ink, theme: Theme) -> Diverging:
    """The colours of an ink's numbers: those that fill the stage's nodes."""
    return palette(theme).gradient if ink is Ink.GRADIENT else palette(theme).value


def tints(values: Array, ink: Ink, scale: float, theme: Theme) -> QImage:
    """A picture of values (r, c), one pixel a cell; nothing where they are nan."""
    rows, columns = values.shape
    bgra = np.empty((rows, columns, 4), np.uint8)
    bgra[..., 2::-1] = scale_of(ink, theme).colours(values, scale)
    bgra[..., 3] = 255
    bgra[np.isnan(values)] = 0
    form = QImage.Format.Format_ARGB32_Premultiplied
    # A copy: the array goes when this function returns.
    return QImage(bgra.data, columns, rows, 4 * columns, form).copy()


def number_font(font: QFont, theme: Theme) -> QFont:
    """The font of numbers in cells."""
    return sized(font, theme.small_font_size)


def cell_size(font: QFont, digits: int) -> tuple[int, int]:
    """The width and height of cells for numbers of so many significant digits."""
    metrics = QFontMetricsF(font)
    width = max(map(metrics.horizontalAdvance, ("−0." + "0" * digits, SHORTEST)))
    return round(width + 2.0 * PAD), round(1.55 * metrics.height())


def paint_tints(painter: QPainter, image: QImage, cells: Cells) -> None:
    """Paint the picture of a matrix, every pixel as large as a cell."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(QRect(0, 0, cells.across, cells.down), image)


def paint_gaps(painter: QPainter, cells: Cells, area: QRect, colour: str) -> None:
    """Lines between the cells that touch an area."""
    rows, columns = cells.touched(area.x(), area.y(), area.width(), area.height())
    painter.setPen(pen(colour, 1.0))
    right, below = columns.stop * cells.width, rows.stop * cells.height
    lines = [QLineF(0.0, row * cells.height, right, row * cells.height) for row in rows]
    lines += [QLineF(c * cells.width, 0.0, c * cells.width, below) for c in columns]
    with kept(painter):
        painter.translate(-0.5, -0.5)
        painter.drawLines(lines)


def paint_numbers(
    painter: QPainter, values: Array, image: QImage, cells: Cells, area: QRect, theme: Theme
) -> None:
    """The numbers of the cells that touch an area, readable on their colours."""
    metrics = QFontMetricsF(painter.font())
    rows, columns = cells.touched(area.x(), area.y(), area.width(), area.height())
    for row in rows:
        for column in columns:
            value = float(values[row, column])
            if value == value:  # nan is not computed yet
                text = fitting(value, metrics, cells.width - 2.0)
                fill = QColor(image.pixel(column, row)).name()
                painter.setPen(QColor(text_on(fill, theme.on_strong, theme.text)))
                painter.drawText(_box(cells, (row, column)), Qt.AlignmentFlag.AlignCenter, text)


def fitting(value: float, metrics: QFontMetricsF, room: float) -> str:
    """The number with as many digits as there is room for."""
    texts = (*(number(value, digits) for digits in (*DIGITS, 1)), number_in_powers(value))
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), "…")


def number_in_powers(value: float) -> str:
    """One digit and its power of ten, which is short for tiny numbers: −2e−3."""
    mantissa, _, power = f"{value:.0e}".partition("e")
    return f"{mantissa}e{int(power)}".replace("-", MINUS) if power else number(value)


def paint_marks(painter: QPainter, cells: Cells, marks: Marks, theme: Theme) -> None:
    """Outline what stands out; the chosen cell last, so that it is seen whole."""
    for cell in marks.lit:
        _outline(painter, cells, QRectF(_box(cells, cell)), theme.accent, theme)
    if marks.made is not None:
        first, last = marks.made
        made = QRectF(_box(cells, first)) | QRectF(_box(cells, last))
        _outline(painter, cells, made, theme.accent, theme)
    for cell in (marks.term, marks.chosen):
        if cell is not None:
            _outline(painter, cells, QRectF(_box(cells, cell)), theme.text, theme)


def _box(cells: Cells, cell: Cell) -> QRect:
    return QRect(*cells.corner(*cell), cells.width, cells.height)


def _outline(painter: QPainter, cells: Cells, box: QRectF, colour: str, theme: Theme) -> None:
    """An outline within a box; around it, with a seam that sets it off, where it is tiny."""
    if min(box.width(), box.height()) < TINY:
        whole = QRectF(0.0, 0.0, cells.across, cells.down)
        box = box.adjusted(-3.0, -3.0, 3.0, 3.0) & whole
        _frame(painter, box, theme.panel, 1.0)
        box = box.adjusted(1.0, 1.0, -1.0, -1.0)
    _frame(painter, box, colour, 2.0)


def _frame(painter: QPainter, box: QRectF, colour: str, width: float) -> None:
    inset = 0.5 * width
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(colour, width))
    painter.drawRect(box.adjusted(inset, inset, -inset, -inset))


def paint_brackets(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A bracket left and one right of a box."""
    painter.setPen(pen(theme.text, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for outer, inner in (
        (box.left() - BRACKET, box.left() - 1.0),
        (box.right() + BRACKET, box.right() + 1.0),
    ):
        corners: Iterable[tuple[float, float]] = (
            (inner, box.top() - 1.5),
            (outer, box.top() - 1.5),
            (outer, box.bottom() + 1.5),
            (inner, box.bottom() + 1.5),
        )
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))
