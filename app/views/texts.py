"""Texts from the rooms without Qt, in the user's language."""

from PySide6.QtCore import QCoreApplication

from app.scene.texts import Text


def translated(text: Text) -> str:
    """The text in the user's language, with its values filled in."""
    values = {
        name: translated(value) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return QCoreApplication.translate(text.context, text.template).format(**values)
