"""The texts on the stage: where they are, and what their numbers are.

None covers another or a node that is not its own: who comes first has the place.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRectF

from app.scene.hit import Mark
from app.scene.placement import Board
from app.scene.pointing import value_of
from app.views.stage_captions import Row, captioned, captions
from app.views.stage_diagnosis import Badge, Bar, badges, bars
from app.views.stage_folds import FoldWords, fold_words
from app.views.stage_labels import Pill, asked_pills, pills
from app.views.stage_names import Name, names
from app.views.stage_numbers import Number, numbers
from app.views.stage_picture import Picture, sides
from app.views.stage_tag import tag
from app.views.stage_titles import Title, titles
from engine.arrays import Array


@dataclass(frozen=True, eq=False)
class Texts:
    """The texts of a picture, kind by kind."""

    picture: Picture
    titles: list[Title]
    folds: list[FoldWords]
    rows: list[Row]
    names: list[Name]
    bars: list[Bar]
    pills: list[Pill]
    badges: list[Badge]
    numbers: list[Number]

    @cached_property
    def boxes(self) -> Array:
        """(m, 4): left, top, right, bottom of all that do not stand in nodes."""
        outside = (self.titles, self.folds, self.rows, self.names, self.bars, self.pills)
        found = [sides(each.box) for kind in (*outside, self.badges) for each in kind]
        return np.array(found).reshape(-1, 4)

    @cached_property
    def marks(self) -> list[Mark]:
        """What can be pointed at; what lies on top comes last."""
        marks: list[Mark] = []
        for row in self.rows:
            marks.append(self._mark_of_node(row.node, row.box))
            if row.told:
                marks.append(Mark(row.told, sides(row.told_box)))
        marks += [self._mark_of_node(name.node, name.box) for name in self.names]
        return marks + [Mark(pill.quantity, sides(pill.box)) for pill in self.pills]

    def fold_at(self, x: float, y: float) -> int | None:
        """The layer whose words about its fold are at (x, y), in px."""
        return next((words.layer for words in self.folds if words.box.contains(x, y)), None)

    def _mark_of_node(self, node: tuple[int, int], box: QRectF) -> Mark:
        layer, unit = node
        return Mark(value_of(self.picture.frame.nodes[layer], layer, unit), sides(box))


def texts_of(picture: Picture) -> Texts:
    """The texts of a picture, placed."""
    marked = badges(picture)
    solids = [picture.layout.solids, *(np.array([sides(badge.box)]) for badge in marked)]
    board = Board(sides(picture.view), np.concatenate(solids))
    over, folds = titles(picture, board), fold_words(picture, board)
    first, *others = captioned(picture)
    rows = captions(picture, board, first)
    asked = asked_pills(picture, board)
    asked += _tag(picture, board, rows, asked)
    rows += (row for nodes in others for row in captions(picture, board, nodes))
    beside = names(picture, board, {row.node[0] for row in rows})
    under = bars(picture, board)
    numbered = asked + pills(picture, board, {pill.quantity for pill in asked})
    said = {row.node for row in rows if row.words}
    marked = [badge for badge in marked if badge.node not in said]
    return Texts(picture, over, folds, rows, beside, under, numbered, marked, numbers(picture))


def _tag(picture: Picture, board: Board, rows: list[Row], asked: list[Pill]) -> list[Pill]:
    """The label of what is pinned, unless one of these tells of it."""
    pinned = picture.pinned
    if pinned is None or any(pill.quantity == pinned for pill in asked):
        return []
    own = [row for row in rows if row.node == (pinned.layer, pinned.unit)]
    if any(row.told == pinned for row in own) or (own and _is_in_node(picture)):
        return []
    return tag(picture, board)


def _is_in_node(picture: Picture) -> bool:
    """Whether the number of what is pinned stands in its node."""
    pinned = picture.pinned
    assert pinned is not None
    nodes = picture.frame.nodes[pinned.layer]
    return pinned == value_of(nodes, pinned.layer, pinned.unit)
