"""What stands under nodes – names, biases, gradients, what is wrong – and painting it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import isnan
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.edge_labels import change
from app.scene.frame import NodeFrame
from app.scene.kinds import Ring
from app.scene.layout import Column, Shape
from app.scene.node_names import RING_NAMES, node_name
from app.scene.numbers import signed
from app.scene.placement import Board
from app.scene.pointing import gradient_of
from app.scene.rings import ring_width
from app.views.stage_diagnosis import is_grave, unit_words
from app.views.stage_picture import Picture, faded, paint_grounds, sides
from engine.quantity import Quantity, bias
from engine.trace import Phase

GAP = 6.0
"""Px between a name and what follows it, and between a text and the stage's edge."""

ASIDE = (12.0, -12.0, 24.0, -24.0)
"""How far captions may move aside, in px, before they are shortened."""

FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip


class Row(NamedTuple):
    """A line of text under a node: its name, then after `lead` px the rest: the number of `told`.

    After `length` px `words` say what is wrong with the node, (layer, unit).
    """

    name: str
    rest: str
    lead: float
    box: QRectF
    node: tuple[int, int]
    words: str = ""
    length: float = 0.0
    told: Quantity | None = None

    @property
    def told_box(self) -> QRectF:
        """Where the rest is, with some air."""
        end = self.length if self.words else self.box.width()
        return QRectF(
            self.box.left() + self.lead, self.box.top(), end - self.lead, self.box.height()
        )


def captions(picture: Picture, board: Board, nodes: Sequence[tuple[int, int]]) -> list[Row]:
    """What stands under these nodes (layer, unit): the longest captions for which there is room."""
    found: list[Row] = []
    waiting = [_forms(picture, *node) for node in nodes]
    while waiting:
        # All at once, which is ten times as fast as one by one; then what is left, in short.
        tried = [(forms, rows) for forms in waiting if (rows := next(forms, None)) is not None]
        rooms = board.place_each([[sides(row.box) for row in rows] for _, rows in tried])
        found += [row for (_, rows), fits in zip(tried, rooms, strict=True) if fits for row in rows]
        waiting = [forms for (forms, _), fits in zip(tried, rooms, strict=True) if not fits]
    return found


def captioned(picture: Picture) -> tuple[list[tuple[int, int]], ...]:
    """The nodes (layer, unit) with room for captions: asked about, under way, and the rest."""
    asked: list[tuple[int, int]] = []
    active: list[tuple[int, int]] = []
    rest: list[tuple[int, int]] = []
    for layer, column in enumerate(picture.layout.columns):
        if lines_below(picture, column):
            for unit, lit in enumerate(picture.frame.nodes[layer].lit.tolist()):
                node = layer, unit
                (asked if node in picture.asked else active if lit > 0.0 else rest).append(node)
    return asked, active, rest


def paint_captions(painter: QPainter, picture: Picture, rows: list[Row]) -> None:
    """Draw captions under the nodes."""
    fonts, theme, size = picture.fonts, picture.theme, picture.text
    grounds = (row.box.adjusted(-3, 0, 3, 0) for row in rows)
    paint_grounds(painter, grounds, faded(theme.panel, 0.82))
    # Those of one font and colour together: to change either takes as long as to draw a text.
    painter.setFont(fonts.font(size, bold=True))
    painter.setPen(QColor(theme.text))
    for row in (row for row in rows if row.name):
        painter.drawText(row.box, FLAGS, row.name)
    painter.setFont(fonts.font(size))
    painter.setPen(QColor(theme.muted))
    for row in (row for row in rows if row.rest):
        painter.drawText(row.told_box, FLAGS, row.rest)
    for row in (row for row in rows if row.words):
        painter.setPen(QColor(theme.error if is_grave(picture, *row.node) else theme.muted))
        painter.drawText(row.box.adjusted(row.length, 0, 0, 0), FLAGS, row.words)


def lines_below(picture: Picture, column: Column) -> int:
    """How many lines of text there is room for under each node, at most 2."""
    return _below(column, picture.line)[0]


@lru_cache(maxsize=64)
def _below(column: Column, line: float) -> tuple[int, float]:
    """How many lines of that height there is room for, and how far they are from a node's middle.

    They are past its ring.
    """
    off = column.half_height + 2.0 * ring_width(column) + 3.0
    if column.shape is not Shape.CIRCLE or not column.holds_numbers:
        return 0, off
    gap = column.pitch - column.half_height - off - 4.0
    return min(max(int(gap / line), 0), 2), off


def _bias(picture: Picture, layer: int, unit: int, room: float) -> str:
    """The bias; how it changes where that fits, or is what is under way or asked about."""
    nodes = picture.frame.nodes[layer]
    new, old = float(nodes.bias[unit]), float(nodes.old_bias[unit])
    if isnan(new) and isnan(old):
        return ""
    if picture.frame.moment.phase is Phase.UPDATE and new != old:
        text = f"b {change(old, new)}"
        urgent = nodes.lit[unit] > 0.0 or (layer, unit) in picture.asked
        if urgent or picture.plain.width(text) <= room:
            return text
    return f"b {signed(new)}"


def _gradient(nodes: NodeFrame, index: int) -> str:
    name = RING_NAMES.get(Ring(nodes.ring[index]), "")
    return f"{name} {signed(float(nodes.gradient[index]))}" if name else ""


def _forms(picture: Picture, layer: int, unit: int) -> Iterator[list[Row]]:
    """What may stand under a node, the longest first: (name, rest, words) of each row."""
    column, nodes = picture.layout.columns[layer], picture.frame.nodes[layer]
    lines, room = lines_below(picture, column), 2.0 * column.half_width + 0.8 * column.room
    called = node_name(picture.dataset, picture.depth, layer, unit, nodes.shown[unit])
    name = picture.bold.elided(called, room)
    bias, gradient = _bias(picture, layer, unit, room), _gradient(nodes, unit)
    texts = [(*line, "") for line in _rows(picture, (name, bias, gradient), room, lines)[:lines]]
    for words in unit_words(picture, layer, unit):
        if _say(picture, texts, words, room, lines):
            break
    rows = [
        _row(picture, (layer, unit), text, index, _told(nodes, layer, unit, text[1], gradient))
        for index, text in enumerate(texts)
        if any(text)
    ]
    yield rows
    for way in ASIDE:
        yield [row._replace(box=row.box.translated(way, 0.0)) for row in rows]
    yield rows[:1]
    yield [_row(picture, (layer, unit), (name, "", ""), 0, None)]


def _told(nodes: NodeFrame, layer: int, index: int, text: str, gradient: str) -> Quantity | None:
    """What the number in a text is: that of the ring, or else the bias."""
    if not text:
        return None
    return gradient_of(nodes, layer, index) if text == gradient else bias(layer, index)


def _say(
    picture: Picture, texts: list[tuple[str, str, str]], words: str, room: float, lines: int
) -> bool:
    """Put words behind the last line with room for them, or on one of their own; says whether."""
    length = picture.plain.width(words)
    for index, (name, rest, _) in reversed(list(enumerate(texts))):
        if _length(picture, name, rest) + GAP + length <= room:
            texts[index] = name, rest, f"· {words}"
            return True
    if len(texts) < lines and length <= room:
        texts.append(("", "", words))
        return True
    return False


def _lead(picture: Picture, name: str, rest: str) -> float:
    return picture.bold.width(name) + (GAP if name and rest else 0.0)


def _length(picture: Picture, name: str, rest: str) -> float:
    return _lead(picture, name, rest) + picture.plain.width(rest)


def _row(
    picture: Picture,
    node: tuple[int, int],
    text: tuple[str, str, str],
    index: int,
    told: Quantity | None,
) -> Row:
    """Row `index` under a node, as near to its middle as the stage's edges allow."""
    name, rest, words = text
    lead = _lead(picture, name, rest)
    length = lead + picture.plain.width(rest)
    if words:
        length += 0.5 * GAP if length else 0.0
    width = length + picture.plain.width(words)
    column, (start, _, end, _) = picture.layout.columns[node[0]], picture.sides
    x, y = column.centres[node[1]].tolist()
    left = x - 0.5 * width
    if start <= x <= end:
        left = max(min(left, end - width - GAP), start + GAP)
    top = y + _below(column, picture.line)[1] + index * picture.line
    return Row(name, rest, lead, QRectF(left, top, width, picture.line), node, words, length, told)


def _rows(
    picture: Picture, parts: tuple[str, str, str], room: float, lines: int
) -> list[tuple[str, str]]:
    """(name, rest) of each line: the bias beside the name if it fits, else below."""
    name, bias, gradient = parts
    # Apart, as names stay and numbers do not: only the letters of numbers are known by themselves.
    long = picture.bold.width(name) + picture.bold.width(f"  {bias}") > room
    if lines == 1 and "→" in bias:
        return [("" if long else name, bias)]  # what is just being updated must be seen
    if bias and (long or "→" in bias):
        return [(name, ""), ("", bias if "→" in bias or not gradient else gradient)]
    return [(name, bias), ("", gradient)] if gradient else [(name, bias)]


def paint_told(painter: QPainter, picture: Picture, row: Row, ground: str) -> None:
    """Draw the number in a caption again, on a ground of that colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(row.told_box.adjusted(-3, 0, 3, 0), 4.0, 4.0)
    painter.setFont(picture.fonts.font(picture.text))
    painter.setPen(QColor(picture.theme.text))
    painter.drawText(row.told_box, FLAGS, row.rest)
