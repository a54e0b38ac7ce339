"""Makes edits to a session's experiment, or keeps those that are not possible waiting."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.viewmodels.draft import Draft, Edit
from app.viewmodels.edits import drops_weights
from app.viewmodels.player import Player
from app.viewmodels.remedies import Remedy, remedy
from app.viewmodels.session import Session
from engine.errors import FieldError
from engine.experiment import Experiment

STRUCTURE = "network.sizes"
"""The key of adding and removing layers, which renumbers those behind."""


@dataclass(frozen=True)
class Change:
    """What took effect: the edits of these fields, the one just made first.

    `restarted` says whether training began anew; if not, the change holds from
    `step` on, and `forgotten` steps that came later are gone. `dropped`: explicit
    weights no longer fitted.
    """

    keys: tuple[str, ...]
    restarted: bool
    step: int
    dropped: bool
    forgotten: int = 0


class SettingsEditor(QObject):
    """Edits the experiment of a session at the moment that a player shows.

    changed: the experiment, or what waits, is another. made(Change): edits
    took effect.
    """

    changed = Signal()
    made = Signal(object)

    def __init__(self, session: Session, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._draft = Draft()
        self._at_work = False
        self.complaint: FieldError | None = None
        session.opened.connect(self._on_opened)
        session.retuned.connect(self._on_opened)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The fields that hold what is not possible."""
        return self._draft.waiting

    def errors(self) -> dict[str, FieldError]:
        """Why each of them is not."""
        return self._draft.errors(self._session.experiment)

    def remedy(self, key: str) -> Remedy | None:
        """What else would make a waiting edit possible."""
        attempt = self._draft.edited(self._session.experiment, key)
        return remedy(attempt, key) if attempt else None

    def propose(self, key: str, edit: Edit) -> None:
        """Make an edit in a field, together with those that waited for it; or let it wait."""
        base, self.complaint = self._session.experiment, None
        before = self._draft.waiting
        experiment = self._draft.propose(base, key, edit)
        if experiment is not None and experiment != base:
            done = (key, *(k for k in before if k != key and k not in self._draft.waiting))
            self._make(experiment, done)
        self._tidy()

    def propose_remedy(self, key: str, offer: Remedy) -> None:
        """Make a waiting edit together with what makes it possible."""
        refused = self._draft.edit(key)
        self.propose(key, lambda experiment: offer.edit(refused(experiment)))

    def restructure(self, edit: Edit) -> None:
        """Add or remove a layer: what waits for a numbered layer cannot wait longer."""
        self._draft.forget(*(key for key in self._draft.waiting if key.startswith("network.")))
        base, self.complaint = self._session.experiment, None
        experiment = self._draft.propose(base, STRUCTURE, edit)
        if experiment is not None:
            self._make(experiment, (STRUCTURE,))
        self.complaint = self.complaint or self.errors().get(STRUCTURE)
        self._draft.forget(STRUCTURE)
        self._tidy()

    def revert(self, key: str) -> None:
        """Forget what waits in a field."""
        self._draft.forget(key)
        self.complaint = None
        self._tidy()

    def _make(self, experiment: Experiment, keys: tuple[str, ...]) -> None:
        session, player = self._session, self._player
        # A step whose update has been shown keeps the numbers it was made with.
        step = player.step + (player.t >= session.timeline.end)
        dropped = drops_weights(session.experiment, experiment)
        forgotten = max(session.steps - step - 1, 0)
        self._at_work = True
        try:
            restarted = session.change(experiment, step)
        except FieldError as error:
            # Only making the rows can show this, so there is nothing that can wait.
            self.complaint = error
        else:
            self.made.emit(Change(keys, restarted, step, dropped, forgotten))
        finally:
            self._at_work = False

    def _tidy(self) -> None:
        """What has become possible by itself waits no longer; the fields show what is."""
        errors = self.errors()
        self._draft.forget(*(key for key in self.waiting if key not in errors))
        self.changed.emit()

    def _on_opened(self) -> None:
        if not self._at_work:
            self._draft.clear()
            self.complaint = None
            self.changed.emit()
