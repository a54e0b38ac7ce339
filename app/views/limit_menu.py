"""When training stops by itself: a menu of usual limits, and a dialog for any other."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.scene.theme import Theme
from app.viewmodels.limit import Limit, LimitChoice, Unit
from app.views.theming import dress

USUAL = (
    Limit(),
    Limit(1),
    Limit(100),
    Limit(1_000),
    Limit(10_000),
    Limit(1, Unit.EPOCHS),
    Limit(10, Unit.EPOCHS),
    Limit(100, Unit.EPOCHS),
)

MOST = 10_000_000


def limit_text(limit: Limit) -> str:
    """A limit in words: "100 steps", "1 epoch", "until stopped"."""
    if limit.count is None:
        return QCoreApplication.translate("Limit", "until stopped")
    one, many = {
        Unit.STEPS: (
            QCoreApplication.translate("Limit", "1 step"),
            QCoreApplication.translate("Limit", "{count} steps"),
        ),
        Unit.EPOCHS: (
            QCoreApplication.translate("Limit", "1 epoch"),
            QCoreApplication.translate("Limit", "{count} epochs"),
        ),
    }[limit.unit]
    return one if limit.count == 1 else many.format(count=f"{limit.count:,}")


class LimitMenu(QMenu):
    """Train until stopped, or for so many steps or epochs."""

    def __init__(self, choice: LimitChoice, other: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._choice, self._other = choice, other
        self.setTitle(self.tr("Stop after"))
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        limits = USUAL if self._choice.limit in USUAL else (*USUAL, self._choice.limit)
        for limit in limits:
            if limit.unit is Unit.EPOCHS and limit.count == 1:
                self.addSeparator()
            self.addAction(self._entry(limit))
        self.addSeparator()
        self.addAction(self.tr("Another number…"), self._other)

    def _entry(self, limit: Limit) -> QAction:
        text = limit_text(limit)
        action = QAction(text[:1].upper() + text[1:], self)
        action.setCheckable(True)
        action.setChecked(limit == self._choice.limit)
        action.triggered.connect(lambda: self._choice.choose(limit))
        return action


class LimitDialog(QDialog):
    """Asks for any limit."""

    def __init__(self, choice: LimitChoice, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self.setWindowTitle(self.tr("Stop training after"))
        dress(self, theme)
        self._count, self._unit = QSpinBox(), QComboBox()
        self._count.setRange(1, MOST)
        self._count.setGroupSeparatorShown(True)
        self._count.setAccessibleName(self.tr("How many"))
        self._unit.setAccessibleName(self.tr("Steps or epochs"))
        self._unit.addItem(self.tr("steps"), Unit.STEPS.value)
        self._unit.addItem(self.tr("epochs"), Unit.EPOCHS.value)
        self._lay_out()
        self._show(choice.limit)

    def accept(self) -> None:
        """Take the limit that the fields say."""
        self._choice.choose(Limit(self._count.value(), Unit(self._unit.currentData())))
        super().accept()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        fields = QHBoxLayout()
        fields.addWidget(self._count, 1)
        fields.addWidget(self._unit)
        form = QFormLayout()
        form.addRow(self.tr("Stop after"), fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)

    def _show(self, limit: Limit) -> None:
        self._count.setValue(limit.count or 1_000)
        self._unit.setCurrentIndex(self._unit.findData(limit.unit.value))
        self._count.selectAll()
