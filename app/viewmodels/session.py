"""The session: the experiment that is open, its training so far, and any step of it."""

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.scene.timeline import Timeline
from engine.arrays import Array
from engine.dataset import Dataset
from engine.datasets import build
from engine.errors import Divergence
from engine.evaluation import Score
from engine.experiment import Experiment
from engine.experiment import check as check_experiment
from engine.initializers import initial_parameters
from engine.quantity import Quantity, Role
from engine.trace import StepTrace
from engine.trainer import Trainer

TRACES_KEPT = 8
GLIMPSE_WORK = 20_000_000
MOST_GLIMPSE_STEPS = 100
"""One look at a past step replays some milliseconds: so many multiplications, so many steps."""

TRACE_NUMBERS = 4_000_000
"""Of large networks fewer traces are kept: so many parameters in all."""


class Session(QObject):
    """One experiment and one run of it.

    opened: another experiment, or the same one from its start: everything changed.
    retuned: the run goes on with another learning rate or penalty, or with an
        edited number; the losses of later steps are gone.
    advanced: training did steps; `losses` has grown.
    """

    opened = Signal()
    retuned = Signal()
    advanced = Signal()

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start(experiment)

    def open(self, experiment: Experiment) -> None:
        """Begin this experiment. FieldError if it cannot be, and then nothing has changed."""
        self._start(experiment)
        self.opened.emit()

    def restart(self) -> None:
        """Begin the open experiment again from its first step."""
        self.open(self.experiment)

    def change(self, experiment: Experiment, step: int) -> bool:
        """Take a changed experiment; says whether that restarted training.

        A new learning rate, l1 or l2 takes effect from `step` on, all else
        restarts. FieldError if the change is impossible, and then nothing
        has changed.
        """
        old = self.experiment
        same_but_training = replace(experiment, training=old.training) == old
        if not (same_but_training and experiment.training.continues(old.training)):
            self.open(experiment)
            return True
        check_experiment(experiment)
        self._trainer.change(experiment.training, step)
        self._retune()
        return False

    def edit(self, step: int, quantity: Quantity, value: float, row: int = 0) -> None:
        """From `step` on, a weight, a bias, or an input of dataset row `row` has this value.

        The steps from there are done anew. ValueError for what cannot be set
        or is not finite, and then nothing has changed.
        """
        if quantity.role is Role.INPUT:
            self._trainer.edit_input(step, row, quantity.unit, value)
        else:
            self._trainer.edit(step, quantity, value)
        self._retune()

    @property
    def experiment(self) -> Experiment:
        """The experiment as it is now."""
        return self._trainer.experiment

    @property
    def dataset(self) -> Dataset:
        """The rows it trains on."""
        return self._trainer.dataset

    @property
    def steps(self) -> int:
        """The number of steps done."""
        return self._trainer.steps

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches that make an epoch."""
        return self._trainer.batches.per_epoch

    @property
    def losses(self) -> Array:
        """(steps,): the loss of every step done, on its own batch."""
        return self._trainer.losses.values

    @property
    def test_losses(self) -> Array:
        """The test loss before step 0, then after each epoch; empty without test rows."""
        return self._trainer.test_losses.values

    @property
    def divergence(self) -> Divergence | None:
        """Why training stopped for good, if it did; the step it names is the last one."""
        return self._trainer.divergence

    def scores(self) -> tuple[Score | None, Score | None]:
        """Loss and accuracy on the training and the test rows, after the steps done."""
        return self._trainer.score()

    def train(self, steps: int) -> None:
        """Do up to `steps` steps; fewer where training diverges. Say so: `advanced`."""
        self.train_quietly(steps)
        self.advanced.emit()

    def train_quietly(self, steps: int) -> None:
        """As `train`, for a caller that emits `advanced` itself after several calls."""
        self._trainer.advance(steps)

    def reach(self, step: int) -> int:
        """Train until `step` is done; returns it, or the last step where training diverged."""
        missing = step + 1 - self.steps
        if missing > 0:
            self.train(missing)
        return min(step, self.steps - 1)

    def trace(self, step: int) -> StepTrace:
        """The trace of a step that has been done."""
        if step in self._traces:
            self._traces.move_to_end(step)
        else:
            self._traces[step] = self._trainer.trace(step)
            if len(self._traces) > self._traces_kept:
                self._traces.popitem(last=False)
        return self._traces[step]

    def glimpse(self, step: int) -> StepTrace | None:
        """As `trace`, for one look, which may take several: None until it is there."""
        return self._traces.get(step) or self._trainer.approach(step, self._glimpse_steps)

    def dataset_at(self, step: int) -> Dataset:
        """The rows that a step draws from: an input may have been edited since."""
        return self._trainer.dataset_at(step)

    def step_of(self, row: int, epoch: int) -> tuple[int, int] | None:
        """The step of that epoch that trains on dataset row `row`, and its place in the batch.

        None for a test row.
        """
        return self._trainer.batches.step_of(row, epoch)

    def _retune(self) -> None:
        self._traces.clear()
        self.retuned.emit()

    def _start(self, experiment: Experiment) -> None:
        check_experiment(experiment)
        dataset = build(experiment.data, experiment.network, experiment.seed)
        initial = initial_parameters(experiment.network, experiment.seed)
        trainer = Trainer(experiment, dataset, initial, watch_test=True)
        trainer.advance(1)
        trace = trainer.trace(0)
        # Nothing of the session changes before all of this has worked.
        self._trainer = trainer
        self._traces = OrderedDict({0: trace})
        self._traces_kept = max(1, min(TRACES_KEPT, TRACE_NUMBERS // max(initial.size, 1)))
        work = max(initial.size * trace.batch, 1)
        self._glimpse_steps = min(max(GLIMPSE_WORK // work, 1), MOST_GLIMPSE_STEPS)
        self.timeline = Timeline(trace.operations, trace.sizes)
