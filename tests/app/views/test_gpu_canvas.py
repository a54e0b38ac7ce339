"""The GPU canvas: draws what QPainter draws, gives way when it fails, and rests.

It needs a screen, so each test lets a program of its own draw on one.
"""

import json
import os
import shutil

import pytest

from app.views.gpu.graphics import Graphics, kind_of
from tests.screen import output_of, screen

pytestmark = pytest.mark.skipif(
    not (os.environ.get("DISPLAY") or shutil.which("Xvfb") or os.environ.get("CI")),
    reason="needs a screen, or Xvfb to make one",
)

DENSE = 4
"""The moments from this one on are of networks with hundreds of edges."""

BARRED = 4
"""At this moment there are bars in tiny dots, to whose corners QPainter gives less ink."""


@pytest.fixture(scope="module")
def screened():
    with screen() as environment:
        yield environment


def drawn(environment, place, job, **more):
    environment = {**environment, **more}
    return json.loads(
        output_of("tests.app.views.both_canvases", place, job, environment=environment)
    )


@pytest.mark.parametrize(("place", "factor"), [("beneath", "1"), ("beside", "1"), ("beside", "2")])
def test_both_canvases_draw_the_same_picture(screened, place, factor):
    for number, found in enumerate(drawn(screened, place, "compare", QT_SCALE_FACTOR=factor)):
        assert found["drawn"] > 0.02
        assert found["nodes"] <= (12.0 if number == BARRED else 4.0)
        # QPainter makes many lines of hairlines: a line as a whole has nearly the same colour.
        assert found["lines"] <= (4.0 if number < DENSE else 36.0)
        assert found["mean line"] <= (1.0 if number < DENSE else 6.0)
        if number < DENSE:
            assert found["edges"] <= 12.0
            assert found["anywhere"] <= 0.002


@pytest.mark.parametrize("place", ["beneath", "beside"])
def test_where_the_gpu_fails_the_painter_goes_on_and_a_note_says_so(screened, place):
    found = drawn(screened, place, "lose")
    assert "GPU" in found["driver"]
    assert "painter" in found["after"]
    assert "a test" in found["note"]
    assert found["differs"] < 0.003


@pytest.mark.parametrize("place", ["beneath", "beside"])
def test_an_idle_gpu_draws_nothing(screened, place):
    assert drawn(screened, place, "idle") == {"resting": 0, "moved": 1}


def test_a_canvas_of_another_size_keeps_nothing_of_the_one_before(screened):
    assert drawn(screened, "beside", "resize")["grown"] < 50


def test_what_kind_of_driver_it_is():
    assert kind_of("llvmpipe (LLVM 15.0.6, 256 bits)") is Graphics.SOFTWARE
    assert kind_of("Mesa Intel(R) UHD Graphics 620") is Graphics.HARDWARE
    assert kind_of("") is Graphics.NONE
