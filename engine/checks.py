"""Whether an experiment can be run at all, said before anything is allocated for it.

Each check raises FieldError with the path of the field as it is in the file;
arrays count from 0 there, as everywhere in TOML.
"""

from engine.activations import ACTIVATIONS
from engine.data_checks import OF_PROBABILITIES, check_data, check_targets
from engine.datasets import shape_of
from engine.errors import FieldError
from engine.findings import check_finite, check_name
from engine.initializers import INITIALIZERS
from engine.limits import check_memory, check_network_size, check_rows
from engine.options import Option, checked
from engine.settings import LOSSES, OPTIMIZERS, TRAINING
from engine.specs import Experiment, LayerValues, NetworkSpec, TrainingSpec
from engine.wording import counted, quoted

PROBABILITIES = ("sigmoid", "softmax")
"""Activations whose outputs lie between 0 and 1."""


def check(experiment: Experiment) -> None:
    """Nothing if the experiment can be run. FieldError naming the first field that cannot be.

    Cheap: it neither generates rows nor draws weights.
    """
    _SEED.check(experiment.seed, "seed")
    check_network_size(experiment.network)
    _check_activations(experiment.network)
    _check_initializer(experiment.network)
    _check_training(experiment.training)
    _check_loss_fits(experiment)
    shape = shape_of(experiment.data)
    check_rows(shape.rows)
    check_data(experiment.data, shape, experiment.network)
    check_targets(experiment, shape)
    check_memory(shape.rows, experiment.network, experiment.training.batch_size)
    _check_layers(experiment.network)


_SEED = Option("seed", 0, "fixes every random draw", high=2**63 - 1)


def _check_activations(network: NetworkSpec) -> None:
    layers, names = len(network.sizes) - 1, network.activations
    if len(names) != layers:
        raise FieldError(
            "network.activations",
            f"{counted(len(names), 'name')} for {counted(layers, 'layer')}",
            "one name a layer; sizes[0] are the inputs, which have none",
        )
    for i, name in enumerate(names):
        check_name(name, ACTIVATIONS, f"network.activations[{i}]")
        if name == "softmax" and i < layers - 1:
            raise FieldError(
                f"network.activations[{i}]",
                '"softmax" in a hidden layer',
                "softmax belongs to the last layer, use relu, tanh or sigmoid here",
            )
    if names[-1] == "softmax" and network.sizes[-1] < 2:
        raise FieldError(
            f"network.activations[{layers - 1}]",
            '"softmax" with one output, which would always be 1',
            "sigmoid for one output, or at least two outputs",
        )


def _check_initializer(network: NetworkSpec) -> None:
    check_name(network.initializer, INITIALIZERS, "network.initializer")
    options = INITIALIZERS[network.initializer].options
    checked(network.initializer_options, options, "network", network.initializer)


def _check_training(training: TrainingSpec) -> None:
    check_name(training.loss, LOSSES, "training.loss")
    checked(training.loss_options, LOSSES[training.loss], "training", training.loss)
    check_name(training.optimizer, OPTIMIZERS, "training.optimizer")
    checked(
        training.optimizer_options, OPTIMIZERS[training.optimizer], "training", training.optimizer
    )
    for option in TRAINING:
        option.check(getattr(training, option.name), f"training.{option.name}")


def _check_loss_fits(experiment: Experiment) -> None:
    loss, output = experiment.training.loss, experiment.network.activations[-1]
    if loss == "cross_entropy" and experiment.network.sizes[-1] == 1:
        raise FieldError(
            "training.loss",
            '"cross_entropy" with one output, which leaves nothing to compare it with',
            '"binary_cross_entropy" for one output, or one output for each class',
        )
    if loss in OF_PROBABILITIES and output not in PROBABILITIES:
        raise FieldError(
            "training.loss",
            f"{quoted(loss)} on outputs of {quoted(output)}, which are no probabilities",
            "a last activation of softmax or sigmoid, or another loss such as mse",
        )


def _check_layers(network: NetworkSpec) -> None:
    """Explicit weights and biases: all layers, of the right shapes, finite."""
    if network.layers is None:
        return
    if len(network.layers) != len(network.sizes) - 1:
        raise FieldError(
            "network.layers",
            counted(len(network.layers), "layer"),
            f"{len(network.sizes) - 1}, all layers or none",
        )
    for i, layer in enumerate(network.layers):
        _check_layer(layer, network.sizes[i], network.sizes[i + 1], f"network.layers[{i}]")


def _check_layer(layer: LayerValues, fan_in: int, fan_out: int, field: str) -> None:
    if layer.W.shape != (fan_in, fan_out):
        raise FieldError(
            f"{field}.W",
            " by ".join(map(str, layer.W.shape)),
            f"{fan_in} by {fan_out}: a row for each input, a column for each unit",
        )
    if layer.b.shape != (fan_out,):
        raise FieldError(
            f"{field}.b", counted(layer.b.size, "number"), f"{fan_out}, one for each unit"
        )
    check_finite(layer.W, f"{field}.W")
    check_finite(layer.b, f"{field}.b")
