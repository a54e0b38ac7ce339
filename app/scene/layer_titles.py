"""The titles over the layers, long and short."""

from app.scene.names import activation_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "LayerTitles"


def layer_name(layer: int, depth: int) -> Text:
    """ "Input", "Hidden 1", "Output"."""
    if layer == 0:
        return Text(CONTEXT, QT_TRANSLATE_NOOP("LayerTitles", "Input"))
    if layer == depth:
        return Text(CONTEXT, QT_TRANSLATE_NOOP("LayerTitles", "Output"))
    return Text(CONTEXT, QT_TRANSLATE_NOOP("LayerTitles", "Hidden {number}"), {"number": layer})


def layer_title(layer: int, activations: tuple[str, ...]) -> tuple[Text, Text | None]:
    """A layer's name and, but for the inputs, its activation's."""
    name = layer_name(layer, len(activations))
    return name, activation_name(activations[layer - 1]) if layer else None
