"""The sentences of the diagnosis, and the parts that fill them, marked for translation."""

from collections.abc import Mapping

from app.scene.texts import QT_TRANSLATE_NOOP
from engine.ailments import Ailment, Cause

DEAD = (
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: its weighted sum is {sum} for {samples}, so ReLU gives 0 and no "
        "gradient comes back. Try {remedy}.",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: their weighted sums are {sum} for {samples}, so ReLU gives 0 and no "
        "gradient comes back. Try {remedy}.",
    ),
)
"""For one unit, for several; so are all pairs here."""

OFF = (
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} is off for {samples}: its weighted sum is {sum}, so ReLU gives 0 and no gradient "
        "comes back; it is dead only if no other sample switches it on.",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} are off for {samples}: their weighted sums are {sum}, so ReLU gives 0 and no "
        "gradient comes back; they are dead only if no other sample switches them on.",
    ),
)
SATURATED = (
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: for {samples} its weighted sum is so far from 0 ({distance} on average) "
        "that {activation} is flat there, and hardly any gradient comes back. Try {remedy}.",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: for {samples} their weighted sums are so far from 0 ({distance} on "
        "average) that {activation} is flat there, and hardly any gradient comes back. "
        "Try {remedy}.",
    ),
)
FLAT = (
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} is saturated for {samples}: its weighted sum is so far from 0 ({distance} on "
        "average) that {activation} is flat there, and hardly any gradient comes back.",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} are saturated for {samples}: their weighted sums are so far from 0 ({distance} on "
        "average) that {activation} is flat there, and hardly any gradient comes back.",
    ),
)
SURE = (
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: for {samples} its output is sure and wrong, and as {activation} is flat "
        "there, this loss lets hardly any gradient through. Try {remedy}.",
    ),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "{who} {status}: for {samples} their outputs are sure and wrong, and as {activation} is "
        "flat there, this loss lets hardly any gradient through. Try {remedy}.",
    ),
)
GRADIENT = QT_TRANSLATE_NOOP(
    "Diagnosis",
    "{status}: the norm of δ is {reference} in the output layer, but {value} in {layer}, "
    "because {cause}. Try {remedy}.",
)
EQUAL = QT_TRANSLATE_NOOP(
    "Diagnosis",
    "{who} {status}: with equal weights they compute the same and get the same gradients, so "
    "together they do the work of one. Try random initial weights.",
)
OVERSHOT = QT_TRANSLATE_NOOP(
    "Diagnosis",
    "{what}, because with a learning rate of {rate} every step overshot further than the one "
    "before. Try a smaller learning rate.",
)
AT_ONCE = QT_TRANSLATE_NOOP(
    "Diagnosis",
    "{what}, because the numbers were too large from the start. Try smaller initial weights, "
    "standardised inputs or a smaller learning rate.",
)

STATUS: Mapping[Ailment, tuple[tuple[str, str], ...]] = {
    Ailment.DEAD: (
        (QT_TRANSLATE_NOOP("Diagnosis", "is dead"), QT_TRANSLATE_NOOP("Diagnosis", "are all dead")),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "has been dead from the start"),
            QT_TRANSLATE_NOOP("Diagnosis", "have all been dead from the start"),
        ),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "has been dead since step {since}"),
            QT_TRANSLATE_NOOP("Diagnosis", "have all been dead since step {since}"),
        ),
    ),
    Ailment.SATURATED: (
        (
            QT_TRANSLATE_NOOP("Diagnosis", "is saturated"),
            QT_TRANSLATE_NOOP("Diagnosis", "are all saturated"),
        ),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "has been saturated from the start"),
            QT_TRANSLATE_NOOP("Diagnosis", "have all been saturated from the start"),
        ),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "has been saturated since step {since}"),
            QT_TRANSLATE_NOOP("Diagnosis", "have all been saturated since step {since}"),
        ),
    ),
    Ailment.SYMMETRIC: (
        ("", QT_TRANSLATE_NOOP("Diagnosis", "are equal and stay so")),
        ("", QT_TRANSLATE_NOOP("Diagnosis", "have been equal from the start and stay so")),
        ("", QT_TRANSLATE_NOOP("Diagnosis", "have been equal since step {since} and stay so")),
    ),
    Ailment.VANISHING: (
        (QT_TRANSLATE_NOOP("Diagnosis", "The gradient vanishes on its way back"), ""),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "From the start the gradient vanishes on its way back"),
            "",
        ),
        (
            QT_TRANSLATE_NOOP(
                "Diagnosis", "Since step {since} the gradient vanishes on its way back"
            ),
            "",
        ),
    ),
    Ailment.EXPLODING: (
        (QT_TRANSLATE_NOOP("Diagnosis", "The gradient explodes on its way back"), ""),
        (
            QT_TRANSLATE_NOOP("Diagnosis", "From the start the gradient explodes on its way back"),
            "",
        ),
        (
            QT_TRANSLATE_NOOP(
                "Diagnosis", "Since step {since} the gradient explodes on its way back"
            ),
            "",
        ),
    ),
}
"""What it is: of unknown age, from the first step, from a later one; each of one and of several."""

SUMS = {
    Cause.NEGATIVE: QT_TRANSLATE_NOOP("Diagnosis", "0 or less"),
    Cause.ZERO_SUM: QT_TRANSLATE_NOOP("Diagnosis", "exactly 0"),
    Cause.SILENT_INPUTS: QT_TRANSLATE_NOOP("Diagnosis", "only the bias (all it receives is 0)"),
}

CAUSES = {
    Cause.SLOPES: QT_TRANSLATE_NOOP("Diagnosis", "the slopes of {activation} on the way are small"),
    Cause.WEIGHTS: QT_TRANSLATE_NOOP("Diagnosis", "the weights on the way are small"),
    Cause.ZERO_WEIGHTS: QT_TRANSLATE_NOOP("Diagnosis", "all weights that lead out of it are 0"),
    Cause.CANCELLED: QT_TRANSLATE_NOOP(
        "Diagnosis", "weights are so alike that what comes back over them cancels out"
    ),
    Cause.BLOCKED: QT_TRANSLATE_NOOP("Diagnosis", "no neuron there lets any gradient through"),
}
SIGMOID = QT_TRANSLATE_NOOP(
    "Diagnosis", "every sigmoid on the way multiplies it by its slope, 0.25 at most"
)
MOST_OFF = QT_TRANSLATE_NOOP("Diagnosis", "most neurons on the way are off")
LARGE = QT_TRANSLATE_NOOP("Diagnosis", "the weights on the way are large")

SMALLER_RATE = QT_TRANSLATE_NOOP("Diagnosis", "a smaller learning rate")
LEAKY = QT_TRANSLATE_NOOP("Diagnosis", "other initial weights or leaky ReLU")
RATE_OR_LEAKY = QT_TRANSLATE_NOOP("Diagnosis", "a smaller learning rate or leaky ReLU")
RANDOM = QT_TRANSLATE_NOOP("Diagnosis", "random initial weights, such as Glorot or He")
SMALLER = QT_TRANSLATE_NOOP("Diagnosis", "smaller initial weights or standardised inputs")
LARGER = QT_TRANSLATE_NOOP("Diagnosis", "larger initial weights, such as Glorot or He")
CALMER = QT_TRANSLATE_NOOP("Diagnosis", "smaller initial weights, such as Glorot or He")
RELU = QT_TRANSLATE_NOOP("Diagnosis", "ReLU, or fewer layers")
LOSSES = {
    "softmax": QT_TRANSLATE_NOOP("Diagnosis", "cross-entropy as the loss"),
    "sigmoid": QT_TRANSLATE_NOOP("Diagnosis", "binary cross-entropy as the loss"),
}

LABELS = {
    Ailment.DIVERGED: QT_TRANSLATE_NOOP("Diagnosis", "diverged"),
    Ailment.EXPLODING: QT_TRANSLATE_NOOP("Diagnosis", "δ explodes"),
    Ailment.VANISHING: QT_TRANSLATE_NOOP("Diagnosis", "δ vanishes"),
    Ailment.DEAD: QT_TRANSLATE_NOOP("Diagnosis", "dead"),
    Ailment.SATURATED: QT_TRANSLATE_NOOP("Diagnosis", "saturated"),
    Ailment.SYMMETRIC: QT_TRANSLATE_NOOP("Diagnosis", "same as {other}"),
}
OFF_LABEL = QT_TRANSLATE_NOOP("Diagnosis", "off")
