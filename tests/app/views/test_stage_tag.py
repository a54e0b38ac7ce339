"""The label of what is pinned tells its number as soon as there is one, whatever nodes show."""

from math import isnan

import pytest

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.look import Look, NodeColour
from app.scene.numbers import number, signed
from app.scene.pointing import value_of
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from engine import quantity as q
from engine.trace import Kind

NAMES = {q.weighted_sum: "z", q.activation: "a", q.delta: "δ", q.output_gradient: "∂L/∂a"}


@pytest.fixture
def make(qtbot):
    session = Session(load("moons"))
    player = Player(session)
    stage = StageView(session, player, asking_about(session, player), theme_named("light"))
    qtbot.addWidget(stage)
    stage.resize(900, 500)
    return session, player, stage


def exact(session, player, kind, layer, unit):
    """The number, and from when on it is there."""
    signals = session.trace(0).signals[layer - 1]
    values, operation, of = {
        q.weighted_sum: (signals.z, Kind.WEIGHTED_SUM, layer),
        q.activation: (signals.a, Kind.ACTIVATION, layer),
        q.delta: (signals.dz, Kind.ACTIVATION_GRADIENT, layer),
        q.output_gradient: (signals.da, Kind.INPUT_GRADIENT, layer + 1),
    }[kind]
    start = session.timeline.index(operation, of)
    share = (unit + 1) / session.timeline.slot(operation, of).neurons
    return float(values[player.sample, unit]), start + share


@pytest.mark.parametrize("colour", NodeColour)
@pytest.mark.parametrize("kind", NAMES)
def test_what_is_pinned_tells_its_own_number_from_when_it_is_computed(make, colour, kind):
    session, player, stage = make
    player.set_look(Look(nodes=colour))
    layer, unit = 1, 2
    pinned = kind(layer, unit)
    stage._inquiry.pin(pinned)
    value, start = exact(session, player, kind, layer, unit)
    written = signed(value) if kind in (q.delta, q.output_gradient) else number(value, 3)
    assert not isnan(value)
    labelled = 0
    for t in (0.0, start - 0.01, start + 0.01, session.timeline.end):
        player.seek(0, t)
        texts, nodes = stage._sight.texts(), stage.picture().frame.nodes[layer]
        labels = [pill.text for pill in texts.pills if pill.quantity == pinned]
        told = value_of(nodes, layer, unit) == pinned or any(r.told == pinned for r in texts.rows)
        assert labels or told
        labelled += len(labels)
        for label in labels:
            assert label.startswith(NAMES[kind])
            assert label.endswith(f" {written}") == (t > start)
            assert (" " in label) == (t > start)
    assert labelled or colour is not NodeColour.AUTOMATIC


def test_the_sum_of_an_output_is_not_called_as_its_activation(make):
    session, player, stage = make
    player.seek(0, session.timeline.end)
    pinned = q.weighted_sum(session.trace(0).depth, 0)
    stage._inquiry.pin(pinned)
    pills = stage._sight.texts().pills
    assert [pill.text[:3] for pill in pills if pill.quantity == pinned] == ["z₁ "]
