"""What happens and why, in one plain sentence for each case; templates to be translated."""

from collections.abc import Mapping

from app.scene.texts import QT_TRANSLATE_NOOP

CONTEXT = "Narration"

Pair = tuple[str, str]
"""A sentence for numbers above 0, and one for the rest."""


def _always(sentence: str) -> Pair:
    return sentence, sentence


ACTIVATION_SAYS: Mapping[str, Pair] = {
    "identity": _always(
        QT_TRANSLATE_NOOP(
            "Narration", "Identity leaves the sum as it is, so the result can be any number."
        )
    ),
    "sigmoid": (
        QT_TRANSLATE_NOOP(
            "Narration",
            "Sigmoid squeezes any number into the range from 0 to 1;"
            " z is positive, so the result lies above one half.",
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "Sigmoid squeezes any number into the range from 0 to 1;"
            " z is not positive, so the result is at most one half.",
        ),
    ),
    "tanh": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Tanh squeezes any number into the range from −1 to 1 and keeps its sign.",
        )
    ),
    "relu": (
        QT_TRANSLATE_NOOP("Narration", "z is positive, so ReLU passes it on unchanged."),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, so ReLU lets nothing through: this neuron stays silent.",
        ),
    ),
    "leaky_relu": (
        QT_TRANSLATE_NOOP("Narration", "z is positive, so leaky ReLU passes it on unchanged."),
        QT_TRANSLATE_NOOP(
            "Narration", "z is not positive, so leaky ReLU lets only a hundredth of it through."
        ),
    ),
    "elu": (
        QT_TRANSLATE_NOOP("Narration", "z is positive, so ELU passes it on unchanged."),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, so ELU bends it softly towards −1 instead of cutting it off.",
        ),
    ),
    "selu": (
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is positive, so SELU stretches it a little: λ is 1.0507,"
            " which keeps values at a steady size from layer to layer.",
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, so SELU bends it softly towards −1.758, which is −λα.",
        ),
    ),
    "softplus": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Softplus is ReLU with a rounded corner: close to z for large z,"
            " close to 0 for very negative z.",
        )
    ),
    "silu": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "SiLU multiplies z by its own sigmoid: large values pass, negative ones fade away.",
        )
    ),
    "gelu": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "GELU multiplies z by Φ(z), the share of a bell curve that lies below z:"
            " large values pass, negative ones fade away.",
        )
    ),
    "softmax": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Softmax turns the sums into probabilities: powers of e are never negative,"
            " and dividing by their total makes them add up to 1.",
        )
    ),
}
"""What an activation does to z > 0, and to the rest."""

SLOPE_SAYS: Mapping[str, Pair] = {
    "identity": _always(
        QT_TRANSLATE_NOOP(
            "Narration", "Identity has slope 1 everywhere, so the gradient passes unchanged."
        )
    ),
    "sigmoid": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Sigmoid's slope is a(1 − a), never more than a quarter,"
            " so the gradient shrinks on its way back.",
        )
    ),
    "tanh": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Tanh's slope is 1 − a²: near −1 and 1 the curve is flat"
            " and little of the gradient passes.",
        )
    ),
    "relu": (
        QT_TRANSLATE_NOOP(
            "Narration", "z is positive, where ReLU has slope 1, so the gradient passes unchanged."
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, where ReLU is flat: no gradient flows back through this neuron.",
        ),
    ),
    "leaky_relu": (
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is positive, where leaky ReLU has slope 1, so the gradient passes unchanged.",
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, where leaky ReLU has slope 0.01:"
            " a hundredth of the gradient passes, so the neuron can still learn.",
        ),
    ),
    "elu": (
        QT_TRANSLATE_NOOP(
            "Narration", "z is positive, where ELU has slope 1, so the gradient passes unchanged."
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, where ELU's slope is e to the z:"
            " the further below 0, the less of the gradient passes.",
        ),
    ),
    "selu": (
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is positive, where SELU's slope is λ: the gradient passes, a little enlarged.",
        ),
        QT_TRANSLATE_NOOP(
            "Narration",
            "z is not positive, where SELU grows flat:"
            " the further below 0, the less of the gradient passes.",
        ),
    ),
    "softplus": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Softplus's slope is the sigmoid of z: the larger z, the more of the gradient passes.",
        )
    ),
    "silu": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "The gradient is multiplied by SiLU's slope at this z:"
            " near 1 for large z, near 0 for very negative z.",
        )
    ),
    "gelu": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "The gradient is multiplied by GELU's slope at this z;"
            " φ is the height of the bell curve at z, Φ the share of it below z.",
        )
    ),
    "softmax": _always(
        QT_TRANSLATE_NOOP(
            "Narration",
            "Softmax outputs compete: raising one sum lowers the other outputs,"
            " so the gradients of all of them count.",
        )
    ),
}
"""How an activation passes the gradient on where z > 0, and elsewhere."""

LOSS_SAYS: Mapping[str, str] = {
    "cross_entropy": QT_TRANSLATE_NOOP(
        "Narration",
        "The loss is the surprise at the right answer: 0 if the network was sure of it,"
        " and the larger the less probable the network found it.",
    ),
    "binary_cross_entropy": QT_TRANSLATE_NOOP(
        "Narration",
        "Every output is a yes-or-no guess: the loss is small where it is sure and right,"
        " and large where it is sure and wrong.",
    ),
    "mse": QT_TRANSLATE_NOOP(
        "Narration",
        "The loss is the mean of the squared differences between output and target,"
        " so one big mistake counts more than many small ones.",
    ),
    "mae": QT_TRANSLATE_NOOP(
        "Narration",
        "The loss is the mean distance between output and target:"
        " a mistake twice as big counts exactly twice.",
    ),
    "huber": QT_TRANSLATE_NOOP(
        "Narration",
        "Huber squares small differences and counts differences beyond {delta} only in proportion,"
        " so outliers do not take over.",
    ),
    "rmse": QT_TRANSLATE_NOOP(
        "Narration",
        "The loss is the root of the mean squared difference,"
        " so it is measured in the same unit as the targets.",
    ),
}
"""What each loss measures."""

UPDATE_SAYS: Mapping[str, str] = {
    "momentum": QT_TRANSLATE_NOOP(
        "Narration",
        "Momentum adds the new gradient to a velocity kept from earlier steps,"
        " and the parameter rolls on against that velocity.",
    ),
    "nesterov": QT_TRANSLATE_NOOP(
        "Narration",
        "Nesterov momentum keeps a velocity like momentum,"
        " but looks one move ahead along it before it steps.",
    ),
    "adagrad": QT_TRANSLATE_NOOP(
        "Narration",
        "Adagrad adds up all squared gradients so far:"
        " parameters that have moved much take ever smaller steps.",
    ),
    "rmsprop": QT_TRANSLATE_NOOP(
        "Narration",
        "RMSProp divides the gradient by its usual size lately,"
        " so that steep and flat directions take steps of similar size.",
    ),
    "adam": QT_TRANSLATE_NOOP(
        "Narration",
        "Adam steps against the mean gradient m, divided by its usual size √v;"
        " both means begin at 0, and 1 − βᵗ corrects for that.",
    ),
    "adamw": QT_TRANSLATE_NOOP(
        "Narration",
        "AdamW first shrinks the parameter a little, then steps as Adam does:"
        " against the mean gradient m, divided by its usual size √v.",
    ),
}
"""How each optimiser moves a parameter; plain descent speaks of the gradient's sign instead."""

DESCENT_SAYS: Mapping[int, str] = {
    1: QT_TRANSLATE_NOOP(
        "Narration",
        "The gradient is positive: more of {parameter} would mean more loss,"
        " so it is lowered, by the learning rate times the gradient.",
    ),
    -1: QT_TRANSLATE_NOOP(
        "Narration",
        "The gradient is negative: more of {parameter} would mean less loss,"
        " so it is raised, by the learning rate times the gradient.",
    ),
    0: QT_TRANSLATE_NOOP(
        "Narration", "The gradient is 0: {parameter} did not matter here, so it stays as it is."
    ),
}
"""Plain gradient descent, by the gradient's sign."""

CANCELLED = QT_TRANSLATE_NOOP(
    "Narration",
    "The gradient is 0: the samples of the batch pull {parameter} up and down alike,"
    " and so it stays as it is.",
)

BATCH = QT_TRANSLATE_NOOP(
    "Narration", "{sentence} The loss of the batch is the mean over its {count} samples."
)
ROOT_BATCH = QT_TRANSLATE_NOOP(
    "Narration", "{sentence} The mean is taken over all {count} samples of the batch."
)
INPUTS_SUM = QT_TRANSLATE_NOOP(
    "Narration",
    "Neuron {neuron} multiplies every input by the weight it comes through,"
    " adds the products up and adds its bias.",
)
LAYER_SUM = QT_TRANSLATE_NOOP(
    "Narration",
    "Neuron {neuron} multiplies every output of layer {before} by the weight it comes through,"
    " adds the products up and adds its bias.",
)
TOO_HIGH = QT_TRANSLATE_NOOP(
    "Narration",
    "With {activation} and {loss} the gradient is simply output minus target:"
    " positive here, so the output is too high and its sum should fall.",
)
TOO_LOW = QT_TRANSLATE_NOOP(
    "Narration",
    "With {activation} and {loss} the gradient is simply output minus target:"
    " negative here, so the output is too low and its sum should rise.",
)
EXACT = QT_TRANSLATE_NOOP(
    "Narration",
    "With {activation} and {loss} the gradient is simply output minus target:"
    " it is 0 here, so the output is right as it is.",
)
WEIGHT = QT_TRANSLATE_NOOP(
    "Narration",
    "How much the loss grows with this weight:"
    " the value that came in through it, times the δ of the neuron it leads to.",
)
WEIGHT_BATCH = QT_TRANSLATE_NOOP(
    "Narration",
    "How much the loss grows with this weight: for each of the {count} samples"
    " the value that came in times the neuron's δ, all added up.",
)
WEIGHT_SILENT = QT_TRANSLATE_NOOP(
    "Narration",
    "The value that came in through this weight is 0, so changing the weight"
    " would change nothing: its gradient is 0.",
)
WEIGHT_BLOCKED = QT_TRANSLATE_NOOP(
    "Narration",
    "The neuron it leads to has δ = 0, so changing this weight would change nothing:"
    " its gradient is 0.",
)
PENALIZED = QT_TRANSLATE_NOOP(
    "Narration", "{sentence} The penalty adds a pull of the weight towards 0."
)
BIAS = QT_TRANSLATE_NOOP(
    "Narration",
    "The bias is added to the sum just as it is, so the loss grows with it"
    " exactly as it grows with the sum: by δ.",
)
BIAS_BATCH = QT_TRANSLATE_NOOP(
    "Narration",
    "The bias is added to the sum just as it is, so its gradient is the neuron's δ,"
    " added up over the {count} samples of the batch.",
)
INPUT = QT_TRANSLATE_NOOP(
    "Narration",
    "Neuron {neuron} of layer {before} feeds every neuron of layer {layer}:"
    " the δ of each comes back through the same weight,"
    " and together they say how the loss grows with a.",
)
ARRIVED = QT_TRANSLATE_NOOP(
    "Narration",
    "Step {step} begins: the inputs and the targets are here, nothing has been computed yet.",
)
ARRIVED_BATCH = QT_TRANSLATE_NOOP(
    "Narration",
    "Step {step} begins: a batch of {count} samples is here, number {sample} is shown,"
    " and nothing has been computed yet.",
)
ARRIVED_CLASS = QT_TRANSLATE_NOOP(
    "Narration",
    "Step {step} begins: the inputs are here, the right answer is {answer},"
    " and nothing has been computed yet.",
)
RIGHT_ANSWER = QT_TRANSLATE_NOOP(
    "Narration",
    "The right answer is {answer}, and the network gave it a probability of {probability}:"
    " the smaller that is, the larger the loss.",
)
