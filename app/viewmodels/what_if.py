"""What if: another value for a weight, bias or input, tried beside the present one."""

from PySide6.QtCore import QObject, Signal

from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session


class WhatIf(QObject):
    """changed: another value is tried, or none any more."""

    changed = Signal()

    def __init__(
        self, session: Session, player: Player, inquiry: Inquiry, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._inquiry = session, player, inquiry
