"""Datasets are what their names say, split and scaled as asked, and fixed by the seed."""

import numpy as np
import pytest

from engine.datasets import build, shape_of
from engine.errors import FieldError
from engine.experiment import DataSpec, NetworkSpec, Table
from engine.generators import GATES, GENERATED


def built(source="inline", outputs=2, seed=0, options=None, **fields):
    data = DataSpec(source, options or {}, **fields)
    return build(data, NetworkSpec((1, outputs), ("softmax",)), seed)


def inline(inputs, targets, **fields):
    return DataSpec("inline", table=Table(np.array(inputs), np.array(targets)), **fields)


def test_binary_parity_counts_up_most_significant_bit_first():
    dataset = built("binary_parity", options={"bits": 3})
    numbers = dataset.inputs @ [4, 2, 1]
    assert numbers.tolist() == list(range(8))
    assert dataset.targets.argmax(1).tolist() == [0, 1] * 4
    assert dataset.class_names == ("even", "odd")


@pytest.mark.parametrize(
    ("gate", "function"),
    [
        ("and", lambda a, b: a and b),
        ("or", lambda a, b: a or b),
        ("xor", lambda a, b: a != b),
        ("nand", lambda a, b: not (a and b)),
        ("nor", lambda a, b: not (a or b)),
        ("xnor", lambda a, b: a == b),
    ],
)
def test_a_gate_is_its_truth_table(gate, function):
    dataset = built("logic", outputs=1, options={"gate": gate})
    assert dataset.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert dataset.targets[:, 0].tolist() == [function(*row) for row in dataset.inputs]
    assert set(GATES) == {"and", "or", "xor", "nand", "nor", "xnor"}


def test_samples_repeat_a_truth_table_and_noise_blurs_it():
    dataset = built("logic", options={"samples": 402, "noise": 0.1})
    errors = dataset.inputs - np.round(dataset.inputs)
    assert dataset.inputs.shape == (402, 2)
    assert errors.std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("name", GENERATED)
def test_every_source_keeps_what_its_shape_promises(name):
    shape = shape_of(DataSpec(name, {"samples": 50}))
    outputs = len(shape.class_names) if shape.class_names else 1
    dataset = built(name, outputs, options={"samples": 50})
    assert dataset.inputs.shape == (50, len(shape.input_names))
    assert dataset.targets.shape == (50, outputs)
    assert dataset.inputs.dtype == np.float64
    assert dataset.inputs.flags.c_contiguous and dataset.targets.flags.c_contiguous
    assert np.isfinite(dataset.inputs).all() and np.isfinite(dataset.targets).all()


@pytest.mark.parametrize("name", GENERATED)
def test_the_seed_fixes_every_source(name):
    def rows(seed):
        dataset = built(name, 3, seed, {"samples": 30, "noise": 0.1})
        return np.hstack([dataset.inputs, dataset.targets])

    np.testing.assert_array_equal(rows(1), rows(1))
    assert (rows(1) != rows(2)).any()


EXACT = {"samples": 300, "noise": 0.0}


def labelled(name, **options):
    dataset = built(name, options.get("classes", 2), options={**EXACT, **options})
    return dataset.inputs, dataset.targets.argmax(1)


def test_circles_have_radius_1_and_a_half():
    points, label = labelled("circles")
    np.testing.assert_allclose(np.hypot(*points.T), np.where(label == 0, 1.0, 0.5))


def test_moons_are_half_circles_that_interlock():
    points, label = labelled("moons")
    centres = np.where(label[:, None] == 0, [0.0, 0.0], [1.0, 0.5])
    np.testing.assert_allclose(np.hypot(*(points - centres).T), 1.0)
    assert (points[label == 0, 1] >= 0).all() and (points[label == 1, 1] <= 0.5).all()


def test_spiral_arms_are_each_other_turned_by_half_a_circle():
    points, label = labelled("spiral", turns=1.5)
    radius = np.hypot(*points.T)
    angle = 2 * np.pi * 1.5 * radius + np.pi * label
    np.testing.assert_allclose(
        points, radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    )


def test_blobs_have_a_cloud_for_each_class_with_noise_as_its_deviation():
    points, label = labelled("blobs", classes=5, noise=0.1)
    centres = np.array([points[label == k].mean(0) for k in range(5)])
    np.testing.assert_allclose(np.hypot(*centres.T), 1.0, atol=0.06)
    assert (points - centres[label]).std() == pytest.approx(0.1, rel=0.1)


def test_xor_quadrants_are_told_by_the_signs():
    points, label = labelled("xor_quadrants")
    np.testing.assert_array_equal(label, points[:, 0] * points[:, 1] < 0)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("plane", lambda x: (x[:, 0] + x[:, 1]) / 2),
        ("wave", lambda x: np.sin(2 * np.pi * x[:, 0])),
    ],
)
def test_regressions_are_their_function_plus_noise(name, function):
    exact = built(name, 1, options=EXACT)
    np.testing.assert_allclose(exact.targets[:, 0], function(exact.inputs))
    noisy = built(name, 1, options={"samples": 2000, "noise": 0.3})
    assert (noisy.targets[:, 0] - function(noisy.inputs)).std() == pytest.approx(0.3, rel=0.1)
    assert exact.class_names is None and exact.output_names == ("y",)


def test_gaussians_have_hills_and_hollows():
    height = built("gaussians", 1, options=EXACT).targets
    assert height.min() < -0.8 and height.max() > 0.8


def test_the_split_is_sorted_whole_and_drawn_from_the_seed():
    dataset = built("moons", options={"samples": 50}, test_fraction=0.3)
    assert dataset.test.size == 15
    assert sorted([*dataset.train, *dataset.test]) == list(range(50))
    assert (np.diff(dataset.train) > 0).all() and (np.diff(dataset.test) > 0).all()
    other = built("moons", seed=1, options={"samples": 50}, test_fraction=0.3)
    assert other.test.tolist() != dataset.test.tolist()


def test_one_row_always_stays_for_training():
    assert built("logic", test_fraction=0.99).train.size == 1


def test_rows_are_standardised_by_the_training_rows():
    dataset = built("moons", options={"samples": 50}, test_fraction=0.3, standardize=True)
    raw = built("moons", options={"samples": 50}, test_fraction=0.3)
    train = raw.inputs[raw.train]
    np.testing.assert_allclose(dataset.mean, train.mean(0))
    np.testing.assert_allclose(dataset.deviation, train.std(0))
    np.testing.assert_allclose(dataset.inputs * dataset.deviation + dataset.mean, raw.inputs)


def test_a_constant_column_is_not_divided_by_zero():
    data = inline([[0.1, 1.0]] * 3 + [[0.1, 2.0]], [[1.0]] * 4, standardize=True)
    dataset = build(data, NetworkSpec((2, 1), ("identity",)), 0)
    assert dataset.deviation[0] == 1.0
    np.testing.assert_allclose(dataset.inputs[:, 0], 0.0, atol=1e-15)


def test_numbers_too_large_to_standardise_are_refused_quietly():
    data = inline([[1e308], [-1e308]], [[1.0], [0.0]], standardize=True)
    with pytest.raises(FieldError, match=r"data\.standardize"):
        build(data, NetworkSpec((1, 1), ("identity",)), 0)


def test_labels_become_one_hot_or_one_column():
    table = Table(np.eye(2), None, (1, 0), None, ("no", "yes"))
    two = build(DataSpec("csv", table=table), NetworkSpec((2, 2), ("softmax",)), 0)
    one = build(DataSpec("csv", table=table), NetworkSpec((2, 1), ("sigmoid",)), 0)
    assert two.targets.tolist() == [[0, 1], [1, 0]] and two.output_names == ("no", "yes")
    assert one.targets.tolist() == [[1], [0]] and one.output_names == ("yes",)


def test_names_given_by_the_experiment_win():
    data = inline([[1.0, 2.0]], [[0.0, 1.0]], input_names=("a", "b"), class_names=("c", "d"))
    dataset = build(data, NetworkSpec((2, 2), ("softmax",)), 0)
    assert dataset.input_names == ("a", "b") and dataset.class_names == ("c", "d")


def test_inline_numbers_without_names_are_a_regression_with_numbered_names():
    dataset = build(inline([[1.0, 2.0]], [[0.0, 1.0]]), NetworkSpec((2, 2), ("tanh",)), 0)
    assert not dataset.is_classification
    assert dataset.input_names == ("x1", "x2") and dataset.output_names == ("y1", "y2")
