"""The shaders: what is baked is what the source says, for every graphics interface."""

import json

import pytest
from PySide6.QtGui import QShader

from app.views.gpu.pipeline import CURVE_INSTANCE, INSIDE, OUTLINE, shader
from resources.shaders import bake

NAMES = [source.name for source in bake.sources()]


@pytest.mark.parametrize("source", bake.sources(), ids=NAMES)
def test_the_baked_shader_belongs_to_its_source(source):
    record = json.loads(bake.RECORD.read_text("utf-8"))
    assert bake.fingerprints(source) == record[source.name], (
        f"{source.name} was changed or baked by hand: python -m resources.shaders.bake"
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_speaks_to_every_graphics_interface(name):
    languages = {key.source() for key in shader(name).availableShaders()}
    wanted = QShader.Source
    assert languages >= {
        wanted.SpirvShader,
        wanted.GlslShader,
        wanted.HlslShader,
        wanted.MslShader,
    }


def test_there_is_a_pair_for_each_kind_of_mark():
    kinds = {name.partition(".")[0] for name in NAMES}
    assert kinds == {"curve", "fill", "outline"}
    assert set(NAMES) == {f"{kind}.{stage}" for kind in kinds for stage in ("vert", "frag")}


@pytest.mark.parametrize(
    ("name", "instance"),
    [("curve", CURVE_INSTANCE), ("fill", INSIDE), ("outline", OUTLINE)],
)
def test_vertices_have_the_attributes_that_the_shader_reads(name, instance):
    text = bake.HERE.joinpath(f"{name}.vert").read_text("utf-8")
    sizes = {"vec2": 2, "vec4": 4}
    declared = [
        sizes[line.split()[4]]
        for line in text.splitlines()
        if line.startswith("layout(location") and " in " in line
    ]
    floats = {"Float2": 2, "Float4": 4, "UNormByte4": 4}
    attributes = [one for _, held in instance for one, _ in held]
    assert declared == [2, *(floats[one.name] for one in attributes)]
