from dataclasses import replace

import numpy as np
import pytest

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.check_view import CheckView
from engine import quantity as q
from engine.activations import Activation


@pytest.fixture
def show(qtbot):
    def build(experiment, theme="light", width=320):
        session = Session(load(experiment) if isinstance(experiment, str) else experiment)
        player = Player(session, session)
        asking = asking_about(session, player, session)
        view = CheckView(session, player, asking, theme_named(theme))
        session.setParent(view)
        qtbot.addWidget(view)
        view.resize(width, 400)
        with qtbot.waitExposed(view):
            view.show()
        return view, player, asking.inquiry

    return build


def numbers(view) -> list[str]:
    return [value.text() for _, value in view._labels if value.isVisible()]


def test_pressing_shows_both_gradients_and_both_losses(show):
    view, player, inquiry = show("article")
    player.to_end()
    inquiry.pin(q.weight(1, 0, 1))
    assert not view._verdict.isVisible() and numbers(view) == []
    view.one.click()
    assert (view._mark.text(), view._verdict.text()) == ("✓", "They agree.")
    assert numbers(view)[:2] == ["0.03377", "0.03377"]
    plus, minus = (float(value.toolTip()) for _, value in view._labels[4:6])
    step = float(view._labels[3][1].toolTip())
    assert (plus - minus) / (2.0 * step) == pytest.approx(0.03377, rel=1e-3)
    inquiry.pin(q.weight(1, 0, 0))
    assert not view._verdict.isVisible() and numbers(view) == []


def test_the_buttons_wait_for_the_gradient_and_say_so(show):
    view, player, inquiry = show("article")
    inquiry.pin(q.weight(1, 0, 1))
    assert not (view.one.isEnabled() or view.layer.isEnabled())
    assert "not computed yet" in view.one.toolTip()
    view.check()
    assert not view._verdict.isVisible()
    player.to_end()
    assert view.one.isEnabled() and view.layer.isEnabled() and view.one.toolTip() == ""


def test_the_whole_layer_in_one_press(show):
    view, player, inquiry = show("moons", "dark")
    player.to_end()
    inquiry.pin(q.delta(2, 1))
    view.layer.click()
    total = player.trace.before[1].W.size + player.trace.before[1].b.size
    assert view._verdict.text() == f"{total} of {total} agree."
    assert "furthest apart" in view._more.text()


def test_a_wrong_derivative_is_found_out(show, monkeypatch):
    pull_back = Activation.pull_back

    def broken(self, da, z, a, slope, dz):
        pull_back(self, da, z, a, slope, dz)
        if self.name == "tanh":
            dz *= 1.01

    monkeypatch.setattr(Activation, "pull_back", broken)
    view, player, inquiry = show("moons")
    assert "tanh" in player.trace.rules.activations
    player.to_end()
    inquiry.pin(q.weight(1, 0, 0))
    view.one.click()
    assert view._mark.text() == "✗" and "do not agree" in view._verdict.text()
    view.layer.click()
    assert view._mark.text() == "✗" and "do not agree" in view._verdict.text()


def test_a_kink_between_the_points_is_named(show):
    article = load("article")
    layers = list(article.network.layers)
    # So that neuron 1 has z = 0 for the sample shown, whose inputs are both 1.
    bias = np.array([-layers[0].W[:, 0].sum(), layers[0].b[1]])
    layers[0] = replace(layers[0], b=bias)
    network = replace(article.network, layers=tuple(layers))
    view, player, inquiry = show(replace(article, network=network))
    player.to_end()
    inquiry.pin(q.weight(1, 0, 0))
    view.one.click()
    assert view._mark.text() == "!"
    assert "a kink of ReLU lies between the two, in neuron 1 of hidden layer 1" in (
        view._verdict.text()
    )


def test_both_buttons_fit_any_width(show):
    view, _, _ = show("article", width=420)
    assert view.one.y() == view.layer.y()
    view.resize(200, 500)
    assert view.width() == 200
    assert view.one.y() < view.layer.y()
    assert view.layer.geometry().right() <= view.width()
