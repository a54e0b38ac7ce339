"""A value is tried beside the run, and only when it is set does the run take it."""

import numpy as np
import pytest

from app.formats.experiment_toml import load
from app.scene.what_if import announcement
from app.viewmodels.asking import asking_about
from app.viewmodels.edits import with_data_option
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.viewmodels.training import Training
from app.views.texts import translated
from engine import quantity as q
from engine.trace import Kind
from tests.engine.test_trainer import bits

WEIGHT, BIAS, INPUT = q.weight(1, 1, 0), q.bias(2, 1), q.activation(0, 1)


class Setup:
    def __init__(self, experiment):
        self.session = Session(experiment)
        self.player = Player(self.session)
        self.asking = asking_about(self.session, self.player)
        self.inquiry, self.what_if = self.asking.inquiry, self.asking.what_if
        self.changed, self.committed = [], []
        self.what_if.changed.connect(lambda: self.changed.append(self.what_if.value))
        self.what_if.committed.connect(self.committed.append)

    def go(self, step, kind=None, layer=1):
        timeline = self.session.timeline
        self.player.seek(step, timeline.index(kind, layer) + 1.0 if kind else 0.0)


@pytest.fixture
def setup(qapp):
    return Setup(load("article"))


def test_what_can_be_tried_is_what_can_be_set(setup):
    for quantity in (WEIGHT, BIAS, INPUT):
        setup.inquiry.pin(quantity)
        assert setup.what_if.quantity == quantity
    setup.inquiry.pin(q.weighted_sum(1, 0))
    assert setup.what_if.quantity is setup.what_if.original is None
    assert setup.what_if.comparison == ()
    setup.what_if.propose(1.0)
    assert setup.what_if.value is None
    assert not setup.changed


def test_trying_leaves_the_run_as_it_is(setup):
    setup.go(5)
    setup.inquiry.point_at(WEIGHT)
    kept = bits(setup.player.trace)
    setup.what_if.propose(0.9)
    setup.inquiry.point_at(None)  # the pointer goes to the slider, and what is tried stays
    setup.inquiry.point_at(q.bias(1, 0))
    assert setup.what_if.value == setup.what_if.outcome.value == 0.9
    assert setup.what_if.outcome.old == setup.what_if.original
    setup.what_if.propose(float("nan"))
    assert setup.what_if.value == 0.9
    assert bits(setup.player.trace) == kept
    assert setup.what_if.outcome is setup.what_if.outcome
    setup.what_if.drop()
    assert setup.what_if.outcome is setup.what_if.ghost is None
    assert setup.changed == [0.9, None]


@pytest.mark.parametrize("leave", ["step", "sample", "subject", "update", "open", "retune"])
def test_it_is_dropped_where_it_does_not_belong(qapp, leave):
    setup = Setup(load("moons"))
    setup.go(3)
    setup.inquiry.pin(WEIGHT)
    setup.what_if.propose(0.9)
    setup.go(3, Kind.LOSS, setup.player.trace.depth)
    assert setup.what_if.value == 0.9
    row = int(setup.player.trace.rows[1])
    experiment = setup.session.experiment
    {
        "step": lambda: setup.go(4),
        "sample": lambda: setup.player.show_row(row),
        "subject": lambda: setup.inquiry.pin(BIAS),
        "update": lambda: setup.go(3, Kind.UPDATE),
        "open": lambda: setup.session.open(load("article")),
        "retune": lambda: setup.session.change(experiment, 2),
    }[leave]()
    assert setup.what_if.value is setup.what_if.outcome is None
    assert setup.changed == [0.9, None]


@pytest.mark.parametrize("quantity", [WEIGHT, BIAS, INPUT], ids=str)
def test_setting_it_makes_the_step_anew(setup, quantity):
    setup.session.train(59)
    setup.go(12, Kind.WEIGHTED_SUM)
    earlier, t = bits(setup.session.trace(11)), setup.player.t
    setup.inquiry.pin(quantity)
    old = setup.what_if.original
    setup.what_if.propose(0.35)
    told = setup.what_if.outcome
    setup.what_if.commit()
    assert (setup.player.step, setup.player.t) == (12, t)
    assert setup.session.steps == 13
    assert setup.what_if.original == 0.35
    np.testing.assert_allclose(setup.player.trace.signals[-1].a, told.now.a[-1], rtol=1e-13)
    assert bits(setup.session.trace(11)) == earlier
    (change,) = setup.committed
    assert (change.quantity, change.old, change.new) == (quantity, old, 0.35)
    assert (change.step, change.forgotten) == (12, 47)
    assert setup.what_if.value is None
    text = translated(announcement(change))
    assert text.endswith("is now 0.35 from step 12 on; 47 later steps are forgotten")


def test_past_its_update_the_new_value_is_meant(setup):
    setup.session.train(9)
    setup.go(4, Kind.UPDATE)
    setup.inquiry.pin(WEIGHT)
    trace = setup.player.trace
    assert setup.what_if.after
    assert setup.what_if.original == trace.after[0].W[1, 0]
    assert all(np.isnan(line.before) for line in setup.what_if.comparison)
    setup.what_if.propose(0.35)
    setup.what_if.commit()
    assert (setup.player.step, setup.player.t) == (5, 0.0)
    assert setup.player.trace.before[0].W[1, 0] == 0.35
    assert bits(setup.session.trace(4)) == bits(trace)
    assert (setup.committed[0].step, setup.committed[0].forgotten) == (5, 4)


def test_an_input_is_never_updated(setup):
    setup.player.seek(4, setup.session.timeline.end)
    setup.inquiry.pin(INPUT)
    assert not setup.what_if.after
    setup.what_if.propose(0.5)
    setup.what_if.commit()
    assert setup.player.trace.inputs[0, 1] == 0.5
    assert setup.player.step == setup.committed[0].step == 4


def test_setting_what_it_is_does_nothing(setup):
    setup.session.train(9)
    setup.inquiry.pin(WEIGHT)
    setup.what_if.commit()
    setup.what_if.propose(setup.what_if.original)
    setup.what_if.commit()
    assert setup.what_if.value is None
    assert not setup.committed
    assert setup.session.steps == 10


def test_who_moves_the_moment_is_told_to_stop(setup, clock):
    training = Training(setup.session, clock)
    setup.what_if.taken.connect(training.stop)
    setup.inquiry.pin(WEIGHT)
    training.start(1000)
    setup.player.play()
    setup.what_if.propose(0.35)
    assert not training.running
    assert not setup.player.playing
    training.start(1000)
    setup.what_if.commit()
    assert not training.running
    assert setup.committed


def test_before_anything_is_tried_only_what_is_computed_is_told(setup):
    setup.inquiry.pin(WEIGHT)
    numbers = [(line.before, line.now) for line in setup.what_if.comparison]
    assert np.isnan(numbers).all()
    setup.go(0, Kind.ACTIVATION, 1)
    lines = {str(line.quantity): line.before for line in setup.what_if.comparison}
    trace = setup.player.trace
    assert lines["z:1:0"] == trace.signals[0].z[0, 0]
    assert lines["a:1:0"] == trace.signals[0].a[0, 0]
    assert np.isnan([lines["loss"], lines["a:3:0"]]).all()
    setup.what_if.propose(0.9)
    # Who tries a value asks what would become of it: there is nothing to compare it with else.
    assert np.isfinite([(line.before, line.difference) for line in setup.what_if.comparison]).all()


def test_the_slider_widens_for_what_is_typed(setup):
    setup.inquiry.pin(WEIGHT)
    span = setup.what_if.span
    assert span.most >= 1.0
    assert span.value(span.position(0.35)) == 0.35
    setup.what_if.propose(7.3)
    assert setup.what_if.span.most >= 7.3
    setup.what_if.propose(0.1)
    assert setup.what_if.span.most >= 7.3  # it does not shrink while one drags
    setup.what_if.drop()
    assert setup.what_if.span == span


def test_of_many_outputs_those_that_change_the_most_are_compared(qapp):
    setup = Setup(with_data_option(load("blobs"), "classes", 9))
    setup.inquiry.pin(q.bias(setup.player.trace.depth, 7))
    setup.what_if.propose(5.0)
    outcome, sample = setup.what_if.outcome, setup.player.sample
    change = outcome.now.a[-1][sample] - outcome.before.a[-1][sample]
    depth = setup.player.trace.depth
    lines = [each for each in setup.what_if.comparison if each.quantity.layer == depth][:-1]
    assert lines[0].quantity == q.activation(depth, 7)
    shown = [abs(line.difference) for line in lines]
    assert shown == sorted(np.abs(change).tolist(), reverse=True)[: len(shown)]
    names = [translated(line.name) for line in setup.what_if.comparison]
    assert names[:2] == ["batch loss", "sample loss"]
