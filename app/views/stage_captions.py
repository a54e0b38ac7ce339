"""Painting what stands under or beside nodes: names, biases, gradients."""

from math import isnan

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.scene.edge_labels import change
from app.scene.frame import NodeFrame, Ring, Shown
from app.scene.layout import Column, Shape
from app.scene.node_names import input_name, output_name, symbol
from app.scene.numbers import signed
from app.views.stage_picture import Picture, faded
from app.views.stage_rings import ring_width
from engine.trace import Phase


def paint_captions(painter: QPainter, picture: Picture) -> None:
    """Draw the captions of all layers that have room for them."""
    for layer, column in enumerate(picture.layout.columns):
        lines = lines_below(picture, column)
        if lines:
            _paint_below(painter, picture, layer, column, lines)
        elif layer in (0, picture.depth) and _names_fit(picture, column):
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
    return single and column.pitch >= picture.theme.small_font_size


def node_name(picture: Picture, layer: int, neuron: int, shown: int) -> str:
    """What a node is called: by the data at both ends, else z or a with its number."""
    if layer == 0:
        return input_name(picture.dataset, neuron)
    if layer == picture.depth:
        return output_name(picture.dataset, neuron)
    return symbol("z" if shown == Shown.SUM else "a", neuron)


def _bias(picture: Picture, nodes: NodeFrame, index: int) -> str:
    bias, old = float(nodes.bias[index]), float(nodes.old_bias[index])
    if isnan(bias) and isnan(old):
        return ""
    if picture.frame.moment.phase is Phase.UPDATE and bias != old:
        return f"b {change(old, bias)}"
    return f"b {signed(bias)}"


def _gradient(nodes: NodeFrame, index: int) -> str:
    ring = nodes.ring[index]
    if ring == Ring.NOTHING:
        return ""
    return f"{'δ' if ring == Ring.DELTA else '∂L/∂a'} {signed(float(nodes.gradient[index]))}"


def _paint_below(
    painter: QPainter, picture: Picture, layer: int, column: Column, lines: int
) -> None:
    nodes, size = picture.frame.nodes[layer], picture.theme.small_font_size
    room = 2.0 * column.half_width + 0.8 * column.room
    for index, (x, y) in enumerate(column.centres.tolist()):
        name = node_name(picture, layer, index, nodes.shown[index])
        rows = _rows(picture, (name, _bias(picture, nodes, index), _gradient(nodes, index)), room)
        top = y + column.half_height + below(column)
        for row in rows[:lines]:
            box = QRectF(x - 0.5 * room, top, room, picture.line)
            _paint_row(painter, picture, box, row, size)
            top += picture.line


def _rows(picture: Picture, parts: tuple[str, str, str], room: float) -> list[tuple[str, str]]:
    """(name, rest) of each line: the bias beside the name if it fits, else below."""
    name, bias, gradient = parts
    size = picture.theme.small_font_size
    long = picture.fonts.width(f"{name}  {bias}", size, bold=True) > room or "→" in bias
    if long and bias:
        return [(name, ""), ("", bias if "→" in bias or not gradient else gradient)]
    return [(name, bias), ("", gradient)] if gradient else [(name, bias)]


def _paint_row(
    painter: QPainter, picture: Picture, box: QRectF, row: tuple[str, str], size: float
) -> None:
    fonts, theme = picture.fonts, picture.theme
    name, rest = row
    gap = 6.0 if name and rest else 0.0
    name_width, rest_width = fonts.width(name, size, bold=True), fonts.width(rest, size)
    width = name_width + gap + rest_width
    left = box.center().x() - 0.5 * width
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
    painter.fillRect(QRectF(left - 3, box.top(), width + 6, box.height()), faded(theme.panel, 0.82))
    painter.setFont(fonts.font(size, bold=True))
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(left, box.top(), name_width, box.height()), flags, name)
    painter.setFont(fonts.font(size))
    painter.setPen(QColor(theme.muted))
    painter.drawText(
        QRectF(left + name_width + gap, box.top(), rest_width, box.height()), flags, rest
    )


def _paint_beside(painter: QPainter, picture: Picture, layer: int, column: Column) -> None:
    """Names to the left of the inputs and to the right of the outputs."""
    first, nodes = layer == 0, picture.frame.nodes[layer]
    size = min(picture.theme.small_font_size, column.pitch)
    font = picture.fonts.font(size, bold=True)
    painter.setFont(font)
    painter.setPen(QColor(picture.theme.text))
    side = Qt.AlignmentFlag.AlignRight if first else Qt.AlignmentFlag.AlignLeft
    room = 0.5 * column.room + 20.0
    off = column.half_width + 7.0
    for index, (x, y) in enumerate(column.centres.tolist()):
        name = node_name(picture, layer, index, nodes.shown[index])
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        left = x - off - room if first else x + off
        box = QRectF(left, y - 0.5 * picture.line, room, picture.line)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, text)
