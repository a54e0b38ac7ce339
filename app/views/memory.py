"""What the window remembers from one start to the next, as one JSON string in the settings.

QSettings gives back strings whatever was stored, so structure is kept as JSON.
"""

import json
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, field, fields

from PySide6.QtCore import QByteArray, QSettings

from app.formats.themes import PALETTES
from app.scene.look import EdgeColour, Look, NodeColour
from app.scene.motion import Motion
from app.scene.speed import FASTEST, SLOWEST
from app.scene.timeline import Granularity

KEY = "window"


@dataclass(frozen=True)
class Memory:
    """Geometry and splitters in Qt's base64 form, "" where unknown; theme "" likewise."""

    geometry: str = ""
    splitters: dict[str, str] = field(default_factory=dict)
    theme: str = ""
    settings_shown: bool = True
    inspector_shown: bool = True
    inspector_large: bool = False
    granularity: str = Granularity.NEURON.value
    speed: float = 1.0
    palette: str = PALETTES[0]
    node_colour: str = NodeColour.AUTOMATIC.value
    edge_colour: str = EdgeColour.AUTOMATIC.value
    per_layer: bool = False
    symlog: bool = False
    motion: str = Motion.DESKTOP.value

    @property
    def look(self) -> Look:
        """How nodes and edges were coloured."""
        nodes, edges = NodeColour(self.node_colour), EdgeColour(self.edge_colour)
        return Look(nodes, edges, self.per_layer, self.symlog)


CHOICES: Mapping[str, Container[str]] = {
    "theme": ("light", "dark"),
    "palette": PALETTES,
    "granularity": set(Granularity),
    "node_colour": set(NodeColour),
    "edge_colour": set(EdgeColour),
    "motion": set(Motion),
}
"""The values that some texts may have."""


def encoded(state: QByteArray) -> str:
    """Bytes of Qt's as text."""
    return bytes(state.toBase64().data()).decode("ascii")


def decoded(text: str) -> QByteArray:
    """The bytes again; anything that is not base64 gives bytes that Qt will not accept."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def store(settings: QSettings, memory: Memory) -> None:
    """Write it down."""
    settings.setValue(KEY, json.dumps(asdict(memory)))


def recall(settings: QSettings) -> Memory:
    """What was stored; whatever of it is damaged is as if it had never been."""
    try:
        stored = json.loads(str(settings.value(KEY, "{}", type=str)))
    except ValueError:
        return Memory()
    return from_stored(stored)


def from_stored(stored: object) -> Memory:
    """A memory from JSON's values, field by field, leaving out what is not as it should be."""
    if not isinstance(stored, dict):
        return Memory()
    names = {entry.name for entry in fields(Memory)}
    return Memory(**{k: v for k, v in stored.items() if k in names and _fits(k, v)})


def _fits(name: str, value: object) -> bool:
    if name == "splitters":
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if name in CHOICES:
        return isinstance(value, str) and value in CHOICES[name]
    if isinstance(getattr(Memory, name), bool):
        return isinstance(value, bool)
    if name == "speed":
        return isinstance(value, float) and SLOWEST <= value <= FASTEST
    return isinstance(value, str)
