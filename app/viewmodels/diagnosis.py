"""Diagnosis: what is wrong with the network at the moment shown, and since when."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.scene.known import updated, value_known
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine import quantity as q
from engine.ailments import Finding
from engine.arrays import Array
from engine.census import Census
from engine.diagnosis import (
    diverged,
    gradient_findings,
    needs_census,
    persists,
    ranked,
    stuck_units,
)
from engine.gradient_flow import gradient_norms
from engine.onset import Onset
from engine.symmetry import symmetries
from engine.trace import StepTrace

CALM = 150
"""Ms without a move after which what takes longer is looked into."""

QUICK_WORK = 2_000_000
"""Multiplications that a census may take at once: less than half a millisecond."""


class Diagnosis(QObject):
    """The findings of what is computed at the moment shown.

    What the trace tells is there at once. A census of many training rows, and
    since when something is so, follow when nothing has moved for a while, a bit
    each time the window is idle; the next move puts an end to it.

    changed: there are other findings or norms, or more is known of them.
    """

    changed = Signal()

    def __init__(self, session: Session, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._facts: _Facts | None = None
        self._moment: object = None
        self._key: object = None
        self._findings: tuple[Finding, ...] = ()
        self._norms: Array = np.empty(0)
        self._surveyed = False
        self._onsets: dict[Finding, range] = {}
        self._work: Iterator[None] = iter(())
        self._calm, self._idle = QTimer(self), QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._begin)
        self._idle.timeout.connect(self._go_on)
        player.moved.connect(self._on_moved)
        session.opened.connect(self._forget)
        session.retuned.connect(self._forget)
        session.advanced.connect(self._on_advanced)
        self._calm.start()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, as far as it is computed at the moment shown; the gravest first."""
        self._refresh()
        return self._findings

    @property
    def norms(self) -> Array:
        """(L,): the norm of dL/dz of layers 1..L; nan where that is not computed yet."""
        self._refresh()
        return self._norms

    @property
    def surveyed(self) -> bool:
        """Whether the training rows have been asked, too; else there may be more to find."""
        self._refresh()
        return self._surveyed

    @property
    def working(self) -> bool:
        """Whether more will be known, if nothing moves."""
        return self._calm.isActive() or self._idle.isActive()

    def _refresh(self) -> bool:
        """Find anew where the moment is another; says whether anything changed."""
        facts, player = self._facts_now(), self._player
        moment = facts.trace, facts.census, player.t, player.sample, self._session.divergence
        if moment == self._moment:
            return False
        self._moment = moment
        activations, first = self._computed(facts.trace)
        key = *moment[:2], player.sample, activations, first, self._stopped(facts.trace)
        if key == self._key:
            return False
        self._key = key
        return self._find(facts, activations, first)

    def _find(self, facts: "_Facts", activations: int, first: int) -> bool:
        """Find anew; says whether anything is other than it was."""
        before = self._findings, self._norms, self._surveyed
        layers = np.arange(1, facts.trace.depth + 1)
        self._norms = np.where(layers >= first, facts.norms, np.nan)
        self._findings = self._found(facts, activations, first)
        self._surveyed = facts.census is not None
        same_norms = np.array_equal(before[1], self._norms, equal_nan=True)
        return (self._findings, self._surveyed) != (before[0], before[2]) or not same_norms

    def _found(self, facts: "_Facts", activations: int, first: int) -> tuple[Finding, ...]:
        trace, census, sample = facts.trace, facts.census, self._player.sample
        found = [
            *stuck_units(trace, sample, range(1, activations + 1), census),
            *gradient_findings(trace, facts.norms, first, census),
            *facts.symmetries,
        ]
        divergence = self._session.divergence
        if divergence is not None and self._stopped(trace):
            found.append(diverged(trace, divergence))
        return ranked([self._dated(each) for each in found])

    def _dated(self, finding: Finding) -> Finding:
        """With the step since which it is so, where that has been found out."""
        spell = self._onsets.get(_identity(finding), range(0))
        # Beyond it, it may have ended and begun again.
        return replace(finding, since=spell.start) if self._player.step in spell else finding

    def _computed(self, trace: StepTrace) -> tuple[int, int]:
        """The last layer whose activations are there, and the first whose dL/dz is (or L + 1)."""
        timeline, t = self._session.timeline, self._player.t
        sizes, depth = trace.sizes, trace.depth
        if t == timeline.end:
            return depth, 1

        def known(quantity: q.Quantity) -> bool:
            return value_known(timeline, t, quantity)

        layers = range(1, depth + 1)
        activations = sum(known(q.activation(layer, sizes[layer] - 1)) for layer in layers)
        deltas = sum(known(q.delta(layer, sizes[layer] - 1)) for layer in layers)
        return activations, depth + 1 - deltas

    def _stopped(self, trace: StepTrace) -> bool:
        """Whether the number that put an end to training is there."""
        divergence = self._session.divergence
        if divergence is None or divergence.step != trace.step:
            return False
        about, t = diverged(trace, divergence).about, self._player.t
        if not about.is_parameter:
            return value_known(self._session.timeline, t, about)
        fan_in, units = trace.before[about.layer - 1].W.shape
        source = fan_in - 1 if about.role is q.Role.WEIGHT else 0
        last = replace(about, unit=units - 1, source=source)
        return updated(self._session.timeline, t, last)

    def _facts_now(self) -> "_Facts":
        """What is known of the step shown, whatever the moment."""
        trace = self._player.trace
        if self._facts is None or self._facts.trace is not trace:
            rows = self._session.dataset_at(trace.step)
            self._facts = _Facts(trace, Census(trace, rows))
        return self._facts

    def _on_moved(self) -> None:
        self._stop()
        if self._refresh():
            self.changed.emit()
        self._calm.start()

    def _on_advanced(self) -> None:
        # The step shown may turn out to have been the last one.
        if self._refresh():
            self.changed.emit()

    def _forget(self) -> None:
        """What was found out about the run is true no longer."""
        self._onsets, self._facts, self._moment, self._key = {}, None, None, None
        self._on_moved()

    def _stop(self) -> None:
        self._calm.stop()
        self._idle.stop()
        self._work = iter(())

    def _begin(self) -> None:
        self._work = self._look_into(self._facts_now())
        self._idle.start()

    def _go_on(self) -> None:
        """Do the next bit of work, if there is any."""
        for _ in self._work:
            return
        self._idle.stop()

    def _look_into(self, facts: "_Facts") -> Iterator[None]:
        """Take the census, then date the findings; a pause after each bit of work."""
        yield from _taken(facts.counting)
        self._tell()
        for finding in self.findings:
            if finding.grave and finding.since is None:
                search = Onset(facts.trace.step)
                yield from self._date(finding, search)
                self._onsets[_identity(finding)] = range(search.step, facts.trace.step + 1)
                self._tell()

    def _tell(self) -> None:
        self._moment = self._key = None
        if self._refresh():
            self.changed.emit()

    def _date(self, finding: Finding, search: Onset) -> Iterator[None]:
        """Look at the steps that the search asks for, one at a time."""
        while (step := search.next()) is not None:
            while (trace := self._session.glimpse(step)) is None:
                yield
            census = None
            yield
            if needs_census(finding):
                census = Census(trace, self._session.dataset_at(step))
                yield from _taken(census)
            search.tell(persists(finding, trace, census))


class _Facts:
    """What a step's trace tells whatever the moment; `census` once it is taken."""

    def __init__(self, trace: StepTrace, counting: Census) -> None:
        self.trace, self.counting = trace, counting
        self.norms, self.symmetries = gradient_norms(trace), symmetries(trace)
        if counting.work <= QUICK_WORK:
            counting.finish()

    @property
    def census(self) -> Census | None:
        """The census of the training rows, when it is finished."""
        return self.counting if self.counting.finished else None


def _taken(census: Census) -> Iterator[None]:
    """Take a census, with a pause after each chunk."""
    while not census.finished:
        census.go_on()
        yield


def _identity(finding: Finding) -> Finding:
    """The finding without the numbers that change from step to step."""
    return Finding(finding.kind, finding.layer, finding.cause, finding.units, extent=finding.extent)
