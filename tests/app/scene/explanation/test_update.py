"""The update's page: the optimiser's numbers for one parameter, once they are computed."""

import numpy as np
import pytest

from app.scene.explanation.page import Formula, Query, Table
from app.scene.explanation.update import update_page
from app.scene.explanation.writing import untranslated
from app.scene.known import gradient_known, updated
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from engine.optimizers import RULES
from tests.builders import trainer_of

SIZES = (2, 3, 2)


def step(optimizer):
    trainer = trainer_of(SIZES, optimizer=optimizer, batch_size=2, l1=0.01, learning_rate=0.05)
    trainer.advance(3)
    trace = trainer.trace(2)
    return trace, trainer.dataset, Timeline(trace.operations, SIZES)


def page(case, quantity, t=None):
    trace, dataset, timeline = case
    return update_page(
        Query(trace, timeline, timeline.end if t is None else t, 0, quantity, dataset)
    )


def lines(page):
    table = next(block for block in page.blocks if isinstance(block, Table))
    return dict(zip(map(untranslated, table.columns[0].cells), table.columns[1].cells, strict=True))


@pytest.mark.parametrize("optimizer", RULES)
def test_the_numbers_are_the_engines(optimizer):
    case = step(optimizer)
    trace = case[0]
    for quantity in (q.weight(2, 1, 0), q.bias(1, 2)):
        index, i, j = quantity.layer - 1, quantity.source, quantity.unit

        def of(parameters, place=(index, i, j, quantity.role)):
            index, i, j, role = place
            return parameters[index].b[j] if role == "b" else parameters[index].W[i, j]

        found = lines(page(case, quantity))
        assert found["old value"] == of(trace.before) and found["new value"] == of(trace.after)
        assert found["gradient"] == of(trace.gradients)
        assert found["old value"] + found["change"] == pytest.approx(found["new value"], rel=1e-14)
        memory = [value for name, value in found.items() if name.endswith(("before", "now"))]
        for vectors in (trace.memory_before.vectors, trace.memory.vectors):
            assert {of(vector) for vector in vectors.values()} <= set(memory)
        for block in page(case, quantity).blocks:
            if isinstance(block, Formula):
                assert block.equation.evaluate() == pytest.approx(block.equation.value, rel=1e-9)


def test_adams_means_are_corrected():
    found = lines(page(step("adam"), q.weight(1, 0, 0)))
    assert found["mean m corrected, t = 3"] == pytest.approx(found["mean m now"] / (1 - 0.9**3))
    assert found["mean square v corrected, t = 3"] == pytest.approx(
        found["mean square v now"] / (1 - 0.999**3)
    )


def test_what_is_not_computed_yet_is_not_told():
    case = step("adam")
    timeline, t = case[2], 0.0
    while t is not None:
        for quantity in (q.weight(1, 0, 1), q.bias(2, 1)):
            found = lines(page(case, quantity, t))
            done = updated(timeline, t, quantity)
            assert np.isnan(found["new value"]) != done and np.isnan(found["mean m now"]) != done
            assert np.isnan(found["gradient"]) != gradient_known(timeline, t, quantity)
            formulas = [b for b in page(case, quantity, t).blocks if isinstance(b, Formula)]
            assert all(formula.known == done for formula in formulas)
        t = timeline.next(t, Granularity.TERM)
