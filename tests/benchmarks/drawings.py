"""How often things get drawn: painted by Qt, or as pictures that a graphics interface took."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QRhiWidget, QWidget


class Drawings(QObject):
    """Counts, by name, how often each of some widgets was drawn.

    Of a window it counts how often its picture was brought up to date; of a widget
    with a canvas in it the canvas's frames.
    """

    def __init__(self, widgets: Mapping[str, QWidget]) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.names = tuple(widgets)
        self._names: dict[QObject, str] = {}
        for name, widget in widgets.items():
            canvas = canvas_of(widget)
            if canvas is not None and not widget.isWindow():
                canvas.frameSubmitted.connect(lambda name=name: self.count(name))
            else:
                self._names[widget] = name
                widget.installEventFilter(self)

    def count(self, name: str) -> None:
        """It was drawn once more."""
        self.counts[name] += 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let it go on."""
        kind = QEvent.Type.UpdateRequest if watched.isWindow() else QEvent.Type.Paint
        if event.type() is kind:
            self.count(self._names[watched])
        return False


def canvas_of(widget: QWidget) -> QRhiWidget | None:
    """What a graphics interface draws, in that widget and shown; None if there is no such thing."""
    canvases = [widget] if isinstance(widget, QRhiWidget) else widget.findChildren(QRhiWidget)
    return next((canvas for canvas in canvases if canvas.isVisible()), None)
