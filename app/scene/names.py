"""What things are called on the screen: the field's own names, ready to be translated.

A name that no table knows (a newer engine's) is shown as the file writes it.
"""

from collections.abc import Mapping

from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "Names"

ACTIVATION_NAMES: Mapping[str, str] = {
    "identity": QT_TRANSLATE_NOOP("Names", "identity"),
    "sigmoid": QT_TRANSLATE_NOOP("Names", "sigmoid"),
    "tanh": QT_TRANSLATE_NOOP("Names", "tanh"),
    "relu": QT_TRANSLATE_NOOP("Names", "ReLU"),
    "leaky_relu": QT_TRANSLATE_NOOP("Names", "leaky ReLU"),
    "elu": QT_TRANSLATE_NOOP("Names", "ELU"),
    "selu": QT_TRANSLATE_NOOP("Names", "SELU"),
    "softplus": QT_TRANSLATE_NOOP("Names", "softplus"),
    "silu": QT_TRANSLATE_NOOP("Names", "SiLU"),
    "gelu": QT_TRANSLATE_NOOP("Names", "GELU"),
    "softmax": QT_TRANSLATE_NOOP("Names", "softmax"),
}

LOSS_NAMES: Mapping[str, str] = {
    "cross_entropy": QT_TRANSLATE_NOOP("Names", "cross-entropy"),
    "binary_cross_entropy": QT_TRANSLATE_NOOP("Names", "binary cross-entropy"),
    "mse": QT_TRANSLATE_NOOP("Names", "mean squared error"),
    "mae": QT_TRANSLATE_NOOP("Names", "mean absolute error"),
    "huber": QT_TRANSLATE_NOOP("Names", "Huber"),
    "rmse": QT_TRANSLATE_NOOP("Names", "root mean squared error"),
}

OPTIMIZER_NAMES: Mapping[str, str] = {
    "sgd": QT_TRANSLATE_NOOP("Names", "Gradient descent"),
    "momentum": QT_TRANSLATE_NOOP("Names", "Momentum"),
    "nesterov": QT_TRANSLATE_NOOP("Names", "Nesterov momentum"),
    "adagrad": QT_TRANSLATE_NOOP("Names", "Adagrad"),
    "rmsprop": QT_TRANSLATE_NOOP("Names", "RMSProp"),
    "adam": QT_TRANSLATE_NOOP("Names", "Adam"),
    "adamw": QT_TRANSLATE_NOOP("Names", "AdamW"),
}

INITIALIZER_NAMES: Mapping[str, str] = {
    "zeros": QT_TRANSLATE_NOOP("Names", "all zeros"),
    "ones": QT_TRANSLATE_NOOP("Names", "all ones"),
    "normal": QT_TRANSLATE_NOOP("Names", "normal"),
    "uniform": QT_TRANSLATE_NOOP("Names", "uniform"),
    "glorot_normal": QT_TRANSLATE_NOOP("Names", "Glorot normal"),
    "glorot_uniform": QT_TRANSLATE_NOOP("Names", "Glorot uniform"),
    "he_normal": QT_TRANSLATE_NOOP("Names", "He normal"),
    "he_uniform": QT_TRANSLATE_NOOP("Names", "He uniform"),
    "lecun_normal": QT_TRANSLATE_NOOP("Names", "LeCun normal"),
    "orthogonal": QT_TRANSLATE_NOOP("Names", "orthogonal"),
}

DATASET_NAMES: Mapping[str, str] = {
    "binary_parity": QT_TRANSLATE_NOOP("Names", "Binary numbers, even or odd"),
    "logic": QT_TRANSLATE_NOOP("Names", "Logic gate"),
    "circles": QT_TRANSLATE_NOOP("Names", "Circles"),
    "moons": QT_TRANSLATE_NOOP("Names", "Moons"),
    "spiral": QT_TRANSLATE_NOOP("Names", "Spiral"),
    "blobs": QT_TRANSLATE_NOOP("Names", "Blobs"),
    "xor_quadrants": QT_TRANSLATE_NOOP("Names", "XOR quadrants"),
    "plane": QT_TRANSLATE_NOOP("Names", "Plane"),
    "wave": QT_TRANSLATE_NOOP("Names", "Wave"),
    "gaussians": QT_TRANSLATE_NOOP("Names", "Hills and hollows"),
    "iris": QT_TRANSLATE_NOOP("Names", "Iris flowers"),
    "wine": QT_TRANSLATE_NOOP("Names", "Wines"),
    "digits": QT_TRANSLATE_NOOP("Names", "Handwritten digits"),
    "inline": QT_TRANSLATE_NOOP("Names", "Rows of the experiment"),
    "csv": QT_TRANSLATE_NOOP("Names", "Table in a file"),
}

OPTION_NAMES: Mapping[str, str] = {
    "bits": QT_TRANSLATE_NOOP("Names", "Digits"),
    "gate": QT_TRANSLATE_NOOP("Names", "Gate"),
    "samples": QT_TRANSLATE_NOOP("Names", "Rows"),
    "noise": QT_TRANSLATE_NOOP("Names", "Noise"),
    "turns": QT_TRANSLATE_NOOP("Names", "Turns"),
    "classes": QT_TRANSLATE_NOOP("Names", "Classes"),
    "momentum": QT_TRANSLATE_NOOP("Names", "Momentum μ"),
    "rho": QT_TRANSLATE_NOOP("Names", "Decay ρ"),
    "beta1": QT_TRANSLATE_NOOP("Names", "Decay β₁"),
    "beta2": QT_TRANSLATE_NOOP("Names", "Decay β₂"),
    "eps": QT_TRANSLATE_NOOP("Names", "Epsilon ε"),
    "weight_decay": QT_TRANSLATE_NOOP("Names", "Weight decay"),
    "std": QT_TRANSLATE_NOOP("Names", "Standard deviation"),
    "limit": QT_TRANSLATE_NOOP("Names", "Limit"),
    "delta": QT_TRANSLATE_NOOP("Names", "Threshold δ"),
}


def _text(names: Mapping[str, str], name: str) -> Text:
    return Text(CONTEXT, names[name]) if name in names else Text(CONTEXT, "{name}", {"name": name})


def activation_name(name: str) -> Text:
    """An activation's name: "ReLU", "softmax"."""
    return _text(ACTIVATION_NAMES, name)


def loss_name(name: str) -> Text:
    """A loss's name: "cross-entropy"."""
    return _text(LOSS_NAMES, name)


def optimizer_name(name: str) -> Text:
    """An optimiser's name: "Gradient descent"."""
    return _text(OPTIMIZER_NAMES, name)


def initializer_name(name: str) -> Text:
    """An initialiser's name: "He normal"."""
    return _text(INITIALIZER_NAMES, name)


def dataset_name(name: str) -> Text:
    """A data source's name: "Moons"."""
    return _text(DATASET_NAMES, name)


def option_name(name: str) -> Text:
    """The label of an option of a dataset, optimiser, initialiser or loss."""
    return _text(OPTION_NAMES, name)


def gate_name(name: str) -> Text:
    """A logic gate's name: "XOR"."""
    return Text(CONTEXT, "{name}", {"name": name.upper()})
