"""The texts on the stage: where they are, and what their numbers are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.scene.hit import Mark
from app.scene.pointing import value_of
from app.views.stage_captions import Row, caption_boxes, captions
from app.views.stage_labels import Pill, pills
from app.views.stage_picture import Picture


@dataclass(frozen=True, eq=False)
class Texts:
    """The captions under nodes and the numbers on edges of a picture."""

    picture: Picture
    rows: list[Row]
    pills: list[Pill]

    @cached_property
    def boxes(self) -> np.ndarray:
        """(m, 4): left, top, right, bottom of the captions."""
        return caption_boxes(self.rows)

    @cached_property
    def marks(self) -> list[Mark]:
        """What can be pointed at; what lies on top comes last."""
        marks: list[Mark] = []
        for row in self.rows:
            layer, unit = row.node
            value = value_of(self.picture.frame.nodes[layer], layer, unit)
            marks.append(Mark(value, row.box.getCoords()))
            if row.told:
                marks.append(Mark(row.told, row.told_box.getCoords()))
        return marks + [Mark(pill.weight, pill.box.getCoords()) for pill in self.pills]


def texts_of(picture: Picture) -> Texts:
    """The texts of a picture, placed."""
    rows = captions(picture)
    return Texts(picture, rows, pills(picture, caption_boxes(rows)))
