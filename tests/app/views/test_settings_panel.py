"""The settings panel, driven by keys: changes take effect, impossible ones say why."""

import random
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.number_box import NumberBox
from app.views.settings_panel import SettingsPanel
from engine.experiment import check


class Driver:
    """A panel with its session, and hands to type with."""

    def __init__(self, qtbot, name):
        self.qtbot = qtbot
        self.session = Session(load(name))
        self.player = Player(self.session)
        self.panel = SettingsPanel(self.session, self.player, theme_named("light"))
        self.said = []
        self.panel.message.connect(self.said.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(207, 720)
        with qtbot.waitExposed(self.panel):
            self.panel.show()

    @property
    def experiment(self):
        return self.session.experiment

    def control(self, key):
        return self.panel.field(key).control

    def type(self, box, text):
        box.setFocus()
        box.lineEdit().selectAll()
        self.qtbot.keyClicks(box, text)
        self.qtbot.keyClick(box, Qt.Key.Key_Return)

    def choose(self, box, name):
        """Arrow keys to the entry."""
        box.setFocus()
        key = Qt.Key.Key_Down if box.findData(name) > box.currentIndex() else Qt.Key.Key_Up
        for _ in range(box.count()):
            if box.currentData() == name:
                return
            self.qtbot.keyClick(box, key)
        raise AssertionError(f"{name} cannot be reached with arrow keys")

    def pick(self, box, name):
        """From the list, at once."""
        box.setCurrentIndex(box.findData(name))
        box.activated.emit(box.currentIndex())

    def error(self, key):
        return self.panel.field(key).error.text

    def sees(self, widget):
        """Whether all of it is in the visible part of the panel."""
        view = self.panel._scroll.viewport()
        return view.rect().contains(widget.rect().translated(widget.mapTo(view, QPoint())))


@pytest.fixture
def drive(qtbot):
    return lambda name="article": Driver(qtbot, name)


@pytest.mark.parametrize(
    ("key", "text", "read"),
    [
        ("training.batch_size", "2", lambda e: e.training.batch_size == 2),
        ("training.learning_rate", "0,05", lambda e: e.training.learning_rate == 0.05),
        ("training.l1", "1e-3", lambda e: e.training.l1 == 0.001),
        ("training.l2", "0.5", lambda e: e.training.l2 == 0.5),
        ("data.test_fraction", "0.25", lambda e: e.data.test_fraction == 0.25),
        ("data.noise", "0.3", lambda e: e.data.options["noise"] == 0.3),
        ("data.samples", "50", lambda e: e.data.options["samples"] == 50),
        ("seed", "12", lambda e: e.seed == 12),
    ],
)
def test_a_typed_number_takes_effect(drive, key, text, read):
    desk = drive("moons")
    desk.type(desk.control(key), text)
    assert read(desk.experiment)
    assert len(desk.said) == 1


@pytest.mark.parametrize(
    ("key", "name", "read"),
    [
        ("data.source", "circles", lambda e: e.data.source),
        ("training.optimizer", "rmsprop", lambda e: e.training.optimizer),
        ("network.initializer", "orthogonal", lambda e: e.network.initializer),
        ("network.activations", "selu", lambda e: e.network.activations[0]),
        ("network.activations[2]", "sigmoid", lambda e: e.network.activations[-1]),
        ("training.loss", "huber", lambda e: e.training.loss),
    ],
)
def test_a_choice_takes_effect(drive, key, name, read):
    desk = drive("moons")
    desk.choose(desk.control(key), name)
    assert read(desk.experiment) == name


def test_options_come_and_go_with_what_they_belong_to(drive):
    desk = drive("article")
    assert desk.panel.field("training.beta1") is None
    desk.choose(desk.control("training.optimizer"), "adam")
    desk.type(desk.control("training.beta1"), "0.5")
    assert desk.experiment.training.optimizer_options["beta1"] == 0.5
    desk.choose(desk.control("training.optimizer"), "sgd")
    assert desk.panel.field("training.beta1") is None


def test_flags(drive, qtbot):
    desk = drive("moons")
    before = desk.experiment.training.shuffle
    qtbot.keyClick(desk.control("training.shuffle"), Qt.Key.Key_Space)
    qtbot.keyClick(desk.control("data.standardize"), Qt.Key.Key_Space)
    assert desk.experiment.training.shuffle is not before
    assert desk.experiment.data.standardize


def test_layers_are_added_resized_and_removed(drive, qtbot):
    desk = drive("article")
    qtbot.mouseClick(desk.panel.layers.add_button, Qt.MouseButton.LeftButton)
    assert desk.experiment.network.sizes == (2, 2, 2, 2, 2)
    assert "given weights are dropped" in desk.said[-1]
    desk.type(desk.panel.layers.rows[2].units, "7")
    assert desk.experiment.network.sizes == (2, 2, 2, 7, 2)
    fewer, _, more, _, remove = desk.panel.layers.rows[2].controls
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(fewer, Qt.MouseButton.LeftButton)
    assert desk.experiment.network.sizes == (2, 2, 2, 8, 2)
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert desk.experiment.network.sizes == (2, 2, 2, 2)
    for _ in range(2):
        qtbot.keyClick(desk.panel.layers.rows[0].controls[-1], Qt.Key.Key_Space)
    assert desk.experiment.network.sizes == (2, 2)
    assert desk.panel.focusWidget() is desk.panel.layers.add_button


def test_a_layer_s_own_activation(drive):
    desk = drive("article")
    desk.pick(desk.panel.layers.rows[1].activation, "tanh")
    assert desk.experiment.network.activations == ("relu", "tanh", "softmax")
    assert desk.control("network.activations").placeholderText() == "mixed"


def test_a_learning_rate_keeps_the_losses_before_it(drive):
    desk = drive("article")
    desk.session.train(20)
    desk.player.seek(12, 3.0)
    kept = desk.session.losses[:12].copy()
    desk.type(desk.control("training.learning_rate"), "0.02")
    assert desk.said == ["Learning rate 0.02 from step 12 on; 8 later steps are gone."]
    assert (desk.session.losses[:12] == kept).all()
    assert desk.session.steps == 13
    assert desk.session.trace(12).rules.learning_rate == 0.02
    assert desk.session.trace(11).rules.learning_rate == 0.1


def test_after_a_shown_update_it_holds_from_the_next_step(drive):
    desk = drive("article")
    desk.session.train(20)
    desk.player.seek(12, desk.session.timeline.end)
    desk.type(desk.control("training.l2"), "0.1")
    assert desk.said == ["L2 penalty 0.1 from step 13 on; 7 later steps are gone."]
    assert desk.session.trace(12).rules.l2 == 0.0
    desk.session.reach(13)
    assert desk.session.trace(13).rules.l2 == 0.1


def test_all_else_restarts_and_says_so(drive):
    desk = drive("article")
    desk.session.train(20)
    desk.type(desk.control("training.batch_size"), "4")
    assert desk.said == ["Batch size 4: training restarts."]
    assert desk.session.steps == 1


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("training.batch_size", "0", "0"),
        ("training.learning_rate", "nan", "nan"),
        ("training.learning_rate", "-1", "-1.0"),
        ("training.learning_rate", "fast", '"fast"'),
        ("data.test_fraction", "1", "1.0"),
        ("seed", "-3", "-3"),
    ],
)
def test_an_impossible_number_is_refused_beside_its_field(drive, key, text, reason):
    desk = drive("article")
    before = desk.experiment
    desk.type(desk.control(key), text)
    assert reason in desk.error(key)
    assert desk.panel.field(key).error.isVisible()
    assert desk.control(key).property("wrong")
    assert desk.control(key).lineEdit().text() == text
    assert desk.experiment is before
    assert desk.said == []


@pytest.mark.parametrize("units", ["0", "5000", "x"])
def test_a_layer_of_no_or_too_many_units_is_refused(drive, units):
    desk = drive("article")
    before, row = desk.experiment, desk.panel.layers.rows[1]
    desk.type(row.units, units)
    assert "1 to 4,096" in row.error.text
    assert row.units.property("wrong")
    assert not desk.panel.layers.rows[0].error.isVisible()
    assert desk.experiment is before


def test_too_many_layers_are_refused(drive):
    desk = drive("article")
    for _ in range(62):
        desk.panel.layers.add_button.click()
    assert len(desk.experiment.network.activations) == 64
    before = desk.experiment
    desk.panel.layers.add_button.click()
    assert desk.experiment is before
    assert "at most 64" in desk.panel.layers.error.text


def test_escape_takes_a_refused_entry_back(drive, qtbot):
    desk = drive("article")
    box = desk.control("training.learning_rate")
    desk.type(box, "-1")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.lineEdit().text() == "0.1"
    assert not box.property("wrong")
    assert desk.error("training.learning_rate") == ""


def test_softmax_on_one_output_is_refused_with_a_way_out(drive, qtbot):
    desk = drive("xor")
    before = desk.experiment
    desk.pick(desk.control("network.activations[1]"), "softmax")
    assert "one output" in desk.error("network.activations[1]")
    assert desk.experiment is before
    desk.pick(desk.control("network.activations[1]"), "tanh")
    assert "no probabilities" in desk.error("training.loss")
    assert "“Loss”" in desk.error("network.activations[1]")
    field = desk.panel.field("network.activations[1]")
    (remedy,) = field.error.buttons
    field.control.setFocus()
    qtbot.keyClick(field.control, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is remedy
    qtbot.mouseClick(remedy, Qt.MouseButton.LeftButton)
    assert desk.experiment.network.activations[-1] == "tanh"
    assert desk.experiment.training.loss == "mse"
    assert desk.error("training.loss") == ""


def test_a_refused_choice_takes_effect_with_the_one_that_goes_with_it(drive):
    desk = drive("xor")
    desk.pick(desk.control("network.activations[1]"), "tanh")
    desk.pick(desk.control("training.loss"), "mse")
    assert desk.experiment.network.activations[-1] == "tanh"
    assert not desk.control("network.activations[1]").property("wrong")


def test_given_weights_are_an_entry_until_others_are_chosen(drive):
    desk = drive("article")
    assert desk.control("network.initializer").placeholderText() == "as given"
    desk.pick(desk.control("network.initializer"), "zeros")
    assert desk.experiment.network.layers is None


def test_the_dice_takes_the_next_seed(drive, qtbot):
    desk = drive("moons")
    seed = desk.experiment.seed
    qtbot.mouseClick(desk.panel.field("seed").beside[0], Qt.MouseButton.LeftButton)
    assert desk.experiment.seed == seed + 1


def test_the_sample_is_chosen_among_training_rows(drive, qtbot):
    desk = drive("article")
    spin, name = desk.panel.sample.spin, desk.panel.sample.name
    assert (spin.text(), name.text()) == ("1 / 4", "11₂ = 3 → odd")
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    assert desk.player.trace.rows.tolist() == [1]
    assert name.text() == "00₂ = 0 → even"
    desk.player.seek(3, 0.0)
    assert spin.value() == 4


def test_another_experiment_fills_the_panel_and_forgets_refusals(drive):
    desk = drive("moons")
    desk.player.show_row(int(desk.session.dataset.train[-1]))
    desk.type(desk.control("training.learning_rate"), "-1")
    said = list(desk.said)
    desk.session.open(load("article"))
    assert desk.control("training.learning_rate").lineEdit().text() == "0.1"
    assert desk.error("training.learning_rate") == ""
    assert desk.panel.sample.spin.text() == "1 / 4"
    assert desk.panel.example.control.currentText() == "Is 3 even or odd?"
    assert desk.said == said


def test_an_example_is_asked_for_by_name(drive, qtbot):
    desk = drive("article")
    with qtbot.waitSignal(desk.panel.example_chosen) as chosen:
        qtbot.keyClick(desk.panel.example.control, Qt.Key.Key_Down)
    assert chosen.args == ["xor"]
    # Nobody opened it, so the one that is open is still shown.
    assert desk.panel.example.control.currentData() == "article"


def test_the_wheel_turns_only_a_control_with_the_focus(drive):
    desk = drive("article")
    box = desk.control("training.learning_rate")
    desk.panel.open_button.setFocus()
    place = QPointF(box.rect().center())
    for turned in (False, True):
        wheel = QWheelEvent(
            place,
            box.mapToGlobal(place),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, wheel)
        assert (desk.experiment.training.learning_rate != 0.1) is turned
        box.setFocus()


def test_the_tab_key_goes_from_top_to_bottom(drive, qtbot):
    desk = drive("article")
    desk.choose(desk.control("training.optimizer"), "adam")
    desk.panel.open_button.setFocus()
    heights = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        heights.append(focused.mapTo(desk.panel._content, focused.rect().center()).y())
        assert focused.accessibleName()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is desk.panel.open_button:
            break
    assert len(heights) > 20
    assert all(lower > upper - 4 for upper, lower in pairwise(heights))


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_where_the_tab_key_leads_is_in_sight_with_what_is_wrong_there(drive, qtbot, key):
    desk = drive("moons")
    desk.panel.resize(207, 260)
    desk.panel.open_button.setFocus()
    refused = 0
    for _ in range(80):  # once around and on: what is refused then waits
        focused = QApplication.focusWidget()
        if isinstance(focused, NumberBox):
            qtbot.keyClicks(focused, "x")
        qtbot.keyClick(focused, key)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert desk.sees(focused), focused.accessibleName()
        place = focused.parentWidget()
        if hasattr(place, "error") and place.error.isVisible():
            assert desk.sees(place.error), focused.accessibleName()
            refused += 1
    assert refused > 5


def test_it_never_scrolls_sideways(drive):
    for name in ("article", "moons", "wave", "spiral"):
        desk = drive(name)
        desk.pick(desk.control("training.loss"), "binary_cross_entropy")
        desk.type(desk.control("training.learning_rate"), "nan")
        QApplication.processEvents()
        assert desk.panel._content.width() <= desk.panel._scroll.viewport().width()


@pytest.mark.parametrize("start", range(6))
def test_random_edits_leave_a_valid_experiment(drive, start):
    desk, rng = drive(("article", "moons", "wave")[start % 3]), random.Random(start)
    for _ in range(25):
        fields = [f for form in desk.panel._forms for f in form.fields.values()]
        control = rng.choice(fields).control
        if isinstance(control, NumberBox):
            text = rng.choice(["", "0", "1", "3", "-1", "nan", "1e99", "x", "0.5", "70"])
            desk.type(control, text)
        elif hasattr(control, "findData"):
            desk.pick(control, control.itemData(rng.randrange(control.count())))
        else:
            control.click()
        rng.choice([desk.panel.layers.add_button.click, lambda: None, lambda: None])()
        check(desk.experiment)
        for key in desk.panel._editor.waiting:
            field = desk.panel.field(key)
            assert field is None or field.error.text, key
