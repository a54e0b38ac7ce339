"""Why there is no GPU any more is said in the user's language."""

import pytest
from PySide6.QtCore import QTranslator

from app.formats.themes import theme_named
from app.scene.texts import Text
from app.views.gpu.canvas import GpuCanvas
from app.views.gpu.errors import GpuError
from app.views.gpu.pipeline import made
from app.views.gpu.vertices import Vertices


class Shouting(QTranslator):
    """A language of capitals."""

    def translate(self, context, text, disambiguation=None, n=-1):
        return text.upper().replace("{PART}", "{part}").replace("{SIZE}", "{size}")

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False


@pytest.fixture
def shouting(qapp):
    translator = Shouting()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


class Refused:
    """A resource that cannot be created, and a GPU that has no other."""

    def create(self):
        return False

    def newBuffer(self, *arguments):  # noqa: N802 - Qt's name
        return self


def refuse_part():
    made(Refused())


def refuse_memory():
    Vertices(Refused())._room_for(1000)


def refuse_other():
    raise KeyError("a mistake of the program")


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (refuse_part, "ITS DRIVER REFUSED A PART OF THE DRAWING, Refused"),
        (refuse_memory, "IT HAS NO MEMORY FOR 4,096 MORE BYTES"),
        (refuse_other, "AN ERROR WHILE DRAWING, KeyError"),
    ],
)
def test_why_drawing_failed_is_told_in_the_user_s_language(qtbot, shouting, draw, told):
    canvas = GpuCanvas(draw, theme_named("light"))
    qtbot.addWidget(canvas)
    canvas._renderer, reasons = object(), []
    canvas.failed.connect(reasons.append)
    try:
        canvas.render(None)
    except KeyError:
        assert draw is refuse_other
    assert reasons == [told]
    assert canvas.broken


def test_in_a_traceback_it_is_told_in_english():
    assert str(GpuError(Text("Test", "no {thing}", {"thing": "room"}))) == "no room"
