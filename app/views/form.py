"""A form: a list of settings as fields below each other."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.scene.theme import Theme
from app.viewmodels.settings import Setting
from app.views.choice_box import ChoiceBox
from app.views.field import Field
from app.views.flag_box import FlagBox
from app.views.icons import icon
from app.views.input_guard import InputGuard
from app.views.number_box import NumberBox
from app.views.texts import translated


class Form(QWidget):
    """Fields for settings; which ones there are may change at every `show_settings`.

    edited(setting, value): the user entered a value. reverted(key): Esc.
    rebuilt: there are other fields now.
    """

    edited = Signal(object, object)
    reverted = Signal(str)
    remedied = Signal(str)
    rebuilt = Signal()

    def __init__(self, theme: Theme, guard: InputGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._settings: dict[str, Setting] = {}
        self._theme, self._guard = theme, guard
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(7)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the fields, top to bottom."""
        return tuple(self._settings)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for field in self.fields.values():
            field.set_theme(theme)
            if isinstance(field.control, FlagBox):
                field.control.set_theme(theme)
            for button in field.beside:
                button.setIcon(icon("dice", theme))

    def show_settings(self, settings: Sequence[Setting], waiting: Collection[str]) -> None:
        """Show these settings; what the user entered stays in the fields that are `waiting`."""
        changed = _shapes(settings) != _shapes(self._settings.values())
        if changed:
            self._rebuild(settings)
        self._settings = {setting.key: setting for setting in settings}
        if changed:
            self.rebuilt.emit()
        for setting in settings:
            control = self.fields[setting.key].control
            if isinstance(control, NumberBox) and setting.option:
                control.set_option(setting.option)
            if setting.key not in waiting:
                self._show(control, setting)

    def _show(self, control: QWidget, setting: Setting) -> None:
        if isinstance(control, ChoiceBox):
            otherwise = translated(setting.otherwise) if setting.otherwise else ""
            control.show_value(setting.value, otherwise)
        else:
            control.show_value(setting.value)

    def _rebuild(self, settings: Sequence[Setting]) -> None:
        """Make the fields that are new, drop those that are gone, keep the rest as they are."""
        shapes = {setting.key: _shape(setting) for setting in settings}
        for key, setting in self._settings.items():
            if shapes.get(key) != _shape(setting):
                field = self.fields.pop(key)
                self._layout.removeWidget(field)
                field.hide()
                field.deleteLater()
        for index, setting in enumerate(settings):
            if setting.key not in self.fields:
                self.fields[setting.key] = self._field(setting)
            self._layout.insertWidget(index, self.fields[setting.key])

    def _field(self, setting: Setting) -> Field:
        label = translated(setting.label)
        control = self._control(setting, label)
        control.edited.connect(lambda value: self.edited.emit(self._settings[setting.key], value))
        control.reverted.connect(lambda: self.reverted.emit(setting.key))
        self._guard.watch(control)
        beside = setting.is_number or (setting.is_choice and setting.option is not None)
        caption = label if setting.is_choice or setting.is_number else ""
        field = Field(setting.key, caption, control, self._theme, beside)
        field.label = label
        control.setAccessibleName(label)
        if setting.hint:
            field.explain(translated(setting.hint))
        if setting.dice:
            field.add_beside(self._dice(setting.key))
        field.error.remedied.connect(lambda: self.remedied.emit(setting.key))
        return field

    def _dice(self, key: str) -> QToolButton:
        """The button for the next seed: not a random one, so that a lesson can be repeated."""
        button = QToolButton()
        button.setIcon(icon("dice", self._theme))
        button.setAccessibleName(self.tr("Next seed"))
        button.setToolTip(self.tr("Next seed"))
        button.clicked.connect(lambda: self._next(key))
        self._guard.watch(button)
        return button

    def _next(self, key: str) -> None:
        setting = self._settings[key]
        self.edited.emit(setting, setting.value + 1)

    def _control(self, setting: Setting, label: str) -> ChoiceBox | NumberBox | FlagBox:
        if setting.is_choice:
            return ChoiceBox((key, translated(setting.name_of(key))) for key in setting.choices)
        if setting.option is not None:
            return NumberBox(setting.option)
        return FlagBox(label, self._theme)


def _shape(setting: Setting) -> tuple[object, ...]:
    """What of a setting needs another control where it changes."""
    whole = setting.option is not None and isinstance(setting.option.default, int)
    return setting.key, setting.label.template, setting.choices, whole


def _shapes(settings: Collection[Setting]) -> list[tuple[object, ...]]:
    return [_shape(setting) for setting in settings]
