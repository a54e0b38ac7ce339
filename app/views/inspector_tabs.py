"""The inspector's tabs: a pill for each aspect that the subject has."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from app.scene.explanation.aspects import Aspect
from app.scene.texts import QT_TRANSLATE_NOOP
from app.scene.theme import Theme
from app.views.fonts import sized

NAMES = {
    Aspect.NUMBERS: QT_TRANSLATE_NOOP("InspectorTabs", "Numbers"),
    Aspect.CHAIN_RULE: QT_TRANSLATE_NOOP("InspectorTabs", "Chain rule"),
    Aspect.MATRIX: QT_TRANSLATE_NOOP("InspectorTabs", "Matrix"),
    Aspect.BATCH: QT_TRANSLATE_NOOP("InspectorTabs", "Batch"),
    Aspect.UPDATE: QT_TRANSLATE_NOOP("InspectorTabs", "Update"),
    Aspect.WHAT_IF: QT_TRANSLATE_NOOP("InspectorTabs", "What if"),
}

TIPS = {
    Aspect.NUMBERS: QT_TRANSLATE_NOOP("InspectorTabs", "Which numbers it is made of"),
    Aspect.CHAIN_RULE: QT_TRANSLATE_NOOP("InspectorTabs", "How it acts on the loss, path by path"),
    Aspect.MATRIX: QT_TRANSLATE_NOOP("InspectorTabs", "Where it is in the layer's equation"),
    Aspect.BATCH: QT_TRANSLATE_NOOP("InspectorTabs", "What it is for each sample of the batch"),
    Aspect.UPDATE: QT_TRANSLATE_NOOP("InspectorTabs", "How this step changes it"),
    Aspect.WHAT_IF: QT_TRANSLATE_NOOP("InspectorTabs", "What would be if it were another number"),
}

GAP = 2
PADDING = (9, 16)
"""In a pill beside its text: the least, where there is little room, and the most."""


def aspect_name(aspect: Aspect) -> str:
    """What the tab of an aspect says, in the user's language."""
    return QCoreApplication.translate("InspectorTabs", NAMES[aspect])


class InspectorTabs(QWidget):
    """One pill beside the other, on as many lines as they need.

    chosen(aspect): the user has chosen one.
    """

    chosen = Signal(Aspect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aspects: tuple[Aspect, ...] = ()
        self.buttons = {aspect: self._button(aspect) for aspect in Aspect}
        self.setAccessibleName(self.tr("Aspects"))
        self._name()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show them in these colours and sizes."""
        self._font = sized(self.font(), theme.small_font_size, QFont.Weight.DemiBold)
        sheet = _SHEET.format(theme=theme, small=round(theme.small_font_size))
        self.setStyleSheet(sheet)
        self._place()

    def show_aspects(self, aspects: Sequence[Aspect], chosen: Aspect) -> None:
        """Offer these, of which one is shown."""
        for aspect, button in self.buttons.items():
            button.setChecked(aspect == chosen)
        if tuple(aspects) != self._aspects:
            self._aspects = tuple(aspects)
            for aspect, button in self.buttons.items():
                button.setVisible(aspect in self._aspects)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._name()

    def _button(self, aspect: Aspect) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.hide()
        button.clicked.connect(lambda: self._on_clicked(aspect))
        return button

    def _on_clicked(self, aspect: Aspect) -> None:
        # A second click would uncheck it.
        self.buttons[aspect].setChecked(True)
        self.chosen.emit(aspect)

    def _name(self) -> None:
        for aspect, button in self.buttons.items():
            button.setText(aspect_name(aspect))
            button.setAccessibleName(aspect_name(aspect))
            button.setToolTip(QCoreApplication.translate("InspectorTabs", TIPS[aspect]))

    def _place(self) -> None:
        """Put the pills side by side; those that find no room begin another line."""
        metrics = QFontMetrics(self._font)
        height = metrics.height() + 8
        # As wide as the bold text of the chosen one, so that none moves when it changes.
        texts = [metrics.horizontalAdvance(aspect_name(aspect)) for aspect in self._aspects]
        room = (self.width() - sum(texts)) // max(len(texts), 1) - GAP
        padding = min(max(room, PADDING[0]), PADDING[1])
        x = y = 0
        for aspect, text in zip(self._aspects, texts, strict=True):
            width = text + padding
            if x and x + width > self.width():
                x, y = 0, y + height + GAP
            self.buttons[aspect].setGeometry(x, y, width, height)
            x += width + GAP
        self.setFixedHeight(y + height)


_SHEET = """
QToolButton {{ color: {theme.muted}; background: transparent; border: 0;
    border-radius: 9px; padding: 0; font-size: {small}px; }}
QToolButton:hover {{ color: {theme.text}; }}
QToolButton:checked {{ color: {theme.accent}; background: {theme.accent_soft};
    font-weight: 600; }}
QToolButton:focus {{ border: 2px solid {theme.accent}; }}
"""
