"""Edits: what each field of the settings does to an experiment, as pure functions.

Each takes an experiment and gives another one, not yet checked as a whole.
FieldError where a value is not even of the field's kind. A network's two ends
follow the data, and explicit weights that no longer fit are dropped.
"""

from dataclasses import replace

from app.scene.names import DATASET_NAMES
from engine.datasets import shape_of
from engine.experiment import DataSpec, Experiment, NetworkSpec
from engine.limits import MOST_UNITS
from engine.options import Option

UNITS = Option("units", 1, "units of a layer", low=1, high=MOST_UNITS)
"""What a layer's size may be."""

NEW_LAYER_ACTIVATION = "relu"
"""What a first hidden layer has; later ones take after the layer before them."""


def with_seed(experiment: Experiment, seed: object) -> Experiment:
    """Every random draw from another seed."""
    return replace(experiment, seed=seed)


def with_source(experiment: Experiment, source: str) -> Experiment:
    """The rows of another built-in dataset, its options at their defaults, its name as title."""
    data = DataSpec(
        source,
        test_fraction=experiment.data.test_fraction,
        standardize=experiment.data.standardize,
    )
    return _following_data(replace(experiment, title=DATASET_NAMES[source], data=data))


def with_data_option(experiment: Experiment, name: str, value: object) -> Experiment:
    """One option of the dataset."""
    data = replace(experiment.data, options={**experiment.data.options, name: value})
    if not _fits_names(data):
        data = replace(data, input_names=None, class_names=None)
    return _following_data(replace(experiment, data=data))


def with_data(experiment: Experiment, **values: object) -> Experiment:
    """Fields of the data that leave its rows' shape alone: test_fraction, standardize."""
    return replace(experiment, data=replace(experiment.data, **values))


def with_training(experiment: Experiment, **values: object) -> Experiment:
    """Fields of the training: learning_rate, batch_size, shuffle, l1, l2."""
    return replace(experiment, training=replace(experiment.training, **values))


def with_loss(experiment: Experiment, name: str) -> Experiment:
    """Another loss, its options at their defaults."""
    return with_training(experiment, loss=name, loss_options={})


def with_loss_option(experiment: Experiment, name: str, value: object) -> Experiment:
    """One option of the loss."""
    options = {**experiment.training.loss_options, name: value}
    return with_training(experiment, loss_options=options)


def with_optimizer(experiment: Experiment, name: str) -> Experiment:
    """Another optimiser, its options at their defaults."""
    return with_training(experiment, optimizer=name, optimizer_options={})


def with_optimizer_option(experiment: Experiment, name: str, value: object) -> Experiment:
    """One option of the optimiser."""
    options = {**experiment.training.optimizer_options, name: value}
    return with_training(experiment, optimizer_options=options)


def with_initializer(experiment: Experiment, name: str) -> Experiment:
    """Weights drawn by `name`, its options at their defaults; explicit ones are dropped."""
    network = replace(experiment.network, initializer=name, initializer_options={}, layers=None)
    return replace(experiment, network=network)


def with_initializer_option(experiment: Experiment, name: str, value: object) -> Experiment:
    """One option of the initialiser."""
    options = {**experiment.network.initializer_options, name: value}
    network = replace(experiment.network, initializer_options=options)
    return replace(experiment, network=network)


def with_activation(experiment: Experiment, layer: int, name: str) -> Experiment:
    """Another activation for layer 1..L."""
    names = list(experiment.network.activations)
    names[layer - 1] = name
    return _with_network(experiment, experiment.network.sizes, names)


def with_hidden_activation(experiment: Experiment, name: str) -> Experiment:
    """One activation for all hidden layers."""
    *hidden, output = experiment.network.activations
    return _with_network(experiment, experiment.network.sizes, [name] * len(hidden) + [output])


def with_output_activation(experiment: Experiment, name: str) -> Experiment:
    """Another activation for the last layer."""
    return with_activation(experiment, len(experiment.network.activations), name)


def with_units(experiment: Experiment, layer: int, units: object) -> Experiment:
    """Another number of units in layer 1..L. FieldError unless it is a whole number in range."""
    sizes = list(experiment.network.sizes)
    sizes[layer] = int(UNITS.check(units, f"network.sizes[{layer}]"))
    return _with_network(experiment, sizes, experiment.network.activations)


def with_layer_added(experiment: Experiment) -> Experiment:
    """One more hidden layer before the outputs, like the hidden layer before it."""
    network = experiment.network
    like_last = len(network.sizes) > 2
    units = network.sizes[-2] if like_last else max(2, network.sizes[-1])
    name = network.activations[-2] if like_last else NEW_LAYER_ACTIVATION
    sizes = [*network.sizes[:-1], units, network.sizes[-1]]
    return _with_network(experiment, sizes, [*network.activations[:-1], name, *_last(network)])


def with_layer_removed(experiment: Experiment, layer: int) -> Experiment:
    """Without hidden layer 1..L-1."""
    sizes, names = list(experiment.network.sizes), list(experiment.network.activations)
    del sizes[layer], names[layer - 1]
    return _with_network(experiment, sizes, names)


def drops_weights(before: Experiment, after: Experiment) -> bool:
    """Whether explicit weights were lost on the way."""
    return before.network.layers is not None and after.network.layers is None


def _last(network: NetworkSpec) -> tuple[str, ...]:
    return network.activations[-1:]


def _with_network(experiment: Experiment, sizes: list[int], activations: list[str]) -> Experiment:
    network = replace(experiment.network, sizes=tuple(sizes), activations=tuple(activations))
    if network.sizes != experiment.network.sizes:
        network = replace(network, layers=None)
    return replace(experiment, network=network)


def _fits_names(data: DataSpec) -> bool:
    """Whether the names that the experiment gives still are as many as the data need."""
    shape = shape_of(replace(data, input_names=None, class_names=None))
    return all(
        given is None or len(given) == len(own or ())
        for given, own in (
            (data.input_names, shape.input_names),
            (data.class_names, shape.class_names),
        )
    )


def _following_data(experiment: Experiment) -> Experiment:
    """As many inputs and outputs as the data ask for; one output for two classes may stay."""
    shape = shape_of(experiment.data)
    outputs = shape.outputs or len(shape.class_names or ())
    sizes = list(experiment.network.sizes)
    sizes[0] = len(shape.input_names)
    if not (shape.outputs is None and outputs == 2 and sizes[-1] == 1):
        sizes[-1] = outputs
    return _with_network(experiment, sizes, list(experiment.network.activations))
