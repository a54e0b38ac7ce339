"""Diagnosis: what is wrong with the network at the moment shown, and since when."""

from PySide6.QtCore import QObject, Signal

from app.viewmodels.player import Player
from app.viewmodels.session import Session


class Diagnosis(QObject):
    """changed: there are other findings, or more is known of them."""

    changed = Signal()

    def __init__(self, session: Session, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
