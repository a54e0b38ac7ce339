"""Why the gradient of an output's sum is p − y: from the two separate derivatives, line by line.

Softmax goes with cross-entropy and sigmoid with binary cross-entropy because the loss's
derivative divides by the very numbers that the activation's derivative multiplies by.
Source: Bishop, Pattern Recognition and Machine Learning (2006), 4.3.
"""

from dataclasses import dataclass

import numpy as np

from app.scene.explanation.page import Block, Note, Query
from app.scene.explanation.statements import stated
from app.scene.formulas.activations import ACTIVATION_PAPERS
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import ONE, Expression, Negative, Product, Sum
from app.scene.formulas.losses import fused_slope, loss_slope, over
from app.scene.formulas.reading import PARTIAL, Reading, index, marked, slope_of_loss
from app.scene.formulas.series import Series
from app.scene.known import results_known, value_known
from app.scene.node_names import output_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine import quantity as q
from engine.arrays import Array
from engine.losses import TINY
from engine.trace import Kind

CONTEXT = "Explanation"

_HEADING = QT_TRANSLATE_NOOP("Explanation", "Why δ is output minus target")

_MEAN = QT_TRANSLATE_NOOP(
    "Explanation", "The loss is a mean of {count} numbers, so each of them counts 1/{count}."
)

_LOSS_OF_SHARES = QT_TRANSLATE_NOOP(
    "Explanation",
    "The loss looks at an output only through −y ln a. The slope of ln a is 1/a,"
    " so the loss grows with the output by −y/a.",
)
_OWN_SUM = QT_TRANSLATE_NOOP(
    "Explanation", "An output grows with its own sum: the slope of softmax is a(1 − a)."
)
_OTHER_SUM = QT_TRANSLATE_NOOP(
    "Explanation",
    "The same sum makes every other output smaller, because all of them add up to 1:"
    " {name} grows with it by minus the product of the two outputs.",
)
_ALL_WAYS = QT_TRANSLATE_NOOP(
    "Explanation", "The sum acts on the loss through every output. The chain rule adds these up."
)
_SHARES_CANCEL = QT_TRANSLATE_NOOP(
    "Explanation", "Each term divides by an output and multiplies by it again: it cancels."
)
_SORTED = QT_TRANSLATE_NOOP(
    "Explanation", "Multiplied out: minus the output's own target, plus a times all targets."
)
_SHARES_LEFT = QT_TRANSLATE_NOOP(
    "Explanation", "The targets add up to 1, so what is left is output minus target."
)

_LOSS_OF_CHANCE = QT_TRANSLATE_NOOP(
    "Explanation",
    "The loss looks at the output through −y ln a − (1 − y) ln(1 − a)."
    " The slope of ln is one over what it is taken of.",
)
_SIGMOID = QT_TRANSLATE_NOOP(
    "Explanation", "The output grows with its sum: the slope of the sigmoid is a(1 − a)."
)
_ONE_WAY = QT_TRANSLATE_NOOP("Explanation", "The chain rule multiplies the two.")
_CHANCES_CANCEL = QT_TRANSLATE_NOOP("Explanation", "In one fraction a cancels, in the other 1 − a.")
_CHANCE_LEFT = QT_TRANSLATE_NOOP(
    "Explanation", "Multiplied out, y · a falls away, so what is left is output minus target."
)

_TOO_SMALL = QT_TRANSLATE_NOOP(
    "Explanation",
    "Here one of these numbers is too close to 0 for a computer to divide by it and multiply it"
    " back. On paper it cancels all the same.",
)


@dataclass(frozen=True)
class Line:
    """A sentence and the equations that say the same."""

    sentence: Text
    equations: tuple[Equation, ...] = ()


def derivation_blocks(query: Query) -> tuple[Block, ...]:
    """The lines for an output whose loss and activation are taken together."""
    trace, unit = query.trace, query.quantity.unit
    softmax = trace.rules.activations[-1] == "softmax"
    there = results_known(query.timeline, query.t, Kind.ACTIVATION, trace.depth)
    parts = there >= (trace.sizes[-1] if softmax else unit + 1)
    result = value_known(query.timeline, query.t, q.delta(trace.depth, unit))
    count = trace.batch * (1 if softmax else trace.sizes[-1])
    blocks: list[Block] = [Note(_text(_HEADING), strong=True)]
    if count > 1:
        blocks.append(Note(_text(_MEAN, count=count)))
    for line in (_softmax if softmax else _sigmoid)(_Output(query, parts)):
        blocks.append(Note(line.sentence))
        blocks += [formula for e in line.equations for formula in stated(e, parts, result)]
    return tuple(blocks)


def _text(template: str, **values: object) -> Text:
    return Text(CONTEXT, template, values)


class _Output:
    """The output that is asked about, read from its trace; `told` says that the outputs are."""

    def __init__(self, query: Query, told: bool) -> None:
        self.dataset, self.told = query.dataset, told
        self.r, self.j = Reading(query.trace, query.sample), query.quantity.unit
        self.layer, self.count = query.trace.depth, query.trace.sizes[-1]
        self.target = int(np.argmax(query.trace.targets[query.sample]))
        self.z, self.y = self.r.z(self.layer, self.j), self.r.y(self.j)
        self.a, self.delta = self.r.a(self.layer, self.j), self.r.dz(self.layer, self.j)

    def is_delta(self, right: Expression) -> tuple[Equation, ...]:
        """Delta, written so."""
        return (Equation(self.delta.symbol, right, self.delta.value),)

    def slope(self, k: int, right: Expression) -> tuple[Equation, ...]:
        """How output k grows with the sum of the one that is asked about."""
        left = f"{PARTIAL}{self.r.a(self.layer, k).symbol} / {PARTIAL}{self.z.symbol}"
        return (Equation(left, right, Equation(left, right, None).evaluate()),)

    def slope_of_loss(self, *outputs: int) -> tuple[Equation, ...]:
        """How the loss grows with each of these outputs."""
        numbers = ((k, self.r.da(self.layer, k)) for k in outputs)
        return tuple(Equation(da.symbol, loss_slope(self.r, k), da.value) for k, da in numbers)

    def through_both(self, sentence: str, right: Expression, divided_by: Array) -> Line:
        """The line that divides and multiplies again, where numbers can do that."""
        if self.told and bool((divided_by <= TINY).any()):
            return Line(_text(_TOO_SMALL))
        return Line(_text(sentence), self.is_delta(right))


def _softmax(o: _Output) -> list[Line]:
    other = o.target if o.target != o.j else int(o.j == 0)
    pair = (o.j, other) if o.count > 1 else (o.j,)
    probabilities = o.r.trace.signals[-1].a[o.r.sample]
    targets = o.r.trace.targets[o.r.sample]
    everything = Sum(Negative(o.y), Product(o.a, Series(o.count, o.r.y, r"\sum_k y_k", o.target)))
    return [
        Line(_text(_LOSS_OF_SHARES), o.slope_of_loss(*pair)),
        Line(_text(_OWN_SUM), o.slope(o.j, _softmax_slope(o, o.j))),
        *(_other_sum(o, k) for k in pair[1:]),
        o.through_both(_ALL_WAYS, _all_ways(o), probabilities[targets > 0.0]),
        Line(_text(_SHARES_CANCEL), o.is_delta(over(o.r, _cancelled(o), outputs=False))),
        Line(_text(_SORTED), o.is_delta(over(o.r, everything, outputs=False))),
        Line(_text(_SHARES_LEFT), o.is_delta(fused_slope(o.r, o.j))),
    ]


def _other_sum(o: _Output, k: int) -> Line:
    name = output_name(o.dataset, k)
    return Line(_text(_OTHER_SUM, name=name), o.slope(k, _softmax_slope(o, k)))


def _softmax_slope(o: _Output, k: int) -> Expression:
    if k == o.j:
        return Product(o.a, Sum(ONE, Negative(o.a)))
    return Negative(Product(o.r.a(o.layer, k), o.a))


def _all_ways(o: _Output) -> Expression:
    a, z = marked("a", "k", o.layer), o.z.symbol
    return Series(
        o.count,
        lambda k: Product(loss_slope(o.r, k), _softmax_slope(o, k), dot=True),
        rf"\sum_k {slope_of_loss(a)} \cdot {PARTIAL}{a} / {PARTIAL}{z}",
        o.target,
    )


def _cancelled(o: _Output) -> Expression:
    own = Negative(Product(o.y, Sum(ONE, Negative(o.a))))
    if o.count == 1:
        return own
    others = Series(
        o.count - 1,
        lambda k: o.r.y(k if k < o.j else k + 1),
        rf"\sum_{{k \neq {index(o.j)}}} y_k",
        o.target - (o.target > o.j) if o.target != o.j else 0,
    )
    return Sum(own, Product(o.a, others))


def _sigmoid(o: _Output) -> list[Line]:
    rest, missed = Sum(ONE, Negative(o.a)), Sum(ONE, Negative(o.y))
    slope = ACTIVATION_PAPERS["sigmoid"].branch(o.z).slope(o.z, o.a)
    left = Sum(Negative(Product(o.y, rest)), Product(missed, o.a))
    divided_by = np.array([o.a.value, 1.0 - o.a.value])
    return [
        Line(_text(_LOSS_OF_CHANCE), o.slope_of_loss(o.j)),
        Line(_text(_SIGMOID), o.slope(o.j, slope)),
        o.through_both(_ONE_WAY, Product(loss_slope(o.r, o.j), slope, dot=True), divided_by),
        Line(_text(_CHANCES_CANCEL), o.is_delta(over(o.r, left))),
        Line(_text(_CHANCE_LEFT), o.is_delta(fused_slope(o.r, o.j))),
    ]
