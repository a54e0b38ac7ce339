"""Pipelines: how instances of a small mesh become pixels, by the shaders in resources/shaders."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Protocol, TypeVar

from PySide6.QtGui import (
    QRhi,
    QRhiBuffer,
    QRhiGraphicsPipeline,
    QRhiRenderPassDescriptor,
    QRhiSampler,
    QRhiShaderResourceBinding,
    QRhiShaderResourceBindings,
    QRhiShaderStage,
    QRhiTexture,
    QRhiVertexInputAttribute,
    QRhiVertexInputBinding,
    QRhiVertexInputLayout,
    QShader,
)

from app.views.gpu.errors import refused, unreadable

Format = QRhiVertexInputAttribute.Format

Buffer = tuple[int, tuple[tuple[Format, int], ...]]
"""How many bytes of a buffer belong to one vertex or instance, and (format, first byte) of each
attribute in them."""

MESH: Buffer = (8, ((Format.Float2, 0),))
"""The first buffer of every pipeline holds the vertices of its mesh."""

CURVE_INSTANCE: tuple[Buffer, ...] = ((16, ((Format.Float4, 0),)), (16, ((Format.Float4, 0),)))
"""Then one each for `ends` and `paint` of app/scene/marks.py."""

SHAPE = 40
"""Bytes of a shape: its `box`, `outline`, `fill` and `pen`, in one buffer."""

INSIDE: tuple[Buffer, ...] = (
    (SHAPE, ((Format.Float4, 0), (Format.Float4, 16), (Format.UNormByte4, 32))),
)
OUTLINE: tuple[Buffer, ...] = (
    (SHAPE, ((Format.Float4, 0), (Format.Float4, 16), (Format.UNormByte4, 36))),
)
"""Or that one, of which an inside has the `fill` and an outline the `pen`."""


class _Creatable(Protocol):
    def create(self) -> bool: ...


T = TypeVar("T", bound=_Creatable)


def shader(name: str) -> QShader:
    """The baked shader of that name. GpuError where it cannot be read."""
    data = files("resources").joinpath("shaders", f"{name}.qsb").read_bytes()
    found = QShader.fromSerialized(data)
    if not found.isValid():
        raise unreadable(name)
    return found


def made(resource: T) -> T:
    """The resource, created. GpuError where that fails."""
    if not resource.create():
        raise refused(resource)
    return resource


def nearest(rhi: QRhi) -> QRhiSampler:
    """Reads a texture's texels as they are."""
    plain, edge = QRhiSampler.Filter.Nearest, QRhiSampler.AddressMode.ClampToEdge
    return made(rhi.newSampler(plain, plain, QRhiSampler.Filter.None_, edge, edge))


def bindings(
    rhi: QRhi, view: QRhiBuffer, table: QRhiTexture, sampler: QRhiSampler
) -> QRhiShaderResourceBindings:
    """What both pairs of shaders read: binding 0 the block View, 1 the colour table."""
    bound, stage = rhi.newShaderResourceBindings(), QRhiShaderResourceBinding.StageFlag
    both = stage.VertexStage | stage.FragmentStage
    bound.setBindings(
        [
            QRhiShaderResourceBinding.uniformBuffer(0, both, view),
            QRhiShaderResourceBinding.sampledTexture(1, stage.VertexStage, table, sampler),
        ]
    )
    return made(bound)


def pipeline(
    rhi: QRhi,
    name: str,
    instance: Sequence[Buffer],
    bound: QRhiShaderResourceBindings,
    target: QRhiRenderPassDescriptor,
    samples: int,
) -> QRhiGraphicsPipeline:
    """The pipeline of `name`.vert and `name`.frag. GpuError where there is none such here."""
    result, stage = rhi.newGraphicsPipeline(), QRhiShaderStage.Type
    result.setShaderStages(
        [
            QRhiShaderStage(stage.Vertex, shader(f"{name}.vert")),
            QRhiShaderStage(stage.Fragment, shader(f"{name}.frag")),
        ]
    )
    result.setTopology(QRhiGraphicsPipeline.Topology.TriangleStrip)
    result.setVertexInputLayout(_layout([MESH, *instance]))
    result.setTargetBlends([_premultiplied()])
    result.setShaderResourceBindings(bound)
    result.setRenderPassDescriptor(target)
    result.setSampleCount(samples)
    return made(result)


def _layout(buffers: Sequence[Buffer]) -> QRhiVertexInputLayout:
    """First the mesh's buffer, then those of its instances; attributes are counted through all."""
    layout = QRhiVertexInputLayout()
    each = QRhiVertexInputBinding.Classification
    layout.setBindings(
        [
            QRhiVertexInputBinding(size, each.PerInstance if index else each.PerVertex)
            for index, (size, _) in enumerate(buffers)
        ]
    )
    attributes = [
        (index, *attribute) for index, (_, held) in enumerate(buffers) for attribute in held
    ]
    layout.setAttributes(
        [QRhiVertexInputAttribute(of, place, *how) for place, (of, *how) in enumerate(attributes)]
    )
    return layout


def _premultiplied() -> QRhiGraphicsPipeline.TargetBlend:
    blend, factor = QRhiGraphicsPipeline.TargetBlend(), QRhiGraphicsPipeline.BlendFactor
    blend.enable = True
    blend.srcColor = blend.srcAlpha = factor.One
    blend.dstColor = blend.dstAlpha = factor.OneMinusSrcAlpha
    return blend
