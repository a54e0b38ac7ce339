"""A field of a form: a label, a control, and beneath them what is wrong with it."""

from textwrap import fill

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.theme import Theme
from app.views.fonts import sized
from app.views.icons import pixmap
from app.views.number_box import WIDTH

REMEDY_LETTERS = 22
"""Of a button's line, so that it fits a narrow panel."""


class ErrorText(QWidget):
    """What is wrong, with a sign, what would be right, and perhaps a button that helps.

    remedied: the button was pressed. Tab leads to it from the control `after`.
    """

    remedied = Signal()

    def __init__(
        self, theme: Theme, after: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._after = theme, after
        # Made when there is something to say: most of the many errors that could be never are.
        self._message: _Message | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 4)
        self.hide()

    def say(self, wrong: str = "", right: str = "", remedy: str = "") -> None:
        """Show these texts; without any, nothing."""
        if wrong and self._message is None:
            self._message = self._made()
        if self._message:
            self._message.say(wrong, right, remedy)
        self.setVisible(bool(wrong))

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        return self._message.text if self._message else ""

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The button that helps, hidden where nothing does; none as long as nothing was wrong."""
        return (self._message.remedy,) if self._message else ()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        if self._message:
            self._message.set_theme(theme)

    def _made(self) -> "_Message":
        message = _Message(self._theme, self)
        message.remedy.clicked.connect(self.remedied)
        self._layout.addWidget(message)
        if self._after:
            QWidget.setTabOrder(self._after, message.remedy)
        return message


class _Message(QWidget):
    """The parts of an error's text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign, self._wrong, self._right = QLabel(), QLabel(), QLabel()
        self.remedy = QPushButton()
        self.remedy.setCursor(Qt.CursorShape.PointingHandCursor)
        for label in (self._wrong, self._right):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(1)
        for widget in (self._wrong, self._right):
            words.addWidget(widget)
        words.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.set_theme(theme)

    def say(self, wrong: str, right: str, remedy: str) -> None:
        """Show these texts, those that are not empty."""
        self._wrong.setText(_breakable(wrong))
        self._right.setText(_breakable(right))
        self._right.setVisible(bool(right))
        self.remedy.setText(fill(remedy, REMEDY_LETTERS))
        self.remedy.setVisible(bool(remedy))

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        parts = (self._wrong.text(), self._right.text())
        return "; ".join(part for part in parts if part).replace("\u200b", "")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        small = sized(self.font(), theme.small_font_size)
        self._sign.setPixmap(pixmap("warning", theme.error, 16, 3.0))
        for widget in (self._wrong, self._right, self.remedy):
            widget.setFont(small)
        self._wrong.setStyleSheet(f"color: {theme.error};")
        self._right.setStyleSheet(f"color: {theme.muted};")
        self.remedy.setStyleSheet("padding: 3px 8px;")


class Field(QWidget):
    """A labelled control with its error beneath.

    `beside` puts the control to the right of its label, else it stands below;
    without a label there is only the control.
    """

    def __init__(
        self,
        key: str,
        label: str,
        control: QWidget,
        theme: Theme,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key, self.label, self.control = key, label, control
        self.error = ErrorText(theme, after=control)
        self._caption = QLabel(label)
        self._caption.setProperty("muted", True)
        self._caption.setBuddy(control)
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        control.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        self._line = self._row(beside)
        self.beside: list[QToolButton] = []
        layout.addLayout(self._line)
        layout.addWidget(self.error)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._caption.setFont(sized(self.font(), theme.small_font_size))
        self.error.set_theme(theme)

    def explain(self, hint: str) -> None:
        """Say in a tool tip what the field means."""
        self._caption.setToolTip(hint)
        self.control.setToolTip(hint)
        self.control.setStatusTip(hint)

    def add_beside(self, button: QToolButton) -> None:
        """Put a button between label and control."""
        self.beside.append(button)
        self._line.insertWidget(self._line.count() - 1, button)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What takes the focus, in order."""
        return (*self.beside, self.control, *self.error.buttons)

    def mark(self, wrong: bool) -> None:
        """Show whether the control holds what is not in effect."""
        mark(self.control, wrong)

    def say(self, wrong: str = "", right: str = "", remedy: str = "") -> None:
        """Show what is wrong, or with no text that nothing is."""
        self.error.say(wrong, right, remedy)
        self.control.setAccessibleDescription(self.error.text)

    def _row(self, beside: bool) -> QHBoxLayout | QVBoxLayout:
        row = QHBoxLayout() if beside else QVBoxLayout()
        row.setSpacing(6 if beside else 3)
        if self.label:
            row.addWidget(self._caption, 1)
        row.addWidget(self.control)
        if beside:
            self.control.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.control.setFixedWidth(WIDTH)
        return row


def mark(control: QWidget, wrong: bool) -> None:
    """Give a control the look of one whose content is not in effect, or take it away."""
    if bool(control.property("wrong")) != wrong:
        control.setProperty("wrong", wrong)
        # A style sheet looks at a property only when a widget is polished.
        control.style().unpolish(control)
        control.style().polish(control)


def _breakable(text: str) -> str:
    """Names with underscores may be wider than a panel: let them break there."""
    return text.replace("_", "_\u200b")
