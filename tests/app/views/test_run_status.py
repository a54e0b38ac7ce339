"""Where in the run we are: said in as many words as there is room for."""

import pytest

from app.formats.experiment_toml import load
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.run_status import RunStatus


@pytest.fixture
def status(qtbot):
    session = Session(load("article"))
    player = Player(session, session)
    widget = RunStatus(session, player)
    qtbot.addWidget(widget)
    widget.show()
    session.train(3000)
    player.to_end()
    return widget


@pytest.mark.parametrize("width", range(40, 400, 20))
def test_no_number_loses_its_first_digits(status, width):
    status.resize(width, 30)
    status.layout().activate()
    said = status._place.text()
    assert said in ("", "loss", "step 3,000 · loss", "step 3,000 · epoch 750 · loss")
    assert status.fontMetrics().horizontalAdvance(said) <= max(status._place.width(), 0)


def test_all_is_said_where_there_is_room(status):
    status.resize(600, 30)
    assert "epoch 750" in status._place.text()
