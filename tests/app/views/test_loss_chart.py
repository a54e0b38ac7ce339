from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.loss_chart import LossChart


@pytest.fixture
def session(qapp) -> Session:
    session = Session(load("moons"))
    session.train(400)
    return session


@pytest.fixture
def player(session: Session) -> Player:
    return Player(session, session)


@pytest.fixture
def chart(qtbot, session: Session, player: Player) -> LossChart:
    widget = LossChart(session, player, theme_named("light"))
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    assert widget.plot is None
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.plot is not None)
    refresh(chart := widget)
    return chart


def refresh(chart: LossChart) -> None:
    chart._refreshing.timeout.emit()
    chart.plot.repaint()


def place_of(chart: LossChart, step: int) -> QPoint:
    box = chart.plot.getPlotItem().getViewBox()
    (low, high) = box.viewRange()[1]
    return chart.plot.mapFromScene(box.mapViewToScene(QPointF(step, (low + high) / 2)))


def shown(chart: LossChart) -> np.ndarray:
    return chart.plot.drawing.train.losses


def assert_means(chart: LossChart, session: Session) -> None:
    """The curve to read is the mean of every whole epoch."""
    steps = session.steps_per_epoch
    whole = session.losses[: session.steps // steps * steps].reshape(-1, steps)
    np.testing.assert_allclose(chart.plot.drawing.means.losses, whole.mean(axis=1))


def test_it_grows_with_the_training(chart, session) -> None:
    assert shown(chart).tolist() == session.losses.tolist()
    session.train(40)
    refresh(chart)
    assert shown(chart).tolist() == session.losses.tolist()
    assert chart.plot.drawing.test.losses.tolist() == session.test_losses.tolist()


def test_a_retuned_run_is_drawn_as_it_went_on(chart, session) -> None:
    training = replace(session.experiment.training, learning_rate=0.011)
    session.change(replace(session.experiment, training=training), 200)
    session.train(201)
    refresh(chart)
    assert shown(chart).tolist() == session.losses.tolist()
    assert_means(chart, session)


def test_another_experiment_starts_a_new_curve(chart, session) -> None:
    session.open(load("article"))
    session.train(40)
    refresh(chart)
    assert shown(chart).tolist() == session.losses.tolist()
    assert_means(chart, session)
    assert not chart.plot.drawing.test.losses.size


def test_a_click_shows_the_end_of_that_step(qtbot, chart, session, player) -> None:
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, 123))
    assert abs(player.step - 123) <= 1
    assert player.t == session.timeline.end


def test_pointing_reads_the_exact_losses(qtbot, chart, session) -> None:
    qtbot.mouseMove(chart.plot.viewport(), place_of(chart, 250))
    refresh(chart)
    step = chart._pointed
    assert abs(step - 250) <= 1
    assert f"step {step}" in chart._place.text()
    for value in (session.losses[step], session.test_losses[step // session.steps_per_epoch]):
        assert f"{value:.4f}"[:6] in chart._readout.text()


def test_the_logarithmic_axis_draws_logarithms(chart, session) -> None:
    chart.log.click()
    refresh(chart)
    np.testing.assert_allclose(shown(chart), np.log10(session.losses))


def test_the_wheel_zooms_and_a_double_click_shows_all(qtbot, chart) -> None:
    box = chart.plot.getPlotItem().getViewBox()
    everything = box.viewRange()[0]
    box.scaleBy(x=0.2)
    box.sigRangeChangedManually.emit([True, False])
    refresh(chart)
    zoomed = box.viewRange()[0]
    assert zoomed[1] - zoomed[0] < 0.3 * (everything[1] - everything[0])
    assert shown(chart).size < 150
    chart.plot.view_all()
    refresh(chart)
    assert box.viewRange()[0] == pytest.approx(everything)


def test_divergence_is_said_in_words(chart, session) -> None:
    wave = load("wave")
    session.open(replace(wave, training=replace(wave.training, loss="mse", learning_rate=1e200)))
    session.train(50)
    refresh(chart)
    assert chart._trouble.isVisible()
    assert chart._trouble.text().startswith("Training diverged at step 1: the loss became")
    session.open(load("article"))
    refresh(chart)
    assert not chart._trouble.isVisible()


@pytest.mark.parametrize("losses", [[1e-8, 1e3], [0.0, 0.0, 0.0], [1e300, 1.0, np.inf], [np.nan]])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_any_losses_are_drawn(chart, monkeypatch, losses, logarithmic) -> None:
    chart.log.setChecked(logarithmic)
    chart._on_opened()
    monkeypatch.setattr(Session, "losses", np.array(losses))
    monkeypatch.setattr(Session, "steps", len(losses))
    refresh(chart)
    for name in ("dark", "light"):
        chart.set_theme(theme_named(name))
        refresh(chart)


def test_labels_of_many_steps_are_short(qtbot) -> None:
    from app.views.loss_axes import StepAxis

    axis = StepAxis("bottom")
    assert axis.tickStrings([0, 500, 1000], 1.0, 500) == ["step 0", "500", "1,000"]
    assert axis.tickStrings([0, 5000, 10000], 1.0, 5000) == ["step 0", "5k", "10k"]
    assert axis.tickStrings([0, 10**7, 2 * 10**7], 1.0, 10**7) == ["step 0", "10M", "20M"]


def test_axes_are_painted_as_soon_as_they_are_others(chart, session):
    session.train(3000)
    chart._refreshing.timeout.emit()
    axes = [chart.plot.getPlotItem().getAxis(name) for name in ("left", "bottom")]
    assert any(axis.picture is None for axis in axes)
    chart.plot.viewport().repaint()
    assert all(axis.picture is not None for axis in axes)
