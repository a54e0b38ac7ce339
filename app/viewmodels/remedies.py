"""Remedies: what else would have to change for a refused choice to be possible.

Only offered, never done unasked: a choice changes what it names and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.scene.names import activation_name, loss_name
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.viewmodels.draft import Edit
from app.viewmodels.edits import with_loss, with_output_activation
from engine.errors import FieldError
from engine.experiment import Experiment, check

PAIRS = (
    ("softmax", "cross_entropy"),
    ("sigmoid", "binary_cross_entropy"),
    ("identity", "mse"),
)
"""Output activations and losses that belong together."""


@dataclass(frozen=True)
class Remedy:
    """An offer: its words, and the edit to be made after the refused one."""

    text: Text
    edit: Edit


def remedy(attempt: Experiment, key: str) -> Remedy | None:
    """What makes the refused `attempt`, made in field `key`, possible; None if nothing does."""
    for activation, loss in _candidates(attempt, key):
        offer = _offer(attempt, activation, loss)
        if offer and _possible(offer.edit(attempt)):
            return offer
    return None


def _candidates(attempt: Experiment, key: str) -> Iterator[tuple[str, str]]:
    """Pairs to try: those that leave alone what the user has just chosen."""
    activation, loss = attempt.network.activations[-1], attempt.training.loss
    outputs = f"network.activations[{len(attempt.network.activations) - 1}]"
    for good_activation, good_loss in PAIRS:
        if key == "training.loss":
            yield good_activation, loss
        elif key == outputs:
            yield activation, good_loss
        else:
            yield good_activation, good_loss


def _offer(attempt: Experiment, activation: str, loss: str) -> Remedy | None:
    other_activation = activation != attempt.network.activations[-1]
    other_loss = loss != attempt.training.loss

    def edit(experiment: Experiment) -> Experiment:
        if other_activation:
            experiment = with_output_activation(experiment, activation)
        return with_loss(experiment, loss) if other_loss else experiment

    names = {"activation": activation_name(activation), "loss": loss_name(loss)}
    if other_activation and other_loss:
        template = QT_TRANSLATE_NOOP("Remedies", "Also use {activation} and {loss}")
    elif other_activation:
        template = QT_TRANSLATE_NOOP("Remedies", "Also use {activation}")
    elif other_loss:
        template = QT_TRANSLATE_NOOP("Remedies", "Also use {loss}")
    else:
        return None
    return Remedy(Text("Remedies", template, names), edit)


def _possible(experiment: Experiment) -> bool:
    try:
        check(experiment)
    except FieldError:
        return False
    return True
