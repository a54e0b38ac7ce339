"""The experiments that ship with the program, in teaching order."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

NAMES = (
    "article",
    "xor",
    "parity4",
    "moons",
    "blobs",
    "spiral",
    "wave",
    "vanishing",
    "zeros",
)


@dataclass(frozen=True)
class Example:
    """A built-in experiment: the name to load it by, and its title."""

    name: str
    title: str


def content(name: str) -> bytes:
    """The example's file. KeyError if there is no such example."""
    if name not in NAMES:
        raise KeyError(name)
    return (resources.files("resources") / "examples" / f"{name}.toml").read_bytes()


@cache
def examples() -> tuple[Example, ...]:
    """All of them, the one to begin with first."""
    return tuple(Example(name, tomllib.loads(content(name).decode())["title"]) for name in NAMES)
