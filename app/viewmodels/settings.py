"""The settings of an experiment, as a list: what a form shows, from top to bottom.

A form is drawn from these lists and knows no field by name. Keys are the paths
that errors name: "training.learning_rate", "data.bits", "network.activations[2]".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.scene import names
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.viewmodels import edits
from engine.activations import ACTIVATIONS
from engine.data_checks import TEST_FRACTION
from engine.datasets import DATASET_OPTIONS, shape_of
from engine.experiment import Experiment
from engine.generators import GENERATED
from engine.initializers import INITIALIZERS
from engine.options import Option
from engine.settings import LOSSES, OPTIMIZERS, TRAINING

SEED = Option("seed", 0, "fixes every random draw", high=2**63 - 1)
HIDDEN = "network.activations"
"""The key of the setting for all hidden layers; those of single layers have an index."""


@dataclass(frozen=True)
class Setting:
    """One setting: its label, its value now, and the edit that another value makes.

    A number has an `option` (range, default); a choice has `choices` with
    `name_of` each, and `otherwise` for a value that is none of them; a setting
    with neither is on or off.
    """

    key: str
    label: Text
    value: Any
    edit: Callable[[Experiment, Any], Experiment]
    option: Option | None = None
    choices: tuple[str, ...] = ()
    name_of: Callable[[str], Text] = names.option_name
    otherwise: Text | None = None
    hint: Text | None = None
    dice: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether it is one of a few named things."""
        return bool(self.choices)

    @property
    def is_number(self) -> bool:
        """Whether it is typed."""
        return self.option is not None and not self.choices


def _label(text: str) -> Text:
    return Text("Settings", text)


def data_settings(experiment: Experiment) -> tuple[Setting, ...]:
    """What the rows are and how they are served."""
    data, training = experiment.data, experiment.training
    rows = shape_of(data).rows
    return (
        _number(
            "training.batch_size",
            _label(QT_TRANSLATE_NOOP("Settings", "Batch size")),
            training.batch_size,
            lambda e, value: edits.with_training(e, batch_size=value),
            _training_option("batch_size", high=rows),
        ),
        Setting(
            "training.shuffle",
            _label(QT_TRANSLATE_NOOP("Settings", "Shuffle each epoch")),
            training.shuffle,
            lambda e, value: edits.with_training(e, shuffle=value),
            hint=_label(QT_TRANSLATE_NOOP("Settings", "Rows come in another order each epoch")),
        ),
        Setting(
            "data.source",
            _label(QT_TRANSLATE_NOOP("Settings", "Data set")),
            data.source,
            edits.with_source,
            choices=tuple(GENERATED),
            name_of=names.dataset_name,
            otherwise=names.dataset_name(data.source),
        ),
        *_options(
            "data",
            DATASET_OPTIONS.get(data.source, ()),
            data.options,
            edits.with_data_option,
        ),
        _number(
            "data.test_fraction",
            _label(QT_TRANSLATE_NOOP("Settings", "Test share")),
            data.test_fraction,
            lambda e, value: edits.with_data(e, test_fraction=value),
            TEST_FRACTION,
        ),
        Setting(
            "data.standardize",
            _label(QT_TRANSLATE_NOOP("Settings", "Standardise inputs")),
            data.standardize,
            lambda e, value: edits.with_data(e, standardize=value),
            hint=_label(QT_TRANSLATE_NOOP("Settings", "Each input gets mean 0 and deviation 1")),
        ),
    )


def network_settings(experiment: Experiment) -> tuple[Setting, ...]:
    """What the layers compute and how their weights begin; sizes have an editor of their own."""
    network, training = experiment.network, experiment.training
    depth = len(network.activations)
    hidden = tuple(name for name in ACTIVATIONS if name != "softmax")
    of_hidden = set(network.activations[:-1])
    all_hidden = Setting(
        HIDDEN,
        _label(QT_TRANSLATE_NOOP("Settings", "Hidden activation")),
        of_hidden.pop() if len(of_hidden) == 1 else "",
        edits.with_hidden_activation,
        choices=hidden,
        name_of=names.activation_name,
        otherwise=_label(QT_TRANSLATE_NOOP("Settings", "mixed")),
    )
    return (
        *([all_hidden] if depth > 2 else []),
        Setting(
            f"network.activations[{depth - 1}]",
            _label(QT_TRANSLATE_NOOP("Settings", "Output activation")),
            network.activations[-1],
            edits.with_output_activation,
            choices=tuple(ACTIVATIONS),
            name_of=names.activation_name,
        ),
        Setting(
            "training.loss",
            _label(QT_TRANSLATE_NOOP("Settings", "Loss")),
            training.loss,
            edits.with_loss,
            choices=tuple(LOSSES),
            name_of=names.loss_name,
        ),
        *_options("training", LOSSES[training.loss], training.loss_options, edits.with_loss_option),
        Setting(
            "network.initializer",
            _label(QT_TRANSLATE_NOOP("Settings", "Initial weights")),
            network.initializer if network.layers is None else "",
            edits.with_initializer,
            choices=tuple(INITIALIZERS),
            name_of=names.initializer_name,
            otherwise=_label(QT_TRANSLATE_NOOP("Settings", "as given")),
        ),
        *_initializer_options(experiment),
        Setting(
            "seed",
            _label(QT_TRANSLATE_NOOP("Settings", "Seed")),
            experiment.seed,
            edits.with_seed,
            option=SEED,
            hint=_label(QT_TRANSLATE_NOOP("Settings", "Fixes every random draw")),
            dice=True,
        ),
    )


def training_settings(experiment: Experiment) -> tuple[Setting, ...]:
    """The optimiser and its numbers."""
    training = experiment.training
    return (
        Setting(
            "training.optimizer",
            _label(QT_TRANSLATE_NOOP("Settings", "Optimiser")),
            training.optimizer,
            edits.with_optimizer,
            choices=tuple(OPTIMIZERS),
            name_of=names.optimizer_name,
        ),
        *_options(
            "training",
            OPTIMIZERS[training.optimizer],
            training.optimizer_options,
            edits.with_optimizer_option,
        ),
        _number(
            "training.learning_rate",
            _label(QT_TRANSLATE_NOOP("Settings", "Learning rate")),
            training.learning_rate,
            lambda e, value: edits.with_training(e, learning_rate=value),
            _training_option("learning_rate"),
        ),
        _number(
            "training.l1",
            _label(QT_TRANSLATE_NOOP("Settings", "L1 penalty")),
            training.l1,
            lambda e, value: edits.with_training(e, l1=value),
            _training_option("l1"),
        ),
        _number(
            "training.l2",
            _label(QT_TRANSLATE_NOOP("Settings", "L2 penalty")),
            training.l2,
            lambda e, value: edits.with_training(e, l2=value),
            _training_option("l2"),
        ),
    )


def outputs_are_free(experiment: Experiment) -> bool:
    """Whether the outputs may be one or two: two classes can be told by either."""
    shape = shape_of(experiment.data)
    return shape.outputs is None and len(shape.class_names or ()) == 2


def _meaning(option: Option) -> Text:
    """The engine's own words, as it uses them in errors too."""
    return Text("Options", option.meaning)


def _number(
    key: str,
    label: Text,
    value: float,
    edit: Callable[[Experiment, Any], Experiment],
    option: Option,
) -> Setting:
    return Setting(key, label, value, edit, option, hint=_meaning(option))


def _options(
    section: str,
    options: tuple[Option, ...],
    given: Mapping[str, object],
    edit: Callable[[Experiment, str, Any], Experiment],
) -> tuple[Setting, ...]:
    """The options of whatever is chosen in `section`, with the values given or their defaults."""
    return tuple(
        Setting(
            f"{section}.{option.name}",
            names.option_name(option.name),
            given.get(option.name, option.default),
            lambda e, value, name=option.name: edit(e, name, value),
            option,
            option.choices,
            names.gate_name,
            hint=_meaning(option),
        )
        for option in options
    )


def _initializer_options(experiment: Experiment) -> tuple[Setting, ...]:
    """None where explicit weights stand: nothing is drawn then."""
    network = experiment.network
    if network.layers is not None:
        return ()
    options = INITIALIZERS[network.initializer].options
    edit = edits.with_initializer_option
    return _options("network", options, network.initializer_options, edit)


def _training_option(name: str, high: float | None = None) -> Option:
    option = next(option for option in TRAINING if option.name == name)
    return option if high is None else Option(name, 1, option.meaning, option.low, high)
