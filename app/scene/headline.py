"""Where in the step we are, in a few words."""

from app.scene.names import loss_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.scene.timeline import Moment
from engine.trace import Kind, Phase, StepTrace

CONTEXT = "Headline"

_PHASES = {
    Phase.FORWARD: QT_TRANSLATE_NOOP("Headline", "Forward"),
    Phase.LOSS: QT_TRANSLATE_NOOP("Headline", "Loss"),
    Phase.BACKWARD: QT_TRANSLATE_NOOP("Headline", "Backward"),
    Phase.UPDATE: QT_TRANSLATE_NOOP("Headline", "Update"),
}

_PLACES = {
    Kind.WEIGHTED_SUM: QT_TRANSLATE_NOOP(
        "Headline", "layer {layer} · weighted sum · neuron {neuron}"
    ),
    Kind.ACTIVATION: QT_TRANSLATE_NOOP("Headline", "layer {layer} · activation · neuron {neuron}"),
    Kind.LOSS: QT_TRANSLATE_NOOP("Headline", "{loss}"),
    Kind.ACTIVATION_GRADIENT: QT_TRANSLATE_NOOP(
        "Headline", "layer {layer} · delta δ · neuron {neuron}"
    ),
    Kind.WEIGHT_GRADIENT: QT_TRANSLATE_NOOP(
        "Headline", "layer {layer} · weight gradient · from {term} to {neuron}"
    ),
    Kind.BIAS_GRADIENT: QT_TRANSLATE_NOOP(
        "Headline", "layer {layer} · bias gradient · neuron {neuron}"
    ),
    Kind.INPUT_GRADIENT: QT_TRANSLATE_NOOP(
        "Headline", "back through layer {layer} · to neuron {neuron} of layer {before}"
    ),
    Kind.UPDATE: QT_TRANSLATE_NOOP("Headline", "layer {layer} · neuron {neuron}"),
}


def phase_name(phase: Phase | None) -> Text:
    """ "Forward" and so on; "Start" before the first operation."""
    start = QT_TRANSLATE_NOOP("Headline", "Start")
    return Text(CONTEXT, _PHASES[phase] if phase else start)


def place(moment: Moment, trace: StepTrace) -> Text:
    """The operation and the neuron, layers and neurons counted from 1."""
    operation = moment.operation
    if operation is None:
        return Text(CONTEXT, QT_TRANSLATE_NOOP("Headline", "nothing is computed yet"))
    values = {
        "layer": operation.layer,
        "before": operation.layer - 1,
        "neuron": moment.neuron + 1,
        "term": moment.term + 1,
        "loss": loss_name(trace.rules.loss),
    }
    return Text(CONTEXT, _PLACES[operation.kind], values)
