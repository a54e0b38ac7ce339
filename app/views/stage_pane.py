"""The stage with what draws its marks: a GPU canvas beneath it, or QPainter in its own place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.scene.marks import Drawing
from app.scene.theme import Theme
from app.viewmodels.edge_budget import EdgeBudget
from app.views.stage import StageView

WITHOUT_GPU = ("offscreen", "minimal", "linuxfb", "vnc")
"""Platforms on which Qt has no graphics interface for widgets."""

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "basic render")
"""What the names of drivers without a GPU contain."""

GPU, PAINTER = "gpu", "painter"
RENDERERS = (GPU, PAINTER)


class StagePane(QWidget):
    """Shows a stage.

    `renderer` is one of RENDERERS, or None: the GPU where there is one.
    fell_back: the GPU was tried, is not there or is lost; says why. The painter
    draws from then on.
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
        self.stage, self._budget = stage, budget
        self._driver, self._drawn = "", (0, 0)
        self._canvas: QWidget | None = None
        layers = QStackedLayout(self)
        layers.setStackingMode(QStackedLayout.StackingMode.StackAll)
        layers.addWidget(stage)
        if renderer == GPU or (renderer is None and _has_gpu()):
            self._put_canvas(layers, theme)

    def drawn_by(self) -> str:
        """What draws, in words."""
        if self._canvas is None:
            return self.tr("the painter (no GPU)")
        return self.tr("the GPU ({0})").format(self._driver)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.stage.set_theme(theme)
        if self._canvas:
            self._canvas.set_theme(theme)

    def _put_canvas(self, layers: QStackedLayout, theme: Theme) -> None:
        # Imported here: who has no GPU need not read it.
        from app.views.gpu.canvas import GpuCanvas

        canvas = GpuCanvas(self._drawing, theme)
        canvas.ready.connect(self._on_ready)
        canvas.frameSubmitted.connect(self._on_submitted)
        # Not while it is drawing, when it must not be taken away.
        canvas.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        layers.addWidget(canvas)
        layers.setCurrentWidget(self.stage)
        self._canvas = canvas
        self.stage.set_canvas(canvas)

    def _drawing(self) -> Drawing:
        self._budget.start()
        edges = self.stage.picture().edges
        self._drawn = len(edges), edges.total
        return self.stage.drawing()

    def _on_submitted(self) -> None:
        self._budget.stop(*self._drawn)

    def _on_ready(self, driver: str) -> None:
        self._driver = driver
        if not any(name in driver.lower() for name in SOFTWARE):
            self._budget.lift()

    def _on_failed(self, why: str) -> None:
        canvas, self._canvas = self._canvas, None
        if canvas is None:
            return
        self.stage.set_canvas(None)
        self._budget.restore()
        canvas.hide()
        canvas.deleteLater()
        self.fell_back.emit(why)


def _has_gpu() -> bool:
    return QGuiApplication.platformName() not in WITHOUT_GPU
