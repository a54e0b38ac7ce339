"""How a theme becomes the look of standard widgets: a palette for Fusion and a small style sheet.

Both are given to a window, not to the application, so that two windows can
show two themes. Widgets ask for a look by dynamic properties: card, field,
primary, boxed, heading, muted.
"""

import re
from importlib.resources import files
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from app.scene.theme import Theme
from app.views.fonts import interface_font


def dress(window: QWidget, theme: Theme) -> None:
    """Give a window, and all that is in it, the theme's look."""
    # In this order: under a style sheet, children take over no palette that comes later.
    window.setStyleSheet("")
    window.setPalette(palette(theme))
    font = interface_font(theme)
    if window.font() != font:
        window.setFont(font)
    window.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """The theme's colours by the names that Fusion asks for."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.Light: theme.panel,
        role.Midlight: theme.field,
        role.Mid: theme.border,
        role.Dark: theme.node_border,
        role.Shadow: theme.border,
    }
    result = QPalette()
    for name, color in colors.items():
        result.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return result


def style_sheet(theme: Theme) -> str:
    """What the palette cannot say: corners, paddings and the focus ring."""
    icons = files("resources") / "icons"
    return Template(_enlarged(_SHEET, theme.scale)).substitute(
        {name: getattr(theme, name) for name in _COLORS},
        down=_url(icons / "arrow-down.svg"),
        up=_url(icons / "arrow-up.svg"),
        radius=round(theme.radius),
        text_size=round(theme.font_size),
        small=round(theme.small_font_size),
        title=round(theme.title_font_size),
    )


def _enlarged(sheet: str, scale: float) -> str:
    """The sheet with all its own lengths so many times as large."""
    return _LENGTH.sub(lambda found: f"{round(scale * int(found[1]))}px", sheet)


_LENGTH = re.compile(r"(?<![\w}])(-?\d+)px")


def _url(path: object) -> str:
    return str(path).replace("\\", "/")


_COLORS = (
    "window",
    "panel",
    "field",
    "border",
    "text",
    "muted",
    "accent",
    "on_accent",
    "accent_soft",
    "error",
    "node_border",
)

_SHEET = """
QMainWindow, QDialog, #desk { background: $window; }
#header { background: $panel; border: 0; border-bottom: 1px solid $border; }
[card="true"] { background: $panel; border: 1px solid $border; border-radius: ${radius}px; }
QScrollArea, QScrollArea > QWidget > #plain { background: transparent; border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }

[heading="true"] { font-size: ${text_size}px; font-weight: 600; }
[muted="true"] { color: $muted; }
[lit="true"] { background: $accent_soft; border-radius: 4px; }
[cap="true"] {
    background: $panel; border: 1px solid $node_border; border-radius: 4px;
    padding: 1px 7px;
}
[brand="true"] { font-size: ${title}px; font-weight: 700; }

QToolButton, QPushButton {
    color: $text; background: transparent; border: 2px solid transparent;
    border-radius: 6px; padding: 4px;
}
QPushButton, QToolButton[boxed="true"] {
    background: $panel; border: 1px solid $border; padding: 5px 11px;
}
QToolButton:hover, QPushButton:hover, QToolButton[boxed="true"]:hover { background: $accent_soft; }
QToolButton:pressed, QPushButton:pressed { background: $border; }
QToolButton:disabled, QPushButton:disabled { color: $muted; }
QToolButton[inline="true"] {
    padding: 0 20px 0 7px; border: 1px solid $border; font-size: ${small}px;
}
QToolButton[inline="true"]:focus { border: 1px solid $accent; }
QToolButton[primary="true"], QPushButton:default { background: $accent; color: $on_accent; }
QToolButton[primary="true"]:disabled { background: $accent_soft; }
QToolButton[primary="true"]:focus { border: 2px solid $text; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton[boxed="true"]:focus, QPushButton:focus {
    border: 2px solid $accent; padding: 4px 10px;
}
QPushButton:default:focus { border: 2px solid $text; }
QToolButton[popupMode="2"] { color: $muted; padding-right: 20px; }
QToolButton[popupMode="2"]:hover { color: $text; }
QToolButton::menu-indicator {
    image: url($down); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 3px;
}
QToolButton[boxed="true"][popupMode="1"] { padding-right: 27px; }
QToolButton[boxed="true"][popupMode="1"]:focus { padding-right: 26px; }
QToolButton::menu-button { border: 0; width: 20px; margin-right: 3px; }
QToolButton::menu-arrow { image: url($down); width: 14px; height: 14px; }

QComboBox, QAbstractSpinBox, QLineEdit {
    color: $text; background: $field; border: 1px solid $border; border-radius: 6px;
    padding: 4px 8px; min-height: 18px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox:hover, QAbstractSpinBox:hover, QLineEdit:hover { border-color: $node_border; }
QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus {
    border: 2px solid $accent; padding: 3px 7px;
}
/* Qt adds this padding to a list's height when it opens, but leaves room for it beforehand. */
QComboBox:focus { padding: 4px 7px; min-height: 16px; }
QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled { color: $muted; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($down); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    background: transparent; border: 0; width: 20px;
}
QAbstractSpinBox::up-arrow { image: url($up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($down); width: 12px; height: 12px; }

QSlider { min-height: 22px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 14px; margin: -5px 0; border-radius: 7px; background: $accent;
}
QSlider::handle:horizontal:focus {
    width: 10px; border: 2px solid $text; margin: -5px 0; border-radius: 7px;
}

QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $node_border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QComboBox QAbstractItemView {
    color: $text; background: $panel; border: 1px solid $border; outline: 0; padding: 3px;
    selection-background-color: $accent_soft; selection-color: $text;
}
QMenu, QToolTip { font-size: ${text_size}px; }
QMenuBar { background: $panel; color: $text; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { color: $text; background: $panel; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 22px 5px 8px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QToolTip { color: $text; background: $panel; border: 1px solid $border; padding: 3px; }
"""
