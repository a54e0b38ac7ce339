"""The legend's numbers are exact to three digits, and its notes stand there in full or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import nan

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.formats.themes import theme_named
from app.scene.colour import palette
from app.views import legend_painting
from app.views.legend_painting import GAP, Bar, paint_legend, whole_notes, width_of
from app.views.stage_picture import Fonts

SIZE = 12.0


@contextmanager
def painter_on(image: QImage) -> Iterator[QPainter]:
    """A painter that a failing test does not leave open."""
    painter = QPainter(image)
    try:
        yield painter
    finally:
        painter.end()


@pytest.mark.parametrize(
    ("maximum", "ends"),
    [(0.125, ("−0.125", "+0.125")), (1.5e-7, ("−1.5e−7", "+1.5e−7")), (nan, ("−", "+"))],
)
def test_a_bar_tells_both_its_ends(maximum, ends):
    bar = Bar("weight", palette(theme_named("light")).value, maximum, True)
    assert bar.ends == ends


def test_a_note_that_does_not_fit_is_left_out_and_others_are_not(qapp):
    fonts = Fonts(qapp.font())
    notes = ["each layer has its own scale", "scales locked at step 0", "dashed"]
    first, second, third = (fonts.width(note, SIZE) for note in notes)
    assert whole_notes(notes, fonts, SIZE, first + second + third + 2.0 * GAP) == notes
    assert whole_notes(notes, fonts, SIZE, first + GAP + second - 1.0) == [notes[0], notes[2]]
    assert whole_notes(notes, fonts, SIZE, third) == [notes[2]]
    assert whole_notes(notes, fonts, SIZE, -GAP) == []


def test_for_what_one_would_misread_bars_become_shorter(qapp, monkeypatch):
    told = []
    paint_text = legend_painting._paint_text

    def record(painter, text, *arguments):
        told.append(text)
        return paint_text(painter, text, *arguments)

    monkeypatch.setattr(legend_painting, "_paint_text", record)
    theme, fonts = theme_named("light"), Fonts(qapp.font())
    bars = [Bar("weight", palette(theme).value_line, 0.5, True)] * 3
    notes = ["1,000 of 3,248 edges", "line width = magnitude"]
    line = QRectF(0.0, 0.0, width_of(bars, notes[:1], fonts, theme) - 60.0, 20.0)
    found = []
    for urgent in (0, 1):
        told.clear()
        with painter_on(QImage(line.size().toSize(), QImage.Format.Format_RGB32)) as painter:
            paint_legend(painter, bars, notes, urgent, fonts, theme, [QRectF(line)])
        assert told.count("weight") == len(bars)
        found.append([note for note in notes if note in told])
    assert found == [[], notes[:1]]
