"""What an operation is called where one points at it: "weighted sum, layer 2"."""

from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.trace import Kind, Operation

CONTEXT = "OperationNames"

_NAMES = {
    Kind.WEIGHTED_SUM: QT_TRANSLATE_NOOP("OperationNames", "weighted sum, layer {layer}"),
    Kind.ACTIVATION: QT_TRANSLATE_NOOP("OperationNames", "activation, layer {layer}"),
    Kind.LOSS: QT_TRANSLATE_NOOP("OperationNames", "loss"),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP("OperationNames", "delta δ, layer {layer}"),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP("OperationNames", "weight gradient, layer {layer}"),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP("OperationNames", "bias gradient, layer {layer}"),
    Kind.INPUT_GRADIENT: QT_TRANSLATE_NOOP("OperationNames", "back through layer {layer}"),
    Kind.UPDATE: QT_TRANSLATE_NOOP("OperationNames", "update, layer {layer}"),
}


def operation_name(operation: Operation) -> Text:
    """Layers count from 1."""
    return Text(CONTEXT, _NAMES[operation.kind], {"layer": operation.layer})
