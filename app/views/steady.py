"""Room that stays as it is: a number that gets another digit moves nothing around it.

Qt asks every layout up to the window for anew whenever a text changes, whether or
not anything comes of it; while training runs that is several times a picture.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget


class Steady(QWidget):
    """Holds a view, and tells the layout around it only of what that would act on.

    That is how small the view can be, and how high it would like to be: how wide
    it would like to be changes with every number, and the width is given.
    """

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._told = view, self._wishes(view)
        view.setParent(self)
        # It fills itself as cards and the header are filled: to paint the rounded card below,
        # whenever a number in it changes, would take longer than the number.
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.setAutoFillBackground(True)
        self.setSizePolicy(view.sizePolicy())

    def sizeHint(self) -> QSize:
        """The view's."""
        self._told = self._wishes(self._view)
        return self._view.sizeHint().expandedTo(self._view.minimumSize())

    def minimumSizeHint(self) -> QSize:
        """The view's, or what it has been given as its minimum."""
        return self._least(self._view)

    def hasHeightForWidth(self) -> bool:
        """The view's."""
        return self._view.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The view's."""
        return max(self._view.heightForWidth(width), self._view.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The view has all of it."""
        super().resizeEvent(event)
        self._view.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """The view has other wishes, or says so; what it says while hidden Qt tells nobody."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            wishes = self._wishes(self._view)
            if wishes != self._told:
                self._told = wishes
                self.updateGeometry()
        return super().event(event)

    def _wishes(self, view: QWidget) -> tuple[object, ...]:
        least, height = self._least(view), view.sizeHint().height()
        return least, height, view.hasHeightForWidth() and view.heightForWidth(self.width())

    def _least(self, view: QWidget) -> QSize:
        # As Qt's own layouts have it, a size that is fixed counts more than a hint.
        wanted = view.minimumSizeHint().boundedTo(view.maximumSize())
        return wanted.expandedTo(view.minimumSize())
