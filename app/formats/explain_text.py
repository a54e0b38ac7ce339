"""What the `explain` verb prints for people: the inspector's pages, and the finite difference."""

from dataclasses import replace

from app.scene import check_texts
from app.scene.explanation.aspects import Aspect, aspects_of
from app.scene.explanation.page import Query
from app.scene.explanation.pages import page_of
from app.scene.explanation.writing import text, untranslated
from app.scene.texts import Text
from engine.gradient_check import check_gradient

WRITTEN = {
    Aspect.NUMBERS: "numbers",
    Aspect.CHAIN_RULE: "chain rule",
    Aspect.UPDATE: "update",
    Aspect.BATCH: "batch",
}
"""The aspects that are words, formulas and tables, and their names; matrices are pictures."""


def explain_text(query: Query, sample: int | None) -> str:
    """All that is to be said of a quantity; its gradient is checked for `sample`, or the batch."""
    aspects = [aspect for aspect in WRITTEN if aspect in aspects_of(query.quantity)]
    parts = [_page(query, aspect) for aspect in aspects]
    if query.quantity.has_gradient:
        parts.append(_checked(query, sample))
    return "\n".join(parts)


def _page(query: Query, aspect: Aspect) -> str:
    page = page_of(query, aspect)
    title = f"{untranslated(page.title)}: {WRITTEN[aspect]}"
    return text(replace(page, title=Text("", "{title}", {"title": title})))


def _checked(query: Query, sample: int | None) -> str:
    check = check_gradient(query.trace, query.quantity, sample)
    title = "Finite differences"
    said = [untranslated(line) for line in check_texts.outcome(check, query.trace)]
    lines = [f"{untranslated(line.label)} = {line.exact}" for line in check_texts.lines(check)]
    return "\n".join([title, "-" * len(title), "", *lines, "", *said])
