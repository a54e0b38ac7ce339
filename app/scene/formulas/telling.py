"""Which sentence a moment gets."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from app.scene.formulas import sentences as say
from app.scene.formulas.operations import spot
from app.scene.formulas.optimizers import Spot
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import Reading
from app.scene.names import activation_name, loss_name
from app.scene.numbers import number
from app.scene.texts import Text
from app.scene.timeline import Moment
from engine.explain import shares
from engine.trace import Kind, Operation

Names = Sequence[str]
"""The classes that the outputs stand for; empty where they stand for numbers."""


def sentence(r: Reading, operation: Operation, moment: Moment, names: Names) -> Text:
    """What happens at that moment of that operation, and why."""
    return _TELLERS[operation.kind](r, operation.layer, moment, names)


def arrival(r: Reading, names: Names) -> Text:
    """What there is before the first operation."""
    values: dict[str, object] = {"step": r.trace.step}
    if r.trace.batch > 1:
        values |= {"sample": r.sample + 1, "count": r.trace.batch}
        return _text(say.ARRIVED_BATCH, values)
    answer = right_answer(r, names)
    if answer is None:
        return _text(say.ARRIVED, values)
    return _text(say.ARRIVED_CLASS, {**values, "answer": names[answer]})


def right_answer(r: Reading, names: Names) -> int | None:
    """The output that stands for the sample's class, if its target says one class only."""
    targets = r.trace.targets[r.sample]
    certain = len(names) == targets.size > 1 and np.count_nonzero(targets) == 1
    return int(np.argmax(targets)) if certain and targets.max() == 1.0 else None


def _text(template: str, values: Mapping[str, object] | None = None) -> Text:
    return Text(say.CONTEXT, template, values or {})


def _of_sign(pair: tuple[str, str], z: float) -> Text:
    return _text(pair[0] if z > 0.0 else pair[1])


def _weighted_sum(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    template = say.INPUTS_SUM if layer == 1 else say.LAYER_SUM
    return _text(template, {"neuron": moment.neuron + 1, "before": layer - 1})


def _activation(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    name = r.trace.rules.activations[layer - 1]
    return _of_sign(say.ACTIVATION_SAYS[name], r.z(layer, moment.neuron).value)


def _loss(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    own = _own_loss(r, names)
    if r.trace.batch == 1:
        return own
    template = say.ROOT_BATCH if r.trace.rules.loss == "rmse" else say.BATCH
    return _text(template, {"sentence": own, "count": r.trace.batch})


def _own_loss(r: Reading, names: Names) -> Text:
    rules = r.trace.rules
    answer = right_answer(r, names)
    if rules.loss == "cross_entropy" and answer is not None:
        p = number(r.a(r.trace.depth, answer).value, 3)
        return _text(say.RIGHT_ANSWER, {"answer": names[answer], "probability": p})
    threshold = number(rules.loss_options.get("delta", 0.0))
    return _text(say.LOSS_SAYS[rules.loss], {"delta": threshold})


def _activation_gradient(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    rules = r.trace.rules
    if layer < r.trace.depth or not rules.fused:
        name = rules.activations[layer - 1]
        return _of_sign(say.SLOPE_SAYS[name], r.z(layer, moment.neuron).value)
    delta = r.dz(layer, moment.neuron).value
    template = say.TOO_HIGH if delta > 0.0 else say.TOO_LOW if delta < 0.0 else say.EXACT
    pair = {
        "activation": activation_name(rules.activations[-1]),
        "loss": loss_name(rules.loss),
    }
    return _text(template, pair)


def _weight_gradient(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    own = _text(_weight_template(r, layer, moment), {"count": r.trace.batch})
    if r.trace.rules.l1 or r.trace.rules.l2:
        return _text(say.PENALIZED, {"sentence": own})
    return own


def _weight_template(r: Reading, layer: int, moment: Moment) -> str:
    penalized = r.trace.rules.l1 or r.trace.rules.l2
    if r.trace.batch > 1:
        return say.WEIGHT_BATCH
    if r.dz(layer, moment.neuron).value == 0.0 and not penalized:
        return say.WEIGHT_BLOCKED
    if r.a(layer - 1, moment.term).value == 0.0 and not penalized:
        return say.WEIGHT_SILENT
    return say.WEIGHT


def _bias_gradient(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    template = say.BIAS if r.trace.batch == 1 else say.BIAS_BATCH
    return _text(template, {"count": r.trace.batch})


def _input_gradient(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    values = {"neuron": moment.neuron + 1, "before": layer - 1, "layer": layer}
    return _text(say.INPUT, values)


def _update(r: Reading, layer: int, moment: Moment, names: Names) -> Text:
    return update_sentence(r, spot(r, layer, moment.neuron, moment.term))


def update_sentence(r: Reading, place: Spot) -> Text:
    """Why that parameter moves as it does."""
    rules = r.trace.rules
    if rules.optimizer in say.UPDATE_SAYS:
        return _text(say.UPDATE_SAYS[rules.optimizer])
    gradient = place.of(r.trace.gradients)
    sign = 1 if gradient > 0.0 else -1 if gradient < 0.0 else 0
    letter = plain(place.symbol.partition("^")[0])
    template = say.DESCENT_SAYS[sign]
    if sign == 0 and shares(r.trace, place.quantity).any():
        template = say.CANCELLED
    return _text(template, {"parameter": letter})


_TELLERS: Mapping[Kind, Callable[[Reading, int, Moment, Names], Text]] = {
    Kind.WEIGHTED_SUM: _weighted_sum,
    Kind.ACTIVATION: _activation,
    Kind.LOSS: _loss,
    Kind.ACTIVATION_GRADIENT: _activation_gradient,
    Kind.WEIGHT_GRADIENT: _weight_gradient,
    Kind.BIAS_GRADIENT: _bias_gradient,
    Kind.INPUT_GRADIENT: _input_gradient,
    Kind.UPDATE: _update,
}
