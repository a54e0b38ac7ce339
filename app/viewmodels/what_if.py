"""What if: another value for a weight, bias or input, tried beside the present one."""

from math import isfinite

from PySide6.QtCore import QObject, Signal

from app.scene.ghost import Ghost, ghost_of
from app.scene.known import updated, value_known
from app.scene.scales import scales
from app.scene.what_if import Change, Line, Span, as_known, comparison, span_of
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine.quantity import Quantity
from engine.what_if import CHANGEABLE, Outcome, outcome, present, recorded


class WhatIf(QObject):
    """`value` is tried for `quantity`, at the moment and for the sample shown.

    It is dropped where another quantity, step or sample is looked at. Where
    the moment is past the parameter's update, its new value is meant.

    changed: another value is tried, or none any more.
    taken: the user has taken hold of the moment; who moves it must stop.
    committed: a value has been set; carries the Change.
    """

    changed = Signal()
    taken = Signal()
    committed = Signal(object)

    def __init__(
        self, session: Session, player: Player, inquiry: Inquiry, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._inquiry = session, player, inquiry
        self._value: float | None = None
        self._key: object = None
        self._farthest = 0.0
        self._outcome_key: object = None
        self._outcome: Outcome | None = None
        self._ghost: Ghost | None = None
        inquiry.changed.connect(self._on_changed)
        session.opened.connect(self.drop)
        session.retuned.connect(self.drop)

    @property
    def quantity(self) -> Quantity | None:
        """What another value can be tried for: the inquiry's subject, if it can be set."""
        subject = self._inquiry.subject
        return subject if subject is not None and subject.role in CHANGEABLE else None

    @property
    def value(self) -> float | None:
        """What is tried; None where nothing is."""
        return self._value

    @property
    def original(self) -> float | None:
        """The quantity's value at the moment shown."""
        quantity, player = self.quantity, self._player
        if quantity is None:
            return None
        return present(player.trace, quantity, player.sample, self.after)

    @property
    def after(self) -> bool:
        """Whether the quantity has been updated at the moment shown."""
        quantity = self.quantity
        return (
            quantity is not None
            and quantity.is_parameter
            and updated(self._session.timeline, self._player.t, quantity)
        )

    @property
    def step(self) -> int:
        """The step from which on a value that is set holds."""
        return self._player.step + self.after

    @property
    def span(self) -> Span:
        """From where to where a slider goes; wider after a value beyond it."""
        quantity, known = self.quantity, scales(self._player.trace)
        ends = known.weight if quantity and quantity.is_parameter else known.value
        return span_of(self.original or 0.0, ends[0], self._farthest)

    @property
    def outcome(self) -> Outcome | None:
        """What the batch gives with the value tried; None where none is."""
        self._compute()
        return self._outcome

    @property
    def ghost(self) -> Ghost | None:
        """The same as it is to be seen, for the sample shown."""
        self._compute()
        return self._ghost

    @property
    def comparison(self) -> tuple[Line, ...]:
        """Before and after in numbers: who tries a value asks for both, whatever the moment.

        Without a value tried, what is known at the moment.
        """
        quantity, player, dataset = self.quantity, self._player, self._session.dataset
        if quantity is None:
            return ()
        told = self.outcome
        if told is not None:
            return comparison(quantity, told.before, told.now, player.sample, dataset)
        now, after = recorded(player.trace), self.after
        lines = comparison(quantity, now, now, player.sample, dataset)
        return as_known(lines, lambda of: not after and self._known(of))

    def propose(self, value: float) -> None:
        """Try this value; one that is not finite is passed over.

        What is asked about stays so: it is pinned, and the player pauses.
        """
        quantity = self.quantity
        if quantity is None or not isfinite(value) or value == self._value:
            return
        if self._value is None:
            self.taken.emit()
            self._player.pause()
            self._inquiry.pin(quantity)
            self._key = self._place()
        self._value = float(value)
        self._farthest = max(self._farthest, abs(self._value))
        self.changed.emit()

    def nudge(self, steps: int) -> None:
        """Try a value this many of the slider's steps larger."""
        now = self.original if self._value is None else self._value
        if now is not None:
            span = self.span
            self.propose(span.value(span.position(now) + steps))

    def drop(self) -> None:
        """Try nothing any more."""
        self._farthest = 0.0
        if self._value is not None:
            self._value = None
            self.changed.emit()

    def commit(self) -> None:
        """Set what is tried: from the step shown on, or from the next where it was updated."""
        if self._value is None or self._value == self.original:
            self.drop()
            return
        self.taken.emit()
        change = self._change()
        self.drop()
        self._session.edit(change.step, change.quantity, change.new, change.row)
        if change.step != self._player.step:
            self._player.seek(change.step, 0.0)
        self.committed.emit(change)

    def _change(self) -> Change:
        quantity, old, new, player = self.quantity, self.original, self._value, self._player
        assert quantity is not None and old is not None and new is not None
        forgotten = max(self._session.steps - 1 - self.step, 0)
        row = int(player.trace.rows[player.sample])
        return Change(quantity, old, new, self.step, forgotten, row)

    def _compute(self) -> None:
        """The outcome and its ghost, once for each value and moment."""
        value = self._value
        if value is None or self._place() != self._key:
            self._outcome_key = self._outcome = self._ghost = None
            return
        trace, quantity, sample = self._player.trace, self.quantity, self._player.sample
        key = trace, self._key, value
        if key != self._outcome_key and quantity is not None:
            self._outcome_key = key
            self._outcome = outcome(trace, quantity, value, sample, self.after)
            self._ghost = ghost_of(self._outcome, sample)

    def _place(self) -> tuple[object, ...]:
        """What a value that is tried belongs to."""
        return self.quantity, self._player.step, self._player.sample, self.after

    def _known(self, quantity: Quantity) -> bool:
        return value_known(self._session.timeline, self._player.t, quantity)

    def _on_changed(self) -> None:
        if self._value is None:
            self._farthest = 0.0
        elif self._place() != self._key:
            self.drop()
