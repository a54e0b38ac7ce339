"""The texts on the stage: none covers another, nor a node that is not its own."""

import random

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.layout import Shape
from app.scene.look import EdgeColour, Look, NodeColour
from app.scene.presentation import presented
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage import StageView
from app.views.stage_picture import Fonts, sides
from engine import quantity as q
from engine.experiment import DataSpec, Experiment, NetworkSpec, Table, TrainingSpec

EXAMPLES = (
    "article", "blobs", "moons", "parity4", "spiral", "vanishing", "wave", "xor", "zeros",
)  # fmt: skip
SIZES = ((480, 300), (780, 440), (1900, 1000))
LOOKS = (
    Look(),
    Look(),
    *(Look(nodes, edges) for nodes, edges in zip(NodeColour, list(EdgeColour)[1:], strict=True)),
    Look(NodeColour.SUM, EdgeColour.GRADIENT),
    Look(NodeColour.DELTA),
    Look(),
)
MOMENTS = (0.0, 0.12, 0.37, 0.45, 0.6, 0.72, 0.87, 0.94, 1.0)


@pytest.fixture
def make(qtbot):
    def build(experiment, size):
        session = Session(experiment)
        player = Player(session)
        stage = StageView(session, player, asking_about(session, player), theme_named("light"))
        qtbot.addWidget(stage)
        stage.resize(*size)
        return session, player, stage

    return build


def random_network(seed):
    rng = random.Random(seed)
    sizes = [rng.choice((rng.randint(1, 16), rng.randint(1, 200))) for _ in range(2 + seed % 7)]
    sizes[0] = (sizes[0], 64, 784)[seed % 3]
    numbers = np.random.default_rng(seed)
    table = Table(numbers.normal(size=(6, sizes[0])), numbers.normal(size=(6, sizes[-1])))
    network = NetworkSpec(tuple(sizes), ("relu",) * (len(sizes) - 2) + ("identity",))
    return Experiment("random", seed, DataSpec("inline", table=table), network, TrainingSpec("mse"))


def kinds(texts):
    """All boxes of texts, each with the node (layer, unit) that it may lie in, if any."""
    outside = (texts.titles, texts.folds, texts.rows, texts.names, texts.bars, texts.pills)
    boxes = [(sides(each.box), None) for kind in outside for each in kind]
    boxes += [(sides(badge.box), badge.node) for badge in texts.badges]
    for number in texts.numbers:
        boxes.append((sides(number.box), number.node))
        if number.tag:
            boxes.append((sides(number.tag_box), number.node))
    return boxes


def meeting(boxes, others):
    """Pairs (index, index) of boxes that overlap by more than rounding."""
    a, b = boxes[:, np.newaxis], others[np.newaxis]
    meet = (a[..., :2] < b[..., 2:] - 1e-6) & (b[..., :2] < a[..., 2:] - 1e-6)
    return np.argwhere(meet.all(axis=2)).tolist()


def check(stage):
    texts, picture = stage._sight.texts(), stage.picture()
    found = kinds(texts)
    boxes, owners = np.array([box for box, _ in found]), [owner for _, owner in found]
    assert all(one >= other for one, other in meeting(boxes, boxes) if one <= other)
    left, top, right, bottom = sides(picture.view)
    assert (boxes[:, :2] >= (left, top)).all() and (boxes[:, 2:] <= (right, bottom)).all()
    layout = picture.layout
    nodes = np.concatenate([column.boxes for column in layout.columns])
    for text, node in meeting(boxes, nodes):
        owner = owners[text]
        assert owner is not None and layout.starts[owner[0]] + owner[1] == node
    for number in texts.numbers:
        layer, unit = number.node
        a, b, c, d = layout.columns[layer].boxes[unit]
        x0, y0, x1, y1 = sides(number.box)
        assert a <= x0 and b <= y0 and x1 <= c and y1 <= d
    return texts


def pinnable(session, layer, unit):
    yield q.activation(layer, unit)
    if layer:
        yield q.bias(layer, unit)
        yield q.delta(layer, unit)
        yield q.weight(layer, session.experiment.network.sizes[layer - 1] - 1, unit)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", EXAMPLES)
def test_texts_meet_neither_each_other_nor_nodes_in_any_example(make, name, size):
    session, player, stage = make(load(name), size)
    session.train(3)
    for share, look in zip(MOMENTS, LOOKS, strict=True):
        player.set_look(look)
        player.seek(1, share * session.timeline.end)
        texts = check(stage)
        assert len(texts.titles) == len(session.experiment.network.sizes)


@pytest.mark.parametrize("seed", range(14))
def test_texts_meet_neither_each_other_nor_nodes_in_any_network(make, seed):
    session, player, stage = make(random_network(seed), SIZES[seed % 3])
    layers = len(session.experiment.network.sizes)
    session.train(2)
    for index, share in enumerate(MOMENTS[::2]):
        player.set_look(LOOKS[(seed + index) % len(LOOKS)])
        player.seek(1, share * session.timeline.end)
        stage._inquiry.pin(
            list(pinnable(session, (seed + index) % layers, 0))[-1] if index else None
        )
        check(stage)


@pytest.mark.parametrize("experiment", [load("wave"), load("moons"), *map(random_network, (1, 24))])
def test_large_text_stays_in_its_nodes_however_small_these_become(make, experiment):
    session, player, stage = make(experiment, (1228, 418))
    stage.set_theme(presented(theme_named("light"), 1.0))
    session.train(2)
    player.seek(1, session.timeline.end)
    numbers = 0
    for _ in range(4):
        numbers += len(check(stage).numbers)
        stage.zoom_out()
    assert numbers


@pytest.mark.parametrize(
    ("names", "image"),
    [
        ([f"x{n}" for n in range(36)], True),
        ([f"r{n // 6}c{n % 6}" for n in range(36)], True),
        ([*"abcdefghijklmnopqrstuvwxyzäöüßéèêàáâ"], False),
    ],
)
def test_columns_with_names_of_their_own_are_no_image(make, names, image):
    numbers = np.random.default_rng(0).normal(size=(6, 36))
    table = Table(numbers, numbers[:, :2], input_names=tuple(names))
    network = NetworkSpec((36, 3, 2), ("tanh", "identity"))
    data = DataSpec("inline", table=table)
    _, _, stage = make(Experiment("table", 0, data, network, TrainingSpec("mse")), SIZES[1])
    column = stage.picture().layout.columns[0]
    assert (column.shapes == Shape.PIXEL).all() == image
    assert any(name.node[0] == 0 for name in stage._sight.texts().names) != image


@pytest.mark.parametrize(("seed", "size"), [(33, 2), (34, 1), (34, 2), (31, 0)])
def test_a_badge_leaves_its_node_s_number_alone(make, seed, size):
    session, player, stage = make(random_network(seed), SIZES[size])
    session.train(2)
    player.set_look(Look(NodeColour.SUM))
    player.seek(1, session.timeline.end)
    texts = check(stage)
    numbered = {number.node for number in texts.numbers}
    assert any(badge.node in numbered for badge in texts.badges)


@pytest.mark.parametrize("experiment", [load("article"), load("vanishing"), random_network(1)])
@pytest.mark.parametrize("size", SIZES[:2], ids=str)
def test_what_is_pinned_is_told_and_meets_nothing_either(make, experiment, size):
    session, player, stage = make(experiment, size)
    sizes = experiment.network.sizes
    for share in MOMENTS[::3]:
        player.seek(0, share * session.timeline.end)
        for layer in range(len(sizes)):
            for pinned in pinnable(session, layer, sizes[layer] - 1):
                stage._inquiry.pin(pinned)
                texts = check(stage)
                told = [row.told for row in texts.rows] + [pill.quantity for pill in texts.pills]
                in_node = [number.node for number in texts.numbers]
                captioned = {row.node for row in texts.rows}
                node = pinned.layer, pinned.unit
                assert pinned in told or (node in captioned and (node in in_node or share == 0.0))
        stage._inquiry.pin(None)


@pytest.mark.parametrize(
    "text", ["0.53", "−1.2e−7", "0.5 → 0.488", "b +0.117", "∂L/∂a 0.1", "a₁₂", "even"]
)
def test_numbers_are_as_wide_as_they_are_drawn(qapp, text):
    fonts = Fonts(qapp.font())
    for size, bold in ((9, True), (13, False), (25, True)):
        drawn = QFontMetricsF(fonts.font(size, bold)).horizontalAdvance(text)
        assert fonts.width(text, size, bold) == pytest.approx(drawn, abs=0.5)
