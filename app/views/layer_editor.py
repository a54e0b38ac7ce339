"""The layers of the network: how many units each has and what it computes with them."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.scene.theme import Theme
from app.viewmodels.edits import UNITS
from app.views.field import ErrorText, mark
from app.views.fonts import sized
from app.views.input_guard import InputGuard
from app.views.layer_row import LayerRow, activation_key, units_key
from app.views.number_box import NumberBox
from engine.experiment import NetworkSpec

OUTPUTS_WIDTH = 58


class LayerEditor(QWidget):
    """All layers, from the inputs, which follow the data, to the outputs, which do so too.

    units_edited(layer, value), activation_edited(layer, name), removed(layer),
    added; reverted(key), remedied(key). rebuilt: there are more or fewer rows.
    """

    units_edited = Signal(int, object)
    activation_edited = Signal(int, object)
    removed = Signal(int)
    added = Signal()
    reverted = Signal(str)
    remedied = Signal(str)
    rebuilt = Signal()

    def __init__(self, theme: Theme, guard: InputGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LayerRow] = []
        self._captions: list[QLabel] = []
        self._theme, self._guard = theme, guard
        self._inputs, self._outputs = QLabel(), QLabel()  # their numbers
        self.output_units = NumberBox(UNITS)
        self.error = ErrorText(theme, after=self.output_units)
        self.output_units.setFixedWidth(OUTPUTS_WIDTH)
        self.output_units.setAccessibleName(self.tr("Number of outputs"))
        self.add_button = QToolButton()
        self.add_button.setText(self.tr("+ Add layer"))
        self.add_button.setAccessibleName(self.tr("Add a hidden layer"))
        self.add_button.setProperty("boxed", True)
        self.add_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows_layout = QVBoxLayout()
        self._rows_layout.setSpacing(3)
        self._arrange()
        for control in (self.add_button, self.output_units):
            guard.watch(control)
        self.add_button.clicked.connect(self.added)
        self.output_units.edited.connect(lambda value: self.units_edited.emit(self._depth, value))
        self.error.remedied.connect(lambda: self.remedied.emit(units_key(self._depth)))
        self.output_units.reverted.connect(lambda: self.reverted.emit(units_key(self._depth)))
        self.set_theme(theme)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What takes the focus, top to bottom."""
        rows = [control for row in self.rows for control in row.controls]
        return (*rows, self.add_button, self.output_units, *self.error.buttons)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.error.set_theme(theme)
        for caption in self._captions:
            caption.setFont(sized(self.font(), theme.small_font_size))
        for row in self.rows:
            row.set_theme(theme)

    def show_network(self, network: NetworkSpec, free: bool, waiting: Collection[str]) -> None:
        """Show its layers, but for fields that wait; `free`: outputs may be one or two."""
        self._depth = len(network.activations)
        self._set_rows(self._depth - 1)
        for row in self.rows:
            layer = row.layer
            row.show_layer(network.sizes[layer], network.activations[layer - 1], waiting)
        self._inputs.setText(str(network.sizes[0]))
        self._outputs.setText(str(network.sizes[-1]))
        self._outputs.setVisible(not free)
        self.output_units.setVisible(free)
        if units_key(self._depth) not in waiting:
            self.output_units.show_value(network.sizes[-1])

    def mark(self, waiting: Collection[str]) -> None:
        """Mark the controls that hold what is not in effect."""
        for row in self.rows:
            row.mark(waiting)
        mark(self.output_units, units_key(self._depth) in waiting)

    def say(self, wrong: str = "", right: str = "", remedy: str = "") -> None:
        """Show what is wrong with the outputs or the network as a whole, or nothing."""
        self.error.say(wrong, right, remedy)
        self.output_units.setAccessibleDescription(self.error.text)

    def clear(self) -> None:
        """Say no error."""
        for place in (self, *self.rows):
            place.say()

    def row_of(self, path: str) -> LayerRow | None:
        """The row of the hidden layer that a path speaks of."""
        for row in self.rows:
            if path in (units_key(row.layer), activation_key(row.layer)):
                return row
        return None

    def _set_rows(self, count: int) -> None:
        if count == len(self.rows):
            return
        while len(self.rows) > count:
            row = self.rows.pop()
            self._rows_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            self.rows.append(self._row(len(self.rows) + 1))
        self.rebuilt.emit()

    def _row(self, layer: int) -> LayerRow:
        row = LayerRow(layer, self._theme, self._guard)
        row.units_edited.connect(partial(self.units_edited.emit, layer))
        row.activation_edited.connect(partial(self.activation_edited.emit, layer))
        row.removed.connect(partial(self.removed.emit, layer))
        row.reverted.connect(self.reverted)
        self._rows_layout.addWidget(row)
        return row

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(self._end(self.tr("Inputs"), self._inputs))
        layout.addLayout(self._rows_layout)
        layout.addWidget(self.add_button)
        layout.addLayout(self._end(self.tr("Outputs"), self._outputs, self.output_units))
        layout.addWidget(self.error)

    def _end(self, text: str, *numbers: QWidget) -> QHBoxLayout:
        """One end of the network: its name, and how many units it has."""
        label = QLabel(text)
        label.setProperty("muted", True)
        self._captions.append(label)
        row = QHBoxLayout()
        row.addWidget(label, 1)
        for number in numbers:
            row.addWidget(number)
        return row
