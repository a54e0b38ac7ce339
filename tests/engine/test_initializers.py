"""Weights are drawn as the field's conventions say, and fixed by the seed."""

from math import sqrt

import numpy as np
import pytest

from engine.experiment import LayerValues, NetworkSpec
from engine.initializers import INITIALIZERS, initial_parameters
from engine.network import layer_views

FAN_IN, FAN_OUT = 300, 200
DEVIATIONS = {
    "normal": 0.1,
    "uniform": 0.5 / sqrt(3),
    "glorot_normal": sqrt(2 / 500),
    "glorot_uniform": sqrt(2 / 500),
    "he_normal": sqrt(2 / 300),
    "he_uniform": sqrt(2 / 300),
    "lecun_normal": sqrt(1 / 300),
}


def drawn(name, **options):
    network = NetworkSpec((FAN_IN, FAN_OUT), ("relu",), name, options)
    return layer_views(initial_parameters(network, 7), network.sizes)[0]


@pytest.mark.parametrize("name", DEVIATIONS)
def test_deviation_and_mean_are_those_of_the_rule(name):
    W = drawn(name).W
    assert W.std() == pytest.approx(DEVIATIONS[name], rel=0.02)
    assert abs(W.mean()) < 0.02 * DEVIATIONS[name]


@pytest.mark.parametrize(
    ("name", "limit"),
    [("uniform", 0.5), ("glorot_uniform", sqrt(6 / 500)), ("he_uniform", sqrt(6 / 300))],
)
def test_uniform_draws_reach_their_limit_and_not_beyond(name, limit):
    assert 0.99 * limit < abs(drawn(name).W).max() <= limit


def test_normal_draws_are_not_truncated():
    assert abs(drawn("he_normal").W).max() > 3.5 * sqrt(2 / FAN_IN)


def test_options_replace_defaults():
    assert drawn("normal", std=3.0).W.std() == pytest.approx(3.0, rel=0.02)
    assert abs(drawn("uniform", limit=2.0).W).max() == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize(("name", "option"), [("normal", "std"), ("uniform", "limit")])
def test_the_largest_option_still_draws_finite_weights(name, option):
    most = next(o.high for o in INITIALIZERS[name].options if o.name == option)
    assert np.isfinite(drawn(name, **{option: most}).W).all()


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4)])
def test_orthogonal_draws_are_orthonormal_on_the_shorter_side(shape):
    W = INITIALIZERS["orthogonal"].draw(np.random.default_rng(0), *shape)
    assert W.shape == shape
    product = W @ W.T if shape[0] < shape[1] else W.T @ W
    np.testing.assert_allclose(product, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_draws_have_no_preferred_sign():
    signs = [
        INITIALIZERS["orthogonal"].draw(np.random.default_rng(seed), 2, 2)[0, 0] > 0
        for seed in range(200)
    ]
    assert 60 < sum(signs) < 140


def test_constants_and_biases():
    assert (drawn("zeros").W == 0).all()
    assert (drawn("ones").W == 1).all()
    assert all((drawn(name).b == 0).all() for name in INITIALIZERS)


def test_the_seed_fixes_the_draw_and_layers_differ():
    network = NetworkSpec((4, 4, 4), ("tanh", "tanh"))
    theta = initial_parameters(network, 1)
    np.testing.assert_array_equal(theta, initial_parameters(network, 1))
    assert (theta != initial_parameters(network, 2)).any()
    first, second = layer_views(theta, network.sizes)
    assert (first.W != second.W).all()


def test_resizing_the_last_layer_leaves_the_first_as_it_was():
    small, large = (
        layer_views(initial_parameters(NetworkSpec(sizes, ("tanh",) * 2), 1), sizes)
        for sizes in ((3, 4, 2), (3, 4, 5))
    )
    np.testing.assert_array_equal(small[0].W, large[0].W)


def test_explicit_values_are_taken_as_they_are():
    layer = LayerValues(np.array([[1.0, 2.0]]), np.array([3.0, 4.0]))
    network = NetworkSpec((1, 2), ("relu",), layers=(layer,))
    assert initial_parameters(network, 0).tolist() == [1.0, 2.0, 3.0, 4.0]
