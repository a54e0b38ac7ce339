"""Renders drawings: uploads what is new of their arrays, and draws each of them with one call."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

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
    SHAPE_INSTANCE,
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
        self._fills = pipeline(rhi, "fill", SHAPE_INSTANCE, self._bound[1], target, samples)
        self._outlines = pipeline(rhi, "outline", SHAPE_INSTANCE, self._bound[2], target, samples)
        self._square = Vertices(rhi), square()
        self._rounds = [(Vertices(rhi), even_strip(pieces)) for _, pieces in ROUND]
        self._strips = {pieces: (Vertices(rhi), strip(pieces)) for _, pieces in SEGMENTS}
        self._edges, self._strokes = _vertices(rhi, 2), _vertices(rhi, 2)
        kinds = 3 * (1 + len(ROUND))
        self._lights, self._nodes = _vertices(rhi, kinds), _vertices(rhi, kinds)

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
        ratio = pixels.width() / max(size.width(), 1)
        batch.updateDynamicBuffer(self._view, 0, self._uniforms(size, pixels, drawing.dim))
        if theme is not self._theme:
            self._theme = theme
            batch.uploadTexture(self._table, _image(theme))
        calls = [
            self._curve_call(batch, self._edges, drawing.edges),
            self._curve_call(batch, self._strokes, drawing.strokes),
            *self._shape_calls(batch, self._lights, drawing.lights, ratio),
            *self._shape_calls(batch, self._nodes, drawing.nodes, ratio),
        ]
        ground, depth = QColor(theme.panel), QRhiDepthStencilClearValue(1.0, 0)
        commands.beginPass(target, ground, depth, batch)
        commands.setViewport(QRhiViewport(0.0, 0.0, pixels.width(), pixels.height()))
        for call in calls:
            if call.count:
                _draw(commands, call)
        commands.endPass()

    def _curve_call(
        self, batch: QRhiResourceUpdateBatch, kept: list[Vertices], curves: Curves
    ) -> _Call:
        pieces = next(pieces for most, pieces in SEGMENTS if len(curves) <= most)
        mesh, corners = self._strips[pieces]
        arrays = corners, curves.ends, curves.paint
        return _call(self._curves, batch, [mesh, *kept], arrays)

    def _shape_calls(
        self, batch: QRhiResourceUpdateBatch, kept: list[Vertices], shapes: Shapes, ratio: float
    ) -> Iterator[_Call]:
        """All insides, then all outlines, of the shapes that have them."""
        if not len(shapes):
            return
        buffers = iter(kept)
        square, corners = self._square
        filled = shapes.fill[:, 3] > 0
        inside = shapes.box[filled], shapes.outline[filled], shapes.fill[filled]
        yield _call(self._fills, batch, [square, *islice(buffers, 3)], (corners, *inside))
        left = shapes.outline[:, 1] > 0.0
        for (most, _), (mesh, way) in zip(ROUND, self._rounds, strict=True):
            here = left & (shapes.box[:, 3] * ratio <= most)
            around = shapes.box[here], shapes.outline[here], shapes.pen[here]
            yield _call(self._outlines, batch, [mesh, *islice(buffers, 3)], (way, *around))
            left &= ~here

    def _uniforms(self, size: QSize, pixels: QSize, dim: float) -> bytes:
        """The block View, with its matrix column by column."""
        width, height = max(size.width(), 1), max(size.height(), 1)
        correction = np.array(self.rhi.clipSpaceCorrMatrix().data()).reshape(4, 4).T
        to_clip = np.diag([2.0 / width, -2.0 / height, 1.0, 1.0])
        to_clip[:2, 3] = -1.0, 1.0
        block = np.zeros(VIEW // 4, np.float32)
        block[:16] = (correction @ to_clip).T.ravel()
        block[16:18] = pixels.width() / width, dim
        return block.tobytes()


def _vertices(rhi: QRhi, count: int) -> list[Vertices]:
    return [Vertices(rhi) for _ in range(count)]


def _call(
    pipeline: QRhiGraphicsPipeline,
    batch: QRhiResourceUpdateBatch,
    kept: list[Vertices],
    arrays: tuple[NDArray[np.generic], ...],
) -> _Call:
    """A call with these arrays, the first of them the mesh, in the buffers that are kept."""
    count = len(arrays[1])
    if not count:
        return _Call(pipeline, [], 0, 0)
    buffers = [(each.put(batch, array), 0) for each, array in zip(kept, arrays, strict=True)]
    return _Call(pipeline, buffers, len(arrays[0]), count)


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
