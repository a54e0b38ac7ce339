"""A slider for a real number, which shows where the number is now and where it was."""

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

from app.scene.theme import Theme
from app.scene.what_if import Span

HANDLE = 14
"""The handle's width in the style sheet."""

MARK = 4.0
"""Half the width of the mark at the original value."""

PAGE = 10
"""Steps that Page Up and Page Down take."""

OWN_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ValueSlider(QSlider):
    """proposed(value): the user has moved it there."""

    proposed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._span, self._original = Span(1.0, 0.01), 0.0
        self.setPageStep(PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(lambda position: self.proposed.emit(self._span.value(position)))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show it in these colours."""
        self._theme = theme
        # Both sides of 0 look the same: nothing is filled up to the handle.
        self.setStyleSheet(f"QSlider::sub-page:horizontal {{ background: {theme.border}; }}")

    def show_value(self, span: Span, value: float, original: float) -> None:
        """Stand at `value`, with a mark at `original`."""
        self._span, self._original = span, original
        with QSignalBlocker(self):
            self.setRange(-span.steps, span.steps)
            self.setValue(span.position(value))
        self.update()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are its own before the window's shortcuts get them."""
        own = event.type() is QEvent.Type.ShortcutOverride and event.key() in OWN_KEYS
        if own and event.modifiers() in PLAIN:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave to the window what is not its own."""
        if event.key() in OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only while it has the focus; else the wheel scrolls what is around."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark where the value was."""
        super().paintEvent(event)
        low, high, room = self.minimum(), self.maximum(), self.width() - HANDLE
        at = self._span.position(self._original)
        x = QStyle.sliderPositionFromValue(low, high, at, room) + HANDLE / 2
        top = self.height() - MARK
        mark = QPolygonF([QPointF(x, top - MARK), QPointF(x - MARK, top + MARK)])
        mark.append(QPointF(x + MARK, top + MARK))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(mark)
        painter.end()
