"""How messages quote what they found: short, on one line, whatever it was."""

import json
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

LONGEST = 48
"""Characters of a value that a message quotes."""

BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,48}")


def printable(text: str) -> str:
    """`text` on one line: what does not print is written as an escape."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text
    )


def quoted(text: str) -> str:
    """`text` in quotes, on one line and cut if long."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return printable(json.dumps(cut, ensure_ascii=False))


def shown(value: object) -> str:
    """Any value of a file in a few words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else f"a number of {value.bit_length()} bits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "an empty list" if not value else "a list"
    return f"a {type(value).__name__}"


def key(name: str) -> str:
    """A key as it stands in a path."""
    return name if BARE_KEY.fullmatch(name) else quoted(name)


def listed(names: Collection[str]) -> str:
    """The names with commas."""
    return ", ".join(names)


def one_of(name: str, names: Collection[str]) -> str:
    """What would be right instead of an unknown `name`: a close one, or all there are."""
    by_lower_case = {known.lower(): known for known in names}
    close = get_close_matches(name[:LONGEST].lower(), by_lower_case, 1)
    if close:
        return f'did you mean "{by_lower_case[close[0]]}"? There are: {listed(names)}'
    return f"one of {listed(names)}"


def counted(count: int, noun: str) -> str:
    """ "1 row", "2 rows", "2 classes"."""
    plural = noun + ("es" if noun.endswith("s") else "s")
    return f"{count:,} {noun if count == 1 else plural}"
