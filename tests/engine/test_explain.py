"""Explanations: the parts of a number come to the number that the engine computed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import quantity as q
from engine.activations import ACTIVATIONS
from engine.explain import gradient, loss_shares, path_count, paths, penalty_parts, shares, terms
from engine.losses import LOSS_OPTIONS
from engine.quantity import Role
from tests.builders import trainer_of
from tests.engine.test_golden import load
from tests.engine.test_golden import trainer as golden_trainer

HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]


@st.composite
def traces(draw):
    """A step of a random network of up to 5 layers, of any activations and loss."""
    loss = draw(st.sampled_from(sorted(LOSS_OPTIONS)))
    crossed = {"cross_entropy": ["softmax", "sigmoid"], "binary_cross_entropy": ["sigmoid"]}
    last = draw(st.sampled_from(crossed.get(loss, sorted(ACTIVATIONS))))
    if loss == "binary_cross_entropy":
        last = draw(st.sampled_from(["sigmoid", "softmax"]))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    sizes = (*sizes, draw(st.integers(2, 4)))
    hidden = draw(
        st.lists(st.sampled_from(HIDDEN), min_size=len(sizes) - 2, max_size=len(sizes) - 2)
    )
    trainer = trainer_of(
        sizes,
        activations=(*hidden, last),
        loss=loss,
        batch_size=draw(st.integers(1, 5)),
        seed=draw(st.integers(0, 99)),
        l1=draw(st.sampled_from([0.0, 0.02])),
        l2=draw(st.sampled_from([0.0, 0.3])),
    )
    trainer.advance(2)
    return trainer.trace(1)


def close(found, expected):
    """Equal to 1e-12 of the larger of the number and 1."""
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def parameters(trace):
    for layer, before in enumerate(trace.before, 1):
        for unit in range(before.b.size):
            yield q.bias(layer, unit)
            yield from (q.weight(layer, i, unit) for i in range(before.W.shape[0]))


@given(traces())
def test_terms_sum_to_z(trace):
    for layer in range(1, trace.depth + 1):
        for unit in range(trace.sizes[layer]):
            for sample in range(trace.batch):
                found = terms(trace, layer, unit, sample)
                np.testing.assert_array_equal(found.products, found.inputs * found.weights)
                close(found.products.sum() + found.bias, trace.signals[layer - 1].z[sample, unit])


@given(traces())
def test_paths_sum_to_the_gradient(trace):
    for quantity in parameters(trace):
        found = paths(trace, quantity)
        assert len(found) == found.count == path_count(trace, quantity)
        close(found.total, gradient(trace, quantity))
        close(found.factors.prod(axis=1), found.products)


@given(traces(), st.data())
def test_paths_of_a_sample_sum_to_its_share(trace, data):
    quantity = data.draw(st.sampled_from(list(parameters(trace))))
    own = [paths(trace, quantity, sample) for sample in range(trace.batch)]
    for sample, found in enumerate(own):
        close(found.total, shares(trace, quantity)[sample])
        assert found.factors.shape == (len(found), len(found.stations) + 1)
    close(sum(found.products for found in own), paths(trace, quantity).products)


@given(traces(), st.data())
def test_paths_of_sums_and_activations_sum_to_their_gradients(trace, data):
    layer = data.draw(st.integers(1, trace.depth))
    unit = data.draw(st.integers(0, trace.sizes[layer] - 1))
    sample = data.draw(st.integers(0, trace.batch - 1))
    signals = trace.signals[layer - 1]
    close(paths(trace, q.delta(layer, unit), sample).total, signals.dz[sample, unit])
    close(paths(trace, q.activation(layer, unit), sample).total, signals.da[sample, unit])


@given(traces())
def test_shares_sum_to_the_gradient_without_the_penalty(trace):
    for quantity in parameters(trace):
        parts = shares(trace, quantity).sum() + sum(penalty_parts(trace, quantity))
        close(parts, gradient(trace, quantity))


@given(traces())
def test_shares_of_the_loss_sum_to_it(trace):
    close(loss_shares(trace).sum(), trace.loss)


def test_a_root_of_zero_has_shares_of_zero():
    trainer = trainer_of((2, 2), activations=("identity",), loss="rmse", batch_size=3)
    trainer.advance(1)
    trace = replace(trainer.trace(0), loss=0.0, sample_losses=np.zeros(3))
    assert loss_shares(trace).tolist() == [0.0, 0.0, 0.0]


@given(traces(), st.data())
def test_grouped_paths_sum_exactly_as_well(trace, data):
    quantity = data.draw(st.sampled_from(list(parameters(trace))))
    found = paths(trace, quantity, most=0)
    assert found.grouped == (quantity.layer < trace.depth)
    assert found.count == path_count(trace, quantity)
    assert len(found) == (trace.sizes[quantity.layer + 1] if found.grouped else found.count)
    close(found.total, gradient(trace, quantity))


def test_thousands_of_paths_are_grouped_by_the_next_neuron():
    trainer = trainer_of((3, 4, 20, 20, 20, 2), batch_size=3)
    trainer.advance(1)
    trace = trainer.trace(0)
    found = paths(trace, q.weight(1, 2, 3))
    assert found.grouped and found.count == 20 * 20 * 20 * 2
    assert [nodes[-2] for nodes in map(found.nodes, range(20))] == [
        q.weighted_sum(2, unit) for unit in range(20)
    ]
    close(found.total, trace.gradients[0].W[2, 3])
    assert not paths(trace, q.weight(2, 0, 0)).grouped


def test_a_path_names_what_it_passes():
    trainer = trainer_of((2, 3, 2), batch_size=1)
    trainer.advance(1)
    found = paths(trainer.trace(0), q.weight(1, 0, 1))
    assert [str(node) for node in found.nodes(1)] == ["W:1:0:1", "z:1:1", "a:1:1", "z:2:1", "loss"]
    deltas = paths(trainer.trace(0), q.delta(1, 2), 0)
    assert [str(node) for node in deltas.nodes(0)] == ["z:1:2", "a:1:2", "z:2:0", "loss"]


def test_the_articles_paths():
    """Of weight 1→1 in layer 2: 0.7 · 1 · 0.1 · 0.563 to even, 0.7 · 1 · −0.2 · −0.563 to odd."""
    golden = load("article.json")
    layers = golden["layers"]
    run = golden_trainer(golden, layers, ("relu", "relu", "softmax"), "cross_entropy")
    run.advance(1)
    found = paths(run.trace(0), q.weight(2, 0, 0))
    delta = layers[2]["dz"][0][0]
    np.testing.assert_allclose(
        found.factors, [[0.7, 1.0, 0.1, delta], [0.7, 1.0, -0.2, -delta]], rtol=1e-12
    )
    np.testing.assert_allclose(found.products, [0.0394, 0.0788], atol=5e-5)
    close(found.total, layers[1]["dW"][0][0])
    assert found.total == pytest.approx(0.1182, abs=5e-5)


def test_an_unfused_softmax_parts_the_ways():
    """Each sum moves every output."""
    trainer = trainer_of((2, 3), loss="mse", batch_size=1)
    trainer.advance(1)
    found = paths(trainer.trace(0), q.bias(1, 1))
    assert [str(found.nodes(k)[2]) for k in range(3)] == ["a:1:0", "a:1:1", "a:1:2"]


def test_a_batch_is_summed_in_the_last_factor(monkeypatch):
    """Whatever the chunks are."""
    trainer = trainer_of((2, 3, 4, 2), batch_size=5)
    trainer.advance(1)
    trace = trainer.trace(0)
    whole = paths(trace, q.weight(1, 0, 0))
    assert whole.factors.shape == (8, 3)  # two weights on the way, and the samples' sum
    monkeypatch.setattr("engine.explain.CHUNK", 16)
    close(paths(trace, q.weight(1, 0, 0)).products, whole.products)


def test_the_strongest_come_first_and_what_is_no_number_last():
    trainer = trainer_of((2, 4, 3), batch_size=1)
    trainer.advance(1)
    found = paths(trainer.trace(0), q.weight(1, 0, 0))
    sizes = np.abs(found.products[found.strongest()])
    assert (np.diff(sizes) <= 0).all()
    found.products[found.strongest()[0]] = np.nan
    assert np.isnan(found.products[found.strongest()[-1]])


@pytest.mark.parametrize("quantity", [q.LOSS, q.activation(0, 1)])
def test_what_has_no_gradient_has_no_paths(quantity):
    trainer = trainer_of()
    trainer.advance(1)
    with pytest.raises(ValueError, match="no gradient"):
        paths(trainer.trace(0), quantity)
    assert quantity.role in (Role.LOSS, Role.INPUT)


def test_just_as_many_paths_as_allowed_stand_each_for_itself():
    trainer = trainer_of((2, 3, 4, 2), batch_size=1)
    trainer.advance(1)
    trace, weight = trainer.trace(0), q.weight(1, 0, 0)
    count = path_count(trace, weight)
    assert not paths(trace, weight, most=count).grouped
    assert paths(trace, weight, most=count - 1).grouped
