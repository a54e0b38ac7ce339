"""What the network says, in words: the class it names, how far a number is off.

The templates carry HTML's <b>; whoever shows them escapes the values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.arrays import Array
from engine.errors import Divergence
from engine.evaluation import Score, classes

CONTEXT = "verdict"

PROBABILITIES = ("softmax", "sigmoid")
"""Activations whose outputs can be read as probabilities."""

_RIGHT = QT_TRANSLATE_NOOP("verdict", "The network says <b>{said}</b> — right.")
_RIGHT_SURE = QT_TRANSLATE_NOOP("verdict", "The network says <b>{said}</b> ({sure} sure) — right.")
_WRONG = QT_TRANSLATE_NOOP("verdict", "The network says <b>{said}</b> — wrong, it is {target}.")
_WRONG_SURE = QT_TRANSLATE_NOOP(
    "verdict", "The network says <b>{said}</b> ({sure} sure) — wrong, it is {target}."
)
_TIE = QT_TRANSLATE_NOOP(
    "verdict",
    "The network cannot decide: <b>{said}</b> only comes first among equals. It is {target}.",
)
_HALF = QT_TRANSLATE_NOOP(
    "verdict",
    "The network cannot decide: exactly 0.5 counts as <b>{said}</b>. It is {target}.",
)
_BROKEN = QT_TRANSLATE_NOOP("verdict", "The network says nothing: its output is not a number.")
_UNKNOWN = QT_TRANSLATE_NOOP("verdict", "Computed at the end of the forward pass.")
_HIGH = QT_TRANSLATE_NOOP("verdict", "{output} is <b>{difference} too high</b>")
_LOW = QT_TRANSLATE_NOOP("verdict", "{output} is <b>{difference} too low</b>")
_EXACT = QT_TRANSLATE_NOOP("verdict", "{output} is <b>exact</b>")
_NOT_A_NUMBER = QT_TRANSLATE_NOOP("verdict", "{output} is <b>not a number</b>")
_WOULD = {
    _RIGHT: QT_TRANSLATE_NOOP("verdict", "It would say <b>{said}</b> — right."),
    _RIGHT_SURE: QT_TRANSLATE_NOOP("verdict", "It would say <b>{said}</b> ({sure} sure) — right."),
    _WRONG: QT_TRANSLATE_NOOP("verdict", "It would say <b>{said}</b> — wrong, it is {target}."),
    _WRONG_SURE: QT_TRANSLATE_NOOP(
        "verdict", "It would say <b>{said}</b> ({sure} sure) — wrong, it is {target}."
    ),
    _TIE: QT_TRANSLATE_NOOP(
        "verdict",
        "It could not decide: <b>{said}</b> would only come first among equals. It is {target}.",
    ),
    _HALF: QT_TRANSLATE_NOOP(
        "verdict",
        "It could not decide: exactly 0.5 would count as <b>{said}</b>. It is {target}.",
    ),
    _BROKEN: QT_TRANSLATE_NOOP("verdict", "It would say nothing: its output is not a number."),
    _HIGH: QT_TRANSLATE_NOOP("verdict", "{output} would be <b>{difference} too high</b>"),
    _LOW: QT_TRANSLATE_NOOP("verdict", "{output} would be <b>{difference} too low</b>"),
    _EXACT: QT_TRANSLATE_NOOP("verdict", "{output} would be <b>exact</b>"),
    _NOT_A_NUMBER: QT_TRANSLATE_NOOP("verdict", "{output} would be <b>not a number</b>"),
}
"""What is said of outputs that only would be."""

_DIVERGED = QT_TRANSLATE_NOOP(
    "verdict", "Training diverged at step {step}: {quantity} became {value}"
)
_THE_LOSS = QT_TRANSLATE_NOOP("verdict", "the loss")
_A_WEIGHT = QT_TRANSLATE_NOOP("verdict", "a weight of layer {layer}")
_A_BIAS = QT_TRANSLATE_NOOP("verdict", "a bias of layer {layer}")
_ROWS_RIGHT = QT_TRANSLATE_NOOP("verdict", "{accuracy} right, loss {loss}")
_ROWS_LOSS = QT_TRANSLATE_NOOP("verdict", "loss {loss}")


def unknown() -> Text:
    """What to say before the output is there."""
    return Text(CONTEXT, _UNKNOWN)


@dataclass(frozen=True)
class Decision:
    """The class that outputs name and the class of the target; numbers into the names.

    `sure` in [0, 1] is the probability given to `said`, None where outputs are
    no probabilities; `tie`: another class got just as much; `single`: one
    output stands for both classes.
    """

    said: int
    target: int
    sure: float | None
    tie: bool
    single: bool

    @property
    def right(self) -> bool:
        """Whether the class is the target's, counted as the accuracy counts it."""
        return self.said == self.target


def decision(outputs: Array, targets: Array, activation: str) -> Decision | None:
    """The decision in outputs (n,) for targets (n,); None if an output is nan.

    A tie goes to the class that comes first with several outputs, to class 1
    with one.
    """
    if np.isnan(outputs).any():
        return None
    said, target = (int(classes(row[np.newaxis, :])[0]) for row in (outputs, targets))
    if outputs.size == 1:
        share, tie = outputs[0] if said else 1.0 - outputs[0], outputs[0] == 0.5
    else:
        share, tie = outputs[said], np.count_nonzero(outputs == outputs[said]) > 1
    sure = float(share) if activation in PROBABILITIES else None
    return Decision(said, target, sure, bool(tie), outputs.size == 1)


def verdict(decided: Decision | None, names: Sequence[str]) -> Text:
    """The decision as a sentence; `names` are the classes'."""
    if decided is None:
        return Text(CONTEXT, _BROKEN)
    values: dict[str, object] = {"said": names[decided.said], "target": names[decided.target]}
    if decided.tie:
        return Text(CONTEXT, _HALF if decided.single else _TIE, values)
    if decided.sure is None:
        return Text(CONTEXT, _RIGHT if decided.right else _WRONG, values)
    values["sure"] = percent(decided.sure)
    return Text(CONTEXT, _RIGHT_SURE if decided.right else _WRONG_SURE, values)


def percent(share: float) -> str:
    """A share as a percentage; only what is exactly all or nothing is 100 % or 0 %."""
    if 0.0 < share < 1.0:
        digits = 0 if 0.01 <= share < 0.995 else 1
        shown = min(max(share, 0.001), 0.999)
        return f"{100.0 * shown:.{digits}f} %"
    return f"{100.0 * share:.0f} %"


def difference(output: float, target: float, name: str) -> Text:
    """How far a number that the network says is from what it should be."""
    gap = output - target if isfinite(output) else output
    values: dict[str, object] = {"output": name, "difference": number(abs(gap), 3)}
    if gap != gap:
        return Text(CONTEXT, _NOT_A_NUMBER, values)
    return Text(CONTEXT, _EXACT if gap == 0.0 else _HIGH if gap > 0.0 else _LOW, values)


def supposed(text: Text) -> Text:
    """What `verdict` or `difference` says, of outputs that only would be."""
    return Text(text.context, _WOULD[text.template], text.values)


def diverged(divergence: Divergence) -> Text:
    """Why training stopped for good, and at which step."""
    letter, _, layer = divergence.quantity.rstrip("]").partition("[")
    what = {"W": _A_WEIGHT, "b": _A_BIAS}.get(letter, _THE_LOSS)
    return Text(
        CONTEXT,
        _DIVERGED,
        {
            "step": divergence.step,
            "quantity": Text(CONTEXT, what, {"layer": layer}),
            "value": number(divergence.value),
        },
    )


def score(result: Score) -> Text:
    """A score in words: how many rows are classified rightly, and the loss."""
    values: dict[str, object] = {"loss": number(result.loss)}
    if result.accuracy is None:
        return Text(CONTEXT, _ROWS_LOSS, values)
    values["accuracy"] = percent(result.accuracy)
    return Text(CONTEXT, _ROWS_RIGHT, values)
