"""Edits change what they name; the network's ends follow the data; impossible ones wait."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.experiment_toml import load
from app.viewmodels import edits
from app.viewmodels.draft import Draft
from app.viewmodels.remedies import remedy
from app.viewmodels.settings import data_settings, network_settings, training_settings
from engine.errors import FieldError
from engine.experiment import check

ARTICLE, MOONS, BLOBS, WAVE = (load(name) for name in ("article", "moons", "blobs", "wave"))


def differences(one, other):
    """The paths of the fields that differ, one level into each section."""
    found = set()
    for section in ("data", "network", "training"):
        a, b = getattr(one, section), getattr(other, section)
        found |= {
            f"{section}.{field.name}"
            for field in fields(a)
            if getattr(a, field.name) != getattr(b, field.name)
        }
    return found | {
        name for name in ("title", "seed") if getattr(one, name) != getattr(other, name)
    }


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (lambda e: edits.with_seed(e, 7), {"seed"}),
        (lambda e: edits.with_training(e, learning_rate=0.5), {"training.learning_rate"}),
        (lambda e: edits.with_data(e, test_fraction=0.5), {"data.test_fraction"}),
        (lambda e: edits.with_data_option(e, "noise", 0.3), {"data.options"}),
        (lambda e: edits.with_loss(e, "huber"), {"training.loss"}),
        (lambda e: edits.with_loss_option(e, "delta", 2.0), {"training.loss_options"}),
        (lambda e: edits.with_optimizer(e, "rmsprop"), {"training.optimizer"}),
        (lambda e: edits.with_optimizer_option(e, "beta1", 0.5), {"training.optimizer_options"}),
        (lambda e: edits.with_initializer(e, "zeros"), {"network.initializer"}),
        (lambda e: edits.with_activation(e, 1, "relu"), {"network.activations"}),
        (lambda e: edits.with_hidden_activation(e, "relu"), {"network.activations"}),
        (lambda e: edits.with_output_activation(e, "sigmoid"), {"network.activations"}),
        (lambda e: edits.with_units(e, 1, 5), {"network.sizes"}),
        (edits.with_layer_added, {"network.sizes", "network.activations"}),
        (lambda e: edits.with_layer_removed(e, 1), {"network.sizes", "network.activations"}),
    ],
)
def test_an_edit_changes_what_it_names_and_nothing_else(edit, changed):
    assert differences(edit(MOONS), MOONS) == changed


def test_inputs_and_outputs_follow_the_data():
    assert edits.with_data_option(BLOBS, "classes", 5).network.sizes[-1] == 5
    parity = load("parity4")
    assert edits.with_data_option(parity, "bits", 6).network.sizes[0] == 6
    assert edits.with_source(MOONS, "wave").network.sizes == (1, *MOONS.network.sizes[1:-1], 1)


def test_one_output_for_two_classes_stays_one():
    xor = load("xor")
    assert xor.network.sizes[-1] == 1
    assert edits.with_source(xor, "moons").network.sizes[-1] == 1
    assert edits.with_source(xor, "blobs").network.sizes[-1] == 3


def test_weights_that_no_longer_fit_are_dropped():
    for edit in (edits.with_layer_added, lambda e: edits.with_units(e, 1, 3)):
        assert edits.drops_weights(ARTICLE, edit(ARTICLE))
    assert not edits.drops_weights(ARTICLE, edits.with_activation(ARTICLE, 1, "tanh"))


def test_names_that_no_longer_fit_are_dropped():
    named = replace(load("parity4"))
    named = replace(named, data=replace(named.data, input_names=("a", "b", "c", "d")))
    wider = edits.with_data_option(named, "bits", 5)
    assert wider.data.input_names is None
    check(wider)


@pytest.mark.parametrize("units", [0, 5000, 2.5, "many", float("nan")])
def test_units_out_of_range_are_refused_by_name(units):
    with pytest.raises(FieldError) as caught:
        edits.with_units(ARTICLE, 2, units)
    assert caught.value.field == "network.sizes[2]"


def test_edits_that_make_each_other_possible_take_effect_together():
    draft = Draft()
    assert draft.propose(MOONS, "output", lambda e: edits.with_output_activation(e, "tanh")) is None
    done = draft.propose(MOONS, "loss", lambda e: edits.with_loss(e, "mse"))
    assert done.network.activations[-1] == "tanh"
    assert done.training.loss == "mse"
    assert draft.waiting == ()


def test_an_edit_does_not_wait_for_a_stranger():
    draft = Draft()
    draft.propose(MOONS, "rate", lambda e: edits.with_training(e, learning_rate=-1.0))
    done = draft.propose(MOONS, "seed", lambda e: edits.with_seed(e, 5))
    assert done.seed == 5
    assert draft.waiting == ("rate",)
    assert draft.errors(done)["rate"].field == "training.learning_rate"


def test_a_remedy_leaves_alone_what_was_chosen():
    attempt = edits.with_loss(WAVE, "mse")
    attempt = edits.with_output_activation(replace(MOONS, training=MOONS.training), "relu")
    offer = remedy(attempt, f"network.activations[{len(MOONS.network.activations) - 1}]")
    done = offer.edit(attempt)
    check(done)
    assert done.network.activations[-1] == "relu"


def test_a_remedy_for_numbers_instead_of_classes():
    attempt = edits.with_source(MOONS, "wave")
    done = remedy(attempt, "data.source").edit(attempt)
    check(done)
    assert (done.network.activations[-1], done.training.loss) == ("identity", "mse")


NUMBERS = st.one_of(
    st.integers(-3, 40),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(["", "abc", 10**400, 5000, 0.5, 1e-3]),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_sequence_of_edits_ends_in_a_valid_experiment_or_a_reason(data):
    experiment, draft = data.draw(st.sampled_from([ARTICLE, MOONS, WAVE])), Draft()
    for _ in range(data.draw(st.integers(1, 8))):
        listed = [f(experiment) for f in (data_settings, network_settings, training_settings)]
        setting = data.draw(st.sampled_from([s for part in listed for s in part]))
        if setting.is_choice:
            value = data.draw(st.sampled_from(setting.choices))
        else:
            value = data.draw(NUMBERS if setting.is_number else st.booleans())
        done = draft.propose(experiment, setting.key, lambda e, s=setting, v=value: s.edit(e, v))
        if done is None:
            assert setting.key in draft.errors(experiment)
        else:
            check(done)
            experiment = done
