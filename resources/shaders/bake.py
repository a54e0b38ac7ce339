"""Bakes the shaders: python -m resources.shaders.bake (needs `pip install '.[shaders]'`).

Each X.vert or X.frag becomes X.vert.qsb beside it, with the shader in the
language of every graphics interface. baked.json keeps fingerprints of both, so
that a test can tell whether they belong together without baking anew.
"""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
RECORD = HERE / "baked.json"

TARGETS = ("--glsl", "300 es,150", "--hlsl", "50", "--msl", "12")
"""OpenGL (ES 3.0; 3.2), Direct3D 11, Metal; SPIR-V for Vulkan is always there."""


def sources() -> list[Path]:
    """All shaders."""
    return sorted([*HERE.glob("*.vert"), *HERE.glob("*.frag")])


def baked(source: Path) -> Path:
    """Where the baked form of a shader lies."""
    return source.with_name(source.name + ".qsb")


def fingerprints(source: Path) -> dict[str, str]:
    """Of a shader's two forms; a line's end may differ from machine to machine."""
    text = source.read_text("utf-8").encode()
    return {
        "source": sha256(text).hexdigest(),
        "baked": sha256(baked(source).read_bytes()).hexdigest(),
    }


def bake(source: Path) -> None:
    """Bake one. CalledProcessError where it is not understood."""
    command = "import sys; from PySide6.scripts.pyside_tool import qsb; sys.exit(qsb())"
    tool = [sys.executable, "-c", command]
    subprocess.run([*tool, *TARGETS, "-o", str(baked(source)), str(source)], check=True)


def main() -> None:
    """Bake all, and write down what belongs together."""
    for source in sources():
        bake(source)
    record = {source.name: fingerprints(source) for source in sources()}
    RECORD.write_text(json.dumps(record, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
