"""Tables of an explanation, as rows on the screen."""

from math import nan

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.formats.experiment_toml import load
from app.formats.themes import theme_named
from app.scene.explanation.page import Column, Table, Total
from app.scene.formulas.writing import Ink
from app.scene.texts import Text
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.terms_model import NOT_YET
from app.views.terms_painting import PAD, fitting
from app.views.terms_panel import MOST, TermsPanel
from engine import quantity as q

Key, Button = Qt.Key, Qt.MouseButton


def table_of(products, sample=None, ordered=False, focus=None):
    products = np.asarray(products, float)
    names = [f"x{i + 1}" for i in range(len(products))]
    return Table(
        columns=(
            Column(Text("Test", "from"), names),
            Column(Text("Test", "weight"), products / 3.0, Ink.VALUE),
            Column(Text("Test", "term"), products, Ink.VALUE),
        ),
        totals=(Total("z", float(products.sum()), Ink.PLAIN, q.weighted_sum(1, 0)),),
        quantities=lambda row: (q.weight(1, row % 2, 0), q.activation(0, row % 2)),
        sample=sample,
        ordered=ordered,
        focus=focus,
    )


@pytest.fixture
def player(qapp):
    session = Session(load("moons"))
    return Player(session, session)


@pytest.fixture
def inquiry(player):
    return Inquiry(player.parent(), player, player.parent())


@pytest.fixture
def panel(qtbot, player, inquiry):
    widget = TermsPanel(inquiry, player, theme_named("light"))
    inquiry.lit_changed.connect(widget.light)
    qtbot.addWidget(widget)
    widget.resize(300, 500)
    widget.show_table(table_of([0.5, -0.25]), same=False)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def text(panel, line, column):
    terms = panel.table.terms
    return terms.data(terms.index(line, column))


def lines(panel):
    terms = panel.table.terms
    last = terms.columnCount() - 1
    return [(text(panel, line, 0), text(panel, line, last)) for line in range(terms.rowCount())]


def at(panel, line, column):
    return panel.table.terms.index(line, column), panel.table.terms.cell(line, column)


def place(panel, line, column=0):
    table = panel.table
    return table.visualRect(table.terms.index(line, column)).center()


def test_rows_and_totals_show_four_digits_and_tell_all(panel):
    panel.show_table(table_of([1.0 / 3.0, 2.0]), same=False)
    assert lines(panel) == [("x1", "0.3333"), ("x2", "2"), ("z", "2.333")]
    terms = panel.table.terms
    tip = terms.data(terms.index(0, 2), Qt.ItemDataRole.ToolTipRole)
    assert float(tip) == 1.0 / 3.0


def test_what_is_not_computed_shows_no_number(panel):
    panel.show_table(table_of([nan, 2.0]), same=False)
    assert lines(panel) == [("x1", NOT_YET), ("x2", "2"), ("z", NOT_YET)]
    terms = panel.table.terms
    for line in (0, 2):
        tip = terms.data(terms.index(line, 2), Qt.ItemDataRole.ToolTipRole)
        assert not any(letter.isdigit() for letter in tip)
        assert terms.number_at(line, 2) == ""


def test_the_pointer_lights_what_a_row_is_about(panel, inquiry, qtbot):
    viewport = panel.table.viewport()
    qtbot.mouseMove(viewport, place(panel, 1))
    assert inquiry.lit == {q.weight(1, 1, 0), q.activation(0, 1)}
    qtbot.mouseMove(viewport, place(panel, 2))
    assert inquiry.lit == {q.weighted_sum(1, 0)}
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert inquiry.lit == set()


def test_a_row_is_outlined_wherever_its_light_comes_from(panel, inquiry):
    def outlined(line):
        index = panel.table.terms.index(line, 0)
        return panel.table.state_of(index, panel.table.terms.cell(line, 0)).lit

    dark = panel.grab().toImage()
    inquiry.light((q.weight(1, 1, 0),))
    assert [outlined(line) for line in range(3)] == [False, True, False]
    assert panel.grab().toImage() != dark
    inquiry.light(())
    assert panel.grab().toImage() == dark


def test_the_subject_itself_does_not_light_every_row_about_it(panel, inquiry):
    plain = panel.table.lit
    inquiry.pin(q.weight(1, 1, 0))
    assert inquiry.lit
    assert panel.table.lit == plain == set()
    inquiry.light((q.weight(1, 0, 0),))
    assert panel.table.lit == {q.weight(1, 0, 0)}


def test_texts_that_lack_room_are_broken_into_lines_and_shown_whole(panel):
    factors = " · ".join(["−0.1234"] * 4)
    table = Table(
        columns=(
            Column(Text("Test", "path"), ["→ a → even", "→ a → odd"]),
            Column(Text("Test", "factors"), [factors, factors]),
            Column(Text("Test", "product"), np.array([0.25, -0.5]), Ink.GRADIENT),
        ),
        totals=(Total("z", -0.25),),
    )
    panel.show_table(table, same=False)
    heights = [panel.table.rowHeight(line) for line in range(3)]
    assert heights[0] == heights[1] > heights[2]
    assert panel.table.height() == panel.table.horizontalHeader().height() + sum(heights)
    metrics = QFontMetrics(panel.table.look.plain.font)
    width = panel.table.columnWidth(1) - 2 * int(PAD)
    lines = panel.table.state_of(*at(panel, 0, 1)).lines
    assert "…" not in fitting(metrics, at(panel, 0, 1)[1], width, lines)
    panel.resize(700, 500)
    panel.grab()
    assert panel.table.rowHeight(0) == panel.table.rowHeight(2)


def test_a_click_pins_what_the_row_is_about(panel, inquiry, qtbot):
    qtbot.mouseClick(panel.table.viewport(), Button.LeftButton, pos=place(panel, 1))
    assert inquiry.pinned == q.weight(1, 1, 0)
    qtbot.mouseClick(panel.table.viewport(), Button.LeftButton, pos=place(panel, 2))
    assert inquiry.pinned == q.weighted_sum(1, 0)


def test_arrow_keys_move_and_enter_pins(panel, inquiry, qtbot):
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Key.Key_Down)
    qtbot.keyClick(panel.table, Key.Key_Down)
    line = panel.table.current_line()
    qtbot.keyClick(panel.table, Key.Key_Return)
    assert inquiry.pinned == panel.table.terms.quantities(line)[0]
    qtbot.keyClick(panel.table, Key.Key_Up)
    assert panel.table.current_line() == line - 1


def test_a_row_that_is_a_sample_shows_that_sample(panel, player, qtbot):
    assert player.sample == 0
    panel.show_table(table_of([0.5, -0.25, 1.0], sample=lambda row: row + 1), same=False)
    qtbot.mouseClick(panel.table.viewport(), Button.LeftButton, pos=place(panel, 2))
    assert player.sample == 3
    assert player.step == 0


def test_many_rows_are_the_largest_and_a_tail_that_opens(panel, qtbot):
    products = np.array([(-1.0) ** i * (i % 37 + 1) / 7.0 for i in range(784)])
    panel.show_table(table_of(products), same=False)
    sizes = [abs(float(panel.table.terms.cell(line, 2).value)) for line in range(MOST)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == np.abs(products).max()
    tail = panel.table.terms.cell(MOST, 2).value
    shown = sum(panel.table.terms.cell(line, 2).value for line in range(MOST))
    assert shown + tail == pytest.approx(products.sum(), abs=1e-12)
    qtbot.mouseClick(panel.table.viewport(), Button.LeftButton, pos=place(panel, MOST))
    assert panel.table.terms.rowCount() == 785
    panel.show_table(table_of(products), same=True)
    assert panel.table.terms.rowCount() == 785
    panel.show_table(table_of(products), same=False)
    assert panel.table.terms.rowCount() == MOST + 2


def test_order_can_be_the_networks(panel, qtbot):
    panel.show_table(table_of(np.arange(40.0)), same=False)
    qtbot.mouseClick(panel.by_size, Button.LeftButton)
    assert [text(panel, line, 0) for line in range(3)] == ["x1", "x2", "x3"]
    panel.show_table(table_of(np.arange(40.0), ordered=True), same=False)
    assert panel.by_size.isHidden()


def test_a_large_table_makes_only_what_is_seen(panel, monkeypatch):
    made = []
    terms = panel.table.terms
    cell = type(terms).cell
    monkeypatch.setattr(type(terms), "cell", lambda self, *at: made.append(at) or cell(self, *at))
    panel.resize(300, 300)
    panel.show_table(table_of(np.arange(4000.0)), same=False)
    panel.table.chosen.emit(MOST)
    panel.grab(panel.rect())
    assert terms.rowCount() == 4001
    assert len({line for line, _ in made}) < 200


def test_a_number_that_lacks_room_has_fewer_digits_and_is_never_cut(panel):
    panel.show_table(table_of([-0.00012345678, 123.456789]), same=False)
    metrics = QFontMetrics(panel.table.look.plain.font)
    cell = panel.table.terms.cell(1, 2)
    assert fitting(metrics, cell, metrics.horizontalAdvance("123.5")) == "123.5"
    assert fitting(metrics, cell, metrics.horizontalAdvance("123.")) == "123"
    assert fitting(metrics, panel.table.terms.cell(0, 2), 1) == "−0.00012"


def test_the_table_keeps_its_height_while_numbers_come(panel):
    panel.show_table(table_of([nan, nan]), same=False)
    before = panel.table.height(), [panel.table.columnWidth(c) for c in range(3)]
    panel.show_table(table_of([0.5, -1.25]), same=True)
    assert (panel.table.height(), [panel.table.columnWidth(c) for c in range(3)]) == before


def test_keys_of_the_window_pass_through(panel, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(TermsPanel, "keyPressEvent", lambda _, event: heard.append(event.key()))
    QApplication.clipboard().setText("before")
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Key.Key_Down)
    qtbot.keyClick(panel.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.table, Key.Key_Escape)
    assert heard[-2:] == [Key.Key_C, Key.Key_Escape]
    assert QApplication.clipboard().text() == "before"


def test_a_pointer_that_rests_lights_the_new_tables_row(panel, inquiry, qtbot):
    qtbot.mouseMove(panel.table.viewport(), place(panel, 0))
    other = table_of([1.0, 2.0])
    panel.show_table(Table(other.columns, other.totals, lambda row: (q.bias(2, row),)), same=False)
    assert inquiry.lit == {q.bias(2, 0)}
