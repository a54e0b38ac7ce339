"""The batch's page: shares come to the engine's numbers, and tell no future."""

from dataclasses import replace

import numpy as np
import pytest

from app.scene.explanation.batch import batch_page
from app.scene.explanation.page import Note, Query, Table
from app.scene.explanation.writing import untranslated
from app.scene.known import gradient_known, value_known
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from tests.builders import trainer_of

SIZES = (2, 3, 2)


@pytest.fixture(params=["cross_entropy", "mse", "rmse"])
def step(request):
    trainer = trainer_of(SIZES, loss=request.param, rows=8, batch_size=4, l2=0.3)
    trainer.advance(2)
    trace = trainer.trace(1)
    return trace, trainer.dataset, Timeline(trace.operations, SIZES)


def page(step, quantity, t=None, sample=0):
    trace, dataset, timeline = step
    return batch_page(
        Query(trace, timeline, timeline.end if t is None else t, sample, quantity, dataset)
    )


def table_of(page):
    return next(block for block in page.blocks if isinstance(block, Table))


def test_shares_and_penalty_come_to_the_gradient(step):
    for quantity in (q.weight(1, 1, 2), q.weight(2, 0, 1), q.bias(1, 0)):
        found = table_of(page(step, quantity))
        totals = {
            untranslated(t.name) if not isinstance(t.name, str) else t.name: t.value
            for t in found.totals
        }
        shares = found.columns[-1].cells
        whole = totals.pop("∂L/∂w" if quantity.role == "W" else "∂L/∂b")
        gradients = step[0].gradients[quantity.layer - 1]
        assert whole == (
            gradients.b[quantity.unit]
            if quantity.role == "b"
            else gradients.W[quantity.source, quantity.unit]
        )
        pull = totals.get("pull of the penalty", 0.0)
        assert shares.sum() + pull == pytest.approx(whole, abs=1e-12)
        assert (quantity.role == "W") == bool(totals)


def test_shares_of_the_loss_come_to_it(step):
    found = table_of(page(step, q.LOSS))
    assert found.columns[-1].cells.sum() == pytest.approx(step[0].loss, rel=1e-12)
    np.testing.assert_array_equal(found.columns[-2].cells, step[0].sample_losses)


def test_rows_are_the_samples_and_go_there(step):
    found = table_of(page(step, q.activation(1, 1), sample=2))
    assert [found.sample(row) for row in range(len(found))] == [0, 1, 2, 3]
    assert found.focus == 2
    np.testing.assert_array_equal(found.columns[-1].cells, step[0].signals[0].a[:, 1])


def test_which_samples_push_is_said(step):
    quantity = q.weight(1, 1, 2)
    note = next(block for block in page(step, quantity).blocks if isinstance(block, Note))
    shares = table_of(page(step, quantity)).columns[-1].cells
    up, down = int((shares < 0).sum()), int((shares > 0).sum())
    said = untranslated(note.text)
    assert (f"{down} of" in said and f"{up} more" in said) or 0 in (up, down)


def test_what_is_not_computed_yet_is_not_told(step):
    _, _, timeline = step
    t = 0.0
    while t is not None:
        for quantity in (q.weight(1, 1, 2), q.bias(2, 1)):
            shown = page(step, quantity, t)
            known = gradient_known(timeline, t, quantity)
            table = table_of(shown)
            assert np.isnan(table.columns[-1].cells).all() != known
            assert all(np.isnan(total.value) != known for total in table.totals)
            assert any(isinstance(block, Note) for block in shown.blocks) == known
        for quantity in (q.delta(1, 0), q.activation(2, 1), q.LOSS):
            cells = table_of(page(step, quantity, t)).columns[-1].cells
            assert np.isnan(cells).all() != value_known(timeline, t, quantity)
        t = timeline.next(t, Granularity.TERM)


def test_a_batch_that_overflows_is_told(step):
    trace, dataset, timeline = step
    first = trace.signals[0]
    dz = np.array([1e308, 1e308, np.inf, -np.inf])[:, np.newaxis] + np.zeros_like(first.dz)
    broken = replace(trace, signals=(replace(first, dz=dz), *trace.signals[1:]))
    found = table_of(page((broken, dataset, timeline), q.weight(1, 1, 2)))
    assert np.isnan(found.totals[0].value)


def test_what_comes_in_is_x_only_from_the_data(step):
    def letter(quantity):
        return untranslated(table_of(page(step, quantity)).columns[1].title)

    assert letter(q.weight(1, 1, 2)) == "x" and letter(q.weight(2, 1, 1)) == "a"
