"""The page of every aspect."""

from collections.abc import Callable, Mapping

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.batch import batch_page
from app.scene.explanation.chain_rule import chain_rule_page
from app.scene.explanation.numbers_page import numbers_page
from app.scene.explanation.page import Page, Query
from app.scene.explanation.titles import title_of
from app.scene.explanation.update import update_page

_PAGES: Mapping[Aspect, Callable[[Query], Page]] = {
    Aspect.NUMBERS: numbers_page,
    Aspect.CHAIN_RULE: chain_rule_page,
    Aspect.BATCH: batch_page,
    Aspect.UPDATE: update_page,
}


def page_of(query: Query, aspect: Aspect) -> Page:
    """The page; matrices and what-if have views of their own, and here only a title."""
    make = _PAGES.get(aspect)
    return make(query) if make else Page(query.quantity, aspect, title_of(query), ())
