"""What of an explanation goes to the clipboard: a number, a row, the whole page."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.scene.explanation.page import Page
from app.views.texts import translated

if TYPE_CHECKING:
    from app.views.terms_model import TermsModel


def put(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def page_text(page: Page) -> str:
    """A page as plain text."""
    from app.scene.explanation import writing

    return writing.text(page, translated)


def page_latex(page: Page) -> str:
    """A page as LaTeX."""
    from app.scene.explanation import writing

    return writing.latex(page, translated)


def line_text(terms: "TermsModel", line: int) -> str:
    """A table's line with every digit, for a spreadsheet: tabs between its cells."""
    columns = range(terms.columnCount())
    if terms.row_of(line) is None:  # names of sums have all columns but the last
        columns = range(0, terms.columnCount(), max(terms.columnCount() - 1, 1))
    return "\t".join(terms.cell(line, column).exact for column in columns)
