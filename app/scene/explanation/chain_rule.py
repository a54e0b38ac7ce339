"""A gradient from its paths."""

from app.scene.explanation.page import Aspect, Page, Query
from app.scene.explanation.titles import title_of


def chain_rule_page(query: Query) -> Page:
    """The page."""
    return Page(query.quantity, Aspect.CHAIN_RULE, title_of(query), ())
