"""The inquiry: which number the user asks about, and what lights up with it."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.scene.explanation.aspects import Aspect, aspects_of, usual_aspect
from app.scene.explanation.page import Page, Query
from app.scene.subject import subject_of
from app.scene.timeline import Moment
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine.quantity import Quantity


class Inquiry(QObject):
    """What is pointed at, what is pinned, and under which aspect it is explained.

    `subject` is explained: what is pinned, else what is pointed at, else what
    the player's moment computes. `lit` lights up wherever it appears.

    changed: the subject, the aspect or the moment changed: explain anew.
    lit_changed: other quantities are lit.
    pinned_changed: another quantity is pinned, or none.
    """

    changed = Signal()
    lit_changed = Signal()
    pinned_changed = Signal()

    def __init__(self, session: Session, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._pinned: Quantity | None = None
        self._hovered: Quantity | None = None
        self._lit: frozenset[Quantity] = frozenset()
        self._aspect: Aspect | None = None
        # Other views are told of another network before this one may be.
        self._timeline = session.timeline
        self._under_way: tuple[Moment, Quantity | None] = Moment(0.0), None
        self._page_key: object = None
        self._page: Page | None = None
        player.moved.connect(self._on_moved)
        session.opened.connect(self._on_opened)

    @property
    def pinned(self) -> Quantity | None:
        """What is kept explained."""
        return self._pinned if self._of_this_network else None

    @property
    def _of_this_network(self) -> bool:
        return self._timeline is self._session.timeline

    @property
    def subject(self) -> Quantity | None:
        """What is explained; None at the start of a step where nothing is asked."""
        if self.pinned is not None:
            return self.pinned
        if self._hovered is not None and self._of_this_network:
            return self._hovered
        return self._computed

    @property
    def _computed(self) -> Quantity | None:
        """What the player's moment computes, found once for each moment: all views ask for it."""
        moment = self._player.moment
        if moment is not self._under_way[0]:
            self._under_way = moment, subject_of(self._session.timeline, moment)
        return self._under_way[1]

    @property
    def asked(self) -> Quantity | None:
        """What the user asked for: pinned, or pointed at."""
        return self.pinned or (self._hovered if self._of_this_network else None)

    @property
    def lit(self) -> frozenset[Quantity]:
        """What lights up: what is pointed at, and what is pinned."""
        if not self._of_this_network:
            return frozenset()
        return self._lit if self.pinned is None else self._lit | {self.pinned}

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Under which aspects the subject can be explained."""
        subject = self.subject
        return aspects_of(subject) if subject else ()

    @property
    def aspect(self) -> Aspect:
        """The one chosen if the subject has it, else the one that suits the moment."""
        subject = self.subject
        if subject is None:
            return Aspect.NUMBERS
        if self._aspect in aspects_of(subject):
            return self._aspect
        return usual_aspect(subject, self._player.moment.phase)

    @property
    def query(self) -> Query | None:
        """What is asked now."""
        subject, player, session = self.subject, self._player, self._session
        if subject is None:
            return None
        return Query(
            player.trace,
            session.timeline,
            player.t,
            player.sample,
            subject,
            session.dataset,
            session.experiment.data.source,
        )

    @property
    def page(self) -> Page | None:
        """The explanation, made once for each moment, subject and aspect."""
        query = self.query
        if query is None:
            return None
        key = (query.trace, query.t, query.sample, query.quantity, self.aspect)
        if key != self._page_key:
            # Imported here: the first moment has no page, and the window is to be seen first.
            from app.scene.explanation.pages import page_of

            self._page, self._page_key = page_of(query, self.aspect), key
        return self._page

    def point_at(self, quantity: Quantity | None) -> None:
        """The pointer is on it: light it up and, where nothing is pinned, explain it."""
        if quantity != self._hovered:
            self._hovered = quantity
            self.light(() if quantity is None else (quantity,))
            if self.pinned is None:
                self.changed.emit()

    def light(self, quantities: Iterable[Quantity]) -> None:
        """Light these up, without explaining another thing."""
        lit = frozenset(quantities)
        if lit != self._lit:
            self._lit = lit
            self.lit_changed.emit()

    def pin(self, quantity: Quantity | None) -> None:
        """Keep explaining this; None lets go."""
        if quantity != self.pinned:
            self._pinned = quantity
            self.pinned_changed.emit()
            self.lit_changed.emit()
            self.changed.emit()

    def toggle_pin(self, quantity: Quantity) -> None:
        """Pin it, or let go of it if it is pinned."""
        self.pin(None if quantity == self.pinned else quantity)

    def choose_aspect(self, aspect: Aspect) -> None:
        """Explain under this aspect from now on, where a subject has it."""
        if aspect != self._aspect:
            self._aspect = aspect
            self.changed.emit()

    def _on_moved(self) -> None:
        self.changed.emit()

    def _on_opened(self) -> None:
        # The same unit of another network is another thing.
        self._hovered, self._lit, self._aspect = None, frozenset(), None
        self._timeline, self._pinned = self._session.timeline, None
        self.pinned_changed.emit()
        self.lit_changed.emit()
        self.changed.emit()
