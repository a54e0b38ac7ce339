from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.texts import Text
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.output_panel import OutputPanel, rich
from engine.experiment import Experiment
from engine.quantity import bias


@pytest.fixture
def open_panel(qtbot):
    def build(experiment: Experiment, theme: str = "light") -> tuple[OutputPanel, Player]:
        session = Session(experiment)
        player = Player(session, session)
        panel = OutputPanel(session, player, asking_about(session, player), theme_named(theme))
        session.setParent(panel)
        qtbot.addWidget(panel)
        panel.resize(320, 420)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel, player

    return build


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def with_output(experiment: Experiment, activation: str, **training) -> Experiment:
    network = experiment.network
    network = replace(network, activations=(*network.activations[:-1], activation))
    return replace(experiment, network=network, training=replace(experiment.training, **training))


def test_the_verdict_appears_with_the_last_output(open_panel) -> None:
    panel, player = open_panel(load("article"))
    assert "end of the forward pass" in panel._verdict.text()
    player.seek(0, 5.5)
    assert "end of the forward pass" in panel._verdict.text()
    assert panel.bars.accessibleDescription() == "even 0.563"
    player.seek(0, 6.0)
    assert "<b>even</b> (56 % sure) — wrong, it is odd." in panel._verdict.text()
    assert panel._sample.whole == "Sample: 11₂ = 3 → odd"
    player.seek(0, 3.0)
    assert "end of the forward pass" in panel._verdict.text()


def test_a_picture_does_not_depend_on_the_way_there(open_panel) -> None:
    panel, player = open_panel(load("article"))
    pictures = {}
    for t in (0.0, 5.5, 6.0, 21.0):
        player.seek(0, t)
        pictures[t] = picture(panel.bars)
    assert pictures[6.0] == pictures[21.0]
    assert pictures[0.0] != pictures[5.5] != pictures[6.0]
    for t in (21.0, 5.5, 0.0, 6.0):
        player.seek(0, t)
        assert picture(panel.bars) == pictures[t]


def test_a_regression_is_told_in_differences(open_panel) -> None:
    panel, player = open_panel(load("wave"))
    player.to_end()
    trace, sample = player.trace, player.sample
    word = "high" if trace.activation(trace.depth)[sample, 0] > trace.targets[sample, 0] else "low"
    assert f"too {word}</b>" in panel._verdict.text()
    assert panel._sample.whole.startswith(f"Sample 1 of {trace.batch}: x ")


def test_scores_are_computed_once_it_is_quiet(open_panel, monkeypatch) -> None:
    panel, player = open_panel(load("moons"))
    asked = []
    scores = Session.scores
    monkeypatch.setattr(Session, "scores", lambda self: asked.append(self.steps) or scores(self))
    for _ in range(5):
        panel._session.train(10)
        player.to_end()
    assert asked == []
    assert panel.score.waiting.isActive()
    panel.score.waiting.timeout.emit()
    panel.score.waiting.timeout.emit()
    assert asked == [51]
    assert panel.score.text().startswith("After 51 steps:\ntraining rows ")


def test_while_training_goes_on_a_score_of_few_rows_does_not_wait_for_quiet(
    open_panel, monkeypatch
) -> None:
    panel, player = open_panel(load("moons"))
    overdue = panel.score.overdue
    started = overdue.timerId()
    for _ in range(3):
        panel._session.train(10)
        player.to_end()
        assert overdue.timerId() == started, "a step puts it off"
    overdue.timeout.emit()
    assert panel.score.text().startswith("After 31 steps:\n")
    panel._session.train(10)
    assert overdue.isActive()
    overdue.stop()
    monkeypatch.setattr("app.views.score_line.SMALL", 10)
    panel._session.train(10)
    assert not overdue.isActive(), "what takes time is not for in between"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "experiment",
    [
        load("xor"),
        with_output(load("xor"), "identity", loss="mse", learning_rate=1e200),
        with_output(load("article"), "tanh", loss="mse"),
        with_output(load("wave"), "identity", loss="mse", learning_rate=1e200),
        load("zeros"),
        load("blobs"),
    ],
    ids=["chance", "chance diverged", "symmetric", "numbers diverged", "tie", "classes"],
)
def test_every_kind_of_output_is_painted(open_panel, experiment, theme) -> None:
    panel, player = open_panel(experiment, theme)
    empty = picture(panel.bars)
    panel._session.train(30)
    player.to_end()
    assert picture(panel.bars) != empty


def test_names_are_no_markup(qapp) -> None:
    assert rich(Text("verdict", "<b>{said}</b>", {"said": "a<i>"})) == "<b>a&lt;i&gt;</b>"


def test_another_experiment_names_its_own_samples(open_panel) -> None:
    panel, player = open_panel(load("moons"))
    player.seek(7, 3.0)
    panel._session.open(load("article"))
    assert panel._sample.whole == "Sample: 11₂ = 3 → odd"


def test_what_a_tried_value_would_say_stands_beside_what_is_said(open_panel) -> None:
    panel, player = open_panel(load("article"))
    player.seek(0, 6.0)
    before, asking = picture(panel.bars), panel._asking
    asking.inquiry.pin(bias(3, 1))
    asking.what_if.propose(5.0)
    assert "says <b>even</b>" in panel._verdict.text()
    assert "It would say <b>odd</b> (99 % sure) — right." in panel._verdict.text()
    assert picture(panel.bars) != before
    asking.what_if.drop()
    assert "would" not in panel._verdict.text()
    assert picture(panel.bars) == before


@pytest.mark.parametrize("name", ["wave", "xor", "blobs"])
def test_every_reading_of_outputs_has_a_ghost(open_panel, name) -> None:
    panel, player = open_panel(load(name))
    player.seek(0, 0.0)
    bar = panel.bars._places(0, panel.bars._look(), 80.0)[1].toAlignedRect()
    before = panel.bars.grab(bar).toImage()
    panel._asking.inquiry.pin(bias(1, 0))
    panel._asking.what_if.propose(-3.0)
    assert "would" in panel._verdict.text()
    assert panel.bars.grab(bar).toImage() != before
