"""The loss curves in a pyqtgraph plot.

Importing pyqtgraph takes a fifth of a second: whoever wants a plot imports
this file late, when the window's first picture is there.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.scene.axis_range import LARGEST, linear_range, log_range, steps_end
from app.scene.run_curves import Curve, RunCurves, joined
from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.loss_axes import LossAxis, StepAxis
from app.views.loss_painting import NONE, Drawing, Marks, Window, paint_curves
from app.views.sheet import Sheet
from app.views.strokes import pen

FEWEST_STEPS_SHOWN = 5


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
        self._ends: dict[str, tuple[float, ...]] = {}
        self.drawing = Drawing()
        # A graphics view that is rendered on itself leaves out all that is in it.
        self._axes = Sheet(at_once=True)
        self._arrange()
        self.set_theme(theme)
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self.scene().changed.connect(self._forget_axes)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.scene().sigMouseClicked.connect(self._on_mouse_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours and sizes from now on."""
        self._theme = theme
        self.setBackground(theme.panel)
        self._small = sized(self.font(), theme.small_font_size - 0.5)
        for name in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(name)
            axis.setPen(pen(theme.border, 1.0))
            axis.setTextPen(pen(theme.muted, 1.0))
            axis.setTickFont(self._small)
        self._forget_axes()

    def draw(self, curves: RunCurves, marks: Marks, logarithmic: bool) -> None:
        """Show what is visible of the curves, and the marks."""
        self._steps = max(curves.steps, marks.shown + 1)
        start, stop = self._visible()
        columns = max(int(self._box.width()), 50)
        shown = [
            curves.train(start, stop, columns),
            curves.means(start, stop, columns) if curves.noisy else NONE,
            curves.test(start, stop, columns // 4),  # dashes need room
        ]
        if logarithmic:
            shown = [curve.positive() for curve in shown]
        self._fit(joined([curve.span for curve in shown]), logarithmic)
        train, means, test = (_counted(curve, logarithmic) for curve in shown)
        dots = train if curves.steps <= FEWEST_STEPS_SHOWN else _dot(curves, marks, logarithmic)
        hint = self.tr("Every step adds a point") if curves.steps <= 1 else ""
        self.drawing = Drawing(train, means, test, dots, marks, curves.noisy, hint)
        self.viewport().update()

    def view_all(self) -> None:
        """Show every step."""
        self._all = True
        self.zoomed.emit()

    def step_at(self, place: QPointF) -> int | None:
        """The step at a place of the scene, None outside the axes."""
        if not self._box.sceneBoundingRect().contains(place):
            return None
        return min(max(round(self._box.mapSceneToView(place).x()), 0), self._steps - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes if they are others than before, else copy them; the curves between them."""
        painter = QPainter(self.viewport())
        box = self.viewportTransform().mapRect(self._box.sceneBoundingRect())
        window = Window(box, *self._box.viewRange())
        self._axes.paint(painter, window, self.viewport().size(), self._paint_axes)
        painter.setFont(self._small)
        paint_curves(painter, self.drawing, window, self._theme)
        painter.end()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def _arrange(self) -> None:
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
        if self._changed("steps", end, self._all):
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
        if self._changed("losses", *ends):
            self._box.setYRange(*ends, padding=0.02)

    def _changed(self, axis: str, *ends: float) -> bool:
        """Whether an axis is to end elsewhere than before: telling pyqtgraph so takes long."""
        before = self._ends.get(axis)
        self._ends[axis] = ends
        return before != ends

    def _paint_axes(self, painter: QPainter) -> None:
        area = self.viewport().rect()
        self.render(painter, QRectF(area), area)

    def _forget_axes(self) -> None:
        """Something of them is to be drawn in another way."""
        self._axes.forget()
        self.viewport().update()

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


def _counted(curve: Curve, logarithmic: bool) -> Curve:
    """The curve with its losses as the axis counts them."""
    losses = np.log10(curve.losses) if logarithmic else np.minimum(curve.losses, LARGEST)
    return Curve(curve.steps, losses)


def _dot(curves: RunCurves, marks: Marks, logarithmic: bool) -> Curve:
    """The step that is shown, if its loss is known and the axis can show it."""
    loss = curves.loss_at(marks.shown)
    if loss is None or not np.isfinite(loss) or (logarithmic and loss <= 0.0):
        return NONE
    return _counted(Curve(np.array([float(marks.shown)]), np.array([loss])), logarithmic)
