"""The outputs, one below the other, as large as there is room for."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.scene.numbers import number
from app.scene.outputs import Outputs, Reading
from app.scene.theme import Theme
from app.views.output_painting import (
    DIGITS,
    Look,
    paint_bar,
    paint_ghost,
    paint_name,
    paint_number_line,
    paint_scatter,
    paint_threshold,
    text_at,
)

MOST_ROOMY = 4
"""Up to so many outputs have their name above them; more have it beside them."""

MOST_WITHOUT_SCROLLING = 12
MOST_MEASURED = 64
"""So many names decide how wide the column of names is."""

BAR, GAP, SMALL_GAP = 22.0, 8.0, 4.0
SCATTER, LEAST_SCATTER = 140.0, 84.0


class OutputBars(QWidget):
    """Paints the outputs of a row of the batch.

    pointed(output), chosen(output): the pointer is on it (None: on none), it is clicked.
    """

    pointed = Signal(object)
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shown, self._sample = theme, None, 0
        self._made: Look | None = None
        self._lit: frozenset[int] = frozenset()
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours and sizes from now on."""
        self._theme, self._made = theme, None
        self.updateGeometry()
        self.update()

    def light(self, outputs: frozenset[int]) -> None:
        """Let these stand out."""
        if outputs != self._lit:
            self._lit = outputs
            self.update()

    def show_outputs(self, shown: Outputs, sample: int) -> None:
        """Paint these, of row `sample` of the batch."""
        before = self._least_height()
        self._shown, self._sample = shown, sample
        self.setAccessibleDescription(self._spoken())
        if self._least_height() != before:
            self.setMinimumHeight(round(self._least_height()))
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every output."""
        return QSize(240, round(self._natural_height()))

    def height_of(self, count: int) -> float:
        """The height that the first `count` outputs take."""
        return min(count, self.count) * self._pitch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has been given."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look()
        if self._shown.reading is Reading.CHANCE:
            self._paint_chance(painter, look)
        else:
            names = self._names_width(look)
            for index in self._visible(event.rect()):
                self._paint_output(painter, look, index, names)
        for index in self._lit:
            self._paint_lit(painter, index)
        if self._has_scatter:
            self._paint_scatter(painter, look)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or language when told to."""
        super().changeEvent(event)
        self._made = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at an output."""
        output = self._output_at(event.position())
        cursor = Qt.CursorShape.ArrowCursor if output is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(cursor)
        self.pointed.emit(output)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at none."""
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an output."""
        output = self._output_at(event.position())
        if output is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(output)

    def _output_at(self, point: QPointF) -> int | None:
        output = int(point.y() // self._pitch()) if self.count else -1
        return output if 0 <= output < self.count else None

    @property
    def count(self) -> int:
        """The number of outputs."""
        return 0 if self._shown is None else len(self._shown.values)

    @property
    def _has_scatter(self) -> bool:
        shown = self._shown
        return (
            shown is not None
            and shown.reading is Reading.NUMBERS
            and shown.batch_size > 1
            and self.count <= MOST_WITHOUT_SCROLLING
        )

    def _spoken(self) -> str:
        """The outputs as a text, for who cannot see them."""
        shown = self._shown
        assert shown is not None
        return ", ".join(
            f"{shown.names[index]} {number(float(shown.values[index]), DIGITS)}"
            for index in range(min(self.count, MOST_WITHOUT_SCROLLING))
            if shown.known[index]
        )

    def _look(self) -> Look:
        if self._made is None:
            self._made = Look(self._theme, self.font(), self.tr("target"))
        return self._made

    def _natural_height(self) -> float:
        height = self.count * self._pitch()
        if self._shown is not None and self._shown.reading is Reading.CHANCE:
            height += self._look().height()
        return height + (SCATTER if self._has_scatter else 0.0)

    def _least_height(self) -> float:
        """The scatter can do with less."""
        return self._natural_height() - (SCATTER - LEAST_SCATTER if self._has_scatter else 0.0)

    def _pitch(self) -> float:
        """From one output to the next."""
        line = self._look().height()
        return line + 1.0 + BAR + GAP if self.count <= MOST_ROOMY else line + 2.0 + SMALL_GAP

    def _visible(self, area: QRect) -> range:
        """The outputs that touch an area; there may be thousands."""
        pitch = self._pitch()
        return range(int(area.top() // pitch), min(int(area.bottom() // pitch) + 1, self.count))

    def _names_width(self, look: Look) -> float:
        """The room for names beside the bars, by the first of them."""
        assert self._shown is not None
        names = self._shown.names[:MOST_MEASURED]
        longest = max(look.small.width(name) for name in names)
        mark = look.small.width(f"  ✓ {look.target}")
        return min(longest + mark + 2.0, self.width() * 0.5)

    def _places(self, index: int, look: Look, names: float) -> tuple[QRectF, QRectF]:
        """Where the name and the bar of an output are."""
        top, width, line = index * self._pitch(), float(self.width()), look.height()
        if self.count <= MOST_ROOMY:
            return QRectF(0.0, top, width, line), QRectF(0.0, top + line + 1.0, width, BAR)
        bar = QRectF(names + GAP, top, width - names - GAP, line + 2.0)
        return QRectF(0.0, top, names, line + 2.0), bar

    def _paint_lit(self, painter: QPainter, index: int) -> None:
        """A frame around an output's bar."""
        assert self._shown is not None
        look = self._look()
        names = 0.0 if self._shown.reading is Reading.CHANCE else self._names_width(look)
        _, bar = self._places(index, look, names)
        painter.setPen(QPen(QColor(self._theme.accent), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(1.25, 1.25, -1.25, -1.25), 5.0, 5.0)

    def _paint_output(self, painter: QPainter, look: Look, index: int, names: float) -> None:
        shown = self._shown
        assert shown is not None
        name, bar = self._places(index, look, names)
        if shown.reading is Reading.CLASSES:
            would = self._would(index) if self.count <= MOST_ROOMY else ""
            text_at(painter, look, name, would, self._theme.accent, right=True)
            name.setRight(name.right() - look.small.width(would))
            paint_name(painter, look, name, shown.names[index], index == shown.target_class)
            paint_bar(painter, look, bar, shown, index)
            paint_ghost(painter, look, bar, shown, index)
            return
        text_at(painter, look, name, shown.names[index], self._theme.muted)
        if self.count <= MOST_ROOMY:
            self._paint_numbers(painter, look, name, index)
        line = bar.adjusted(7.0, 0.0, -7.0, 0.0)
        paint_number_line(painter, look, line, shown, index)
        paint_ghost(painter, look, line, shown, index, dot=True)

    def _paint_numbers(self, painter: QPainter, look: Look, box: QRectF, index: int) -> None:
        shown = self._shown
        assert shown is not None
        value = number(float(shown.values[index]), DIGITS) if shown.known[index] else "–"
        target = number(float(shown.targets[index]), DIGITS)
        text = self.tr("○ target {target}").format(target=target)
        text_at(painter, look, box, text, self._theme.text, right=True)
        width = look.small.width(text + "   ")
        text = self.tr("● predicted {value}").format(value=f"{value} {self._would(index)}".strip())
        box = box.adjusted(0.0, 0.0, -width, 0.0)
        text_at(painter, look, box, text, self._theme.accent, right=True)

    def _would(self, index: int) -> str:
        """The number that an output would be; "" where no value is tried."""
        shown = self._shown
        if shown is None or shown.ghost is None:
            return ""
        return f"→ {number(float(shown.ghost[index]), DIGITS)}"

    def _paint_chance(self, painter: QPainter, look: Look) -> None:
        """One bar between the two classes' names."""
        shown = self._shown
        assert shown is not None
        name, bar = self._places(0, look, 0.0)
        for index, right in ((0, False), (1, True)):
            mark = f"✓ {look.target}" if shown.target_class == index else ""
            parts = (shown.class_names[index], mark)
            text = "  ".join(part for part in (parts[::-1] if right else parts) if part)
            colour = self._theme.text if mark else self._theme.muted
            text_at(painter, look, name, text, colour, right)
        paint_bar(painter, look, bar, shown, 0)
        paint_ghost(painter, look, bar, shown, 0)
        below = QRectF(bar.left(), bar.bottom() + 2.0, bar.width(), look.height())
        text_at(painter, look, below, self._would(0), self._theme.accent, right=True)
        paint_threshold(painter, look, bar, shown)

    def _paint_scatter(self, painter: QPainter, look: Look) -> None:
        assert self._shown is not None
        line, top = look.height(), self.count * self._pitch()
        side = self.height() - top - line - 8.0
        box = QRectF(7.0, top + 2.0, min(side * 2.0, self.width() - 14.0), side)
        paint_scatter(painter, look, box, self._shown, self._sample)
        below = QRectF(box.left(), box.bottom() + 2.0, self.width() - box.left(), line)
        text = self.tr("prediction against target")
        text_at(painter, look, below, text, self._theme.muted)
