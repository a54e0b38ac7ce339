"""The samples beside the one that is shown."""

import numpy as np

from app.viewmodels.player import Player
from app.viewmodels.session import Session


def shown_row(player: Player) -> int:
    """The dataset row that is shown."""
    return int(player.trace.rows[player.sample])


def neighbour(session: Session, player: Player, offset: int) -> int:
    """The training row `offset` places after the one shown, in the data's order, round again."""
    rows = np.sort(session.dataset.train)
    place = int(np.searchsorted(rows, shown_row(player)))
    return int(rows[(place + offset) % rows.size])
