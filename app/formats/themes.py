"""Themes from resources/themes."""

import tomllib
from importlib.resources import files

from app.scene.theme import Theme


def theme_named(name: str) -> Theme:
    """The theme `name` ("light" or "dark"). FileNotFoundError if there is none."""
    text = files("resources").joinpath("themes", f"{name}.toml").read_text("utf-8")
    return Theme(**tomllib.loads(text))
