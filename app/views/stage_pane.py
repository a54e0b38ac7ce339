"""The stage with what draws its marks: a GPU, software in its place, or QPainter."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.scene.marks import Drawing
from app.scene.theme import Theme
from app.viewmodels.edge_budget import EdgeBudget
from app.views.gpu.graphics import Graphics, graphics
from app.views.stage import StageView
from app.views.stage_network import CopiedNetwork, PaintedNetwork

GPU, PAINTER = "gpu", "painter"
RENDERERS = (GPU, PAINTER)


class StagePane(QWidget):
    """Shows a stage.

    `renderer` is one of RENDERERS, or None: the GPU where there is one. A GPU
    draws in the window, beneath the stage; software does so beside the screen,
    and the stage copies it, which costs a fraction of putting the whole window
    together by such a GPU. fell_back: either was tried, is not there or is lost;
    says why. The painter draws from then on.
    """

    fell_back = Signal(str)

    def __init__(
        self,
        stage: StageView,
        theme: Theme,
        budget: EdgeBudget,
        renderer: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.stage, self._theme, self._budget = stage, theme, budget
        self._driver, self._drawn = "", (0, 0)
        self._canvas: QWidget | None = None
        self._graphics = Graphics.NONE if renderer == PAINTER else graphics()
        self._layers = QStackedLayout(self)
        self._layers.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._layers.addWidget(stage)
        if self._graphics is Graphics.HARDWARE or (
            self._graphics is Graphics.NONE and renderer == GPU
        ):
            self._draw_beneath()

    def drawn_by(self) -> str:
        """What draws, in words."""
        if self._canvas is None:
            return self.tr("the painter (no GPU)")
        if self._graphics is Graphics.SOFTWARE:
            return self.tr("software in place of a GPU ({0})").format(self._driver)
        return self.tr("the GPU ({0})").format(self._driver)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self._canvas:
            self._canvas.set_theme(theme)
        self.stage.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """The first picture is painted: to have software get ready would delay it."""
        super().showEvent(event)
        if self._graphics is Graphics.SOFTWARE and self._canvas is None:
            QTimer.singleShot(0, self, self._draw_beside)

    def _draw_beneath(self) -> None:
        canvas = self._made_canvas()
        canvas.frameSubmitted.connect(lambda: self._budget.stop(*self._drawn))
        self._layers.addWidget(canvas)
        self._layers.setCurrentWidget(self.stage)
        self.stage.set_canvas(canvas)

    def _draw_beside(self) -> None:
        if self._canvas or self._graphics is not Graphics.SOFTWARE:
            return
        canvas = self._made_canvas()
        self.destroyed.connect(canvas.deleteLater)
        canvas.keep_off_screen()
        self.stage.set_network(CopiedNetwork(canvas, self._budget))

    def _made_canvas(self) -> QWidget:
        # Imported here: who has no GPU need not read it.
        from app.views.gpu.canvas import GpuCanvas

        canvas = GpuCanvas(self._drawing, self._theme)
        canvas.ready.connect(self._on_ready)
        # Not while it is drawing, when it must not be taken away.
        canvas.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._canvas = canvas
        return canvas

    def _drawing(self) -> Drawing:
        if self._graphics is not Graphics.SOFTWARE:
            edges = self.stage.picture().edges
            self._drawn = len(edges), edges.total
            self._budget.start()
        return self.stage.drawing()

    def _on_ready(self, driver: str) -> None:
        self._driver = driver
        if self._graphics is Graphics.HARDWARE:
            self._budget.lift()

    def _on_failed(self, why: str) -> None:
        canvas, self._canvas = self._canvas, None
        if canvas is None:
            return
        self._graphics = Graphics.NONE
        self._budget.restore()
        self.stage.set_canvas(None)
        self.stage.set_network(PaintedNetwork(self._budget))
        canvas.hide()
        canvas.deleteLater()
        self.fell_back.emit(why)
