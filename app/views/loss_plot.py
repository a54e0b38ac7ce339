"""The loss curves in a pyqtgraph plot.

Importing pyqtgraph takes a fifth of a second: whoever wants a plot imports
this file late, when the window's first picture is there.
"""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from app.scene.axis_range import LARGEST, linear_range, log_range, steps_end
from app.scene.run_curves import Curve, RunCurves, joined
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.loss_axes import LossAxis, StepAxis
from app.views.strokes import faint, pen

FEWEST_STEPS_SHOWN = 5


@dataclass(frozen=True)
class Marks:
    """What is marked: the step that is shown, the one pointed at, where training diverged."""

    shown: int
    pointed: int | None = None
    diverged: int | None = None


class LossPlot(pg.PlotWidget):
    """Draws a run's curves. The wheel zooms the steps, a double click shows all of them.

    picked(step): a click on a step. pointed(step or None): the pointer is there.
    zoomed(): other steps are visible, so `draw` is due.
    """

    picked = Signal(int)
    pointed = Signal(object)
    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {"left": LossAxis("left"), "bottom": StepAxis("bottom")}
        super().__init__(parent, enableMenu=False, axisItems=axes)
        self._steps = 1
        self._all = True
        self._box = self.getPlotItem().getViewBox()
        self._raw, self._means, self._test = (self._curve() for _ in range(3))
        self._marker, self._pointer, self._end = (self._line() for _ in range(3))
        self._dot = pg.ScatterPlotItem(size=7, pxMode=True)
        self._hint = pg.TextItem(self.tr("Every step adds a point"), anchor=(0.5, 0.5))
        for item in (self._dot, self._hint):
            self.addItem(item, ignoreBounds=True)
        self._arrange()
        self.set_theme(theme)
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours and sizes from now on."""
        self._theme = theme
        self.setBackground(theme.panel)
        font = sized(self.font(), theme.small_font_size - 0.5)
        for name in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(name)
            axis.setPen(pen(theme.border, 1.0))
            axis.setTextPen(pen(theme.muted, 1.0))
            axis.setTickFont(font)
        self._set_pens()
        self._hint.setColor(theme.muted)
        self._hint.setFont(font)
        self._dot.setBrush(pg.mkBrush(theme.accent))
        self._dot.setPen(None)

    def _set_pens(self) -> None:
        """Pens are as wide as the screen's pixels are fine."""
        self._fineness, theme = self.devicePixelRatioF(), self._theme
        self._means.setPen(self._pen(theme.accent, 2.0))
        self._test.setPen(self._pen(theme.text, 1.5, Qt.PenStyle.DashLine))
        self._marker.setPen(self._pen(theme.text, 2.0))
        self._pointer.setPen(self._pen(theme.muted, 1.0, Qt.PenStyle.DashLine))
        self._end.setPen(self._pen(theme.error, 2.0))

    def draw(self, curves: RunCurves, marks: Marks, logarithmic: bool) -> None:
        """Show what is visible of the curves, and the marks."""
        self._steps = max(curves.steps, marks.shown + 1)
        if self._fineness != self.devicePixelRatioF():
            self._set_pens()
        start, stop = self._visible()
        columns = max(int(self._box.width()), 50)
        noisy = curves.noisy
        none = Curve(np.empty(0), np.empty(0))
        shown = (
            curves.train(start, stop, columns),
            curves.means(start, stop, columns) if noisy else none,
            curves.test(start, stop, columns // 4),  # dashes need room
        )
        if logarithmic:
            shown = tuple(curve.positive() for curve in shown)
        self._fit(joined([curve.span for curve in shown]), logarithmic)
        for item, curve in zip((self._raw, self._means, self._test), shown, strict=True):
            item.setData(curve.steps, _heights(curve, logarithmic), skipFiniteCheck=True)
        line = self._pen(faint(self._theme), 1.0) if noisy else self._pen(self._theme.accent, 2.0)
        if self._raw.opts["pen"] != line:
            self._raw.setPen(line)
        self._show_dots(shown[0], curves, marks.shown, logarithmic)
        self._hint.setVisible(curves.steps <= 1)
        self._hint.setPos(0.5, float(np.mean(self._box.viewRange()[1])))
        self.mark(marks)

    def mark(self, marks: Marks) -> None:
        """Move the marks alone."""
        for line, step in (
            (self._marker, marks.shown),
            (self._pointer, marks.pointed),
            (self._end, marks.diverged),
        ):
            line.setVisible(step is not None)
            if step is not None:
                line.setValue(step)

    def view_all(self) -> None:
        """Show every step."""
        self._all = True
        self.zoomed.emit()

    def step_at(self, place: QPointF) -> int | None:
        """The step at a place of the scene, None outside the axes."""
        if not self._box.sceneBoundingRect().contains(place):
            return None
        return min(max(round(self._box.mapSceneToView(place).x()), 0), self._steps - 1)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def _show_dots(self, train: Curve, curves: RunCurves, step: int, logarithmic: bool) -> None:
        """A dot on the step that is shown, and on every step while they are few."""
        if curves.steps > FEWEST_STEPS_SHOWN:
            at = curves.loss_at(step)
            loss = np.nan if at is None else at
            known = np.isfinite(loss) and (loss > 0.0 or not logarithmic)
            train = Curve(np.full(int(known), float(step)), np.full(int(known), loss))
        self._dot.setData(train.steps, _heights(train, logarithmic))

    def _curve(self) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem(antialias=True)
        curve.setSegmentedLineMode("on")
        self.addItem(curve)
        return curve

    def _pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen whose width is in pixels, not in steps and losses."""
        line = pen(colour, width * self._fineness, style)
        line.setCosmetic(True)
        return line

    def _line(self) -> pg.InfiniteLine:
        line = pg.InfiniteLine(angle=90, movable=False)
        self.addItem(line, ignoreBounds=True)
        return line

    def _arrange(self) -> None:
        # Segments drawn one by one would each begin with a dash of its own.
        self._test.setSegmentedLineMode("off")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.hideButtons()
        item = self.getPlotItem()
        item.setContentsMargins(0, 4, 16, 0)
        for name in ("left", "bottom"):
            item.getAxis(name).enableAutoSIPrefix(False)
        # The first step's label may stand out to the left.
        item.getAxis("bottom").setStyle(hideOverlappingLabels=30)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.disableAutoRange()

    def _visible(self) -> tuple[int, int]:
        """The steps start..stop-1 between the ends of the axis."""
        end = steps_end(self._steps)
        margin = end * 0.015
        self._box.setLimits(xMin=-margin, xMax=end + margin, minXRange=min(4.0, end))
        if self._all:
            self._box.setXRange(-margin, end + margin, padding=0.0)
        left, right = self._box.viewRange()[0]
        return max(int(left), 0), min(int(right) + 2, self._steps)

    def _fit(self, span: tuple[float, float] | None, logarithmic: bool) -> None:
        axis = self.getPlotItem().getAxis("left")
        if axis.logMode != logarithmic:
            axis.setLogMode(y=logarithmic)
        low, high = span or (0.1, 1.0)
        ends = log_range(low, min(high, LARGEST)) if logarithmic else linear_range(low, high)
        self._box.setYRange(*ends, padding=0.02)

    def _on_zoomed(self) -> None:
        self._all = False
        self.zoomed.emit()

    def _on_mouse_moved(self, place: QPointF) -> None:
        self.pointed.emit(self.step_at(place))

    def _on_mouse_clicked(self, event: object) -> None:
        step = self.step_at(event.scenePos())
        if event.double():
            self.view_all()
        elif step is not None and event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(step)


def _heights(curve: Curve, logarithmic: bool) -> np.ndarray:
    return np.log10(curve.losses) if logarithmic else np.minimum(curve.losses, LARGEST)
