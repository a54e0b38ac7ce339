"""Where in the step we are, in a few words: layer 1, weighted sum, neuron 1."""

from app.scene.formulas.operations import spot
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import Reading, activation_symbol, index, weight_symbol
from app.scene.names import activation_name, loss_name, optimizer_name
from app.scene.operation_names import phase_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.scene.timeline import Moment
from engine.trace import Kind, Operation, StepTrace

CONTEXT = "Narration"

LAYER = QT_TRANSLATE_NOOP("Narration", "layer {layer}")
NEURON = QT_TRANSLATE_NOOP("Narration", "neuron {neuron}")
SAMPLE = QT_TRANSLATE_NOOP("Narration", "sample {sample} of {count}")
WEIGHTED_SUM = QT_TRANSLATE_NOOP("Narration", "weighted sum")
THROUGH = QT_TRANSLATE_NOOP("Narration", "gradient through {activation}")
WEIGHT_GRADIENT = QT_TRANSLATE_NOOP("Narration", "weight gradient")
BIAS_GRADIENT = QT_TRANSLATE_NOOP("Narration", "bias gradient")
INPUT_GRADIENT = QT_TRANSLATE_NOOP("Narration", "input gradient")
NEW_ROW = QT_TRANSLATE_NOOP("Narration", "A new batch: sample {row}")
NEW_BATCH = QT_TRANSLATE_NOOP("Narration", "A new batch: {count} samples")

PER_SAMPLE = frozenset(
    {
        Kind.WEIGHTED_SUM,
        Kind.ACTIVATION,
        Kind.LOSS,
        Kind.ACTIVATION_GRADIENT,
        Kind.INPUT_GRADIENT,
    }
)
"""Operations whose formula speaks of one sample of the batch."""


def arrival_title(trace: StepTrace) -> Text:
    """The title before the first operation."""
    if trace.batch == 1:
        return Text(CONTEXT, NEW_ROW, {"row": int(trace.rows[0]) + 1})
    return Text(CONTEXT, NEW_BATCH, {"count": trace.batch})


def title(r: Reading, operation: Operation, moment: Moment) -> tuple[Text, ...]:
    """The phase, then ever smaller places."""
    place = _place(r, operation, moment)
    if operation.kind is not Kind.LOSS:
        place = [Text(CONTEXT, LAYER, {"layer": operation.layer}), *place]
    if operation.kind in PER_SAMPLE and r.trace.batch > 1:
        sample = {"sample": r.sample + 1, "count": r.trace.batch}
        place.append(Text(CONTEXT, SAMPLE, sample))
    return (phase_name(operation.phase), *place)


def _place(r: Reading, operation: Operation, moment: Moment) -> list[Text]:
    layer, j, term, rules = operation.layer, moment.neuron, moment.term, r.trace.rules
    neuron = Text(CONTEXT, NEURON, {"neuron": j + 1})
    activation = activation_name(rules.activations[layer - 1])
    match operation.kind:
        case Kind.WEIGHTED_SUM:
            return [Text(CONTEXT, WEIGHTED_SUM), neuron]
        case Kind.ACTIVATION:
            return [activation, neuron]
        case Kind.LOSS:
            return [loss_name(rules.loss)]
        case Kind.ACTIVATION_GRADIENT:
            return [Text(CONTEXT, THROUGH, {"activation": activation}), neuron]
        case Kind.WEIGHT_GRADIENT:
            return [Text(CONTEXT, WEIGHT_GRADIENT), _letter(weight_symbol(layer, term, j))]
        case Kind.BIAS_GRADIENT:
            return [Text(CONTEXT, BIAS_GRADIENT), _letter(f"b_{{{index(j)}}}")]
        case Kind.INPUT_GRADIENT:
            return [Text(CONTEXT, INPUT_GRADIENT), _letter(activation_symbol(layer - 1, index(j)))]
        case Kind.UPDATE:
            return [optimizer_name(rules.optimizer), _letter(spot(r, layer, j, term).symbol)]


def _letter(symbol: str) -> Text:
    """A quantity's letter; its layer has been said already."""
    return Text(CONTEXT, "{symbol}", {"symbol": plain(symbol.partition("^")[0])})
