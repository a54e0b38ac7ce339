import re
from dataclasses import replace
from itertools import product

import pytest

from app.scene.diagnosis_texts import label, sentence
from app.views.texts import translated
from engine.ailments import Ailment, Cause, Extent, Finding

SIZES = (2, 4, 8, 3)

STUCK = {
    Ailment.DEAD: (Cause.NEGATIVE, Cause.ZERO_SUM, Cause.SILENT_INPUTS),
    Ailment.SATURATED: (Cause.FAR_FROM_ZERO, Cause.SURE_AND_WRONG),
}
FAINT = (Cause.SLOPES, Cause.WEIGHTS, Cause.ZERO_WEIGHTS, Cause.CANCELLED, Cause.BLOCKED)
SINCE = (None, 0, 12_345)


def said(finding):
    return translated(sentence(finding, SIZES))


def stuck(kind, cause, **more):
    usual = {"units": (1,), "extent": Extent.ROWS, "count": 4, "looked": 4, "total": 4}
    activation = "relu" if kind is Ailment.DEAD else "sigmoid"
    return Finding(kind, 2, cause, activation=activation, value=8.5, **{**usual, **more})


def every_finding():
    for kind, causes in STUCK.items():
        for cause, extent, units, since in product(causes, Extent, ((1,), (1, 2)), SINCE):
            for count, looked, total in ((4, 4, 4), (3, 4, 4), (4, 4, 9), (3, 4, 9), (1, 1, 1)):
                numbers = {"count": count, "looked": looked, "total": total}
                yield stuck(kind, cause, extent=extent, units=units, since=since, **numbers)
    for cause, name, since in product(FAINT, ("sigmoid", "tanh", "relu"), SINCE):
        yield Finding(Ailment.VANISHING, 1, cause, activation=name, since=since)
    for since in SINCE:
        yield Finding(Ailment.EXPLODING, 1, Cause.WEIGHTS, since=since)
        yield Finding(Ailment.SYMMETRIC, 1, Cause.EQUAL_START, units=(0, 2), since=since)
    for cause, quantity in product((Cause.OVERSHOT, Cause.AT_ONCE), ("loss", "W[1]", "b[2]")):
        yield Finding(Ailment.DIVERGED, 3, cause, quantity=quantity, since=7)


def test_every_finding_is_one_whole_sentence_with_what_to_try():
    for finding in every_finding():
        words = said(finding)
        assert re.fullmatch(r"[A-Z][^{}]*\.", words), words
        assert "  " not in words and " :" not in words and ": ." not in words
        assert ("Try " in words) == (finding.grave or finding.cause is Cause.SURE_AND_WRONG)
        if finding.since and finding.grave:
            assert f"step {finding.since:,}" in words
        assert translated(label(finding, 0))


def test_a_dead_neuron_is_told_with_place_cause_step_and_remedy():
    dead = stuck(Ailment.DEAD, Cause.NEGATIVE, since=4)
    assert said(dead) == (
        "Neuron 2 of hidden layer 2 has been dead since step 4: its weighted sum is 0 or less for "
        "all 4 training rows, so ReLU gives 0 and no gradient comes back. "
        "Try a smaller learning rate or leaky ReLU."
    )
    assert "from the start" in said(replace(dead, since=0))
    assert "Try other initial weights or leaky ReLU." in said(replace(dead, since=0))
    assert "is dead:" in said(replace(dead, since=None))


@pytest.mark.parametrize(
    ("layer", "units", "expected"),
    [
        (1, (2,), "Neuron 3 of hidden layer 1"),
        (2, (0, 3), "Neurons 1 and 4 of hidden layer 2"),
        (2, (0, 1, 2, 3, 7), "Neurons 1, 2, 3, 4 and 8 of hidden layer 2"),
        (2, (0, 1, 2, 3, 5, 7), "Neurons 1, 2, 3 and 3 more of hidden layer 2"),
        (1, (0, 1, 2, 3), "The 4 neurons of hidden layer 1"),
        (3, (0, 1), "Neurons 1 and 2 of the output layer"),
    ],
)
def test_units_are_named_as_far_as_that_helps(layer, units, expected):
    finding = replace(stuck(Ailment.DEAD, Cause.NEGATIVE), layer=layer, units=units)
    assert said(finding).startswith(expected + (" is" if len(units) == 1 else " are all"))


def test_labels_are_a_word_or_two():
    same = Finding(Ailment.SYMMETRIC, 1, Cause.EQUAL_START, units=(0, 2, 3))
    assert [translated(label(same, unit)) for unit in same.units] == [
        "same as 3",
        "same as 1",
        "same as 1",
    ]
    dead = stuck(Ailment.DEAD, Cause.NEGATIVE)
    assert translated(label(dead, 1)) == "dead"
    assert translated(label(replace(dead, extent=Extent.SAMPLE), 1)) == "off"
