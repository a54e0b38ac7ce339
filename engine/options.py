"""Options: named settings with a default and a range, as tables that forms can read too."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite
from sys import float_info

from engine.errors import FieldError
from engine.wording import key, one_of, shown

Value = int | float | str


@dataclass(frozen=True)
class Option:
    """One setting: its name, its default (whose type is its type) and what is allowed.

    A number lies in low..high, without `high` itself where `below` is set and
    without `low` itself where `above` is; a text is one of `choices`.
    """

    name: str
    default: Value
    meaning: str
    low: float = 0.0
    high: float = inf
    above: bool = False
    below: bool = False
    choices: tuple[str, ...] = ()

    def with_default(self, default: Value) -> "Option":
        """The same option with another default."""
        return replace(self, default=default)

    @property
    def allowed(self) -> str:
        """The range in words: "a whole number from 1 to 20"."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        low = f"above {_plain(self.low)}" if self.above else f"from {_plain(self.low)}"
        if self.high == inf:
            high = "" if self.above else " up"
        else:
            high = f" and below {_plain(self.high)}" if self.below else f" to {_plain(self.high)}"
        return f"a {'whole number' if isinstance(self.default, int) else 'number'} {low}{high}"

    def check(self, value: object, field: str) -> Value:
        """`value` in the option's own type. FieldError at `field` if it is not allowed."""
        if self._allows(value):
            return float(value) if isinstance(self.default, float) else value  # type: ignore[arg-type, return-value]
        right = one_of(value, self.choices) if isinstance(value, str) and self.choices else ""
        raise FieldError(field, shown(value), right or self.allowed)

    def _allows(self, value: object) -> bool:
        if isinstance(self.default, str):
            return isinstance(value, str) and value in self.choices
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if isinstance(self.default, int) and not isinstance(value, int):
            return False
        return self._in_range(value)

    def _in_range(self, value: float) -> bool:
        if isinstance(value, float) and not isfinite(value):
            return False
        if value < self.low or (self.above and value == self.low):
            return False
        # An int may be larger than any float.
        return value < self.high if self.below else value <= min(self.high, float_info.max)


def _plain(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def defaults(options: Collection[Option]) -> dict[str, Value]:
    """Every option's default by name."""
    return {option.name: option.default for option in options}


def checked(
    given: Mapping[str, object], options: Collection[Option], section: str, owner: str
) -> dict[str, Value]:
    """All options: those given, checked, and the defaults of the rest.

    `section` is where they stand ("training"), `owner` whose they are ("sgd").
    FieldError for one that `owner` does not have, or with a value not allowed.
    """
    known = {option.name: option for option in options}
    for name in given:
        if name not in known:
            right = one_of(name, known) if known else "it has no options; leave this out"
            raise FieldError(f"{section}.{key(name)}", f"not an option of {shown(owner)}", right)
    values = {name: known[name].check(value, f"{section}.{name}") for name, value in given.items()}
    return {**defaults(options), **values}
