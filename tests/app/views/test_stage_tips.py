"""Tool tips tell every digit of what there is, whatever is coloured, and nothing twice."""

from itertools import product

import pytest

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.hit import EdgeHit, NodeHit
from app.scene.look import EdgeColour, Look, NodeColour
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from app.views.stage_tips import tip

LAYER, SOURCE, UNIT = 2, 1, 0


@pytest.fixture
def lines(qtbot):
    session = Session(load("article"))
    player = Player(session)
    stage = StageView(session, player, asking_about(session, player), theme_named("light"))
    qtbot.addWidget(stage)

    def lines_of(hit, look, share):
        player.set_look(look)
        player.seek(0, share * session.timeline.end)
        return dict(line.rsplit(" = ", 1) for line in tip(stage.picture(), hit).split("\n")[1:])

    return session.trace(0), lines_of


@pytest.mark.parametrize(("nodes", "edges"), list(product(NodeColour, EdgeColour)))
def test_at_the_end_of_a_step_tips_tell_all_of_it(lines, nodes, edges):
    trace, lines_of = lines
    look = Look(nodes, edges)
    signals, before, after = trace.signals[1], trace.before[1], trace.after[1]
    place, gradients = (SOURCE, UNIT), trace.gradients[1]
    told = {
        NodeColour.SUM: {"z": signals.z[0, UNIT]},
        NodeColour.DELTA: {},  # the ring's line says it
    }.get(nodes, {"a": signals.a[0, UNIT]})
    told |= {"b": after.b[UNIT], "δ = ∂L/∂z": signals.dz[0, UNIT], "∂L/∂b": gradients.b[UNIT]}
    expected = {name: repr(float(value)) for name, value in told.items()}
    assert lines_of(NodeHit(LAYER, UNIT), look, 1.0) == expected
    told = {"w": after.W[place], "before: w": before.W[place], "∂L/∂w": gradients.W[place]}
    told |= {
        EdgeColour.CONTRIBUTION: {"a · w": trace.activation(1)[0, SOURCE] * before.W[place]},
        EdgeColour.UPDATE: {"Δw": after.W[place] - before.W[place]},
    }.get(edges, {})
    expected = {name: repr(float(value)) for name, value in told.items()}
    assert lines_of(EdgeHit(LAYER, SOURCE, UNIT), look, 1.0) == expected


@pytest.mark.parametrize("edges", EdgeColour)
def test_at_its_start_they_tell_the_parameters_and_no_more(lines, edges):
    trace, lines_of = lines
    weight = repr(float(trace.before[1].W[SOURCE, UNIT]))
    assert lines_of(EdgeHit(LAYER, SOURCE, UNIT), Look(edges=edges), 0.0) == {"w": weight}
