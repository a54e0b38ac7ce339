"""Pages written out: for a terminal and the clipboard as text, for a document as LaTeX.

Tables have four digits, sums beneath them all: they are what one goes on to
compute with. The LaTeX needs amsmath.
"""

import re
from collections.abc import Callable, Sequence
from math import isnan

import numpy as np

from app.scene.explanation.page import Column, Curve, Formula, Note, Page, Table, Total, Word
from app.scene.explanation.rows import arranged
from app.scene.formulas.equation import BOLD, Equation
from app.scene.formulas.plain import plain
from app.scene.formulas.reading import PARTIAL
from app.scene.formulas.writing import Style
from app.scene.numbers import latex as latex_number
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "Explanation"

MOST_ROWS = 24
"""So many rows of a table are written, the largest, and the sum of the others."""

STYLE = Style(digits=6, terms=12, compact=True)

MORE = QT_TRANSLATE_NOOP("Explanation", "{count} more")

Translate = Callable[[Text], str]

COMMAND = r"\partial "
"""What documents call the sign that our formulas have as a letter."""

_UNSET = {bold: digit for digit, bold in BOLD.items()}


def untranslated(text: Text) -> str:
    """A text in the language it is written in."""
    values = {
        name: untranslated(value) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return text.template.format(**values)


def text(page: Page, translate: Translate = untranslated) -> str:
    """The page as lines of text."""
    title = translate(page.title)
    parts = [f"{title}\n{'-' * len(title)}"]
    for block in page.blocks:
        match block:
            case Note(words, strong):
                parts.append(translate(words) + (":" if strong else ""))
            case Formula(equation, known):
                parts.append(equation_text(equation, known))
            case Table():
                parts.append(_table_text(block, translate))
            case Curve():
                pass  # its formula says the same
    return "\n\n".join(parts) + "\n"


def latex(page: Page, translate: Translate = untranslated) -> str:
    """The page as LaTeX."""
    parts = [rf"\paragraph{{{_escaped(translate(page.title))}}}"]
    for block in page.blocks:
        match block:
            case Note(words, strong):
                said = _escaped(translate(words))
                parts.append(rf"\textbf{{{said}}}" if strong else said)
            case Formula(equation, known):
                parts.append(equation_latex(equation, known))
            case Table():
                parts.append(_table_latex(block, translate))
            case Curve():
                pass
    return "\n\n".join(parts) + "\n"


def equation_text(equation: Equation, known: bool = True) -> str:
    """An equation on one line: symbols = numbers = result."""
    return plain(" ".join(_pieces(equation, known, r"\;")))


def equation_latex(equation: Equation, known: bool = True) -> str:
    """An equation set apart."""
    written = " ".join(_pieces(equation, known, r"\quad")).translate(_UNSET)
    return rf"\[ {written.replace(PARTIAL, COMMAND)} \]"


def _pieces(equation: Equation, known: bool, gap: str) -> list[str]:
    head = [piece.latex for piece in equation.head(STYLE)]
    tail = [piece.latex for piece in equation.tail(STYLE)]
    result = [piece.latex for piece in equation.result(STYLE)]
    proviso = [f"{gap} {piece.latex}" for piece in equation.proviso()]
    if equation.value is None:
        return [*head, *tail]
    if not known:
        return [*head, *proviso]
    return [*head, *(["=", *tail] if tail else []), "=", *result, *proviso]


def _lines(table: Table, translate: Translate, write: Callable[[float], str]) -> list[list[str]]:
    """The cells of the rows that are written, and of the tail."""
    chosen = arranged(table, by_size=not table.ordered and len(table) > MOST_ROWS, most=MOST_ROWS)
    lines = [
        [_cell(column, int(row), translate, write) for column in table.columns]
        for row in chosen.rows
    ]
    if chosen.hidden:
        more = translate(Text(CONTEXT, MORE, {"count": f"{chosen.hidden:,}"}))
        lines.append([more, *[""] * (len(table.columns) - 2), write(chosen.rest)])
    return lines


def _cell(column: Column, row: int, translate: Translate, write: Callable[[float], str]) -> str:
    cell = column.cells[row]
    if isinstance(cell, str | Text):
        return _word(cell, translate)
    return write(float(cell))


def _word(word: Word, translate: Translate) -> str:
    return translate(word) if isinstance(word, Text) else word


def _number(value: float) -> str:
    return "" if isnan(value) else number(value)


def _table_text(table: Table, translate: Translate) -> str:
    head = [translate(column.title) for column in table.columns]
    body = _lines(table, translate, _number)
    widths = [max(map(len, cells)) for cells in zip(head, *body, strict=True)]
    numeric = [isinstance(column.cells, np.ndarray) for column in table.columns]
    lines = ["  ".join(_padded(cells, widths, numeric)).rstrip() for cells in (head, *body)]
    return "\n".join([*lines, *(_total_text(total, translate) for total in table.totals)])


def _padded(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    return [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    ]


def _total_text(total: Total, translate: Translate) -> str:
    value = "?" if isnan(total.value) else repr(total.value)
    return f"{_word(total.name, translate)} = {value}"


def _table_latex(table: Table, translate: Translate) -> str:
    numeric = [isinstance(column.cells, np.ndarray) for column in table.columns]
    head = [_escaped(translate(column.title)) for column in table.columns]
    body = [
        [cell if right else _escaped(cell) for cell, right in zip(cells, numeric, strict=True)]
        for cells in _lines(table, translate, _number_latex)
    ]
    rows = [rf"{' & '.join(cells)} \\" for cells in body]
    span = len(table.columns) - 1
    totals = [
        rf"\multicolumn{{{span}}}{{l}}{{{_escaped(_word(total.name, translate))}}}"
        rf" & {_number_latex(total.value)} \\"
        for total in table.totals
    ]
    columns = "".join("r" if right else "l" for right in numeric)
    lines = [
        rf"\begin{{tabular}}{{{columns}}}",
        rf"{' & '.join(head)} \\",
        r"\hline",
        *rows,
        *([r"\hline", *totals] if totals else []),
        r"\end{tabular}",
    ]
    return "\n".join(lines)


def _number_latex(value: float) -> str:
    return "" if isnan(value) else f"${latex_number(value)}$"


_SPECIAL = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "−": "$-$",
    "→": r"$\to$",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "∂": r"$\partial$",
    "δ": r"$\delta$",
    "η": r"$\eta$",
    "β": r"$\beta$",
    "√": r"$\surd$",
    "∞": r"$\infty$",
    "ᵗ": "$^t$",
    "′": "$'$",
}

_BELOW, _ABOVE = (
    str.maketrans(signs, "0123456789()"[: len(signs)]) for signs in ("₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
)
_RUNS = re.compile("(?P<below>[₀₁₂₃₄₅₆₇₈₉]+)|(?P<above>[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+)|.", re.DOTALL)
_SEAM = re.compile(r"(?<!\\)\$\$")
"""Where one stretch of mathematics ends and the next begins."""


def _escaped(text: str) -> str:
    """Words that may hold anything, for LaTeX."""
    return _SEAM.sub("", _RUNS.sub(_written_sign, text))


def _written_sign(found: re.Match[str]) -> str:
    if found["below"]:
        return f"$_{{{found['below'].translate(_BELOW)}}}$"
    if found["above"]:
        return f"$^{{{found['above'].translate(_ABOVE)}}}$"
    return _SPECIAL.get(found[0], found[0])
