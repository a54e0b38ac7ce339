"""Another language reaches what is said only once: actions, headings of menus, buttons."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QToolButton

from app.views.legend import Legend


class Quoting(QTranslator):
    """A language in which every text has a quotation mark before it."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"»{text}"

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False


@pytest.fixture
def quoting(qapp):
    translator = Quoting()
    yield translator
    qapp.removeTranslator(translator)


def test_a_language_reaches_actions_and_the_legend_s_menu(desk, quoting, qtbot):
    actions = desk.window.actions_table
    button = desk.window.findChild(Legend).findChild(QToolButton)
    headings = [each for each in button.menu().actions() if not each.isEnabled() and each.text()]
    texts = [each.text() for each in headings]
    assert texts
    for mark, change in (
        ("»", QApplication.installTranslator),
        ("", QApplication.removeTranslator),
    ):
        change(quoting)
        qtbot.waitUntil(lambda mark=mark: button.text() == f"{mark}Colours")
        assert [each.text() for each in headings] == [mark + text for text in texts]
        assert actions["fit"].text() == f"{mark}Fit the network"
        assert actions["fit"].toolTip().startswith(f"{mark}Fit the network (")
