from dataclasses import replace
from math import inf, nan

import pytest

from app.scene.check_texts import Verdict, lines, outcome, telling_digits, verdict_of
from app.scene.explanation.writing import untranslated
from engine import quantity as q
from engine.doubts import Doubt
from engine.gradient_check import GradientCheck, LayerCheck
from tests.builders import trainer_of

GOOD = GradientCheck(
    quantity=q.weight(1, 0, 1),
    gradient=0.125,
    estimate=0.12500000001,
    relative_error=8e-11,
    step=1e-5,
    loss_plus=0.82762731,
    loss_minus=0.82762680,
    allowed=1e-8,
    agrees=True,
)
WRONG = replace(GOOD, estimate=0.3, relative_error=0.58, agrees=False)


@pytest.fixture(scope="module")
def trace():
    trainer = trainer_of((2, 3, 2), ("relu", "softmax"), batch_size=3)
    trainer.advance(1)
    return trainer.trace(0)


def said(result, trace) -> str:
    return " ".join(untranslated(text) for text in outcome(result, trace))


def doubtful(doubt, where=None, row=None):
    return replace(WRONG, doubt=doubt, where=where, where_sample=row)


def test_agreement_and_its_opposite(trace):
    assert (verdict_of(GOOD), said(GOOD, trace)) == (Verdict.AGREES, "They agree.")
    assert verdict_of(WRONG) is Verdict.DIFFERS
    assert "do not agree" in said(WRONG, trace)
    rough = replace(GOOD, relative_error=0.2)
    assert (verdict_of(rough), "as far as" in said(rough, trace)) == (Verdict.AGREES, True)


@pytest.mark.parametrize(
    "check, words",
    [
        (
            doubtful(Doubt.KINK, q.weighted_sum(1, 1), 2),
            "a kink of ReLU lies between the two, in neuron 2 of hidden layer 1, "
            "sample 3 of the batch",
        ),
        (doubtful(Doubt.KINK, q.weight(1, 0, 1)), "kink at w₁₂(1) = 0"),
        (
            doubtful(Doubt.KINK, q.activation(2, 0), 0),
            "where output 1, sample 1 of the batch meets",
        ),
        (doubtful(Doubt.KINK, q.LOSS), "a kink of the loss (cross-entropy)"),
        (doubtful(Doubt.ZERO_LOSS, q.LOSS), "the loss is exactly 0"),
        (doubtful(Doubt.CLAMPED, q.activation(2, 1), 0), "probability of output 2"),
        (doubtful(Doubt.NOT_FINITE), "not finite"),
    ],
)
def test_why_a_comparison_says_nothing(trace, check, words):
    assert verdict_of(check) is Verdict.DOUBTFUL
    assert words in said(check, trace)
    assert said(check, trace).startswith("Not comparable: ")


def test_a_layer_in_sentences(trace):
    layer = LayerCheck(1, 3, (GOOD, GOOD, GOOD))
    assert verdict_of(layer) is Verdict.AGREES
    assert said(layer, trace) == (
        "3 of 3 agree. The furthest apart are at w₁₂(1), with a relative error of 8e−11."
    )
    kink = doubtful(Doubt.KINK, q.weighted_sum(1, 0), 0)
    mixed = LayerCheck(1, 2500, (GOOD, WRONG, kink))
    assert verdict_of(mixed) is Verdict.DIFFERS
    words = said(mixed, trace)
    assert words.startswith("1 of 3 do not agree")
    assert "relative error of 0.58" in words
    assert "1 of 3 cannot be compared. For example w₁₂(1): a kink of ReLU" in words
    assert words.endswith("The layer has 2,500; these are spread evenly over it.")
    assert verdict_of(LayerCheck(1, 1, (kink,))) is Verdict.DOUBTFUL
    assert lines(mixed) == lines(WRONG)


def test_losses_are_told_apart():
    shown = {untranslated(line.label): (line.shown, line.exact) for line in lines(GOOD)}
    assert shown["∂L/∂w₁₂(1) by the chain rule"] == ("0.125", "0.125")
    assert shown["L(w₁₂(1) + h)"] == ("0.82762731", "0.82762731")
    assert shown["L(w₁₂(1) − h)"] == ("0.8276268", "0.8276268")


@pytest.mark.parametrize(
    "one, other, digits", [(1.0, 1.0, 6), (1.0, 1.1, 5), (1.0, 1.0 + 1e-9, 12), (nan, inf, 6)]
)
def test_as_many_digits_as_the_difference_takes(one, other, digits):
    assert telling_digits(one, other) == digits
