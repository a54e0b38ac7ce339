"""Equations of a page: set when it is calm, and with no result before there is one."""

import pytest

from app.formats.themes import theme_named
from app.scene.explanation.page import Formula
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import Number, Product
from app.scene.formulas.writing import Ink
from app.views.equation_view import EquationView
from app.views.formula_setting import FormulaSetting

PRODUCT = Product(Number("x_1", 0.7, Ink.VALUE), Number("w_{11}", -0.3, Ink.VALUE))
EQUATION = Equation("t_1", PRODUCT, -0.21)


@pytest.fixture
def view(qtbot):
    theme = theme_named("light")
    widget = EquationView(FormulaSetting(theme.text), theme)
    widget._setting.setParent(widget)
    qtbot.addWidget(widget)
    widget.resize(300, widget.sizeHint().height())
    return widget


def settle(view):
    while not view.settle():
        view._setting.set_missing()


def said(view):
    return " ".join((view.accessibleName(), view.accessibleDescription(), view.toolTip()))


def test_a_result_is_told_once_it_is_known(view):
    pictures = []
    for known in (False, True):
        view.show_formula(Formula(EQUATION, known))
        assert ("0.21" in said(view)) is known
        settle(view)
        assert ("0.21" in said(view)) is known
        assert "0.7" in said(view)
        pictures.append(view.grab().toImage())
    assert pictures[0] != pictures[1]


def test_it_does_not_move_when_its_result_comes(view):
    view.show_formula(Formula(EQUATION, False))
    settle(view)
    before = view.sizeHint()
    view.show_formula(Formula(EQUATION, True))
    assert view.sizeHint() == before
    settle(view)
    assert view.sizeHint() == before


def test_a_wide_equation_shrinks_into_a_narrow_view(view):
    long = Product(*(Number(f"w_{{{k}}}", 0.12345 * k, Ink.VALUE) for k in range(1, 9)))
    view.resize(200, 60)
    view.show_formula(Formula(Equation("t", long, 1.0), True))
    settle(view)
    assert view._fit.block.width * view._fit.scale * view._em <= 200.01


def test_what_is_waited_for_already_is_not_put_off(qtbot, monkeypatch):
    setting = FormulaSetting("#000000")
    begun = []
    monkeypatch.setattr(setting._calm, "start", begun.append)
    for key in ("a", "a", "b", "b"):
        setting.wait(key)
    assert len(begun) == 2
    setting.rest()
    setting.wait("b")
    assert len(begun) == 3
