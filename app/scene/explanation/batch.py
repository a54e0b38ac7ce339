"""A quantity through the samples of a batch."""

from app.scene.explanation.page import Aspect, Page, Query
from app.scene.explanation.titles import title_of


def batch_page(query: Query) -> Page:
    """The page."""
    return Page(query.quantity, Aspect.BATCH, title_of(query), ())
