"""Reads a parsed TOML table key by key, each of the type it must be.

Strict: true is no number, 1.0 no whole number, nan and inf are nothing. Every
finding is a FieldError with the field's path.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

import numpy as np

from engine.arrays import Array
from engine.errors import FieldError
from engine.wording import counted, key, one_of, shown

T = TypeVar("T")


class Section:
    """A table and its path in the file; the outermost has the path ""."""

    def __init__(self, table: Mapping[str, Any], path: str = "") -> None:
        self._table, self._path = table, path

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def field(self, name: str) -> str:
        """The path of one of its keys."""
        return f"{self._path}.{key(name)}" if self._path else key(name)

    def allow(self, names: Collection[str]) -> None:
        """FieldError for a key that is not one of `names`, with a close one."""
        for name in self._table:
            if name not in names:
                raise FieldError(self.field(name), "unknown key", one_of(name, names))

    def rest(self, names: Collection[str]) -> dict[str, object]:
        """All that is not one of `names`."""
        return {name: value for name, value in self._table.items() if name not in names}

    def value(self, name: str, right: str) -> Any:
        """The value as it is. FieldError if it is missing; `right` says what to write."""
        if name not in self._table:
            raise FieldError(self.field(name), "missing", right)
        return self._table[name]

    def text(self, name: str) -> str:
        """A string that must be there."""
        return text(self.value(name, "a text in quotes"), self.field(name))

    def optional(self, name: str, read: Callable[[Any, str], T], default: T) -> T:
        """The value read by `read(value, field)`, or the default if it is not there."""
        return read(self._table[name], self.field(name)) if name in self._table else default

    def section(self, name: str) -> "Section":
        """A table that must be there."""
        field = self.field(name)
        return Section(table(self.value(name, f"a section [{field}]"), field), field)

    def matrix(self, name: str) -> Array:
        """Rows of numbers (N, n), all equally long, that must be there."""
        return matrix(self.value(name, "rows of numbers, [[0, 1], [1, 1]]"), self.field(name))


def text(value: Any, field: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise FieldError(field, shown(value), "a text in quotes")
    return value


def flag(value: Any, field: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise FieldError(field, shown(value), "true or false")
    return value


def whole(value: Any, field: str) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise FieldError(field, shown(value), "a whole number")
    return value


def number(value: Any, field: str) -> float:
    """A finite number; a whole one will do."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldError(field, shown(value), "a number")
    try:
        result = float(value)
    except OverflowError:
        result = np.inf
    if not np.isfinite(result):
        raise FieldError(field, shown(value), "a finite number")
    return result


def table(value: Any, field: str) -> Mapping[str, Any]:
    """A table."""
    if not isinstance(value, Mapping):
        raise FieldError(field, shown(value), f"a section [{field}]")
    return value


def items(value: Any, field: str, right: str) -> list[Any]:
    """A list that is not empty; `right` says of what."""
    if not isinstance(value, list) or not value:
        raise FieldError(field, shown(value), right)
    return value


def texts(value: Any, field: str) -> tuple[str, ...]:
    """A list of strings."""
    values = items(value, field, 'a list of texts, ["a", "b"]')
    return tuple(text(v, f"{field}[{i}]") for i, v in enumerate(values))


def wholes(value: Any, field: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    values = items(value, field, "a list of whole numbers, [2, 3, 1]")
    return tuple(whole(v, f"{field}[{i}]") for i, v in enumerate(values))


def vector(value: Any, field: str) -> Array:
    """A list of finite numbers (n,)."""
    values = items(value, field, "a list of numbers, [0.1, 0.2]")
    if all(type(v) is float for v in values):
        whole_row = np.array(values)
        if np.isfinite(whole_row).all():
            return whole_row
    return np.array([number(v, f"{field}[{i}]") for i, v in enumerate(values)])


def matrix(value: Any, field: str) -> Array:
    """A list of equally long lists of finite numbers (N, n)."""
    rows = items(value, field, "rows of numbers, [[0, 1], [1, 1]]")
    width = 0
    for i, row in enumerate(rows):
        length = len(items(row, f"{field}[{i}]", "a row of numbers, [0, 1]"))
        width = width or length
        if length != width:
            raise FieldError(
                f"{field}[{i}]", counted(length, "number"), f"{width}, as in the first row"
            )
    return np.array([vector(row, f"{field}[{i}]") for i, row in enumerate(rows)])
