"""What is coloured, and how, as the user chooses it: by keys, in menus, at the legend."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from app.application import Desk
from app.formats.experiment_toml import load
from app.formats.themes import PALETTES, theme_named
from app.scene.colour import hexadecimal, palette
from app.scene.kinds import Shown
from app.scene.look import EdgeColour, Look, NodeColour
from app.views.legend import Legend
from app.views.memory import from_stored
from app.views.stage_texts import texts_of
from engine import quantity as q

Key = Qt.Key


@pytest.fixture
def press(qtbot):
    def press_in(desk, *keys):
        for key in keys:
            qtbot.keyClick(desk.window.focusWidget() or desk.window, key)

    return press_in


def legend_of(desk) -> Legend:
    return desk.window.findChild(Legend)


def words(desk) -> list[str]:
    return [bar.words for bar in legend_of(desk).bars()]


def node_colour(desk, layer, neuron):
    """What the stage shows inside a node, beside its number."""
    stage = desk.window.workbench.stage
    column = stage.picture().layout.columns[layer]
    x, y = column.centres[neuron]
    place = QPoint(round(x), round(y + 0.62 * column.half_height))
    return stage.grab().toImage().pixelColor(place).name()


def test_a_key_goes_round_what_nodes_show(desk, press):
    press(desk, Key.Key_End)
    seen = []
    for _ in NodeColour:
        press(desk, Key.Key_N)
        nodes = desk.window.workbench.stage.picture().frame.nodes[3]
        seen.append((desk.player.look.nodes, Shown(nodes.shown[0])))
    assert seen == [
        (NodeColour.ACTIVATION, Shown.ACTIVATION),
        (NodeColour.SUM, Shown.SUM),
        (NodeColour.DELTA, Shown.DELTA),
        (NodeColour.AUTOMATIC, Shown.ACTIVATION),
    ]


def test_delta_fills_nodes_in_the_colours_of_gradients(desk, press):
    press(desk, Key.Key_End, Key.Key_N, Key.Key_N, Key.Key_N)
    frame = desk.window.workbench.stage.picture().frame
    scale = palette(theme_named("light")).gradient
    delta = desk.player.trace.signals[2].dz[0, 1]
    expected = hexadecimal(scale.colours(np.array(delta), frame.scales.delta[3]))
    assert node_colour(desk, 3, 1) == expected
    bars = legend_of(desk).bars()
    assert [bar.name for bar in bars] == ["input", "delta δ", "weight", "gradient"]
    colours = palette(theme_named("light"))
    tones = colours.value, colours.gradient, colours.value_line, colours.gradient_line
    assert [bar.scale for bar in bars] == list(tones)


def test_the_legend_offers_at_its_button_what_the_menus_do(desk):
    button = legend_of(desk).findChild(QToolButton)
    assert button.isVisible()
    offered = {action.objectName() for action in button.menu().actions()} - {""}
    assert {f"nodes_{each}" for each in NodeColour} <= offered
    assert {f"edges_{each}" for each in EdgeColour} <= offered
    assert {f"palette_{each}" for each in PALETTES} <= offered
    assert {"per_layer", "symlog", "lock"} <= offered
    choice = next(a for a in button.menu().actions() if a.objectName() == "edges_contribution")
    choice.trigger()
    assert desk.player.look.edges is EdgeColour.CONTRIBUTION
    assert choice.isChecked()
    assert words(desk)[-1] == "contribution a · w −0.5 … +0.5"


def test_an_edge_without_its_number_yet_has_no_label(desk, press):
    for _ in range(2):
        press(desk, Key.Key_W)
    press(desk, Key.Key_1, Key.Key_Right)
    texts = texts_of(desk.window.workbench.stage.picture()).pills
    assert [pill.text for pill in texts] == ["+0.5"]


def test_a_locked_scale_stays_and_says_so_until_another_experiment(desk, press):
    press(desk, Key.Key_End, Key.Key_G)
    before = words(desk)
    press(desk, Key.Key_L)
    assert "scales locked at step 0" in legend_of(desk).notes()
    desk.player.seek(30, desk.session.timeline.end)
    assert words(desk) == before
    press(desk, Key.Key_L)
    assert words(desk) != before
    press(desk, Key.Key_L)
    assert "scales locked at step 30" in legend_of(desk).notes()
    desk.session.open(load("xor"))
    assert desk.player.look == Look(symlog=True)


def test_with_a_scale_for_each_layer_the_legend_tells_that_of_what_is_pointed_at(desk, press):
    press(desk, Key.Key_Y)
    assert words(desk) == ["value − … +", "weight − … +"]
    assert "each layer has its own scale" in legend_of(desk).notes()
    desk.asking.inquiry.point_at(q.weight(3, 0, 1))
    most = abs(desk.player.trace.before[2].W).max()
    assert float(words(desk)[1].split("+")[1]) >= most
    assert "scales of layer 3" in legend_of(desk).notes()
    press(desk, Key.Key_N, Key.Key_N, Key.Key_N)
    assert words(desk)[0] == "input −1 … +1"


def test_the_legend_keeps_its_height_whatever_the_step_and_the_pointer_do(desk, press):
    press(desk, Key.Key_Y, Key.Key_G, Key.Key_L)
    height = legend_of(desk).height()
    for t in np.linspace(0.0, desk.session.timeline.end, 9).tolist():
        desk.player.seek(0, t)
        for pointed in (None, q.activation(0, 1), q.weight(2, 0, 1)):
            desk.asking.inquiry.point_at(pointed)
            legend_of(desk).grab()
            assert legend_of(desk).height() == height


@pytest.mark.parametrize("name", ["colour-blind", "grey"])
def test_a_palette_is_chosen_in_both_themes(desk, name):
    desk.window.actions_table[f"palette_{name}"].trigger()
    assert node_colour(desk, 0, 0) == theme_named("light", name).positive
    desk.window.actions_table["theme"].trigger()
    assert node_colour(desk, 0, 0) == theme_named("dark", name).positive


def test_the_look_is_remembered_but_no_lock(desk, press, settings, clock, qtbot):
    press(desk, Key.Key_N, Key.Key_W, Key.Key_Y, Key.Key_G, Key.Key_L)
    desk.window.actions_table["palette_grey"].trigger()
    assert desk.player.look.locked
    desk.window.close()
    again = Desk(load("article"), settings, clock, "dark")
    qtbot.addWidget(again.window)
    assert again.player.look == Look(NodeColour.ACTIVATION, EdgeColour.WEIGHT, True, True)
    assert again.window.theme == theme_named("dark", "grey")


def test_a_damaged_look_is_passed_over():
    damaged = {"palette": "pink", "node_colour": 3, "edge_colour": [], "symlog": "yes"}
    memory = from_stored({**damaged, "per_layer": True})
    assert (memory.palette, memory.look) == ("default", Look(per_layer=True))
