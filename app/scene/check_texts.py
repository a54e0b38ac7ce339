"""What a gradient check found, in sentences and labelled numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil, isfinite, log10

from app.scene.explanation.titles import layer_words
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import activation_symbol, bias_symbol, index, marked, weight_symbol
from app.scene.names import activation_name, loss_name
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.doubts import Doubt
from engine.gradient_check import GradientCheck, LayerCheck
from engine.quantity import LOSS, Quantity, Role
from engine.trace import Rules, StepTrace

CONTEXT = "Check"

MOST_DIGITS = 15
"""Two losses are told apart up to here; a float64 has hardly more."""

ROUGH = 1e-4
"""From this relative error on it is said why numbers that differ agree all the same."""


class Verdict(Enum):
    """How a check went."""

    AGREES = auto()
    DIFFERS = auto()
    DOUBTFUL = auto()


@dataclass(frozen=True)
class Line:
    """A number of a check, as it is shown and in full."""

    label: Text
    shown: str
    exact: str


_AGREES = QT_TRANSLATE_NOOP("Check", "They agree.")
_AGREES_ROUGHLY = QT_TRANSLATE_NOOP(
    "Check", "They agree as far as numbers of 16 digits and this h can tell."
)
_DIFFERS = QT_TRANSLATE_NOOP("Check", "They do not agree: this gradient is wrong.")

_NOT_COMPARABLE = QT_TRANSLATE_NOOP("Check", "Not comparable: {reason}.")
_ACTIVATION_KINK = QT_TRANSLATE_NOOP(
    "Check", "a kink of {activation} lies between the two, in {place}"
)
_WEIGHT_KINK = QT_TRANSLATE_NOOP(
    "Check", "the l1 penalty has a kink at {symbol} = 0, which lies between the two"
)
_LOSS_KINK = QT_TRANSLATE_NOOP("Check", "a kink of the loss ({loss}) lies between the two")
_LOSS_KINK_AT = QT_TRANSLATE_NOOP(
    "Check", "a kink of the loss ({loss}) lies between the two, where {place} meets its target"
)
_KINK = QT_TRANSLATE_NOOP("Check", "a kink lies between the two")
_ZERO_LOSS = QT_TRANSLATE_NOOP("Check", "the loss is exactly 0, which leaves nothing to compare")
_CLAMPED = QT_TRANSLATE_NOOP(
    "Check",
    "the probability of {place} is so close to its end that the loss, to stay finite, "
    "does not move with it any more",
)
_NOT_FINITE = QT_TRANSLATE_NOOP("Check", "one of the numbers is not finite")

_HIDDEN = QT_TRANSLATE_NOOP("Check", "neuron {unit} of {layer}")
_OUTPUT = QT_TRANSLATE_NOOP("Check", "output {unit}")
_OF_SAMPLE = QT_TRANSLATE_NOOP("Check", "{place}, sample {sample} of the batch")

_METHOD = QT_TRANSLATE_NOOP(
    "Check",
    "Change only {symbol}, by a small h up and down, run a copy of the network again and see "
    "how the loss L moves: (L({symbol} + h) − L({symbol} − h)) / 2h.",
)
_GRADIENT = QT_TRANSLATE_NOOP("Check", "{gradient} by the chain rule")
_ESTIMATE = QT_TRANSLATE_NOOP("Check", "by finite differences")
_ERROR = QT_TRANSLATE_NOOP("Check", "relative error")
_STEP = QT_TRANSLATE_NOOP("Check", "h")
_LOSS_PLUS = QT_TRANSLATE_NOOP("Check", "L({symbol} + h)")
_LOSS_MINUS = QT_TRANSLATE_NOOP("Check", "L({symbol} − h)")

_LAYER_AGREES = QT_TRANSLATE_NOOP("Check", "{right} of {checked} agree.")
_LAYER_DIFFERS = QT_TRANSLATE_NOOP("Check", "{wrong} of {checked} do not agree: they are wrong.")
_LAYER_DOUBTFUL = QT_TRANSLATE_NOOP("Check", "{doubtful} of {checked} cannot be compared.")
_LAYER_EXAMPLE = QT_TRANSLATE_NOOP("Check", "For example {symbol}: {reason}.")
_LAYER_WORST = QT_TRANSLATE_NOOP(
    "Check", "The furthest apart are at {symbol}, with a relative error of {error}."
)
_LAYER_SOME = QT_TRANSLATE_NOOP("Check", "The layer has {total}; these are spread evenly over it.")

_WAITING = QT_TRANSLATE_NOOP(
    "Check", "This gradient is not computed yet: the backward pass comes to it later in the step."
)
_LAYER_WAITING = QT_TRANSLATE_NOOP(
    "Check",
    "The gradients of this layer are not all computed yet: the backward pass comes to them later "
    "in the step.",
)


def waiting() -> Text:
    """Why a gradient cannot be checked yet."""
    return Text(CONTEXT, _WAITING)


def layer_waiting() -> Text:
    """Why a layer cannot be checked yet."""
    return Text(CONTEXT, _LAYER_WAITING)


def method(quantity: Quantity) -> Text:
    """What is done to check the gradient by a quantity."""
    return Text(CONTEXT, _METHOD, {"symbol": symbol(quantity)})


def symbol(quantity: Quantity) -> str:
    """What a quantity is called in plain text: w₁₂(2); a gradient as what it is taken by."""
    layer, unit = quantity.layer, quantity.unit
    match quantity.role:
        case Role.WEIGHT:
            return plain(weight_symbol(layer, quantity.source, unit))
        case Role.BIAS:
            return plain(bias_symbol(layer, unit))
        case Role.SUM | Role.DELTA:
            return plain(marked("z", index(unit), layer))
    return plain(activation_symbol(layer, index(unit)))


def verdict_of(result: GradientCheck | LayerCheck) -> Verdict:
    """How a check went: for a layer, wrong if one is, doubtful if nothing could be compared."""
    if isinstance(result, LayerCheck):
        if result.wrong:
            return Verdict.DIFFERS
        return Verdict.DOUBTFUL if result.worst is None else Verdict.AGREES
    if result.doubt is not None:
        return Verdict.DOUBTFUL
    return Verdict.AGREES if result.agrees else Verdict.DIFFERS


def outcome(result: GradientCheck | LayerCheck, trace: StepTrace) -> tuple[Text, ...]:
    """A check's outcome in sentences, the most important one first."""
    if isinstance(result, LayerCheck):
        return _layer_outcome(result, trace)
    if result.doubt is not None:
        return (Text(CONTEXT, _NOT_COMPARABLE, {"reason": _reason(result, trace)}),)
    if not result.agrees:
        return (Text(CONTEXT, _DIFFERS),)
    return (Text(CONTEXT, _AGREES if result.relative_error < ROUGH else _AGREES_ROUGHLY),)


def lines(result: GradientCheck | LayerCheck) -> tuple[Line, ...]:
    """The numbers of a check, in the order in which they are best read; a layer's worst."""
    if isinstance(result, LayerCheck):
        check = result.worst or result.example
        return lines(check) if check else ()
    name = symbol(result.quantity)
    digits = telling_digits(result.loss_plus, result.loss_minus)
    return (
        _line(Text(CONTEXT, _GRADIENT, {"gradient": f"∂L/∂{name}"}), result.gradient),
        _line(Text(CONTEXT, _ESTIMATE), result.estimate),
        _line(Text(CONTEXT, _ERROR), result.relative_error, 2),
        _line(Text(CONTEXT, _STEP), result.step, 2),
        _line(Text(CONTEXT, _LOSS_PLUS, {"symbol": name}), result.loss_plus, digits),
        _line(Text(CONTEXT, _LOSS_MINUS, {"symbol": name}), result.loss_minus, digits),
    )


def telling_digits(one: float, other: float) -> int:
    """How many significant digits it takes to see by how much two numbers differ."""
    apart, size = abs(one - other), max(abs(one), abs(other))
    if not isfinite(apart) or apart == 0.0:
        return 6
    return min(max(ceil(log10(size) - log10(apart)) + 3, 4), MOST_DIGITS)


def _line(label: Text, value: float, digits: int = 4) -> Line:
    return Line(label, number(value, digits), repr(float(value)))


def _layer_outcome(result: LayerCheck, trace: StepTrace) -> tuple[Text, ...]:
    checked, doubtful, wrong = result.checked, result.doubtful, result.wrong
    right = checked - doubtful - wrong
    texts: list[Text] = []
    if wrong:
        texts.append(_counted(_LAYER_DIFFERS, checked, wrong=wrong))
    elif right:
        texts.append(_counted(_LAYER_AGREES, checked, right=right))
    if result.worst is not None:
        error = number(result.worst.relative_error, 2)
        name = symbol(result.worst.quantity)
        texts.append(Text(CONTEXT, _LAYER_WORST, {"symbol": name, "error": error}))
    if result.example is not None:
        texts.append(_counted(_LAYER_DOUBTFUL, checked, doubtful=doubtful))
        name, reason = symbol(result.example.quantity), _reason(result.example, trace)
        texts.append(Text(CONTEXT, _LAYER_EXAMPLE, {"symbol": name, "reason": reason}))
    if checked < result.total:
        texts.append(_counted(_LAYER_SOME, checked, total=result.total))
    return tuple(texts)


def _counted(template: str, checked: int, **counts: int) -> Text:
    numbers = {"checked": checked, **counts}
    return Text(CONTEXT, template, {name: f"{count:,}" for name, count in numbers.items()})


_REASONS: Mapping[Doubt, str] = {
    Doubt.KINK: _KINK,
    Doubt.ZERO_LOSS: _ZERO_LOSS,
    Doubt.NOT_FINITE: _NOT_FINITE,
}


def _reason(check: GradientCheck, trace: StepTrace) -> Text:
    """Why a comparison means nothing, as a part of a sentence."""
    place = _place(check, trace)
    if check.doubt is Doubt.CLAMPED and place is not None:
        return Text(CONTEXT, _CLAMPED, {"place": place})
    if check.doubt is Doubt.KINK and check.where is not None:
        return _kink(check.where, place, trace.rules)
    assert check.doubt is not None
    return Text(CONTEXT, _REASONS.get(check.doubt, _KINK))


def _kink(where: Quantity, place: Text | None, rules: Rules) -> Text:
    loss: Mapping[str, object] = {"loss": loss_name(rules.loss)}
    match where.role:
        case Role.SUM:
            name = activation_name(rules.activations[where.layer - 1])
            return Text(CONTEXT, _ACTIVATION_KINK, {"activation": name, "place": place})
        case Role.WEIGHT:
            return Text(CONTEXT, _WEIGHT_KINK, {"symbol": symbol(where)})
        case Role.ACTIVATION:
            return Text(CONTEXT, _LOSS_KINK_AT, {**loss, "place": place})
    return Text(CONTEXT, _LOSS_KINK, loss)


def _place(check: GradientCheck, trace: StepTrace) -> Text | None:
    """The unit that causes a doubt and, in a batch, for which sample."""
    where, row = check.where, check.where_sample
    if where is None or where == LOSS:
        return None
    unit = {"unit": where.unit + 1}
    if where.layer == trace.depth:
        place = Text(CONTEXT, _OUTPUT, unit)
    else:
        layer = layer_words(where.layer, trace.depth)
        place = Text(CONTEXT, _HIDDEN, {**unit, "layer": layer})
    if row is None or trace.batch == 1:
        return place
    return Text(CONTEXT, _OF_SAMPLE, {"place": place, "sample": row + 1})
