"""What the legend has to say: which numbers are coloured now, and on which scales."""

from dataclasses import dataclass
from itertools import compress
from math import nan

from app.scene.kinds import Tone
from app.scene.look import EdgeColour, Look, NodeColour
from app.scene.scales import Ends, Scales
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.quantity import Quantity, Role
from engine.trace import Phase

CONTEXT = "Legend"

NAMES = {
    "input": QT_TRANSLATE_NOOP("Legend", "input"),
    "value": QT_TRANSLATE_NOOP("Legend", "value"),
    "output": QT_TRANSLATE_NOOP("Legend", "output"),
    "sum": QT_TRANSLATE_NOOP("Legend", "sum z"),
    "weight": QT_TRANSLATE_NOOP("Legend", "weight"),
    "delta": QT_TRANSLATE_NOOP("Legend", "delta δ"),
    "gradient": QT_TRANSLATE_NOOP("Legend", "gradient"),
    "contribution": QT_TRANSLATE_NOOP("Legend", "contribution a · w"),
    "update": QT_TRANSLATE_NOOP("Legend", "update Δw"),
}
"""What is on each of the Scales, in a word or two; where only inputs are on that of values, so."""

LOGARITHMIC = QT_TRANSLATE_NOOP("Legend", "{name}, log")

LOCKED = QT_TRANSLATE_NOOP("Legend", "scales locked at step {step}")
EACH = QT_TRANSLATE_NOOP("Legend", "each layer has its own scale")
OF_LAYER = QT_TRANSLATE_NOOP("Legend", "scales of layer {layer}")
OF_INPUTS = QT_TRANSLATE_NOOP("Legend", "scale of the inputs")

_HIDDEN = 1
"""A layer that has neither inputs nor outputs, if there is one."""

GRADIENTS = ("delta", "gradient", "update")
"""The Scales in the colours of gradients, which can be logarithmic."""

LINES = ("weight", "gradient", "contribution", "update")
"""The Scales of lines."""

GOING_BACK = (Phase.BACKWARD, Phase.UPDATE)


@dataclass(frozen=True)
class Entry:
    """A scale from -maximum to maximum, of lines or of nodes; nan: each layer has its own."""

    name: Text
    tone: Tone
    lines: bool
    maximum: float


def entries(scales: Scales, look: Look, phase: Phase | None, layer: int | None) -> list[Entry]:
    """The scales that are in use; `layer` is the one to be told."""
    names = _of_nodes(look, phase, scales) + _of_edges(look, phase)
    return [_entry(name, look, _maximum(name, scales, look, layer)) for name in names]


def longest(look: Look) -> list[Entry]:
    """As much as there ever is with this look, with the longest numbers there are."""
    number = 0.000125
    apart = {"value": (2.0 * number, number, 2.0 * number), "sum": (2.0 * number,) * 3}
    scales = Scales(lambda name: apart.get(name, (number,) * 3))
    return entries(scales, look, Phase.BACKWARD, 1)


def remarks(look: Look, layer: int | None) -> list[Text]:
    """What else is to be known about the scales."""
    texts = []
    if look.per_layer:
        told = Text(CONTEXT, OF_LAYER, {"layer": layer}) if layer else Text(CONTEXT, OF_INPUTS)
        texts.append(Text(CONTEXT, EACH) if layer is None else told)
    if look.locked:
        texts.append(Text(CONTEXT, LOCKED, {"step": f"{look.locked.step:,}"}))
    return texts


def layer_told(quantity: Quantity | None) -> int | None:
    """The layer whose scales are to be told when that is asked about."""
    return None if quantity is None or quantity.role is Role.LOSS else quantity.layer


def _values(scales: Scales, look: Look) -> tuple[str, ...]:
    """The scales of values: inputs and outputs may have their own."""
    if look.per_layer:
        return ("value",)
    ends = scales.value
    hidden = ends[_HIDDEN if len(ends) > 2 else -1]
    return tuple(
        compress(("input", "value", "output"), (ends[0] != hidden, True, ends[-1] != hidden))
    )


def _of_nodes(look: Look, phase: Phase | None, scales: Scales) -> tuple[str, ...]:
    """What nodes show; weighted sums may be on the scale of values."""
    match look.nodes:
        case NodeColour.DELTA:
            return "input", "delta"
        case NodeColour.SUM if scales.sum != scales.value:
            return "input", "sum"
        case NodeColour.AUTOMATIC if phase not in GOING_BACK and scales.sum != scales.value:
            return *_values(scales, look), "sum"
    return _values(scales, look)


def _of_edges(look: Look, phase: Phase | None) -> tuple[str, ...]:
    """What lines show, and in the backward pass what the rings do."""
    back = phase in GOING_BACK
    rings = ("delta",) if back and look.nodes is not NodeColour.DELTA else ()
    if look.edges is not EdgeColour.AUTOMATIC:
        return look.edges.value, *rings
    return ("weight", *rings, "gradient") if back else ("weight",)


def _entry(name: str, look: Look, maximum: float) -> Entry:
    text = Text(CONTEXT, NAMES[name])
    if look.symlog and name in GRADIENTS:
        text = Text(CONTEXT, LOGARITHMIC, {"name": text})
    tone = Tone.GRADIENT if name in GRADIENTS else Tone.VALUE
    return Entry(text, tone, name in LINES, maximum)


def _maximum(name: str, scales: Scales, look: Look, layer: int | None) -> float:
    if name in ("input", "output"):
        return scales.value[0 if name == "input" else -1]
    ends: Ends = getattr(scales, name)
    if not look.per_layer:
        layer = _HIDDEN if len(ends) > 2 else -1
    elif layer is None or (layer == 0 and name != "value"):
        return nan
    return ends[layer]
