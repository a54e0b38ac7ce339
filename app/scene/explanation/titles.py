"""What a quantity is called at the top of its page: "Neuron 1 · hidden layer 1"."""

from collections.abc import Mapping

from app.scene.explanation.page import Query
from app.scene.node_names import input_name, output_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.quantity import Role

CONTEXT = "Explanation"

_HIDDEN_LAYER = QT_TRANSLATE_NOOP("Explanation", "hidden layer {number}")
_OUTPUT_LAYER = QT_TRANSLATE_NOOP("Explanation", "output layer")

_OUTPUT = QT_TRANSLATE_NOOP("Explanation", "Output {name} · neuron {unit}")
_NEURON = QT_TRANSLATE_NOOP("Explanation", "Neuron {unit} · {layer}")

_TITLES: Mapping[Role, str] = {
    Role.WEIGHT: QT_TRANSLATE_NOOP("Explanation", "Weight {source}→{unit} · {layer}"),
    Role.BIAS: QT_TRANSLATE_NOOP("Explanation", "Bias of neuron {unit} · {layer}"),
    Role.SUM: _NEURON,
    Role.ACTIVATION: _NEURON,
    Role.DELTA: QT_TRANSLATE_NOOP("Explanation", "δ of neuron {unit} · {layer}"),
    Role.OUTPUT_GRADIENT: QT_TRANSLATE_NOOP("Explanation", "∂L/∂a of neuron {unit} · {layer}"),
    Role.INPUT: QT_TRANSLATE_NOOP("Explanation", "Input {name}"),
    Role.LOSS: QT_TRANSLATE_NOOP("Explanation", "Loss"),
}


def title_of(query: Query) -> Text:
    """The title of a page; units and layers count from 1 in it."""
    quantity, depth = query.quantity, query.trace.depth
    values: dict[str, object] = {"unit": quantity.unit + 1}
    template = _TITLES[quantity.role]
    match quantity.role:
        case Role.LOSS:
            values = {}
        case Role.INPUT:
            values = {"name": input_name(query.dataset, quantity.unit)}
        case Role.SUM | Role.ACTIVATION if quantity.layer == depth:
            template = _OUTPUT
            values["name"] = output_name(query.dataset, quantity.unit)
        case _:
            values |= {"source": quantity.source + 1, "layer": layer_words(quantity.layer, depth)}
    return Text(CONTEXT, template, values)


def layer_words(layer: int, depth: int) -> Text:
    """A layer 1..L within a sentence: "hidden layer 1", "output layer"."""
    if layer == depth:
        return Text(CONTEXT, _OUTPUT_LAYER)
    return Text(CONTEXT, _HIDDEN_LAYER, {"number": layer})
