"""Sentences that rooms without Qt hand to the views, which translate them.

`QT_TRANSLATE_NOOP` only marks a literal: the tool that collects texts for
translators finds calls of that name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name is Qt's
    """Mark `text` for translation in `context` and return it as it is."""
    return text


@dataclass(frozen=True)
class Text:
    """A template marked for translation in `context`, and what fills its {names}.

    A value that is itself a Text is translated first.
    """

    context: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
