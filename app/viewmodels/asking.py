"""The view models that answer questions about the network, handed down together."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.viewmodels.diagnosis import Diagnosis
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.viewmodels.what_if import WhatIf


@dataclass(frozen=True)
class Asking:
    """What is asked, what is tried, and what is wrong: of one session and player."""

    inquiry: Inquiry
    what_if: WhatIf
    diagnosis: Diagnosis


def asking_about(session: Session, player: Player, parent: QObject | None = None) -> Asking:
    """The three, made for that session and player."""
    inquiry = Inquiry(session, player, parent)
    return Asking(
        inquiry, WhatIf(session, player, inquiry, parent), Diagnosis(session, player, parent)
    )
