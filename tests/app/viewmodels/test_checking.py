import pytest

from app.formats.experiment_toml import load
from app.viewmodels.asking import asking_about
from app.viewmodels.checking import Checking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine import quantity as q


class Bench:
    """A check of one experiment."""

    def __init__(self, name):
        self.session = Session(load(name))
        self.player = Player(self.session, self.session)
        self.inquiry = asking_about(self.session, self.player, self.session).inquiry
        self.checking = Checking(self.session, self.player, self.inquiry, self.session)


@pytest.fixture
def bench(qapp):
    return Bench("moons")


def test_nothing_is_told_before_the_gradient_is_known(bench):
    checking, player = bench.checking, bench.player
    bench.inquiry.pin(q.weight(1, 0, 0))
    assert (checking.ready, checking.layer_ready) == (False, False)
    checking.check()
    checking.check_layer()
    assert checking.result is None
    player.to_end()
    assert checking.result is None
    assert (checking.ready, checking.layer_ready) == (True, True)
    checking.check()
    assert checking.result is not None
    player.seek(0, 1.0)
    assert checking.result is None


def test_a_layer_is_known_with_its_last_bias(bench):
    bench.inquiry.pin(q.weight(1, 0, 0))
    timeline, depth = bench.session.timeline, bench.player.trace.depth
    assert depth > 1
    weights = next(
        i
        for i, s in enumerate(timeline.slots)
        if (s.operation.kind, s.operation.layer) == ("weight_gradient", 1)
    )
    bench.player.seek(0, weights + 1.0)
    assert (bench.checking.ready, bench.checking.layer_ready) == (True, False)
    bench.player.seek(0, weights + 2.0)
    assert bench.checking.layer_ready


def test_a_result_belongs_to_a_step_a_sample_and_a_quantity(bench):
    checking, player, inquiry = bench.checking, bench.player, bench.inquiry
    player.to_end()
    inquiry.pin(q.activation(1, 2))
    checking.check()
    result = checking.result
    assert (result.quantity, result.agrees) == (q.activation(1, 2), True)
    inquiry.pin(q.activation(1, 1))
    assert checking.result is None
    inquiry.pin(q.activation(1, 2))
    assert checking.result is result
    player.show_row(int(player.trace.rows[3]))
    assert checking.result is None
    checking.check()
    assert checking.result.gradient == player.trace.signals[0].da[3, 2]
    player.seek(1, bench.session.timeline.end)
    assert checking.result is None


@pytest.mark.parametrize(
    "subject, target",
    [
        (q.delta(2, 1), q.weighted_sum(2, 1)),
        (q.output_gradient(1, 1), q.activation(1, 1)),
        (q.bias(1, 0), q.bias(1, 0)),
        (q.LOSS, None),
        (q.activation(0, 1), None),
    ],
)
def test_gradients_are_checked_by_what_they_are_taken_by(bench, subject, target):
    bench.inquiry.pin(subject)
    assert bench.checking.target == target


def test_the_trace_stays_as_it_is(bench):
    bench.player.to_end()
    bench.inquiry.pin(q.weight(1, 0, 0))
    before = bench.player.trace.before[0].W.copy()
    bench.checking.check_layer()
    assert bench.checking.result.checked == bench.checking.result.total
    assert (before == bench.player.trace.before[0].W).all()
