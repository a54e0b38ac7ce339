"""Painting the stage: at the back the edges, in front the nodes and all texts.

Between the two there is room for what follows the pointer.
"""

from PySide6.QtGui import QColor, QPainter

from app.scene.marks import colour_table
from app.scene.spotlight import Spotlight, spotlight_curves, spotlight_halos
from app.views.mark_painting import paint_curves, paint_shapes
from app.views.stage_captions import paint_captions
from app.views.stage_diagnosis import paint_bars, paint_marks
from app.views.stage_folds import paint_folds
from app.views.stage_labels import paint_pills
from app.views.stage_names import paint_names
from app.views.stage_numbers import paint_numbers
from app.views.stage_picture import Picture, faded
from app.views.stage_texts import Texts
from app.views.stage_titles import paint_titles


def paint_back(painter: QPainter, picture: Picture) -> None:
    """Draw what lies at the back: the ground and the edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(picture.view, QColor(picture.theme.panel))
    paint_curves(painter, picture.edge_marks, colour_table(picture.theme), picture.view)


def paint_between(painter: QPainter, picture: Picture, spotlight: Spotlight) -> None:
    """Draw what lies between: paths, under which the edges grow dim, and light around things."""
    if spotlight.dim < 1.0:
        painter.fillRect(picture.view, faded(picture.theme.panel, 1.0 - spotlight.dim))
    layout, theme = picture.layout, picture.theme
    curves = spotlight_curves(spotlight, layout)
    paint_curves(painter, curves, colour_table(theme), picture.view)
    paint_shapes(painter, spotlight_halos(spotlight, layout, theme), picture.view)


def paint_nodes(painter: QPainter, picture: Picture) -> None:
    """Draw the nodes, and the pulses that run into them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_shapes(painter, picture.pulse_marks, picture.view)
    paint_shapes(painter, picture.node_marks, picture.view)


def paint_texts(painter: QPainter, picture: Picture, texts: Texts) -> None:
    """Draw what lies in front: all numbers and names."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_captions(painter, picture, texts.rows)
    paint_names(painter, picture, texts.names)
    paint_numbers(painter, picture, texts.numbers)
    paint_marks(painter, picture, texts.badges)
    paint_pills(painter, picture, texts.pills)
    paint_titles(painter, picture, texts.titles)
    paint_folds(painter, picture, texts.folds)
    paint_bars(painter, picture, texts.bars)
