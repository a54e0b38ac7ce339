"""Painting the whole stage in two layers, with room between them for what follows the pointer."""

from PySide6.QtGui import QColor, QPainter

from app.views.stage_captions import paint_captions
from app.views.stage_diagnosis import paint_bars, paint_marks
from app.views.stage_edges import paint_edges
from app.views.stage_labels import paint_pills
from app.views.stage_nodes import paint_nodes
from app.views.stage_numbers import paint_numbers
from app.views.stage_picture import Picture
from app.views.stage_pulses import paint_pulses
from app.views.stage_texts import Texts
from app.views.stage_titles import paint_titles


def paint_back(painter: QPainter, picture: Picture) -> None:
    """Draw what lies at the back: the ground and the edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(picture.view, QColor(picture.theme.panel))
    paint_edges(painter, picture)


def paint_front(painter: QPainter, picture: Picture, texts: Texts) -> None:
    """Draw what lies in front: the nodes and all numbers."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_captions(painter, picture, texts.rows)
    # A pulse passes under its edge's number: the value goes through the weight.
    paint_pulses(painter, picture)
    paint_nodes(painter, picture)
    paint_numbers(painter, picture)
    paint_marks(painter, picture, {row.node for row in texts.rows if row.words})
    paint_pills(painter, picture, texts.pills)
    paint_titles(painter, picture)
    paint_bars(painter, picture, texts.boxes)
