"""Themes from resources/themes, with the colours of numbers from resources/palettes."""

import tomllib
from importlib.resources import files

from app.scene.theme import Theme

PALETTES = ("default", "colour-blind", "grey")
"""The palettes there are: the themes' own colours, and others for the same numbers."""


def theme_named(name: str, palette: str = PALETTES[0]) -> Theme:
    """The theme `name` ("light" or "dark") in a palette. FileNotFoundError if there is none."""
    colours = _read("palettes", palette)[name]
    return Theme(**{**_read("themes", name), **colours, "palette": palette})


def _read(folder: str, name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("resources").joinpath(folder, f"{name}.toml").read_text("utf-8"))
