import numpy as np
import pytest

from app.scene.verdict import decision, difference, diverged, percent, supposed, verdict
from engine.errors import Divergence

NAMES = ("even", "odd")


def said(outputs, targets, activation="softmax", names=NAMES) -> str:
    decided = decision(np.array(outputs, float), np.array(targets, float), activation)
    text = verdict(decided, names)
    return text.template.format(**text.values)


def test_several_outputs_name_the_largest() -> None:
    assert said([0.56, 0.44], [0, 1]) == (
        "The network says <b>even</b> (56 % sure) — wrong, it is odd."
    )
    assert said([0.56, 0.44], [1, 0]) == "The network says <b>even</b> (56 % sure) — right."


def test_one_output_is_class_1_from_a_half_on() -> None:
    assert said([0.4], [1], "sigmoid") == (
        "The network says <b>even</b> (60 % sure) — wrong, it is odd."
    )
    assert said([0.9], [1], "sigmoid") == "The network says <b>odd</b> (90 % sure) — right."


def test_outputs_that_are_no_probabilities_are_not_sure() -> None:
    assert said([-3.0, 7.5], [0, 1], "identity") == "The network says <b>odd</b> — right."


@pytest.mark.parametrize("outputs", [[0.5, 0.5], [0.0, 0.0]])
def test_equal_outputs_are_called_a_tie(outputs) -> None:
    assert "cannot decide" in said(outputs, [0, 1])


def test_one_output_in_the_middle_is_called_undecided() -> None:
    assert said([0.5], [0], "sigmoid") == (
        "The network cannot decide: exactly 0.5 counts as <b>odd</b>. It is even."
    )


def test_an_output_that_is_nan_says_nothing() -> None:
    assert "not a number" in said([np.nan, 0.5], [0, 1])


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100 %"),
        (0.9999, "99.9 %"),
        (0.997, "99.7 %"),
        (0.56, "56 %"),
        (0.994, "99 %"),
        (0.0005, "0.1 %"),
        (0.0, "0 %"),
    ],
)
def test_only_all_is_100_percent(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (1.25, "y is <b>0.25 too high</b>"),
        (0.5, "y is <b>0.5 too low</b>"),
        (1.0, "y is <b>exact</b>"),
        (np.nan, "y is <b>not a number</b>"),
        (-np.inf, "y is <b>∞ too low</b>"),
    ],
)
def test_a_number_is_so_far_off(output: float, words: str) -> None:
    text = difference(output, 1.0, "y")
    assert text.template.format(**text.values) == words


def test_everything_that_is_said_can_be_supposed() -> None:
    for outputs in ([0.3, 0.7], [0.7, 0.3], [0.5, 0.5], [0.5], [0.2], [np.nan]):
        targets = np.eye(2)[1] if len(outputs) == 2 else np.ones(1)
        for activation in ("softmax", "identity"):
            said = verdict(decision(np.array(outputs), targets, activation), ("even", "odd"))
            assert "ould" in supposed(said).template
            assert supposed(said).values == said.values
    for output in (0.5, 1.0, 1.5, np.nan):
        assert "would be" in supposed(difference(output, 1.0, "y")).template


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("loss", "the loss"), ("W[2]", "a weight of layer 2"), ("b[1]", "a bias of layer 1")],
)
def test_divergence_names_step_and_quantity(quantity: str, words: str) -> None:
    text = diverged(Divergence(37, quantity, np.nan))
    inner = text.values["quantity"]
    assert inner.template.format(**inner.values) == words
    assert text.values["step"] == 37
    assert text.values["value"] == "nan"
