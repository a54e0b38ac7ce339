"""Painting what stands under or beside nodes: names, biases, gradients."""

from dataclasses import dataclass
from math import isnan

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.edge_labels import change
from app.scene.frame import NodeFrame, Ring, Shown
from app.scene.layout import Column, Shape
from app.scene.node_names import input_name, output_name, symbol
from app.scene.numbers import signed
from app.scene.pointing import gradient_of
from app.scene.rings import ring_width
from app.views.stage_diagnosis import is_grave, unit_words
from app.views.stage_picture import Picture, faded
from engine.quantity import Quantity, bias
from engine.trace import Phase

GAP = 6.0
"""Px between a name and what follows it."""


FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip


@dataclass(frozen=True)
class Row:
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


def captions(picture: Picture) -> list[Row]:
    """What stands under the nodes of all layers that have room for it."""
    return [
        row
        for layer, column in enumerate(picture.layout.columns)
        if (lines := lines_below(picture, column))
        for row in _below(picture, layer, column, lines)
    ]


def caption_boxes(rows: list[Row]) -> np.ndarray:
    """(m, 4): left, top, right, bottom of what stands under the nodes."""
    boxes = [row.box.adjusted(-3, 0, 3, 0).getCoords() for row in rows]
    return np.array(boxes).reshape(-1, 4)


def paint_captions(painter: QPainter, picture: Picture, rows: list[Row]) -> None:
    """Draw captions under the nodes; where there are none, names beside inputs and outputs."""
    for row in rows:
        _paint_row(painter, picture, row)
    for layer in (0, picture.depth):
        column = picture.layout.columns[layer]
        if not lines_below(picture, column) and _names_fit(picture, column):
            _paint_beside(painter, picture, layer, column)


def below(column: Column) -> float:
    """The distance of captions to their node, past its ring."""
    return 2.0 * ring_width(column) + 3.0


def lines_below(picture: Picture, column: Column) -> int:
    """How many lines of text there is room for under each node, at most 2."""
    if column.shape is not Shape.CIRCLE or not column.holds_numbers:
        return 0
    gap = column.pitch - 2.0 * column.half_height - below(column) - 4.0
    return min(max(int(gap / picture.line), 0), 2)


def _names_fit(picture: Picture, column: Column) -> bool:
    single = float(abs(column.centres[:, 0] - column.centres[0, 0]).max()) == 0.0
    return single and column.pitch >= picture.text


def node_name(picture: Picture, layer: int, neuron: int, shown: int) -> str:
    """What a node is called: by the data at both ends, else z, a or δ with its number."""
    if layer == 0:
        return input_name(picture.dataset, neuron)
    if layer == picture.depth:
        return output_name(picture.dataset, neuron)
    return symbol({Shown.SUM: "z", Shown.DELTA: "δ"}.get(Shown(shown), "a"), neuron)


def _bias(picture: Picture, nodes: NodeFrame, index: int) -> str:
    new, old = float(nodes.bias[index]), float(nodes.old_bias[index])
    if isnan(new) and isnan(old):
        return ""
    if picture.frame.moment.phase is Phase.UPDATE and new != old:
        return f"b {change(old, new)}"
    return f"b {signed(new)}"


def _gradient(nodes: NodeFrame, index: int) -> str:
    ring = nodes.ring[index]
    if ring == Ring.NOTHING:
        return ""
    return f"{'δ' if ring == Ring.DELTA else '∂L/∂a'} {signed(float(nodes.gradient[index]))}"


def _below(picture: Picture, layer: int, column: Column, lines: int) -> list[Row]:
    """The rows under a layer's nodes."""
    nodes, rows = picture.frame.nodes[layer], []
    room = 2.0 * column.half_width + 0.8 * column.room
    for index, (x, y) in enumerate(column.centres.tolist()):
        name = node_name(picture, layer, index, nodes.shown[index])
        parts = name, _bias(picture, nodes, index), _gradient(nodes, index)
        top = y + column.half_height + below(column)
        texts = [(*line, "") for line in _rows(picture, parts, room, lines)[:lines]]
        for words in unit_words(picture, layer, index):
            if _say(picture, texts, words, room, lines):
                break
        for text in texts:
            told = _told(nodes, layer, index, text[1], parts[2]) if text[1] else None
            rows.append(_row(picture, (layer, index), text, x, top, told))
            top += picture.line
    return rows


def _told(nodes: NodeFrame, layer: int, index: int, text: str, gradient: str) -> Quantity | None:
    """What the number in a text is: that of the ring, or else the bias."""
    return gradient_of(nodes, layer, index) if text == gradient else bias(layer, index)


def _say(
    picture: Picture, texts: list[tuple[str, str, str]], words: str, room: float, lines: int
) -> bool:
    """Put words behind the last line with room for them, or on one of their own; says whether."""
    length = picture.fonts.width(words, picture.text)
    for index, (name, rest, _) in reversed(list(enumerate(texts))):
        if _length(picture, name, rest) + GAP + length <= room:
            texts[index] = name, rest, f"· {words}"
            return True
    if len(texts) < lines and length <= room:
        texts.append(("", "", words))
        return True
    return False


def _lead(picture: Picture, name: str, rest: str) -> float:
    return picture.fonts.width(name, picture.text, bold=True) + (GAP if name and rest else 0.0)


def _length(picture: Picture, name: str, rest: str) -> float:
    return _lead(picture, name, rest) + picture.fonts.width(rest, picture.text)


def _row(
    picture: Picture,
    node: tuple[int, int],
    text: tuple[str, str, str],
    x: float,
    top: float,
    told: Quantity | None,
) -> Row:
    name, rest, words = text
    length = _length(picture, name, rest)
    if words:
        length += 0.5 * GAP if length else 0.0
    width = length + picture.fonts.width(words, picture.text)
    box = QRectF(x - 0.5 * width, top, width, picture.line)
    return Row(name, rest, _lead(picture, name, rest), box, node, words, length, told)


def _rows(
    picture: Picture, parts: tuple[str, str, str], room: float, lines: int
) -> list[tuple[str, str]]:
    """(name, rest) of each line: the bias beside the name if it fits, else below."""
    name, bias, gradient = parts
    size = picture.text
    long = picture.fonts.width(f"{name}  {bias}", size, bold=True) > room
    if lines == 1 and "→" in bias:
        return [("" if long else name, bias)]  # what is just being updated must be seen
    if bias and (long or "→" in bias):
        return [(name, ""), ("", bias if "→" in bias or not gradient else gradient)]
    return [(name, bias), ("", gradient)] if gradient else [(name, bias)]


def _paint_row(painter: QPainter, picture: Picture, row: Row) -> None:
    fonts, theme, box = picture.fonts, picture.theme, row.box
    size = picture.text
    painter.fillRect(box.adjusted(-3, 0, 3, 0), faded(theme.panel, 0.82))
    painter.setFont(fonts.font(size, bold=True))
    painter.setPen(QColor(theme.text))
    painter.drawText(box, FLAGS, row.name)
    painter.setFont(fonts.font(size))
    painter.setPen(QColor(theme.muted))
    painter.drawText(row.told_box, FLAGS, row.rest)
    if row.words:
        painter.setPen(QColor(theme.error if is_grave(picture, *row.node) else theme.muted))
        painter.drawText(box.adjusted(row.length, 0, 0, 0), FLAGS, row.words)


def paint_told(painter: QPainter, picture: Picture, row: Row, ground: str) -> None:
    """Draw the number in a caption again, on a ground of that colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(row.told_box.adjusted(-3, 0, 3, 0), 4.0, 4.0)
    painter.setFont(picture.fonts.font(picture.text))
    painter.setPen(QColor(picture.theme.text))
    painter.drawText(row.told_box, FLAGS, row.rest)


def _paint_beside(painter: QPainter, picture: Picture, layer: int, column: Column) -> None:
    """Names to the left of the inputs and to the right of the outputs."""
    first, nodes = layer == 0, picture.frame.nodes[layer]
    size = min(picture.text, column.pitch)
    font = picture.fonts.font(size, bold=True)
    painter.setFont(font)
    painter.setPen(QColor(picture.theme.text))
    side = Qt.AlignmentFlag.AlignRight if first else Qt.AlignmentFlag.AlignLeft
    room = max(0.5 * column.room + 20.0, 58.0)
    off = column.half_width + max(7.0, below(column))
    for index, (x, y) in enumerate(column.centres.tolist()):
        name = node_name(picture, layer, index, nodes.shown[index])
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        left = x - off - room if first else x + off
        box = QRectF(left, y - 0.5 * picture.line, room, picture.line)
        if len(text) > 3 or text == name:
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, text)
