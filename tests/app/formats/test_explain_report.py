"""The explain report: what is said to make a number does make it."""

import json
from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings

from app.formats.explain_report import explain_report
from app.formats.reports import written
from engine import quantity as q
from engine.quantity import Role
from tests.builders import trainer_of
from tests.engine.test_explain import traces


def quantities(trace):
    """One of each role in every layer."""
    yield from (q.LOSS, q.activation(0, trace.sizes[0] - 1))
    for layer in range(1, trace.depth + 1):
        unit = trace.sizes[layer] - 1
        yield q.weight(layer, 0, unit)
        for make in (q.bias, q.weighted_sum, q.activation, q.delta, q.output_gradient):
            yield make(layer, unit)


def value_of(trace, quantity, sample):
    """What the trace has for it."""
    if quantity.role is Role.LOSS:
        return trace.loss
    if quantity.role is Role.INPUT:
        return trace.inputs[sample, quantity.unit]
    index = quantity.layer - 1
    if quantity.role is Role.WEIGHT:
        return trace.gradients[index].W[quantity.source, quantity.unit]
    if quantity.role is Role.BIAS:
        return trace.gradients[index].b[quantity.unit]
    return getattr(trace.signals[index], str(quantity.role))[sample, quantity.unit]


def read(trace, quantity, sample=None, dataset=None):
    """The report as one reads it back."""
    dataset = dataset or trainer_of(trace.sizes).dataset
    return json.loads(written(explain_report(trace, dataset, quantity, sample)))


def parts_of(report):
    return report["paths"] if "paths" in report else report["terms"]


def close(found, expected):
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


@settings(max_examples=30)
@given(traces())
def test_products_sum_to_the_value_and_factors_multiply_to_products(trace):
    for quantity in quantities(trace):
        report = read(trace, quantity)
        assert report["value"] == value_of(trace, quantity, 0)
        close(sum(part["product"] for part in parts_of(report)), report["value"])
        for part in parts_of(report):
            close(prod(part["factors"]), part["product"])
        assert ("paths" in report) == (
            quantity.role in (Role.WEIGHT, Role.BIAS, Role.DELTA, Role.OUTPUT_GRADIENT)
        )


@settings(max_examples=30)
@given(traces())
def test_the_samples_shares_sum_to_what_they_share(trace):
    for quantity in (q.LOSS, q.bias(1, 0), q.weight(trace.depth, 0, 1)):
        values = [read(trace, quantity, sample)["value"] for sample in range(trace.batch)]
        whole = read(trace, quantity)
        pulls = [p["product"] for p in parts_of(whole) if p.get("nodes", "")[-1:] == ["penalty"]]
        close(sum(values) + sum(pulls), whole["value"])


@settings(max_examples=30)
@given(traces())
def test_a_path_of_one_sample_has_a_factor_for_each_arrow(trace):
    for path in read(trace, q.weight(1, 0, 0), trace.batch - 1)["paths"]:
        assert path["nodes"][0] == "W:1:0:0" and path["nodes"][-1] == "loss"
        assert len(path["factors"]) == len(path["nodes"]) - 1


@settings(max_examples=30)
@given(traces())
def test_gradients_are_checked(trace):
    for quantity in quantities(trace):
        check = read(trace, quantity)["finite_difference"]
        if quantity.role in (Role.LOSS, Role.INPUT):
            assert check is None
        else:
            assert check["agrees"] or check["doubt"]
            estimate = (check["loss_plus"] - check["loss_minus"]) / (2 * check["step"])
            assert check["estimate"] == estimate


def test_what_each_sample_has_is_that_of_the_row_said():
    trainer = trainer_of((2, 3, 2), batch_size=4)
    trainer.advance(1)
    trace = trainer.trace(0)
    for quantity in (q.weighted_sum(1, 2), q.activation(1, 2), q.delta(1, 2), q.activation(0, 1)):
        report = read(trace, quantity, 3)
        assert (report["sample"], report["value"]) == (3, value_of(trace, quantity, 3))
        assert read(trace, quantity)["sample"] == 0
    assert read(trace, q.bias(1, 2))["sample"] is None
    assert read(trace, q.LOSS)["sample"] is None


def test_the_terms_of_a_sum_say_where_they_are_from():
    trainer = trainer_of((2, 3, 2), batch_size=1)
    trainer.advance(1)
    terms = read(trainer.trace(0), q.weighted_sum(1, 2))["terms"]
    assert [term["from"] for term in terms] == ["x:0", "x:1", "b:1:2"]
    assert [term.get("weight") for term in terms] == ["W:1:0:2", "W:1:1:2", None]


def test_a_standardised_input_is_its_raw_value_less_the_mean():
    trainer = trainer_of((2, 2))
    dataset = replace(trainer.dataset, mean=np.array([0, 3.5]), deviation=np.array([1, 2]))
    trainer.advance(1)
    trace = trainer.trace(0)
    report = read(trace, q.activation(0, 1), dataset=dataset)
    raw, mean = report["terms"]
    assert raw["factors"] == [trace.inputs[0, 1] * 2 + 3.5, 0.5] and mean["factors"] == [-3.5, 0.5]
    close(raw["product"] + mean["product"], report["value"])
    assert [term["from"] for term in report["terms"]] == ["data", "mean"]


def test_too_many_paths_are_grouped():
    trainer = trainer_of((2, 20, 20, 20, 2), batch_size=1)
    trainer.advance(1)
    report = read(trainer.trace(0), q.weight(1, 0, 0))
    assert not report["grouped"] and report["count"] == 800
    trainer = trainer_of((2, 2, 20, 20, 20, 2), batch_size=1)
    trainer.advance(1)
    report = read(trainer.trace(0), q.weight(1, 0, 0))
    assert report["grouped"] and report["count"] == 16_000 and len(report["paths"]) == 20
    close(sum(path["product"] for path in report["paths"]), report["value"])
