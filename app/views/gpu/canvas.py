"""The GPU canvas: draws a stage's marks, of which it is given new arrays when something changes."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QOpenGLContext,
    QRhi,
    QRhiColorAttachment,
    QRhiCommandBuffer,
    QRhiRenderPassDescriptor,
    QRhiTextureRenderTarget,
    QRhiTextureRenderTargetDescription,
)
from PySide6.QtWidgets import QRhiWidget, QWidget

from app.scene.marks import Drawing
from app.scene.theme import Theme
from app.views.gpu.errors import GpuError
from app.views.gpu.graphics import GL_RENDERER
from app.views.gpu.pipeline import made
from app.views.gpu.renderer import Renderer
from app.views.texts import translated

BACKENDS = {
    QRhi.Implementation.OpenGLES2: "OpenGL",
    QRhi.Implementation.Vulkan: "Vulkan",
    QRhi.Implementation.Metal: "Metal",
    QRhi.Implementation.D3D11: "Direct3D 11",
    QRhi.Implementation.D3D12: "Direct3D 12",
}


class GpuCanvas(QRhiWidget):
    """Draws what `source` gives whenever it is told to update.

    ready: it can draw; says with what. failed: the GPU is not there, refused
    something or was lost; says what. It draws no more then.
    """

    ready = Signal(str)
    failed = Signal(str)

    def __init__(
        self, source: Callable[[], Drawing], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._theme = source, theme
        self._renderer: Renderer | None = None
        self._target: QRhiTextureRenderTarget | None = None
        self._pass: QRhiRenderPassDescriptor | None = None
        self.broken = False
        # Qt's own has a depth buffer, which costs as much as the picture and is not needed here.
        self.setAutoRenderTarget(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.renderFailed.connect(lambda: self._fail(self.tr("there is no graphics interface")))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def keep_off_screen(self) -> None:
        """Draw beside the screen, to be copied: without a GPU it costs more to put a window
        together from what is drawn than to draw it."""
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.show()

    def drawn(self, size: QSize) -> QImage:
        """What is drawn on `size` px, in the pixels of the screen."""
        if size != self.size():
            self.resize(size)
        image = self.grabFramebuffer()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def initialize(self, commands: QRhiCommandBuffer) -> None:
        """Make what is drawn with; called again for another size or GPU."""
        rhi = self.rhi()
        try:
            self._aim_at_texture(rhi)
            if self._renderer and self._renderer.rhi is rhi:
                return
            self._renderer = Renderer(rhi, self._pass, self.sampleCount())
        except GpuError as error:
            self._fail(translated(error.text))
        else:
            self.ready.emit(self._driver())

    def render(self, commands: QRhiCommandBuffer) -> None:
        """Draw. Whatever goes wrong, the pane must not stay black."""
        if self._renderer is None:
            return
        try:
            drawing = self._source()
            self._renderer.draw(commands, self._target, self.size(), drawing, self._theme)
        except GpuError as error:
            self._fail(translated(error.text))
        except Exception as error:
            self._fail(self.tr("an error while drawing, {0}").format(type(error).__name__))
            raise

    def releaseResources(self) -> None:
        """The GPU goes away; another one may come."""
        self._let_go_of_texture()
        self._renderer = None

    def _aim_at_texture(self, rhi: QRhi) -> None:
        """Draw on the texture that Qt has made, and on nothing else."""
        self._let_go_of_texture()
        attachment = QRhiColorAttachment(self.colorTexture())
        target = rhi.newTextureRenderTarget(QRhiTextureRenderTargetDescription(attachment))
        self._pass = target.newCompatibleRenderPassDescriptor()
        target.setRenderPassDescriptor(self._pass)
        self._target = made(target)

    def _let_go_of_texture(self) -> None:
        """Free what draws on it: as long as that is there, the GPU keeps the texture too."""
        for each in (self._target, self._pass):
            if each:
                each.deleteLater()
        self._target = self._pass = None

    def _driver(self) -> str:
        """The graphics interface, and what draws behind it where that can be asked."""
        # QRhi's backendName() and driverInfo().deviceName take the program down (PySide6 6.11).
        name = BACKENDS.get(self.rhi().backend(), "?")
        context = QOpenGLContext.currentContext()
        device = context.functions().glGetString(GL_RENDERER) if context else None
        return f"{name}, {device}" if device else name

    def _fail(self, what: str) -> None:
        self._renderer, self.broken = None, True
        self.failed.emit(what)
