"""What the documents name is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_readme_names_files_that_exist():
    text = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"\]\(([^)]+)\)|`(resources/[^`]*)`|\b([A-Z]{4,}(?:\.md)?)\b", text)
    files = {"".join(groups) for groups in named if re.search(r"[./]|LICENSE", "".join(groups))}
    assert {"resources/screenshot.png", "LICENSE", "CONTRIBUTING.md"} <= files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_every_room_of_the_architecture_exists():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)
    assert len(rooms) > 8
    assert [room for room in rooms if not (ROOT / room).exists()] == []
    modules = re.findall(r"`(\w+\.py)`", text)
    known = {path.name for path in ROOT.rglob("*.py") if ".venv" not in path.parts}
    assert [name for name in modules if name not in known] == []
