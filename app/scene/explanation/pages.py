"""Which aspects a quantity has, and the page of each."""

from collections.abc import Callable, Mapping

from app.scene.explanation.batch import batch_page
from app.scene.explanation.chain_rule import chain_rule_page
from app.scene.explanation.numbers_page import numbers_page
from app.scene.explanation.page import Aspect, Page, Query
from app.scene.explanation.titles import title_of
from app.scene.explanation.update import update_page
from engine.quantity import Quantity, Role
from engine.trace import Phase

_ASPECTS: Mapping[Role, tuple[Aspect, ...]] = {
    Role.WEIGHT: tuple(Aspect),
    Role.BIAS: tuple(Aspect),
    Role.SUM: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.ACTIVATION: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.DELTA: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.OUTPUT_GRADIENT: (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.MATRIX, Aspect.BATCH),
    Role.INPUT: (Aspect.NUMBERS, Aspect.BATCH, Aspect.WHAT_IF),
    Role.LOSS: (Aspect.NUMBERS, Aspect.BATCH),
}

_GRADIENTS = (Role.DELTA, Role.OUTPUT_GRADIENT)

_PAGES: Mapping[Aspect, Callable[[Query], Page]] = {
    Aspect.NUMBERS: numbers_page,
    Aspect.CHAIN_RULE: chain_rule_page,
    Aspect.BATCH: batch_page,
    Aspect.UPDATE: update_page,
}


def aspects_of(quantity: Quantity) -> tuple[Aspect, ...]:
    """The aspects under which a quantity can be explained."""
    return _ASPECTS[quantity.role]


def usual_aspect(quantity: Quantity, phase: Phase | None) -> Aspect:
    """The aspect that suits a phase of the step."""
    aspects = aspects_of(quantity)
    if phase is Phase.UPDATE and Aspect.UPDATE in aspects:
        return Aspect.UPDATE
    backward = phase is Phase.BACKWARD or quantity.role in _GRADIENTS
    return Aspect.CHAIN_RULE if backward and Aspect.CHAIN_RULE in aspects else Aspect.NUMBERS


def page_of(query: Query, aspect: Aspect) -> Page:
    """The page; matrices and what-if have views of their own, and here only a title."""
    make = _PAGES.get(aspect)
    return make(query) if make else Page(query.quantity, aspect, title_of(query), ())
