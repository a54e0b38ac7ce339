"""What the parts of a step are called on its timeline: "Forward", "weighted sum, layer 2"."""

from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.trace import Kind, Operation, Phase

CONTEXT = "OperationNames"

_PHASES = {
    Phase.FORWARD: QT_TRANSLATE_NOOP("OperationNames", "Forward"),
    Phase.LOSS: QT_TRANSLATE_NOOP("OperationNames", "Loss"),
    Phase.BACKWARD: QT_TRANSLATE_NOOP("OperationNames", "Backward"),
    Phase.UPDATE: QT_TRANSLATE_NOOP("OperationNames", "Update"),
}

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


def phase_name(phase: Phase) -> Text:
    """One word."""
    return Text(CONTEXT, _PHASES[phase])
