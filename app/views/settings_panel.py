"""The settings: everything about the experiment that can be changed, in effect at once.

A change that is not possible is refused: the reason stands beneath the field
it is about, the field keeps what was entered and is marked, and the session
stays as it was, until the entry is corrected, taken back with Esc, or made
possible by another change.
"""

from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.formats.examples import examples
from app.scene.entries import written
from app.scene.names import activation_name
from app.scene.theme import Theme
from app.viewmodels import edits
from app.viewmodels.draft import Edit
from app.viewmodels.player import Player
from app.viewmodels.remedies import Remedy
from app.viewmodels.session import Session
from app.viewmodels.settings import (
    Setting,
    data_settings,
    network_settings,
    outputs_are_free,
    training_settings,
)
from app.viewmodels.settings_editor import STRUCTURE, Change, SettingsEditor
from app.views.choice_box import ChoiceBox
from app.views.field import ErrorText, Field
from app.views.form import Form
from app.views.input_guard import InputGuard
from app.views.layer_editor import LayerEditor
from app.views.layer_row import LayerRow, activation_key, units_key
from app.views.sample_field import SampleField
from app.views.steady import Steady
from app.views.texts import translated
from engine.errors import FieldError

_SHEET = """
QLabel {{ color: {theme.text}; }}
QLabel[muted="true"] {{ color: {theme.muted}; }}
QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] {{
    border: 2px solid {theme.error}; padding: 3px 7px;
}}
QComboBox[wrong="true"] {{ padding: 4px 7px; min-height: 16px; }}
QAbstractSpinBox[bare="true"] {{ padding: 4px 2px; }}
QAbstractSpinBox[bare="true"]:focus, QAbstractSpinBox[bare="true"][wrong="true"] {{
    padding: 3px 1px;
}}
#layers QComboBox {{ padding: 4px 0 4px 6px; font-size: {small}px; }}
#layers QComboBox:focus, #layers QComboBox[wrong="true"] {{ padding: 4px 0 4px 5px; }}
#layers QComboBox::drop-down {{ width: 18px; }}
#layers QToolButton {{ padding: 3px; }}
#open {{ padding: 2px 9px; font-size: {small}px; }}
#open:focus {{ padding: 1px 8px; }}
"""


MARGIN = 12
"""Pixels that are seen above and below what is brought into sight."""


class Place(Protocol):
    """Where an error can be shown."""

    def say(self, wrong: str = "", right: str = "", remedy: str = "") -> None:
        """Show it, or nothing."""


class SettingsPanel(QWidget):
    """The settings of a session.

    open_requested: the user wants to open a file. example_chosen(name).
    message(sentence): what a change did.
    """

    open_requested = Signal()
    example_chosen = Signal(str)
    message = Signal(str)

    def __init__(
        self, session: Session, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._editor = SettingsEditor(session, player, self)
        self._whats: dict[str, str] = {}
        self._remedies: dict[str, Remedy] = {}
        self._theme = theme
        self._guard = InputGuard(self)
        self._make(theme)
        self._arrange()
        self._connect()
        self._refresh()
        self._chain()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for part in (*self._forms, self.layers, self.sample, self.example, *self._errors.values()):
            part.set_theme(theme)
        self._content.setStyleSheet(_SHEET.format(theme=theme, small=round(theme.small_font_size)))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - the name is Qt's
        """Tab: where it leads is in sight, also where the field it leaves gets longer."""
        moved = super().focusNextPrevChild(forward)
        QTimer.singleShot(0, self, self._reveal_focused)
        return moved

    def field(self, key: str) -> Field | None:
        """The field of a setting that is shown."""
        for form in self._forms:
            if key in form.fields:
                return form.fields[key]
        return None

    # -- construction ------------------------------------------------------

    def _make(self, theme: Theme) -> None:
        self._forms = tuple(Form(theme, self._guard) for _ in range(3))
        self._errors = {name: ErrorText(theme) for name in ("data", "training")}
        self.layers = LayerEditor(theme, self._guard)
        self.layers.setObjectName("layers")
        self.sample = SampleField(self._session, self._player, theme, self._guard)
        self._examples = ChoiceBox((example.name, example.title) for example in examples())
        self._guard.watch(self._examples)
        self.example = Field("example", self.tr("Example"), self._examples, theme)
        self.open_button = QPushButton(self.tr("Open…"))
        self.open_button.setAccessibleName(self.tr("Open an experiment file"))
        self.open_button.setObjectName("open")
        self._guard.watch(self.open_button)

    def _arrange(self) -> None:
        data, network, training = self._forms
        self._content = QWidget()
        self._content.setObjectName("plain")
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 2, 0)
        layout.setSpacing(7)
        layout.addLayout(self._heading(self.tr("Data"), self.open_button))
        for widget in (self.example, Steady(self.sample), data, self._errors["data"]):
            layout.addWidget(widget)
        layout.addSpacing(10)
        layout.addLayout(self._heading(self.tr("Network")))
        for widget in (self.layers, network):
            layout.addWidget(widget)
        layout.addSpacing(10)
        layout.addLayout(self._heading(self.tr("Training")))
        for widget in (training, self._errors["training"]):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.set_theme(self._theme)

    def _heading(self, text: str, button: QWidget | None = None) -> QHBoxLayout:
        label = QLabel(text)
        label.setProperty("heading", True)
        row = QHBoxLayout()
        row.addWidget(label, 1)
        if button:
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        for form in self._forms:
            form.edited.connect(self._on_edited)
            form.reverted.connect(self._editor.revert)
            form.remedied.connect(self._on_remedied)
            form.rebuilt.connect(self._chain)
        self.layers.units_edited.connect(self._on_units_edited)
        self.layers.activation_edited.connect(self._on_activation_edited)
        self.layers.added.connect(self._on_layer_added)
        self.layers.removed.connect(self._on_layer_removed)
        self.layers.reverted.connect(self._editor.revert)
        self.layers.remedied.connect(self._on_remedied)
        self.layers.rebuilt.connect(self._chain)
        self.sample.message.connect(self.message)
        self.open_button.clicked.connect(self.open_requested)
        self._examples.edited.connect(self._on_example_chosen)
        self._editor.changed.connect(self._refresh)
        self._editor.made.connect(self._on_made)

    def _chain(self) -> None:
        """Let the tab key go from top to bottom, also after fields have come and gone."""
        data, network, training = (
            [control for key in form.order for control in form.fields[key].controls]
            for form in self._forms
        )
        first = (self.open_button, self._examples, self.sample.spin)
        for one, other in pairwise((*first, *data, *self.layers.controls, *network, *training)):
            QWidget.setTabOrder(one, other)

    # -- what the user does ------------------------------------------------

    def _on_example_chosen(self, name: str) -> None:
        self.example_chosen.emit(name)
        self._refresh()

    def _on_edited(self, setting: Setting, value: object) -> None:
        what = f"{translated(setting.label)} {self._value_text(setting, value)}"
        self._propose(setting.key, lambda experiment: setting.edit(experiment, value), what)

    def _on_units_edited(self, layer: int, value: object) -> None:
        units = written(value)
        place = self._layer_name(layer)
        what = self.tr("{layer}, units {units}").format(layer=place, units=units)
        edit = partial(edits.with_units, layer=layer, units=value)
        self._propose(units_key(layer), edit, what)

    def _on_activation_edited(self, layer: int, name: str) -> None:
        what = f"{self._layer_name(layer)}, {translated(activation_name(name))}"
        edit = partial(edits.with_activation, layer=layer, name=name)
        self._propose(activation_key(layer), edit, what)

    def _on_layer_added(self) -> None:
        self._restructure(edits.with_layer_added, self.tr("Layer added"))

    def _on_layer_removed(self, layer: int) -> None:
        self._restructure(partial(edits.with_layer_removed, layer=layer), self.tr("Layer removed"))
        # The button that had the focus may be gone.
        rows = self.layers.rows
        place = rows[min(layer, len(rows)) - 1].controls[-1] if rows else self.layers.add_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remedied(self, key: str) -> None:
        offer = self._remedies[key]
        self._whats[key] += f", {translated(offer.text)}"
        self._editor.propose_remedy(key, offer)

    # -- what comes of it --------------------------------------------------

    def _propose(self, key: str, edit: Edit, what: str) -> None:
        self._whats[key] = what
        self._editor.propose(key, edit)
        if key in self._editor.waiting:
            # The reason has made the form longer; it is laid out when the event loop comes round.
            QTimer.singleShot(0, self, lambda: self._reveal(key))

    def _reveal(self, key: str) -> None:
        place = self.field(key) or self.layers.row_of(key)
        if place is not None:
            self._scroll.ensureWidgetVisible(place, 0, MARGIN)
        self._reveal_focused()

    def _reveal_focused(self) -> None:
        """Bring into sight what has the focus and what is said beneath it, itself at any rate."""
        control = QApplication.focusWidget()
        if control is None or not self._content.isAncestorOf(control):
            return
        place = control.parentWidget()
        if isinstance(place, Field | LayerRow | LayerEditor) and place.error.isVisible():
            self._scroll.ensureWidgetVisible(place.error, 0, 0)
        self._scroll.ensureWidgetVisible(control, 0, MARGIN)

    def _restructure(self, edit: Edit, what: str) -> None:
        self._whats[STRUCTURE] = what
        self._editor.restructure(edit)

    def _on_made(self, change: Change) -> None:
        what = ", ".join(self._whats[key] for key in change.keys)
        self.message.emit(self._sentence(what, change))

    def _sentence(self, what: str, change: Change) -> str:
        if not change.restarted:
            template = self.tr("{what} from step {step} on.")
            if change.forgotten:
                template = self.tr("{what} from step {step} on; {n} later steps are gone.")
            return template.format(what=what, step=change.step, n=f"{change.forgotten:,}")
        if change.dropped:
            template = self.tr("{what}: training restarts, the given weights are dropped.")
        else:
            template = self.tr("{what}: training restarts.")
        return template.format(what=what)

    def _value_text(self, setting: Setting, value: object) -> str:
        if setting.is_choice:
            return translated(setting.name_of(value))
        if setting.is_number:
            return written(value)
        return self.tr("on") if value else self.tr("off")

    def _layer_name(self, layer: int) -> str:
        if layer == len(self._session.experiment.network.activations):
            return self.tr("Outputs")
        return self.tr("Hidden layer {}").format(layer)

    # -- showing -----------------------------------------------------------

    def _refresh(self) -> None:
        """Show the experiment as it is, but what waits as it was entered, with its errors."""
        experiment, waiting = self._session.experiment, self._editor.waiting
        lists = (
            data_settings(experiment),
            network_settings(experiment),
            training_settings(experiment),
        )
        for form, settings in zip(self._forms, lists, strict=True):
            form.show_settings(settings, waiting)
        self.layers.show_network(experiment.network, outputs_are_free(experiment), waiting)
        self._show_example(experiment.title)
        self._mark(waiting)
        self._show_errors()

    def _show_example(self, title: str) -> None:
        name = next((example.name for example in examples() if example.title == title), None)
        self._examples.show_value(name, f"— {title}")

    def _mark(self, waiting: tuple[str, ...]) -> None:
        self.layers.mark(waiting)
        for form in self._forms:
            for key, field in form.fields.items():
                field.mark(key in waiting)

    def _show_errors(self) -> None:
        self._remedies.clear()
        self.layers.clear()
        for error in self._errors.values():
            error.say()
        for form in self._forms:
            for field in form.fields.values():
                field.say()
        complaint = self._editor.complaint
        if complaint:
            self._place(complaint.field).say(complaint.wrong, complaint.right)
        for key, error in self._editor.errors().items():
            self._show_error(key, error)

    def _show_error(self, key: str, error: FieldError) -> None:
        """The reason beneath the field it is about, and a note beneath the one just entered."""
        place, own, offer = self._place(error.field), self._place(key), self._offer(key)
        # A field that waits itself has reasons of its own to show.
        if own is place or error.field in self._editor.waiting:
            own.say(error.wrong, error.right, offer)
            return
        place.say(error.wrong, error.right)
        elsewhere = self.tr("The reason stands at “{}”.").format(self._label_of(place))
        own.say(self.tr("Not in effect."), elsewhere, offer)

    def _offer(self, key: str) -> str:
        """The words of what would make a waiting edit possible, if anything here does."""
        offer = self._editor.remedy(key)
        if offer is None:
            return ""
        self._remedies[key] = offer
        return translated(offer.text)

    def _place(self, path: str) -> Place:
        """Where an error of a field is shown: at the field, or where there is none, its section."""
        place = self.field(path) or self.layers.row_of(path)
        if place:
            return place
        if path.startswith("network"):
            return self.layers
        return self._errors["training" if path.startswith("training") else "data"]

    def _label_of(self, place: Place) -> str:
        if isinstance(place, Field):
            return place.label
        if place is self._errors["training"]:
            return self.tr("Training")
        return self.tr("Data") if place is self._errors["data"] else self.tr("Network")
