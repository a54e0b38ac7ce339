"""An equation of matrices as on paper: each matrix in brackets under its name, signs between."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.scene.explanation.grids import Grid
from app.scene.explanation.matrix import MatrixEquation
from app.scene.formulas.plain import plain
from app.scene.matrix_focus import Marks
from app.scene.matrix_layout import Box, Cells, flow, heat_cells, window
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.formula_layout import Measure
from app.views.formula_setting import FormulaSetting
from app.views.matrix_cells import MatrixCells
from app.views.matrix_painting import (
    BRACKET,
    DIGITS,
    cell_size,
    number_font,
    paint_brackets,
    tints,
)
from app.views.typeset import Setting

SHARE = 0.84
"""The size of names and signs, as a share of the formula bar's."""

MOST_ROWS = 10
"""So many rows of numbers are seen at once; more scroll."""

HEAT = 170
"""The room for a heat map, in px, before it scrolls."""

SIDE = BRACKET + 2.0
"""Beside a matrix: its bracket."""

SIGN_SIDE = 0.35
"""Beside a sign between two matrices, in em."""

BETWEEN_LINES = 7.0
GAP = 6.0
"""Between a name and its shape."""


@dataclass(frozen=True)
class Frame:
    """Where a matrix is: its name and shape above, its cells' window in the brackets."""

    title: QRectF
    window: QRectF
    sign: QPointF


class MatrixSheet(QWidget):
    """Shows a MatrixEquation in the width there is.

    pointed(grid, cell), chosen(grid, cell), asked(grid, cell, place): as of
    MatrixCells, of grid number `grid`. resized(height): it is so high now.
    """

    pointed = Signal(int, object)
    chosen = Signal(int, object)
    asked = Signal(int, object, QPoint)
    resized = Signal(int)

    def __init__(
        self, setting: FormulaSetting, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._setting, self._theme = setting, theme
        self._equation: MatrixEquation | None = None
        self._heat = False
        self._frames: list[Frame] = []
        self._settings: dict[str, Setting] = {}
        self._pictures: dict[int, tuple[tuple[object, ...], QImage]] = {}
        self.matrices: list[MatrixCells] = []

    @property
    def _em(self) -> float:
        return SHARE * self._theme.formula_font_size

    @property
    def _title_height(self) -> float:
        return 1.6 * self._em

    def set_theme(self, theme: Theme) -> None:
        """Show everything in these colours and sizes."""
        self._theme = theme
        self._settings = {}
        for matrix in self.matrices:
            matrix.set_theme(theme)
        self._show()

    def show_equation(self, equation: MatrixEquation, heat: bool) -> None:
        """Show this, as numbers or as heat maps."""
        self._equation, self._heat = equation, heat
        self._have(len(equation.grids))
        self._show()

    def mark(self, marks: Sequence[Marks]) -> None:
        """Let these stand out, matrix by matrix."""
        for matrix, each in zip(self.matrices, marks, strict=False):
            matrix.mark(each)

    def reveal(self, pointed: int | None) -> None:
        """Scroll to what stands out, but not in matrix `pointed`, where the pointer is."""
        for number, matrix in enumerate(self.matrices):
            if number != pointed:
                matrix.reveal_marks()

    def settle(self) -> bool:
        """Take names and signs from the cache if they are all there; says whether they are."""
        wanted = self._wanted()
        if not all(latex in self._settings for latex in wanted):
            found = self._setting.attempt(lambda known: _all_of(wanted, known))
            if found is None:
                return False
            self._settings = found
            self._show()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, signs and brackets; the cells paint themselves."""
        if self._equation is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grids, signs = self._equation.grids, ("", *self._equation.signs)
        for frame, grid, sign in zip(self._frames, grids, signs, strict=True):
            self._paint_title(painter, frame.title, grid)
            paint_brackets(painter, frame.window, self._theme)
            if sign:
                self._paint_sign(painter, frame.sign, sign)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()

    # -- inside ----------------------------------------------------------------

    def _have(self, count: int) -> None:
        while len(self.matrices) < count:
            number = len(self.matrices)
            matrix = MatrixCells(self._theme, self)
            matrix.pointed.connect(lambda cell, n=number: self.pointed.emit(n, cell))
            matrix.chosen.connect(lambda cell, n=number: self.chosen.emit(n, cell))
            matrix.asked.connect(lambda cell, at, n=number: self.asked.emit(n, cell, at))
            self.matrices.append(matrix)
        for number, matrix in enumerate(self.matrices):
            matrix.setVisible(number < count)

    def _show(self) -> None:
        if self._equation is None:
            return
        grids = self._equation.grids
        rooms = [self.width() - 2.0 * SIDE - sign for sign in self._signs()]
        cells = self._cells(grids, rooms)
        self._place(grids, cells, rooms)
        for number, (grid, each) in enumerate(zip(grids, cells, strict=True)):
            matrix, picture = self.matrices[number], self._picture(number, grid)
            matrix.show_matrix(grid.values, picture, each, self._heat)
            matrix.setAccessibleName(f"{plain(grid.name)} {_shape(grid)}")
        self.update()

    def _picture(self, number: int, grid: Grid) -> QImage:
        """A matrix in colours; weights are the same from moment to moment, and may be many."""
        made_of = (grid.values, grid.ink, grid.scale, self._theme)
        known = self._pictures.get(number)
        if known is None or any(a is not b for a, b in zip(known[0], made_of, strict=True)):
            known = made_of, tints(*made_of)
            self._pictures[number] = known
        return known[1]

    def _cells(self, grids: Sequence[Grid], rooms: Sequence[float]) -> list[Cells]:
        shapes = [grid.values.shape for grid in grids]
        if self._heat:
            return [
                heat_cells(*shape, room, HEAT) for shape, room in zip(shapes, rooms, strict=True)
            ]
        font = number_font(self.font(), self._theme)
        sizes = [cell_size(font, digits) for digits in DIGITS]
        most = min(room / shape[1] for shape, room in zip(shapes, rooms, strict=True))
        size = next((each for each in sizes if each[0] <= most), sizes[-1])
        return [Cells(*shape, *size) for shape in shapes]

    def _place(self, grids: Sequence[Grid], cells: Sequence[Cells], rooms: Sequence[float]) -> None:
        """Put matrices beside and below each other, and be as high as they are."""
        title, sides = self._title_height, 2.0 * SIDE
        windows = [self._window(*each) for each in zip(cells, rooms, strict=True)]
        boxes = [
            Box(max(width + sides, self._title_width(grid)), height + title + 4.0, sign)
            for (width, height), grid, sign in zip(windows, grids, self._signs(), strict=True)
        ]
        places = flow(boxes, self.width(), BETWEEN_LINES)
        self._frames = [
            Frame(
                QRectF(place.x, place.y, box.width, title),
                QRectF(round(place.x + SIDE), round(place.y + title), *window),
                QPointF(place.x - 0.5 * box.operator, place.middle + 0.5 * title),
            )
            for place, box, window in zip(places, boxes, windows, strict=True)
        ]
        for frame, matrix in zip(self._frames, self.matrices, strict=False):
            matrix.setGeometry(frame.window.toRect())
        bottom = max(p.y + box.height for p, box in zip(places, boxes, strict=True))
        self._take_height(round(bottom) + 4)

    def _window(self, cells: Cells, room: float) -> tuple[int, int]:
        bar = self.matrices[0].verticalScrollBar().sizeHint().width()
        return window(cells, room, HEAT if self._heat else MOST_ROWS * cells.height, bar)

    def _signs(self) -> list[float]:
        """The room for the sign before each matrix."""
        assert self._equation is not None
        return [0.0, *map(self._sign_width, self._equation.signs)]

    def _sign_width(self, latex: str) -> float:
        setting = self._settings.get(latex)
        width = setting.width if setting else 0.6 * len(plain(latex))
        return (width + 2.0 * SIGN_SIDE) * self._em

    def _take_height(self, height: int) -> None:
        if height != self.minimumHeight():
            self.setFixedHeight(height)
            self.resized.emit(height)

    def _title_width(self, grid: Grid) -> float:
        name = plain(grid.name)
        metrics = QFontMetricsF(self._small())
        # The name is set in another font; nothing may jump when it is.
        return 0.75 * self._em * len(name) + GAP + metrics.horizontalAdvance(_shape(grid))

    def _small(self) -> QFont:
        return sized(self.font(), self._theme.small_font_size)

    def _wanted(self) -> list[str]:
        if self._equation is None:
            return []
        return [*(grid.name for grid in self._equation.grids), *self._equation.signs]

    def _paint_title(self, painter: QPainter, box: QRectF, grid: Grid) -> None:
        baseline = box.top() + 1.15 * self._em
        left = box.left() + SIDE - BRACKET
        left += self._paint_latex(painter, QPointF(left, baseline), grid.name) + GAP
        painter.setFont(self._small())
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(left, baseline), _shape(grid))

    def _paint_sign(self, painter: QPainter, middle: QPointF, latex: str) -> None:
        setting = self._settings.get(latex)
        width = setting.width if setting else 0.6 * len(plain(latex))
        place = middle + QPointF(-0.5 * width * self._em, 0.3 * self._em)
        self._paint_latex(painter, place, latex)

    def _paint_latex(self, painter: QPainter, place: QPointF, latex: str) -> float:
        """Paint a name or a sign, in plain text until it is set; returns its width."""
        setting = self._settings.get(latex)
        if setting is not None:
            self._setting.setter.paint(painter, place, latex, self._setting.colour, self._em)
            return setting.width * self._em
        painter.setFont(sized(self.font(), self._theme.font_size))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(place, plain(latex))
        return painter.fontMetrics().horizontalAdvance(plain(latex))


def _all_of(wanted: Sequence[str], known: Measure) -> dict[str, Setting]:
    return {latex: known(latex) for latex in wanted}


def _shape(grid: Grid) -> str:
    rows, columns = grid.values.shape
    return f"{rows}×{columns}"
