"""What goes wrong with a GPU, in words for who uses the program: a note on the window says why."""

from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "GpuError"

UNREADABLE = QT_TRANSLATE_NOOP("GpuError", "the shader “{name}” cannot be read")
REFUSED = QT_TRANSLATE_NOOP("GpuError", "its driver refused a part of the drawing, {part}")
NO_MEMORY = QT_TRANSLATE_NOOP("GpuError", "it has no memory for {size} more bytes")


class GpuError(RuntimeError):
    """The GPU refused something; `text` says what."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.template.format(**text.values))
        self.text = text


def unreadable(name: str) -> GpuError:
    """A baked shader is not what it should be."""
    return GpuError(Text(CONTEXT, UNREADABLE, {"name": name}))


def refused(part: object) -> GpuError:
    """What drawing needs could not be created; of it the class is told, for who reports it."""
    return GpuError(Text(CONTEXT, REFUSED, {"part": type(part).__name__}))


def no_memory(size: int) -> GpuError:
    """There was no room for so many bytes."""
    return GpuError(Text(CONTEXT, NO_MEMORY, {"size": f"{size:,}"}))
