"""Rows are named so that a learner knows which one it is."""

from app.formats.experiment_toml import load
from app.scene.samples import SampleNames
from engine.datasets import build


def names_of(example):
    experiment = load(example)
    dataset = build(experiment.data, experiment.network, experiment.seed)
    return SampleNames(dataset, experiment.data.source)


def test_zeros_and_ones_are_a_binary_number():
    assert names_of("article").of(0) == "11₂ = 3 → odd"
    assert names_of("parity4").of(6) == "0110₂ = 6 → even"


def test_truth_values_are_no_number():
    assert names_of("xor").of(1) == "0 1 → true"


def test_other_inputs_have_their_names():
    wave = names_of("wave").of(0)
    assert wave.startswith("x ")
    assert " → " in wave


def test_tables_name_rows_briefly():
    assert names_of("article").brief(0) == "11₂ = 3 → odd"
    experiment = load("moons")
    dataset = build(experiment.data, experiment.network, experiment.seed)
    names = SampleNames(dataset, experiment.data.source)
    for kind in (dataset.train, dataset.test):
        for place, row in enumerate(sorted(kind.tolist()), 1):
            assert names.brief(row) == f"#{place}" + names.parts(row)[1]
