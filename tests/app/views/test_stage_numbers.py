"""Numbers in nodes can be read on the ground that they stand on."""

from dataclasses import replace

import numpy as np
import pytest

from app.formats.experiment_toml import load
from app.formats.themes import PALETTES, theme_named
from app.scene.colour import READABLE, contrast, rgb
from app.scene.kinds import Shown
from app.scene.look import Look, NodeColour
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from app.views.stage_numbers import fitted, numbers
from app.views.stage_picture import Picture


def with_all_levels(picture: Picture) -> Picture:
    """The same nodes, but from one end of their scales to the other."""
    level = np.concatenate([np.linspace(-1.0, 1.0, n) for n in picture.trace.sizes])
    row = replace(picture.frame.node_row, level=level)
    return replace(picture, frame=replace(picture.frame, node_row=row))


@pytest.mark.parametrize("size", [(630, 200), (800, 440), (1100, 700)])
def test_a_minus_takes_no_digit_from_a_number(qtbot, size):
    session = Session(load("article"))
    player = Player(session)
    asking = asking_about(session, player)
    stage = StageView(session, player, asking, theme_named("light"))
    qtbot.addWidget(stage)
    stage.resize(*size)
    picture = stage.picture()
    for column in picture.layout.columns:
        assert fitted(picture, 0.10234, column)[0] == "0.102"
        assert fitted(picture, -0.10234, column)[0] == "−0.102"


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_can_be_read_on_its_node(qtbot, theme, palette):
    session = Session(load("moons"))
    player = Player(session)
    look = theme_named(theme, palette)
    stage = StageView(session, player, asking_about(session, player), look)
    qtbot.addWidget(stage)
    stage.resize(1100, 700)
    seen = set()
    for colour in NodeColour:
        player.set_look(Look(nodes=colour))
        for share in (0.1, 0.3, 1.0):
            player.seek(0, share * session.timeline.end)
            picture = with_all_levels(stage.picture())
            fills, starts = picture.node_marks.fill, picture.layout.starts
            for each in numbers(picture):
                layer, unit = each.node
                ground = fills[starts[layer] + unit, :3]
                assert contrast(rgb(each.ink), ground) >= READABLE
                seen.add(Shown(picture.frame.nodes[layer].shown[unit]))
    assert seen == set(Shown) - {Shown.NOTHING}
