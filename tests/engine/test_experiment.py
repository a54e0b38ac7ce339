"""Impossible experiments are refused before anything is made, with the field's path."""

from dataclasses import replace

import numpy as np
import pytest

from engine.activations import ACTIVATIONS
from engine.errors import FieldError
from engine.experiment import (
    DataSpec,
    Experiment,
    LayerValues,
    NetworkSpec,
    Table,
    TrainingSpec,
    check,
)
from engine.settings import LOSSES

MOONS = Experiment(
    "moons",
    0,
    DataSpec("moons"),
    NetworkSpec((2, 3, 2), ("tanh", "softmax")),
    TrainingSpec("cross_entropy", batch_size=10),
)


def changed(part, **fields):
    if part == "experiment":
        return replace(MOONS, **fields)
    return replace(MOONS, **{part: replace(getattr(MOONS, part), **fields)})


def inline(inputs, targets, loss="cross_entropy", **fields):
    table = Table(np.array(inputs, float), np.array(targets, float))
    return replace(
        MOONS,
        data=DataSpec("inline", table=table, **fields),
        training=TrainingSpec(loss, batch_size=1),
    )


def layer(W, b):
    return LayerValues(np.array(W, float), np.array(b, float))


def shaped(fan_in, fan_out):
    return layer(np.ones((fan_in, fan_out)), np.ones(fan_out))


HUGE = NetworkSpec((2, 4096, 2), ("tanh", "softmax"))

BROKEN = [
    (changed("experiment", seed=-1), "seed", "-1"),
    (changed("experiment", seed=2**70), "seed", "71 bits"),
    (changed("network", sizes=(2,), activations=()), "network.sizes", "1 size"),
    (changed("network", sizes=(2, 0, 2)), "network.sizes[1]", "from 1 to 4,096"),
    (changed("network", sizes=(2, 4097, 2)), "network.sizes[1]", "4097"),
    (
        changed("network", sizes=(2,) * 66, activations=("tanh",) * 65),
        "network.sizes",
        "at most 64",
    ),
    (
        changed("network", sizes=(2, 4096, 4096, 4096, 2), activations=("tanh",) * 4),
        "network.sizes",
        "at most 20,000,000",
    ),
    (changed("network", activations=("tanh",)), "network.activations", "1 name for 2 layers"),
    (changed("network", activations=("tanhh", "softmax")), "network.activations[0]", '"tanh"?'),
    (changed("network", activations=("softmax",) * 2), "network.activations[0]", "hidden layer"),
    (changed("network", sizes=(2, 3, 1)), "network.activations[1]", "one output"),
    (changed("network", initializer="he"), "network.initializer", "he_normal"),
    (changed("network", initializer_options={"std": 1.0}), "network.std", '"he_normal"'),
    (
        changed("network", initializer="normal", initializer_options={"std": -1.0}),
        "network.std",
        "a number from 0 to",
    ),
    (changed("network", sizes=(3, 3, 2)), "network.sizes[0]", "2, as the data have 2 inputs"),
    (changed("network", sizes=(2, 3, 3)), "network.sizes[2]", "2, one for each class"),
    (changed("network", layers=(shaped(2, 3),)), "network.layers", "all layers or none"),
    (changed("network", layers=(shaped(2, 3), shaped(2, 3))), "network.layers[1].W", "3 by 2"),
    (
        changed("network", layers=(shaped(2, 3), layer(np.ones((3, 2)), [1.0]))),
        "network.layers[1].b",
        "2, one for each unit",
    ),
    (
        changed("network", layers=(shaped(2, 3), layer([[1, 1], [1, 1], [1, np.nan]], [0, 0]))),
        "network.layers[1].W[2][1]",
        "finite",
    ),
    (
        changed("network", initializer="normal", initializer_options={"std": 1e308}),
        "network.std",
        "1e+300",
    ),
    (changed("training", loss="crossentropy"), "training.loss", '"cross_entropy"?'),
    (changed("training", optimizer="adm"), "training.optimizer", "did you mean"),
    (changed("training", optimizer_options={"momentum": 0.5}), "training.momentum", '"sgd"'),
    (
        changed("training", optimizer="adam", optimizer_options={"beta1": 1.0}),
        "training.beta1",
        "below 1",
    ),
    (changed("training", learning_rate=-0.1), "training.learning_rate", "from 0 up"),
    (changed("training", learning_rate=np.inf), "training.learning_rate", "inf"),
    (changed("training", l2=-1.0), "training.l2", "from 0 up"),
    (changed("training", batch_size=0), "training.batch_size", "from 1"),
    (changed("data", source="mons"), "data.source", '"moons"?'),
    (changed("data", source="iris"), "data.source", "without its rows"),
    (changed("data", options={"samples": 10**9}), "data.samples", "to 1,000,000"),
    (changed("data", options={"samples": True}), "data.samples", "whole number"),
    (changed("data", options={"samples": 1.5}), "data.samples", "whole number"),
    (changed("data", options={"noise": np.nan}), "data.noise", "nan"),
    (changed("data", options={"turns": 1.0}), "data.turns", '"moons"'),
    (changed("data", source="binary_parity", options={"bits": 40}), "data.bits", "1 to 19"),
    (changed("data", source="logic", options={"gate": "xr"}), "data.gate", '"xor"?'),
    (changed("data", test_fraction=1.0), "data.test_fraction", "below 1"),
    (changed("data", input_names=("a",)), "data.input_names", "1 name"),
    (changed("data", class_names=("a", "b", "c")), "data.class_names", "2, one for each class"),
    (changed("data", class_names=("a", "a")), "data.class_names[1]", "again"),
    (inline([[1, 2]], [[0, 1], [1, 0]]), "data.targets", "2 rows"),
    (inline([[1, np.inf]], [[0, 1]]), "data.inputs[0][1]", "inf"),
    (inline([[1, 2]], [[0, np.nan]], "mse"), "data.targets[0][1]", "nan"),
    (inline([[1, 2]], [[0, 1, 0]], "mse"), "network.sizes[2]", "3"),
    (inline([[1, 2], [3, 4]], [[0, 1], [0.5, 0.6]]), "data.targets[1]", "sum to 1"),
    (inline([[1, 2]], [[0, 1.5]], "binary_cross_entropy"), "data.targets[0][1]", "from 0 to 1"),
    (
        replace(
            MOONS,
            data=DataSpec("moons", {"samples": 100_000}),
            network=HUGE,
            training=replace(MOONS.training, batch_size=10**30),
        ),
        "training.batch_size",
        "100,000 rows a batch need",
    ),
]


def test_a_sound_experiment_passes():
    check(MOONS)


def test_a_batch_may_be_larger_than_the_rows():
    check(changed("training", batch_size=10**30))


@pytest.mark.parametrize(("experiment", "field", "words"), BROKEN, ids=[b[1] for b in BROKEN])
def test_what_cannot_be_is_refused_at_its_field(experiment, field, words):
    with pytest.raises(FieldError) as refused:
        check(experiment)
    assert refused.value.field == field
    assert words in f"{refused.value.wrong}; {refused.value.right}"


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("output", ACTIVATIONS)
def test_losses_of_probabilities_need_outputs_that_are_some(loss, output):
    experiment = replace(changed("training", loss=loss), network=NetworkSpec((2, 2), (output,)))
    if loss.endswith("cross_entropy") and output not in ("sigmoid", "softmax"):
        with pytest.raises(FieldError, match=r"training\.loss"):
            check(experiment)
    else:
        check(experiment)


def test_cross_entropy_with_one_output_names_the_remedy():
    experiment = changed("network", sizes=(2, 3, 1), activations=("tanh", "sigmoid"))
    with pytest.raises(FieldError) as refused:
        check(experiment)
    assert refused.value.field == "training.loss"
    assert "binary_cross_entropy" in refused.value.right


def test_a_loss_of_classes_is_refused_for_numbers():
    network = NetworkSpec((1, 2), ("softmax",))
    with pytest.raises(FieldError, match=r"network\.sizes\[1\]"):
        check(replace(MOONS, data=DataSpec("wave"), network=network))
    network = NetworkSpec((1, 1), ("sigmoid",))
    training = TrainingSpec("binary_cross_entropy")
    with pytest.raises(FieldError, match=r"training\.loss"):
        check(replace(MOONS, data=DataSpec("wave"), network=network, training=training))


def test_soft_targets_may_be_rounded():
    check(inline([[1, 2]], [[0.3333333, 0.6666667]]))
