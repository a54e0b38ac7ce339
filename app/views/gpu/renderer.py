"""Renders drawings: uploads what is new of their arrays, and draws each of them with one call."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QImage,
    QRhi,
    QRhiBuffer,
    QRhiCommandBuffer,
    QRhiDepthStencilClearValue,
    QRhiGraphicsPipeline,
    QRhiRenderPassDescriptor,
    QRhiRenderTarget,
    QRhiResourceUpdateBatch,
    QRhiTexture,
    QRhiViewport,
)

from app.scene.colour import HALF
from app.scene.marks import SOLIDS, Curves, Drawing, Shapes, colour_table
from app.scene.theme import Theme
from app.views.gpu.pipeline import (
    CURVE_INSTANCE,
    INSIDE,
    OUTLINE,
    SHAPE,
    bindings,
    made,
    nearest,
    pipeline,
)
from app.views.gpu.vertices import Vertices, even_strip, square, strip

VIEW = 80
"""Bytes of the uniform block View: a matrix, two numbers, and air up to a multiple of 16."""

SEGMENTS = ((100, 21), (400, 11), (1_000, 9), (20_000, 7), (10**9, 5))
"""(up to so many curves, each consists of so many straight pieces)."""

ROUND = ((16.0, 20), (32.0, 32), (np.inf, 48))
"""(outlines of shapes up to so many device pixels around the middle, consist of so many)."""

MOST = np.array([most for most, _ in ROUND])
"""The sizes alone."""

TABLE = QSize(2 * HALF + 1, SOLIDS + 1)
"""The size of the colour table."""


@dataclass(frozen=True)
class _Call:
    """One call that draws: `count` instances of a mesh of `vertices`."""

    pipeline: QRhiGraphicsPipeline
    buffers: list[tuple[QRhiBuffer, int]]
    vertices: int
    count: int


class Renderer:
    """What is kept on the GPU from frame to frame. GpuError where it cannot be had."""

    def __init__(self, rhi: QRhi, target: QRhiRenderPassDescriptor, samples: int) -> None:
        self.rhi = rhi
        self._theme: Theme | None = None
        uniform = QRhiBuffer.UsageFlag.UniformBuffer
        self._view = made(rhi.newBuffer(QRhiBuffer.Type.Dynamic, uniform, VIEW))
        self._table = made(rhi.newTexture(QRhiTexture.Format.RGBA8, TABLE))
        self._sampler = nearest(rhi)
        # One for each pipeline: where both share one, OpenGL now and then leaves the second
        # pipeline with the view of the frame before.
        self._bound = [bindings(rhi, self._view, self._table, self._sampler) for _ in range(3)]
        self._curves = pipeline(rhi, "curve", CURVE_INSTANCE, self._bound[0], target, samples)
        self._fills = pipeline(rhi, "fill", INSIDE, self._bound[1], target, samples)
        self._outlines = pipeline(rhi, "outline", OUTLINE, self._bound[2], target, samples)
        self._square = Vertices(rhi), square()
        self._rounds = [(Vertices(rhi), even_strip(pieces)) for _, pieces in ROUND]
        self._strips = {pieces: (Vertices(rhi), strip(pieces)) for _, pieces in SEGMENTS}
        self._edges, self._strokes = (Vertices(rhi), Vertices(rhi)), (Vertices(rhi), Vertices(rhi))
        self._lights, self._nodes = Vertices(rhi), Vertices(rhi)
        self._correction = np.array(rhi.clipSpaceCorrMatrix().data()).reshape(4, 4).T
        self._seen: object = None
        self._block = b""
        self._ground, self._depth = QColor(), QRhiDepthStencilClearValue(1.0, 0)

    def draw(
        self,
        commands: QRhiCommandBuffer,
        target: QRhiRenderTarget,
        size: QSize,
        drawing: Drawing,
        theme: Theme,
    ) -> None:
        """Draw on a target that is `size` large in px."""
        batch, pixels = self.rhi.nextResourceUpdateBatch(), target.pixelSize()
        width, height = max(size.width(), 1), max(size.height(), 1)
        ratio = pixels.width() / width
        batch.updateDynamicBuffer(self._view, 0, self._uniforms(width, height, ratio, drawing.dim))
        if theme is not self._theme:
            self._theme, self._ground = theme, QColor(theme.panel)
            batch.uploadTexture(self._table, _image(theme))
        calls = [
            *self._curve_calls(batch, self._edges, drawing.edges),
            *self._curve_calls(batch, self._strokes, drawing.strokes),
            *self._shape_calls(batch, self._lights, drawing.lights, ratio),
            *self._shape_calls(batch, self._nodes, drawing.nodes, ratio),
        ]
        commands.beginPass(target, self._ground, self._depth, batch)
        commands.setViewport(QRhiViewport(0.0, 0.0, pixels.width(), pixels.height()))
        for call in calls:
            _draw(commands, call)
        commands.endPass()

    def _curve_calls(
        self, batch: QRhiResourceUpdateBatch, kept: tuple[Vertices, Vertices], curves: Curves
    ) -> Iterator[_Call]:
        """One, or none where there are no curves."""
        if not len(curves):
            return
        pieces = next(pieces for most, pieces in SEGMENTS if len(curves) <= most)
        mesh, corners = self._strips[pieces]
        ends, paint = kept
        buffers = [
            (mesh.put(batch, corners), 0),
            (ends.put(batch, curves.ends), 0),
            (paint.put(batch, curves.paint), 0),
        ]
        yield _Call(self._curves, buffers, len(corners), len(curves))

    def _shape_calls(
        self, batch: QRhiResourceUpdateBatch, kept: Vertices, shapes: Shapes, ratio: float
    ) -> Iterator[_Call]:
        """All insides, then all outlines, of the shapes that have them."""
        if not len(shapes):
            return
        insides = np.flatnonzero(shapes.fill[:, 3])
        outlines = np.flatnonzero(shapes.outline[:, 1] > 0.0)
        size = np.searchsorted(MOST, shapes.box[outlines, 3] * ratio)
        outlines = outlines[np.argsort(size, kind="stable")]
        # What each of the calls draws lies in one buffer, one after another.
        rows = _rows(shapes)[np.concatenate([insides, outlines])]
        instances, start = kept.put(batch, rows), 0
        counts = insides.size, *np.bincount(size, minlength=len(ROUND)).tolist()
        for index, ((mesh, way), count) in enumerate(
            zip((self._square, *self._rounds), counts, strict=True)
        ):
            if count:
                buffers = [(mesh.put(batch, way), 0), (instances, SHAPE * start)]
                how = self._outlines if index else self._fills
                yield _Call(how, buffers, len(way), count)
            start += count

    def _uniforms(self, width: int, height: int, ratio: float, dim: float) -> bytes:
        """The block View, with its matrix column by column."""
        seen = width, height, ratio, dim
        if seen != self._seen:
            to_clip = np.diag([2.0 / width, -2.0 / height, 1.0, 1.0])
            to_clip[:2, 3] = -1.0, 1.0
            block = np.zeros(VIEW // 4, np.float32)
            block[:16] = (self._correction @ to_clip).T.ravel()
            block[16:18] = ratio, dim
            self._seen, self._block = seen, block.tobytes()
        return self._block


def _rows(shapes: Shapes) -> NDArray[np.uint8]:
    """(N, SHAPE): the bytes of each shape."""
    parts = shapes.box.view(np.uint8), shapes.outline.view(np.uint8), shapes.fill, shapes.pen
    return np.concatenate(parts, axis=1)


def _draw(commands: QRhiCommandBuffer, call: _Call) -> None:
    commands.setGraphicsPipeline(call.pipeline)
    commands.setShaderResources()
    commands.setVertexInput(0, call.buffers)
    commands.draw(call.vertices, call.count)


def _image(theme: Theme) -> QImage:
    """The colour table as a picture."""
    table = colour_table(theme)
    pixels = np.full((*table.shape[:2], 4), 255, np.uint8)
    pixels[..., :3] = table
    width, height = TABLE.width(), TABLE.height()
    image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.copy()  # the bytes are Python's
