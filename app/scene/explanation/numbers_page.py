"""A number from its parts."""

from app.scene.explanation.page import Aspect, Page, Query
from app.scene.explanation.titles import title_of


def numbers_page(query: Query) -> Page:
    """The page."""
    return Page(query.quantity, Aspect.NUMBERS, title_of(query), ())
