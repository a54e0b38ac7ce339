from math import inf, nan

import numpy as np
import pytest

from app.scene.activation_curve import activation_curve
from engine.activations import ACTIVATIONS

ELEMENTWISE = [name for name, entry in ACTIVATIONS.items() if entry.slope is not None]


def value(name: str, z: float) -> float:
    out = np.empty((1, 1))
    ACTIVATIONS[name].f(np.array([[z]]), out)
    return float(out[0, 0])


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize("z", [-30.0, -0.3, 0.0, 2.5, 1e6])
def test_the_point_lies_on_the_curve_and_in_sight(name, z):
    curve = activation_curve(name, z, value(name, z))
    assert curve.z_range[0] <= z <= curve.z_range[1]
    assert curve.a_range[0] <= curve.point[1] <= curve.a_range[1]
    step = curve.z[1] - curve.z[0]
    on_curve = np.interp(z, curve.z, curve.a)
    assert on_curve == pytest.approx(curve.point[1], abs=1.3 * step)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_the_tangent_touches_where_the_point_is(name):
    curve = activation_curve(name, 0.7, value(name, 0.7))
    (left, below), (right, above) = curve.tangent
    assert (left + right) / 2.0 == pytest.approx(0.7)
    steepness = (value(name, 0.7001) - value(name, 0.6999)) / 0.0002
    assert (above - below) / (right - left) == pytest.approx(steepness, rel=1e-4)


def test_what_is_not_known_or_not_finite_has_no_place():
    nothing = activation_curve("tanh", nan, nan)
    assert (nothing.at, nothing.point, nothing.tangent) == (None, None, None)
    only_z = activation_curve("tanh", 0.5, nan)
    assert (only_z.at, only_z.point, only_z.tangent) == (0.5, None, None)
    assert activation_curve("relu", inf, inf).point is None
    assert activation_curve("relu", 1e300, 1e300).point is None


def test_the_axis_stands_still_for_usual_sums_and_softmax_has_no_curve():
    ranges = {activation_curve("relu", z, 0.0).z_range for z in (-3.0, 0.0, 1.0, 3.5)}
    assert ranges == {(-4.0, 4.0)}
    assert activation_curve("softmax", 1.0, 0.5) is None
