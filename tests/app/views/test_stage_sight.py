"""The stage's sight: what is kept is what would be made anew."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage_sight import Sight

LIGHT = theme_named("light")


def told(texts):
    """All that is said, and where."""
    rows = [(row.name, row.rest, row.box.getRect()) for row in texts.rows]
    pills = [
        (str(pill.quantity), pill.text, pill.colour, pill.box.getRect()) for pill in texts.pills
    ]
    return rows, sorted(pills)


@pytest.mark.parametrize("calm", [False, True])
@pytest.mark.parametrize("name", ["article", "moons"])
def test_texts_that_are_kept_are_those_of_the_moment(qapp, name, calm):
    session = Session(load(name))
    player = Player(session)
    asking = asking_about(session, player)
    player.set_calm(calm)

    def sight():
        made = Sight(session, player, asking, LIGHT, QFont("Inter"))
        made.view = QRectF(0, 0, 780, 440)
        return made

    kept, times = sight(), 150
    for index in range(times):
        player.seek(0, session.timeline.end * index / times)
        assert told(kept.texts()) == told(sight().texts())
