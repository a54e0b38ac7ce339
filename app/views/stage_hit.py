"""What is under the pointer on the stage, and its exact numbers."""

from PySide6.QtCore import QPointF

from app.scene.hit import Hit, hit
from app.scene.pointing import place_of, quantity_at
from app.views.stage_diagnosis import bar_tip
from app.views.stage_picture import Picture
from app.views.stage_texts import Texts
from app.views.stage_tips import tip
from engine.quantity import Quantity


def quantity_under(picture: Picture, texts: Texts, point: QPointF) -> Quantity | None:
    """Whose number is there."""
    return quantity_at(picture.frame, _hit(picture, texts, point))


def tip_under(picture: Picture, texts: Texts, point: QPointF) -> str:
    """The exact numbers of what is there, in lines; "" where nothing is."""
    words = tip(picture, place_of(_hit(picture, texts, point)))
    return words or bar_tip(picture, texts.bars, point)


def _hit(picture: Picture, texts: Texts, point: QPointF) -> Hit:
    rings = [nodes.ring for nodes in picture.frame.nodes]
    return hit(picture.layout, picture.edges, point.x(), point.y(), texts.marks, rings)
