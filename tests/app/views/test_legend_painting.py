"""The legend's numbers are exact to three digits, and its notes stand there in full or not."""

from math import nan

import pytest

from app.formats.themes import theme_named
from app.scene.colour import palette
from app.views.legend_painting import GAP, Bar, whole_notes
from app.views.stage_picture import Fonts

SIZE = 12.0


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
