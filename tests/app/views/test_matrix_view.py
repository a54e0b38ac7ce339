import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.colour import palette
from app.scene.explanation.matrix import Product
from app.scene.matrix_focus import Marks
from app.viewmodels.asking import asking_about
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views import matrix_painting
from app.views.matrix_view import MatrixView
from engine import quantity as q
from engine.experiment import Experiment, NetworkSpec, TrainingSpec
from engine.specs import DataSpec, Table

GROUND = QColor("#123456")


class Shown:
    """A matrix view with what it is about."""

    def __init__(self, qtbot, experiment, theme="light"):
        self.session = Session(experiment)
        self.player = Player(self.session, self.session)
        self.asking = asking_about(self.session, self.player)
        self.inquiry, self.theme = self.asking.inquiry, theme_named(theme)
        self.view = MatrixView(self.session, self.player, self.asking, self.theme)
        self.session.setParent(self.view)
        qtbot.addWidget(self.view)
        self.view.resize(360, 700)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def ask(self, quantity, t):
        self.player.seek(0, t)
        self.inquiry.pin(quantity)
        self.view.settle()
        return self.view.sheet.matrices

    def hover(self, grid, cell):
        matrix = self.view.sheet.matrices[grid]
        place = QPointF(matrix.place_of(cell))
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            QPointF(matrix.viewport().mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QGuiApplication.sendEvent(matrix.viewport(), move)

    def leave(self, grid):
        QGuiApplication.sendEvent(
            self.view.sheet.matrices[grid].viewport(), QEvent(QEvent.Type.Leave)
        )

    def click(self, grid, cell):
        matrix = self.view.sheet.matrices[grid]
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.place_of(cell))


@pytest.fixture
def show(qtbot):
    return lambda experiment="article", theme="light": Shown(
        qtbot, load(experiment) if isinstance(experiment, str) else experiment, theme
    )


def wide() -> Experiment:
    """784-128-10 on a few random rows."""
    rng = np.random.default_rng(0)
    rows, targets = rng.random((4, 784)), np.eye(10)[:4]
    return Experiment(
        "wide",
        0,
        DataSpec("inline", table=Table(rows, targets)),
        NetworkSpec((784, 128, 10), ("relu", "softmax")),
        TrainingSpec("cross_entropy", batch_size=4),
    )


def painted(matrix) -> QImage:
    return matrix.viewport().grab().toImage()


def texts_of(matrix, monkeypatch) -> list[str]:
    """The numbers that the cells in view are painted with."""
    texts, fitting = [], matrix_painting.fitting
    monkeypatch.setattr(
        matrix_painting, "fitting", lambda *a: texts.append(fitting(*a)) or texts[-1]
    )
    painted(matrix)
    return texts


def blank_cells(matrix) -> list[tuple[int, int]]:
    """The cells in whose middle there is nothing but the ground."""
    matrix.mark(Marks())
    matrix.setStyleSheet(f"background: {GROUND.name()}")
    picture = painted(matrix)
    matrix.setStyleSheet("")
    corners = {cell: matrix.cells.corner(*cell) for cell in np.ndindex(*matrix._values.shape)}
    return [c for c, (x, y) in corners.items() if picture.pixelColor(x + 4, y + 4) == GROUND]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_cells_have_the_traces_numbers_in_the_stages_colours(show, monkeypatch, theme):
    shown = show(theme=theme)
    z, _, weights, _ = shown.ask(q.weighted_sum(2, 1), 21.0)[:4]
    assert texts_of(z, monkeypatch) == ["0.51", "−0.12"]
    assert texts_of(weights, monkeypatch) == ["0.3", "−0.1", "0.2", "0.1"]
    grid = shown.view.equation.grids[2]
    colours = palette(shown.theme).value.colours(grid.values, grid.scale)
    picture = painted(weights)
    for i, j in np.ndindex(2, 2):
        x, y = weights.cells.corner(i, j)
        pixel = picture.pixelColor(x + 4, y + 4)
        assert (pixel.red(), pixel.green(), pixel.blue()) == tuple(colours[i, j])


def test_what_is_not_computed_yet_is_empty_and_nothing_jumps(show, monkeypatch):
    shown = show()
    z = shown.ask(q.weighted_sum(1, 1), 0.5)[0]
    assert texts_of(z, monkeypatch) == ["0.7"]
    assert blank_cells(z) == [(0, 1)]
    places = [matrix.geometry() for matrix in shown.view.sheet.matrices]
    assert "?" in shown.view.sum.accessibleDescription()
    shown.player.seek(0, 1.0)
    assert texts_of(z, monkeypatch) == ["0.7", "0.5"]
    assert blank_cells(z) == []
    assert [matrix.geometry() for matrix in shown.view.sheet.matrices] == places


def test_the_sum_beneath_comes_to_the_cell(show):
    shown = show()
    z = shown.ask(q.weighted_sum(2, 1), 21.0)[0]
    assert z.marks.chosen == (0, 1)
    assert shown.view.sum.accessibleDescription().endswith(
        "= 0.7 · (−0.1) + 0.5 · 0.1 − 0.1 = −0.12"
    )
    assert float(shown.view.sum.toolTip()) == shown.player.trace.signals[1].z[0, 1]


def test_the_cell_under_the_pointer_is_explained_while_it_stays(show):
    shown = show()
    z, x, weights, _ = shown.ask(q.weighted_sum(1, 1), 21.0)[:4]
    shown.hover(0, (0, 0))
    assert shown.inquiry.lit == {q.weighted_sum(1, 0), q.weighted_sum(1, 1)}
    assert (z.marks.chosen, weights.marks.made) == ((0, 0), ((0, 0), (1, 0)))
    assert z.marks.lit == {(0, 0), (0, 1)}
    assert float(shown.view.sum.toolTip()) == 0.7
    shown.hover(2, (1, 0))
    assert (x.marks.term, weights.marks.chosen, z.marks.chosen) == ((0, 1), (1, 0), (0, 0))
    assert q.weight(1, 1, 0) in shown.inquiry.lit
    shown.leave(2)
    assert shown.inquiry.lit == {q.weighted_sum(1, 1)}
    assert (z.marks.chosen, weights.marks.made) == ((0, 1), ((0, 1), (1, 1)))


def test_a_click_pins_and_shows_the_rows_sample(show):
    shown = show("moons")
    shown.ask(q.weighted_sum(1, 0), 1.0)
    shown.click(2, (1, 3))
    assert (shown.inquiry.pinned, shown.player.sample) == (q.weight(1, 1, 3), 0)
    shown.click(0, (5, 2))
    assert (shown.inquiry.pinned, shown.player.sample) == (q.weighted_sum(1, 2), 5)
    assert shown.view.sheet.matrices[0].marks.chosen == (5, 2)


def test_the_keys_move_pin_and_copy(show):
    shown = show()
    weights = shown.ask(q.weighted_sum(1, 1), 21.0)[2]
    weights.setFocus(Qt.FocusReason.TabFocusReason)
    assert q.weight(1, 0, 1) in shown.inquiry.lit  # a factor of what is explained
    for key, cell in [
        (Qt.Key.Key_Right, (0, 1)),
        (Qt.Key.Key_Left, (0, 0)),
        (Qt.Key.Key_End, (0, 1)),
        (Qt.Key.Key_Down, (1, 1)),
        (Qt.Key.Key_Down, (1, 1)),
        (Qt.Key.Key_Home, (1, 0)),
    ]:
        QTest.keyClick(weights, key)
        assert (weights.current, weights.marks.chosen) == (cell, cell)
    QTest.keyClick(weights, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0.1"
    QTest.keyClick(weights, Qt.Key.Key_Return)
    assert shown.inquiry.pinned == q.weight(1, 1, 0)


def test_another_equation_is_chosen_until_the_usual_one_changes(show):
    shown = show()
    shown.ask(q.weight(2, 0, 1), 1.0)
    buttons = shown.view.choices.equations
    assert shown.view.equation.product is Product.SUMS and buttons[0].isChecked()
    number = [button.text() for button in buttons].index("δ = ∂L/∂Z")
    buttons[number].click()
    assert shown.view.equation.product is Product.DELTAS
    shown.player.seek(0, 3.0)
    assert shown.view.equation.product is Product.DELTAS
    shown.player.seek(0, 9.0)
    assert shown.view.equation.product is Product.WEIGHT_GRADIENT


def test_a_heat_map_is_the_palette_cell_by_cell(show):
    shown = show("moons")
    weights = shown.ask(q.weighted_sum(2, 0), 21.0)[2]
    shown.view.choices.heat.click()
    shown.inquiry.pin(None)
    shown.view.sheet.mark([Marks()] * 4)
    grid, picture = shown.view.equation.grids[2], painted(weights)
    colours = palette(shown.theme).value.colours(grid.values, grid.scale)
    for i, j in np.ndindex(*grid.values.shape):
        x, y = weights.cells.corner(i, j)
        for dx, dy in ((1, 1), (weights.cells.width - 2, weights.cells.height - 2)):
            pixel = picture.pixelColor(x + dx, y + dy)
            assert (pixel.red(), pixel.green(), pixel.blue()) == tuple(colours[i, j])


def test_a_large_matrix_is_one_picture_and_as_numbers_only_what_is_in_view(show, monkeypatch):
    shown = show(wide())
    weights = shown.ask(q.weighted_sum(1, 100), 9.0)[2]
    assert shown.view.choices.heat.isChecked()
    assert texts_of(weights, monkeypatch) == []
    assert (weights.cells.rows, weights.cells.columns) == (784, 128)
    shown.view.choices.heat.click()
    assert 0 < len(texts_of(weights, monkeypatch)) < 300
    # The column that makes the cell has been scrolled to.
    place = weights.place_of((0, 100))
    assert weights.viewport().rect().contains(QPoint(place.x(), 5))


def test_a_tool_tip_names_the_cell_with_every_digit(show, monkeypatch):
    shown = show()
    said = []
    monkeypatch.setattr("app.views.matrix_view.QToolTip.showText", lambda *a: said.append(a[1]))
    delta = shown.ask(q.delta(2, 0), 21.0)[0]
    delta.asked.emit((0, 0), QPoint())
    value = float(shown.player.trace.signals[1].dz[0, 0])
    assert said == [f"δ(2), sample 1, column 1 (a₁)\n{value!r}"]


def test_the_menu_copies_number_matrix_and_equation(show):
    shown = show()
    shown.ask(q.weighted_sum(1, 1), 21.0)
    clipboard = QGuiApplication.clipboard()
    copied = []
    for action in shown.view.copy_menu((2, (1, 0))).actions():
        action.trigger()
        copied.append(clipboard.text())
    assert copied[:2] == ["0.1", "0.5\t0.2\n0.1\t0.2"]
    assert copied[2].startswith("Z(1) (1×2)") and copied[3].startswith("\\[")


def test_the_loss_has_no_matrices(show):
    shown = show()
    shown.ask(q.LOSS, 21.0)
    assert shown.view.equation is None
    assert not shown.view.sum.isVisible()
