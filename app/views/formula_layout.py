"""Fitting equations into a box: which form of them, on how many rows, at which size."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.scene.formulas.equation import EQUALS, Equation, Piece, Role, Row
from app.scene.formulas.writing import Palette, Style
from app.views.typeset import Setting

SPACES = {Role.SIGN: 0.24, Role.RELATION: 0.3}
"""Room on both sides of signs and relations, in em."""

BEFORE_CONDITION = 0.9
BEFORE_EQUATION = 1.8
LEAST_ASCENT, LEAST_DESCENT = 0.95, 0.35
BETWEEN_ROWS = 0.22

GOOD, PASSABLE = 0.82, 0.72
"""How small a form may get before a shorter one is tried: at first, and then."""

LEGIBLE = 0.65
"""Smaller than this, the first of several equations lose their numbers and share a row; and then
one after the other goes: the last one gives the result."""

FORMS = (
    Style(digits=4, terms=4),
    Style(digits=4, terms=4, compact=True),
    Style(digits=4, terms=3, compact=True),
    Style(digits=3, terms=3, compact=True),
    Style(digits=3, terms=2, compact=True),
)
"""Ways to write, the fullest first."""

Measure = Callable[[str], Setting]
"""The setting of some LaTeX."""

Arrange = Callable[[Sequence[Equation], Style], Iterator[list[Row]]]
"""Ways to break equations into rows."""


@dataclass(frozen=True)
class Placed:
    """A piece with its origin, in em from the block's top left, and its width."""

    piece: Piece
    x: float
    y: float
    width: float
    ascent: float
    descent: float
    last: bool = False


@dataclass(frozen=True)
class Block:
    """Rows of pieces aligned at their first relation; sizes in em."""

    pieces: tuple[Placed, ...]
    width: float
    height: float

    def scale(self, width: float, height: float) -> float:
        """The share of its full size at which it fits a box of that many em; at most 1."""
        return min(1.0, width / max(self.width, 0.01), height / max(self.height, 0.01))


@dataclass(frozen=True)
class Fit:
    """A block and the share of the full size to paint it at."""

    block: Block
    scale: float
    style: Style


def fit(
    equations: Sequence[Equation], palette: Palette, width: float, height: float, measure: Measure
) -> Fit:
    """The fullest form of the equations that fits a box of so many em legibly."""
    best = _fullest(_arrangements, equations, palette, (width, height), measure)
    if best.scale >= LEGIBLE or len(equations) == 1:
        return best
    brief = _fullest(_brief_arrangements, equations, palette, (width, height), measure)
    if brief.scale >= LEGIBLE:
        return brief
    return fit(equations[1:], palette, width, height, measure)


def _fullest(
    arrange: Arrange,
    equations: Sequence[Equation],
    palette: Palette,
    box: tuple[float, float],
    measure: Measure,
) -> Fit:
    best: Fit | None = None
    for form in FORMS:
        style = Style(True, form.digits, form.terms, form.compact, palette)
        candidate = _largest(arrange(equations, style), style, box, measure)
        if best is None or candidate.scale > best.scale:
            best = candidate
        if best.scale >= (GOOD if form is FORMS[0] else PASSABLE):
            break
    assert best is not None
    return best


def _largest(
    arrangements: Iterator[list[Row]], style: Style, box: tuple[float, float], measure: Measure
) -> Fit:
    blocks = [_block(rows, measure) for rows in arrangements]
    fits = [Fit(block, block.scale(*box), style) for block in blocks]
    return max(fits, key=lambda candidate: candidate.scale)  # the first of equals


def _arrangements(equations: Sequence[Equation], style: Style) -> Iterator[list[Row]]:
    """Every way to break equations into rows, the fewest rows first."""
    written = [_halves(equation, style) for equation in equations]
    breaks = sorted(product((False, True), repeat=len(written)), key=sum)
    for broken in breaks:
        rows: list[Row] = []
        for (head, tail), cut in zip(written, broken, strict=True):
            rows += [head, tail] if cut and tail else [head + tail]
        yield rows


def _brief_arrangements(equations: Sequence[Equation], style: Style) -> Iterator[list[Row]]:
    """All but the last equation in one row, without their numbers; the last one in full."""
    *first, last = equations
    brief = tuple(piece for equation in first for piece in _brief(equation, style))
    for rows in _arrangements([last], style):
        yield [brief, *rows]


def _brief(equation: Equation, style: Style) -> Row:
    """Symbols and result."""
    if equation.value is None:
        return sum(_halves(equation, style), ())
    return (*equation.head(style), EQUALS, *equation.result(style), *equation.proviso())


def _halves(equation: Equation, style: Style) -> tuple[Row, Row]:
    head, tail, result = equation.head(style), equation.tail(style), equation.result(style)
    if equation.value is None:
        return head + tail, ()
    numbers = (EQUALS, *tail) if tail else ()
    return head, (*numbers, EQUALS, *result, *equation.proviso())


def _block(rows: Sequence[Row], measure: Measure) -> Block:
    placed = [_place(row, measure) for row in rows]
    shifts = [_anchor(row) for row in placed]
    left = max(shifts)
    pieces: list[Placed] = []
    width = y = 0.0
    for number, (row, shift) in enumerate(zip(placed, shifts, strict=True)):
        ascent = max(LEAST_ASCENT, *(each.ascent for each in row))
        descent = max(LEAST_DESCENT, *(each.descent for each in row))
        y += ascent + (BETWEEN_ROWS if number else 0.0)
        pieces += [_moved(each, left - shift, y) for each in row]
        width = max(width, left - shift + row[-1].x + row[-1].width)
        y += descent
    return _with_last(pieces, width, y)


def _with_last(pieces: list[Placed], width: float, height: float) -> Block:
    """The block, with the result of its last equation marked."""
    results = [n for n, each in enumerate(pieces) if each.piece.role is Role.RESULT]
    if results:
        n = results[-1]
        e = pieces[n]
        pieces[n] = Placed(e.piece, e.x, e.y, e.width, e.ascent, e.descent, last=True)
    return Block(tuple(pieces), width, height)


def _moved(e: Placed, dx: float, y: float) -> Placed:
    return Placed(e.piece, e.x + dx, y, e.width, e.ascent, e.descent)


def _anchor(row: Sequence[Placed]) -> float:
    """Where the row's first relation is."""
    return next((each.x for each in row if each.piece.role is Role.RELATION), 0.0)


def _place(row: Row, measure: Measure) -> list[Placed]:
    placed: list[Placed] = []
    x = 0.0
    for piece in row:
        setting = measure(piece.latex)
        x += _before(piece) if placed else 0.0
        placed.append(Placed(piece, x, 0.0, setting.width, setting.ascent, setting.descent))
        x += setting.width + SPACES.get(piece.role, 0.0)
    return placed


def _before(piece: Piece) -> float:
    """The room before a piece that is not the first in its row."""
    if piece.role is Role.LEFT:
        return BEFORE_EQUATION
    return BEFORE_CONDITION if piece.role is Role.CONDITION else SPACES.get(piece.role, 0.0)
