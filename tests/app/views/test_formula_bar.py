from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.formulas.expression import constant
from app.scene.formulas.plain import plain
from app.scene.timeline import Granularity
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.breadcrumb import Breadcrumb
from app.views.formula_bar import FormulaBar
from app.views.formula_symbols import symbols_of
from app.views.typeset import Typesetter
from engine.trace import Kind

WHITE = QColor("white").rgb()
STEP_OF_BIAS = "b₂(3) ← b₂(3) − η · ∂L / ∂b₂(3) ="


@pytest.fixture
def player(qapp) -> Player:
    session = Session(load("article"))
    return Player(session, session)


@pytest.fixture
def bar(qtbot, player) -> FormulaBar:
    widget = FormulaBar(
        player.parent(), player, asking_about(player.parent(), player), theme_named("light")
    )
    qtbot.addWidget(widget)
    widget.resize(760, widget.sizeHint().height())
    return widget


def seek(player: Player, kind: Kind, layer: int, progress: float = 1.0) -> None:
    player.seek(0, player.parent().timeline.index(kind, layer) + progress)


def words(bar: FormulaBar) -> str:
    bar.settle()
    return bar.accessibleDescription()


def inked(image: QImage) -> int:
    return sum(
        image.pixel(x, y) != WHITE for x in range(image.width()) for y in range(image.height())
    )


def test_it_says_symbols_numbers_and_result(bar, player):
    seek(player, Kind.WEIGHTED_SUM, 1, 0.5)
    said = words(bar)
    assert said.startswith("z₁(1) = x₁ w₁₁ + x₂ w₂₁ + b₁ = 1 · 0.5 + 1 · 0.1 + 0.1 = 0.7. Neuron 1")


def test_a_result_is_not_told_before_it_is_computed(bar, player):
    seek(player, Kind.WEIGHTED_SUM, 1, 0.4)
    assert "= ?." in words(bar)
    seek(player, Kind.UPDATE, 1, 0.1)
    assert "= ?." in words(bar)


def test_stepping_through_everything_gives_one_text_each_way(bar, player):
    player.set_granularity(Granularity.NEURON)
    there = []
    while player.step == 0:
        there.append(words(bar))
        player.forward()
    player.back()
    back = [words(bar)]
    while player.t > 0.0:
        player.back()
        back.append(words(bar))
    assert there == back[::-1]
    assert len(set(there)) == len(there)


def test_the_picture_waits_until_moves_have_calmed_down(bar, player, qtbot):
    seek(player, Kind.ACTIVATION, 1)
    before = words(bar)
    seek(player, Kind.ACTIVATION_GRADIENT, 1)
    bar.grab()
    assert not bar.settled
    assert bar.accessibleDescription() == bar._sentence.text
    assert bar._sentence.text not in before
    qtbot.waitUntil(lambda: bar.settled)
    assert bar.accessibleDescription() == words(bar) != before


def test_what_has_been_set_before_is_shown_at_once(bar, player):
    seek(player, Kind.ACTIVATION, 1)
    first = words(bar)
    seek(player, Kind.LOSS, 3)
    bar.settle()
    seek(player, Kind.ACTIVATION, 1)
    bar.grab()
    assert bar.settled
    assert bar.accessibleDescription() == first


def test_fast_training_sets_no_formula(bar, player, monkeypatch):
    bar.settle()
    player.to_end()
    bar.settle()
    made = []
    monkeypatch.setattr("app.views.typeset._svg", lambda *formula: made.append(formula))
    for _ in range(5):
        player.parent().train(20)
        player.to_end()
        bar.grab()
        assert not bar.settled
    assert not made


def seen(bar: FormulaBar) -> str:
    """What can be read of the formula; right of it there is at most an ellipsis."""
    bar.grab()
    pieces = bar._shown.pieces if bar._shown else ()
    visible = [pieces[n] for n in bar._visible]
    image = bar.grab(bar._formula_box().toRect()).toImage()
    if not visible:
        assert inked(image) == 0
    else:
        right = round(max(spot.box.right() for spot in visible) - bar._formula_box().left())
        beyond = image.copy(right, 0, image.width() - right, image.height())
        assert inked(beyond) < 40
    return " ".join(plain(spot.placed.piece.latex) for spot in visible)


def train(player: Player) -> None:
    player.parent().train(20)
    player.to_end()


def test_while_training_runs_the_symbols_stand_without_a_number(bar, player, qtbot):
    with qtbot.waitExposed(bar):
        bar.show()
    player.to_end()
    bar.settle()
    assert seen(bar).startswith(f"{STEP_OF_BIAS} 0 −")
    places = [spot.place for spot in bar._shown.pieces][:3]
    train(player)
    assert seen(bar) == STEP_OF_BIAS
    assert bar.accessibleDescription() == bar._sentence.text, "its numbers are another step's"
    assert [bar._shown.pieces[n].place for n in bar._visible][:3] == places
    seek(player, Kind.LOSS, 3)
    assert seen(bar) == ""


def test_training_begun_elsewhere_gets_its_symbols_after_a_while(bar, player, qtbot, monkeypatch):
    with qtbot.waitExposed(bar):
        bar.show()
    bar.settle()
    timer = bar._symbols._timer
    train(player)
    started = timer.timerId()
    assert timer.isActive()
    train(player)
    assert timer.timerId() == started, "a step puts it off"
    seek(player, Kind.LOSS, 3)
    assert timer.timerId() != started
    monkeypatch.setattr("app.views.formula_symbols.LASTING", 0)
    monkeypatch.setattr("app.views.formula_symbols.CALM", 0)
    train(player)
    assert seen(bar) == ""

    def stands() -> bool:
        train(player)
        return seen(bar) == STEP_OF_BIAS

    qtbot.waitUntil(stands)
    assert not bar.settled


def test_symbols_of_another_case_do_not_stand(qtbot, bar, player):
    """ReLU is z or 0, by the sign of z."""
    seek(player, Kind.ACTIVATION, 1)
    bar.settle()
    fitted = bar._shown.fit
    (equation,) = bar._shown.narration.equations
    assert len(symbols_of([equation], fitted)) == 4
    other = replace(equation, right=constant(0))
    assert symbols_of([other], fitted) == ()


def test_the_term_being_added_is_highlighted(bar, player):
    soft = QColor(theme_named("light").accent_soft).rgb()
    shown = []
    for progress in (0.1, 0.25, 0.4):
        seek(player, Kind.WEIGHTED_SUM, 1, progress)
        bar.settle()
        image = bar.grab().toImage()
        columns = [x for x in range(760) if any(image.pixel(x, y) == soft for y in range(90))]
        shown.append((columns[0], columns[-1]))
    assert shown == sorted(shown)
    assert len(set(shown)) == 3
    seek(player, Kind.WEIGHTED_SUM, 1, 0.5)
    bar.settle()
    image = bar.grab().toImage()
    assert not any(image.pixel(x, y) == soft for x in range(760) for y in range(90))


@pytest.mark.parametrize("width", [240, 640])
@pytest.mark.parametrize("name", ["article", "blobs", "wave"])
def test_every_formula_fits_the_bar(qtbot, name, width):
    session = Session(load(name))
    player = Player(session, session)
    bar = FormulaBar(session, player, asking_about(session, player), theme_named("dark"))
    qtbot.addWidget(bar)
    bar.resize(width, bar.sizeHint().height())
    for end in range(len(session.timeline.slots)):
        player.seek(0, end + 1.0)
        bar.settle()
        fit, box = bar._shown.fit, bar._formula_box()
        em = theme_named("dark").formula_font_size * fit.scale
        assert fit.block.width * em <= box.width() + 0.01
        assert fit.block.height * em <= box.height() + 0.01
        assert em >= (11.5 if width >= 640 else 4.0)


def test_another_theme_repaints_in_its_colours(bar, player):
    bar.settle()
    dark = theme_named("dark")
    bar.set_theme(dark)
    bar.settle()
    image = bar.grab().toImage()
    assert image.pixelColor(380, 5) == QColor(dark.panel)


def test_an_opened_experiment_replaces_the_formula(bar, player):
    seek(player, Kind.LOSS, 3)
    before = words(bar)
    player.parent().open(load("wave"))
    assert words(bar) != before
    assert "y =" in words(bar)


@pytest.mark.parametrize("latex", [r"\frac{a}{", "", "x_", r"\left(", "x^{", "\\"])
def test_latex_that_cannot_be_set_is_shown_as_text(qapp, latex):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    setter = Typesetter()
    setter.paint(painter, QPointF(5, 25), latex, "#000000", 20.0)
    painter.end()
    assert inked(image) or not plain(latex)


def test_pictures_are_crisp_at_two_pixels_a_point(qapp):
    counts = []
    for ratio in (1, 2):
        image = QImage(40 * ratio, 40 * ratio, QImage.Format.Format_RGB32)
        image.fill(WHITE)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        Typesetter().paint(painter, QPointF(5, 25), "x", "#000000", 20.0)
        painter.end()
        black = sum(
            image.pixelColor(x, y).lightness() < 40
            for x in range(image.width())
            for y in range(image.height())
        )
        counts.append(black)
    # A picture that is only enlarged keeps its share of black; a crisp one gains.
    assert counts[1] > 4 * counts[0]


def test_the_breadcrumb_names_the_place(qtbot, player):
    crumb = Breadcrumb(player.parent(), player, theme_named("light"))
    qtbot.addWidget(crumb)
    seek(player, Kind.WEIGHT_GRADIENT, 2, 0.25)
    crumb.grab()
    assert crumb.accessibleName() == "Backward · layer 2 · weight gradient · w₁₁"
    player.seek(0, 0.0)
    crumb.grab()
    assert crumb.accessibleName() == "A new batch: sample 1"


def test_no_formula_is_shown_beside_another_moments_sentence(bar, player, qtbot):
    with qtbot.waitExposed(bar):
        bar.show()
    seek(player, Kind.ACTIVATION, 1)
    bar.settle()
    box = bar._formula_box().toRect()
    assert inked(bar.grab(box).toImage()) > 100
    seek(player, Kind.ACTIVATION_GRADIENT, 3)
    assert inked(bar.grab(box).toImage()) == 0
    bar.settle()
    assert inked(bar.grab(box).toImage()) > 100


def test_the_next_stops_formula_is_set_ahead(bar, player, qtbot):
    seek(player, Kind.WEIGHTED_SUM, 2)
    bar.settle()
    bar._ahead.timeout.emit()
    qtbot.waitUntil(lambda: not bar._ahead.isActive())
    player.forward()
    bar.grab()
    assert bar.settled
