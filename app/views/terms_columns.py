"""How wide the columns of a table of terms are, and on how many lines its rows stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFontMetrics

from app.views.stage_picture import Face
from app.views.terms_model import TermsModel
from app.views.terms_painting import MOST_LINES, PAD, Look, breakable, line_height
from app.views.texts import translated

MEASURED = 64
"""So many rows decide; there may be thousands."""

USUAL_NUMBER, LONG_NUMBER = "−0.0000", "−0.0001234"
"""Columns of numbers have room for this, so that they stand still while numbers change; for the
second where there are more rows than are measured."""

LEAST_NAME, NAME_SHARE = 34, 0.25
"""The names of rows may be cut to so many px, and to that share of the width."""


@dataclass(frozen=True)
class Columns:
    """The widths in px, and how many lines each row has."""

    widths: Sequence[int]
    lines: int


def fitted(terms: TermsModel, look: Look, head: QFontMetrics, room: int) -> Columns:
    """The columns in `room` px; of texts those that lack room are broken into lines, or cut."""
    texts = [c for c in range(terms.columnCount()) if not terms.is_numeric(c)] or [0]
    titles = [_padded(head.horizontalAdvance(translated(c.title))) for c in terms.table.columns]
    widths = [max(_widest(terms, look.plain, c), titles[c]) for c in range(terms.columnCount())]
    word = _widest_word(terms, look.plain)
    name = min(max(word, LEAST_NAME), round(NAME_SHARE * room))
    least = [name if column == 0 else title for column, title in enumerate(titles)]
    shared = _shared(widths, least, texts, room - sum(widths))
    cut = [column for column in texts[1:] if shared[column] < widths[column]]
    if cut:
        # Rows have several lines then, and names on two of them need less of the width.
        given = max(shared[0] - word, 0)
        shared[0], shared[cut[0]] = shared[0] - given, shared[cut[0]] + given
        cut.append(0)
    return Columns(shared, _lines(terms, QFontMetrics(look.plain.font), shared, cut))


def _padded(width: float) -> int:
    return ceil(width + 2.0 + 2.0 * PAD)


def _widest(terms: TermsModel, plain: Face, column: int) -> int:
    """How wide a column of rows would like to be."""
    texts = {terms.cell(line, column).text for line in range(min(terms.first_sum, MEASURED))}
    if terms.is_numeric(column):
        texts.add(USUAL_NUMBER if terms.first_sum <= MEASURED else LONG_NUMBER)
    return _padded(max((plain.width(text) for text in texts), default=0.0))


def _widest_word(terms: TermsModel, plain: Face) -> int:
    """How wide the names of rows must be so that no word of them is cut."""
    names = (terms.cell(line, 0).text for line in range(min(terms.first_sum, MEASURED)))
    words = {word for name in names for word in breakable(name).split(" ")}
    return _padded(max((plain.width(word) for word in words), default=0.0))


def _shared(widths: list[int], least: list[int], texts: list[int], room: int) -> list[int]:
    """The widths, with the room that is left, or lacks, in the columns of texts."""
    shared = list(widths)
    if room >= 0:
        shared[texts[0]] += room
        return shared
    for column in sorted(texts, key=lambda c: -widths[c]):
        cut = min(-room, max(shared[column] - least[column], 0))
        shared[column] -= cut
        room += cut
    # Numbers lose digits before names lose their first word.
    numbers = [column for column in range(len(shared)) if column not in texts]
    for place, column in enumerate(numbers):
        cut = min(ceil(-room / (len(numbers) - place)), max(shared[column] - least[column], 0))
        shared[column] -= max(cut, 0)
        room += max(cut, 0)
    return shared


def _lines(terms: TermsModel, plain: QFontMetrics, widths: list[int], texts: list[int]) -> int:
    """How many lines the rows' texts need in these widths, but not very many."""
    heights = (
        line_height(plain, terms.cell(line, column).text, widths[column] - 2.0 * PAD)
        for column in texts
        for line in range(min(terms.first_sum, MEASURED))
    )
    return min(round(max(heights, default=0.0) / plain.lineSpacing()) or 1, MOST_LINES)
