"""Painting the whole stage, from the edges at the back to the numbers in front."""

from PySide6.QtGui import QColor, QPainter

from app.views.stage_captions import caption_boxes, captions, paint_captions
from app.views.stage_diagnosis import paint_bars, paint_marks
from app.views.stage_edges import paint_edges
from app.views.stage_labels import paint_labels
from app.views.stage_nodes import paint_nodes
from app.views.stage_picture import Picture
from app.views.stage_pulses import paint_pulses
from app.views.stage_titles import paint_titles


def paint_stage(painter: QPainter, picture: Picture) -> None:
    """Draw a picture of a step."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(picture.view, QColor(picture.theme.panel))
    rows = captions(picture)
    paint_edges(painter, picture)
    paint_captions(painter, picture, rows)
    # A pulse passes under its edge's number: the value goes through the weight.
    paint_pulses(painter, picture)
    paint_nodes(painter, picture)
    paint_marks(painter, picture, {row.node for row in rows if row.words})
    paint_labels(painter, picture, rows)
    paint_titles(painter, picture)
    paint_bars(painter, picture, caption_boxes(rows))
