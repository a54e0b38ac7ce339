"""The player: owns the moment that is shown, (step, t), and moves it.

Nothing else moves time. `tick(dt)` advances it while playing; the caller says
how much time has passed, so tests drive it themselves.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.scene.easing import smooth
from app.scene.frame import Selection
from app.scene.look import AUTOMATIC, Look, lock_of
from app.scene.run_curves import RunCurves
from app.scene.speed import FASTEST, SLOWEST
from app.scene.timeline import Granularity, Moment
from app.viewmodels.session import Session
from engine.arrays import Array
from engine.trace import Kind, StepTrace

SECONDS = {
    Granularity.TERM: 0.7,
    Granularity.NEURON: 1.0,
    Granularity.OPERATION: 1.6,
    Granularity.PASS: 3.0,
    Granularity.STEP: 4.0,
    Granularity.EPOCH: 0.5,
}
"""How long the way to the next stop takes at speed 1, the pause after it included."""

MOVING = 0.7
"""The share of that time spent moving; the rest is a pause to read in."""

LONGEST_REACH = 10_000
"""Steps that one move may train ahead: the window must not stand still for long."""

LONGEST_TICK = 0.25
"""Seconds: after a hang of the machine playing goes on from where it was."""


@dataclass(frozen=True)
class Leg:
    """A way from one stop to the next, within one step."""

    step: int
    start: float
    stop: float

    def at(self, share: float) -> float:
        """t after that share of the way, in [0, 1]."""
        return self.start + (self.stop - self.start) * smooth(share)


class Player(QObject):
    """Shows step `step` at t, for row `sample` of its batch.

    moved: step, t, sample, look or whether it is calm changed. playing_changed,
    granularity_changed, speed_changed: as they say.
    """

    moved = Signal()
    playing_changed = Signal(bool)
    granularity_changed = Signal()
    speed_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.step, self.t, self._sample = 0, 0.0, 0
        self.look = AUTOMATIC
        self.playing = False
        self.granularity = Granularity.NEURON
        self.speed = 1.0
        self.calm = False
        self._leg, self._elapsed = Leg(0, 0.0, 0.0), 0.0
        self._curves = RunCurves(session.steps_per_epoch)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self._on_retuned)

    @property
    def trace(self) -> StepTrace:
        """The step that is shown."""
        return self._session.trace(self.step)

    @property
    def sample(self) -> int:
        """The row of its batch that is shown: the one chosen, or the last of a shorter batch."""
        return min(self._sample, self.trace.batch - 1) if self._sample else 0

    @property
    def moment(self) -> Moment:
        """What is under way in it."""
        return self._session.timeline.moment(self.t)

    @property
    def loss_known(self) -> bool:
        """Whether the loss of the step shown is computed at the moment shown."""
        index = self._session.timeline.index(Kind.LOSS, self.trace.depth)
        return self.moment.finished(index)

    @property
    def known_losses(self) -> Array:
        """The run's losses, without that of its last step while that is still to be computed."""
        losses = self._session.losses
        pending = self.step == len(losses) - 1 and not self.loss_known
        return losses[:-1] if pending else losses

    @property
    def curves(self) -> RunCurves:
        """The curves of the known losses, up to date; all that draw them have them in common."""
        self._curves.follow(self.known_losses, self._session.test_losses)
        return self._curves

    @property
    def selection(self) -> Selection:
        """What the user has chosen to see of it."""
        return Selection(self.sample, self.look, self.calm)

    @property
    def epoch(self) -> int:
        """The epoch of the step that is shown."""
        return self.step // self._session.steps_per_epoch

    def seek(self, step: int, t: float) -> None:
        """Show that moment; step and t are kept within what there is or can be soon."""
        step = self._session.reach(min(max(step, 0), self._session.steps + LONGEST_REACH - 1))
        t = min(max(t, 0.0), self._session.timeline.end)
        self._move(step, t, self._sample)
        self._aim()

    def play(self) -> None:
        """Begin to move from stop to stop."""
        self._set_playing(True)

    def pause(self) -> None:
        """Stop where we are."""
        self._set_playing(False)

    def toggle(self) -> None:
        """Play or pause."""
        self._set_playing(not self.playing)

    def set_granularity(self, granularity: Granularity) -> None:
        """Step and play by this much from now on."""
        if granularity != self.granularity:
            self.granularity = granularity
            self._aim()
            self.granularity_changed.emit()

    def set_look(self, look: Look) -> None:
        """Colour nodes and edges like this from now on."""
        if look != self.look:
            self.look = look
            self.moved.emit()

    def toggle_lock(self) -> None:
        """Keep the scales of the step shown for all others, or let them follow again."""
        locked = None if self.look.locked else lock_of(self.trace)
        self.set_look(replace(self.look, locked=locked))

    def set_speed(self, speed: float) -> None:
        """Play this many times as fast as normal, 0.1 to 20."""
        speed = min(max(speed, SLOWEST), FASTEST)
        if speed != self.speed:
            self.speed = speed
            self.speed_changed.emit()

    def set_calm(self, calm: bool) -> None:
        """Let nothing fly on the stage, or let it."""
        if calm != self.calm:
            self.calm = calm
            self.moved.emit()

    def forward(self) -> None:
        """Go to the next stop."""
        self.pause()
        self.seek(*self._stop_after(self.step, self.t))

    def back(self) -> None:
        """Go to the stop before."""
        self.pause()
        self.seek(*self._stop_before(self.step, self.t))

    def to_start(self) -> None:
        """Show the run's first moment."""
        self.seek(0, 0.0)

    def to_end(self) -> None:
        """Show the end of the last step done."""
        self.seek(self._session.steps - 1, self._session.timeline.end)

    def step_forward(self) -> None:
        """Go to the same moment of the next step."""
        self.seek(self.step + 1, self.t)

    def step_back(self) -> None:
        """Go to the same moment of the step before."""
        self.seek(self.step - 1, self.t)

    def show_row(self, row: int) -> bool:
        """Go to this epoch's step that trains on a dataset row.

        False for a test row, and where it is too far to train that long for it.
        """
        place = self._session.step_of(row, self.epoch)
        if place is None:
            return False
        step, sample = place
        if step >= self._session.steps + LONGEST_REACH or self._session.reach(step) != step:
            return False
        self._move(step, self.t, sample)
        self._aim()
        return True

    def tick(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        if not self.playing:
            return
        self._elapsed += min(dt, LONGEST_TICK) * self.speed
        whole = SECONDS[self.granularity]
        while self._elapsed >= whole and self.playing:
            self._elapsed -= whole
            self._turn(self._leg_from(self._leg.step, self._leg.stop))
        share = min(self._elapsed / (whole * MOVING), 1.0)
        self._move(self._leg.step, self._leg.at(share), self._sample)

    def _turn(self, leg: Leg) -> None:
        """Go on with `leg`, or stop playing where training has stopped for good."""
        if leg.step < self._session.steps + LONGEST_REACH and (
            self._session.reach(leg.step) == leg.step
        ):
            self._leg = leg
        else:
            self._elapsed = 0.0
            self._leg = Leg(self._leg.step, self._leg.stop, self._leg.stop)
            self.pause()

    def _aim(self) -> None:
        """Begin the way to the next stop from the moment that is shown."""
        self._elapsed = 0.0
        if self.playing:
            self._turn(self._leg_from(self.step, self.t))

    def _leg_from(self, step: int, t: float) -> Leg:
        timeline = self._session.timeline
        stop = timeline.next(t, self.granularity)
        if self.granularity is Granularity.EPOCH:
            last, end = self._stop_after(step, t)
            return Leg(last, end, end)
        if stop is None:
            return Leg(step + 1, 0.0, timeline.next(0.0, self.granularity) or timeline.end)
        return Leg(step, t, stop)

    def _stop_after(self, step: int, t: float) -> tuple[int, float]:
        timeline, per_epoch = self._session.timeline, self._session.steps_per_epoch
        stop = timeline.next(t, self.granularity)
        if self.granularity is Granularity.EPOCH:
            first = step if stop is not None else step + 1
            return (first // per_epoch + 1) * per_epoch - 1, timeline.end
        if stop is not None:
            return step, stop
        return step + 1, timeline.end if self.granularity is Granularity.STEP else 0.0

    def _stop_before(self, step: int, t: float) -> tuple[int, float]:
        timeline, per_epoch = self._session.timeline, self._session.steps_per_epoch
        if self.granularity in (Granularity.STEP, Granularity.EPOCH):
            size = per_epoch if self.granularity is Granularity.EPOCH else 1
            last = step // size * size - 1
            return (last, timeline.end) if last >= 0 else (0, 0.0)
        stop = timeline.previous(t, self.granularity)
        if stop is not None:
            return step, stop
        return (step - 1, timeline.end) if step else (0, 0.0)

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self._aim()
            self.playing_changed.emit(self.playing)

    def _move(self, step: int, t: float, sample: int) -> None:
        if (step, t, sample) != (self.step, self.t, self._sample):
            self.step, self.t, self._sample = step, t, sample
            self.moved.emit()

    def _on_opened(self) -> None:
        self.step, self.t, self._sample = 0, 0.0, 0
        self.look = replace(self.look, locked=None)
        self._curves = RunCurves(self._session.steps_per_epoch)
        self.pause()
        self.moved.emit()

    def _on_retuned(self) -> None:
        self._curves.truncate(self._session.steps)
        self.step = self._session.reach(self.step)
        self._aim()
        self.moved.emit()
