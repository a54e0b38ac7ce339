"""The inquiry: what is explained, and what lights up."""

import pytest

from app.formats.experiment_toml import load
from app.scene.explanation.aspects import Aspect
from app.scene.subject import subject_of
from app.scene.timeline import Granularity
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine import quantity as q

NODE, EDGE = q.activation(1, 0), q.weight(2, 0, 1)


@pytest.fixture
def session(qapp):
    return Session(load("article"))


@pytest.fixture
def player(session):
    return Player(session, session)


@pytest.fixture
def inquiry(session, player):
    return Inquiry(session, player, session)


def test_unasked_the_moment_itself_is_explained(session, player, inquiry):
    assert inquiry.subject is None and inquiry.page is None
    player.forward()
    assert inquiry.subject == subject_of(session.timeline, player.moment) == q.weighted_sum(1, 0)


def test_what_is_pinned_stays_whatever_is_pointed_at(qtbot, inquiry):
    inquiry.point_at(NODE)
    assert inquiry.subject == NODE and inquiry.lit == {NODE}
    inquiry.toggle_pin(EDGE)
    with qtbot.assertNotEmitted(inquiry.changed):
        inquiry.point_at(None)
        inquiry.point_at(NODE)
    assert inquiry.subject == EDGE
    assert inquiry.lit == {NODE, EDGE}
    inquiry.toggle_pin(EDGE)
    assert inquiry.subject == NODE


def test_lighting_explains_nothing_else(qtbot, inquiry):
    inquiry.point_at(NODE)
    with qtbot.assertNotEmitted(inquiry.changed), qtbot.waitSignal(inquiry.lit_changed):
        inquiry.light((EDGE, q.bias(2, 1)))
    assert inquiry.subject == NODE and inquiry.lit == {EDGE, q.bias(2, 1)}


def test_the_aspect_follows_the_phase_until_one_is_chosen(player, inquiry):
    inquiry.pin(EDGE)
    player.set_granularity(Granularity.PASS)
    seen = []
    for _ in range(4):
        player.forward()
        seen.append(inquiry.aspect)
    assert seen == [Aspect.NUMBERS, Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.UPDATE]
    inquiry.choose_aspect(Aspect.UPDATE)
    player.to_start()
    assert inquiry.aspect is Aspect.UPDATE
    inquiry.pin(NODE)  # has no such aspect
    assert inquiry.aspect is Aspect.NUMBERS


def test_a_page_is_made_once_for_each_moment(player, inquiry):
    inquiry.pin(NODE)
    player.forward()
    page = inquiry.page
    assert inquiry.page is page
    player.forward()
    assert inquiry.page is not page


def test_another_experiment_is_asked_nothing_yet(session, inquiry):
    inquiry.pin(q.weight(3, 1, 1))
    inquiry.choose_aspect(Aspect.UPDATE)
    session.open(load("xor"))
    assert inquiry.pinned is None and inquiry.subject is None and not inquiry.lit
