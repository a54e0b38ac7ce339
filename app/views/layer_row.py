"""One hidden layer in the settings: how many units it has and what it computes."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.scene.names import activation_name
from app.scene.theme import Theme
from app.viewmodels.edits import UNITS
from app.views.choice_box import ChoiceBox
from app.views.field import ErrorText, mark
from app.views.fonts import sized
from app.views.input_guard import InputGuard
from app.views.number_box import NumberBox
from app.views.texts import translated
from engine.activations import ACTIVATIONS

HIDDEN_ACTIVATIONS = tuple(name for name in ACTIVATIONS if name != "softmax")
UNITS_WIDTH = 42
BUTTON_WIDTH = 21


ARROW_WIDTH = 24
"""Of an activation's combo box, which is a narrow one."""


def units_key(layer: int) -> str:
    """The path of a layer's size."""
    return f"network.sizes[{layer}]"


def activation_key(layer: int) -> str:
    """The path of a layer's activation."""
    return f"network.activations[{layer - 1}]"


class LayerRow(QWidget):
    """Hidden layer 1..L-1: − units + activation ×.

    units_edited(value), activation_edited(name), removed; reverted(key).
    """

    units_edited = Signal(object)
    activation_edited = Signal(object)
    removed = Signal()
    reverted = Signal(str)

    def __init__(
        self, layer: int, theme: Theme, guard: InputGuard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.layer = layer
        self.error = ErrorText(theme)
        self.units = NumberBox(UNITS, bare=True)
        self.units.setFixedWidth(UNITS_WIDTH)
        self.activation = ChoiceBox(
            (name, translated(activation_name(name))) for name in HIDDEN_ACTIVATIONS
        )
        self.activation.setMinimumWidth(40)
        self.activation.arrow_width = ARROW_WIDTH
        self._buttons = (
            self._button("−", self.tr("One unit fewer in hidden layer {}"), self._fewer),
            self._button("+", self.tr("One unit more in hidden layer {}"), self._more),
            self._button("×", self.tr("Remove hidden layer {}"), self.removed.emit),
        )
        self._name(self.units, self.tr("Units of hidden layer {}"))
        self._name(self.activation, self.tr("Activation of hidden layer {}"))
        self._arrange()
        for control in self.controls:
            guard.watch(control)
        self.units.edited.connect(self.units_edited)
        self.activation.edited.connect(self.activation_edited)
        self.units.reverted.connect(lambda: self.reverted.emit(units_key(layer)))
        self.activation.reverted.connect(lambda: self.reverted.emit(activation_key(layer)))
        self.set_theme(theme)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What takes the focus, left to right."""
        fewer, more, remove = self._buttons
        return fewer, self.units, more, self.activation, remove

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.activation.setFont(sized(self.font(), theme.small_font_size))
        self.error.set_theme(theme)

    def show_layer(self, units: int, activation: str, waiting: Collection[str]) -> None:
        """Show what the layer is, but for fields that wait."""
        if units_key(self.layer) not in waiting:
            self.units.show_value(units)
        if activation_key(self.layer) not in waiting:
            self.activation.show_value(activation)

    def mark(self, waiting: Collection[str]) -> None:
        """Mark the controls that hold what is not in effect."""
        mark(self.units, units_key(self.layer) in waiting)
        mark(self.activation, activation_key(self.layer) in waiting)

    def say(self, wrong: str = "", right: str = "", remedy: str = "") -> None:
        """Show what is wrong, or nothing."""
        self.error.say(wrong, right, remedy)
        self.units.setAccessibleDescription(self.error.text)

    def _fewer(self) -> None:
        self.units.stepBy(-1)

    def _more(self) -> None:
        self.units.stepBy(1)

    def _button(self, text: str, name: str, pressed: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFixedWidth(BUTTON_WIDTH)
        button.clicked.connect(pressed)
        self._name(button, name)
        button.setToolTip(button.accessibleName())
        return button

    def _name(self, control: QWidget, template: str) -> None:
        control.setAccessibleName(template.format(self.layer))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for control in self.controls:
            row.addWidget(control, 1 if control is self.activation else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.error)
