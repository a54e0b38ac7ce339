"""A parameter's new value from its old one."""

from app.scene.explanation.page import Aspect, Page, Query
from app.scene.explanation.titles import title_of


def update_page(query: Query) -> Page:
    """The page."""
    return Page(query.quantity, Aspect.UPDATE, title_of(query), ())
