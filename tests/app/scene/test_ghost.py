"""Sliders stand on round numbers, ghosts only where something changes, and sentences say it."""

from math import inf, isclose, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scene.ghost import ghost_of
from app.scene.kinds import Shown
from app.scene.what_if import Change, announcement, span_of, symbol_of
from app.views.texts import translated
from engine import quantity as q
from engine.what_if import outcome, present
from tests.builders import trainer_of


@given(value=st.floats(-1e80, 1e80), scale=st.floats(0.0, 1e80))
def test_a_span_holds_its_values(value, scale):
    span = span_of(value, scale)
    most = max(1.0, abs(value), scale)
    assert most <= span.most * (1 + 1e-9)
    assert span.most <= 1.5 * most
    assert 100 <= span.steps <= 1000
    assert isclose(span.value(span.steps), span.most)
    assert abs(span.value(span.position(value)) - value) <= 0.5001 * span.step


def test_a_span_is_made_of_readable_numbers():
    span = span_of(0.3, 1.3)
    assert (span.most, span.step) == (1.5, 0.01)
    assert [span.value(n) for n in (-150, 7, 35)] == [-1.5, 0.07, 0.35]
    assert [span.position(x) for x in (9.0, -inf, nan)] == [150, 0, 0]
    assert span_of(nan, inf).most == 1.0


@pytest.mark.parametrize(
    ("quantity", "written"),
    [(q.weight(1, 1, 0), "w₂₁(1)"), (q.bias(2, 0), "b₁(2)"), (q.activation(0, 1), "x₂")],
)
def test_names(quantity, written):
    assert symbol_of(quantity) == written


@pytest.mark.parametrize(
    ("quantity", "forgotten", "said"),
    [
        (
            q.weight(1, 1, 0),
            1_200,
            "w₂₁(1) is now 0.35 from step 12 on; 1,200 later steps are forgotten",
        ),
        (q.weight(1, 1, 0), 1, "w₂₁(1) is now 0.35 from step 12 on; 1 later step is forgotten"),
        (q.activation(0, 1), 0, "x₂ of sample 4 is now 0.35 from step 12 on"),
    ],
)
def test_what_was_set_is_said(quantity, forgotten, said):
    assert translated(announcement(Change(quantity, 0.2, 0.35, 12, forgotten, 3))) == said


def test_a_ghost_stands_only_where_something_changes():
    trainer = trainer_of((2, 3, 2), activations=("relu", "softmax"), batch_size=3)
    trainer.advance(1)
    trace, sample = trainer.trace(0), 1
    told = outcome(trace, q.bias(1, 2), 4.0, sample)
    ghost = ghost_of(told, sample)
    for shown, now in ((Shown.SUM, told.now.z), (Shown.ACTIVATION, told.now.a)):
        nodes = [node for node in ghost.nodes if node.shown == shown]
        assert [(node.layer, node.unit) for node in nodes] == [(1, 2), (2, 0), (2, 1)]
        assert [node.value for node in nodes] == [now[0][sample, 2], *now[1][sample]]
    assert ghost.texts[0] == f"b₃(1) = {'−' if told.old < 0 else ''}{abs(told.old):.3g} → 4"
    assert ghost.outputs.tolist() == told.now.a[-1][sample].tolist()
    old = present(trace, q.bias(2, 0), sample)
    for unseen in (0.0, 1e-9):
        still = outcome(trace, q.bias(2, 0), old + unseen, sample)
        assert ghost_of(still, sample).nodes == ()
    tried = ghost_of(outcome(trace, q.activation(0, 0), 4.0, sample), sample).nodes[0]
    assert (tried.layer, tried.unit, tried.value) == (0, 0, 4.0)
