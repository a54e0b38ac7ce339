"""The trainer: advances training, and returns to any step it has done."""

from dataclasses import replace
from math import isfinite

import numpy as np

from engine.arrays import Array
from engine.checkpoints import Checkpoints, History
from engine.course import Course
from engine.dataset import Batches, Dataset
from engine.errors import Divergence
from engine.evaluation import Evaluator, Score
from engine.experiment import Experiment, TrainingSpec
from engine.network import Network
from engine.quantity import Quantity, parse
from engine.stepper import Checkpoint, Stepper
from engine.trace import StepTrace

CHECKPOINT_BYTES = 64 * 2**20


class Trainer:
    """Trains an experiment on its dataset, step by step.

    `initial` (P,) are the parameters to begin with. `divergence` says why
    training stopped, if it did: that step is the last one there is.
    With `watch_test`, the test rows are scored before step 0 and after each
    epoch, into `test_losses`: entry e belongs before step e * batches.per_epoch.
    """

    def __init__(
        self,
        experiment: Experiment,
        dataset: Dataset,
        initial: Array,
        watch_test: bool = False,
    ) -> None:
        spec = experiment.training
        dataset = dataset.suited_to(spec.loss)
        self.experiment = experiment
        self.batches = Batches(dataset.train, spec.batch_size, spec.shuffle, experiment.seed)
        self.losses = History()
        self.test_losses = History()
        self.divergence: Divergence | None = None
        self._stepper = Stepper(experiment.network, spec, dataset, initial)
        self._replayer = Stepper(experiment.network, spec, dataset, initial)
        self._prober = Stepper(experiment.network, spec, dataset, initial)
        self._course = Course(spec, dataset)
        self._evaluator = Evaluator(self._stepper.network, spec, dataset)
        self._checkpoints = Checkpoints(self._stepper.checkpoint(), CHECKPOINT_BYTES)
        self._watch_test = watch_test and dataset.test.size > 0
        if self._watch_test:
            self._score_test()

    @property
    def steps(self) -> int:
        """The number of steps done; also the number of the next one."""
        return self._stepper.step

    @property
    def dataset(self) -> Dataset:
        """The rows that the next step draws from."""
        return self._course.now.dataset

    def dataset_at(self, step: int) -> Dataset:
        """The rows that a step draws from: an input may have been edited since."""
        return self._course.at(step).dataset

    @property
    def network(self) -> Network:
        """The network after the steps done. To be read, not changed."""
        return self._stepper.network

    def checkpoint(self) -> Checkpoint:
        """A copy of the parameters and the optimiser's memory after the steps done."""
        return self._stepper.checkpoint()

    def advance(self, steps: int) -> None:
        """Do up to `steps` training steps; fewer where training diverges."""
        stepper, rows_of = self._stepper, self.batches.rows
        with np.errstate(all="ignore"):
            for left in range(steps, 0, -1):
                if self.divergence:
                    return
                step = stepper.step
                if self._checkpoints.due(step):
                    self._checkpoints.add(stepper.checkpoint())
                elif left == 1:
                    self._checkpoints.latest = stepper.checkpoint()
                loss = stepper.advance(rows_of(step))
                self.losses.append(loss)
                self.divergence = stepper.divergence(loss)
                if self._watch_test and stepper.step % self.batches.per_epoch == 0:
                    self._score_test()

    def trace(self, step: int) -> StepTrace:
        """The trace of a step that has been done, recomputed from the nearest checkpoint.

        ValueError where the step has not been done. Training stays where it is.
        """
        if not 0 <= step < self.steps:
            raise ValueError(f"step {step} is not one of the {self.steps} steps done")
        with np.errstate(all="ignore"):
            self._bring(self._replayer, step)
            return self._replayer.trace(self.batches.rows(step), self.batches.epoch(step))

    def approach(self, step: int, most: int) -> StepTrace | None:
        """The trace of a step that has been done, or None after `most` steps of replay.

        Ask again to go on. It has a network of its own, so that `trace` need not come
        back from afar. ValueError where the step has not been done.
        """
        if not 0 <= step < self.steps:
            raise ValueError(f"step {step} is not one of the {self.steps} steps done")
        with np.errstate(all="ignore"):
            self._bring(self._prober, step, most)
            if self._prober.step < step:
                return None
            return self._prober.trace(self.batches.rows(step), self.batches.epoch(step))

    def change(self, spec: TrainingSpec, step: int) -> None:
        """From `step` on, train with another learning rate, l1 or l2; drop the steps from there.

        Everything else in `spec` must be as it was (ValueError): that would be
        another run.
        """
        if not spec.continues(self.experiment.training):
            raise ValueError("only learning_rate, l1 and l2 can change within a run")
        step = self._return_to(step)
        self._course.use(step, spec)
        self._go_on()

    def edit(self, step: int, parameter: Quantity, value: float) -> None:
        """From `step` on, a weight or bias has this value; drop the steps from there.

        What was changed or edited after `step` is forgotten, the optimiser's
        memory stays. ValueError for a parameter that does not exist, a value
        that is not finite, and a step before the first.
        """
        if not parameter.is_parameter:
            raise ValueError(f"{parameter} is no weight or bias")
        parse(str(parameter), self.network.sizes)
        _check_value(value)
        step = self._return_to(step)
        self._course.set(step, parameter, value)
        self._go_on()

    def edit_input(self, step: int, row: int, column: int, value: float) -> None:
        """From `step` on, an input of a dataset row has this value; drop the steps from there.

        Steps before it are replayed with the row as it was. What was changed or
        edited after `step` is forgotten. ValueError for a row or an input that
        does not exist, a value that is not finite, and a step before the first.
        """
        rows, columns = self.dataset.inputs.shape
        if not (0 <= row < rows and 0 <= column < columns):
            raise ValueError(f"input {column} of row {row}; there are {columns} of {rows} rows")
        _check_value(value)
        step = self._return_to(step)
        inputs = self.dataset.inputs.copy()
        inputs[row, column] = value
        self._course.learn_from(step, replace(self.dataset, inputs=inputs))
        self._go_on()

    def score(self) -> tuple[Score | None, Score | None]:
        """The scores on the training and on the test rows, parameters as they are."""
        return (
            self._evaluator.score(self.dataset.train),
            self._evaluator.score(self.dataset.test),
        )

    def _score_test(self) -> None:
        score = self._evaluator.score(self.dataset.test)
        self.test_losses.append(score.loss if score else np.nan)

    def _return_to(self, step: int) -> int:
        """Undo the steps from `step` on, and what was changed or edited after it; that step.

        A step that lies ahead is the next one. ValueError before the first.
        """
        if step < 0:
            raise ValueError(f"step {step} is before the first")
        step = min(step, self.steps)
        if step < self.steps:
            with np.errstate(all="ignore"):
                self._bring(self._stepper, step)
        self.losses.truncate(step)
        self._checkpoints.forget_after(step)
        self._course.forget_after(step)
        for stepper in (self._replayer, self._prober):
            stepper.restore(self._checkpoints.before(step))
        self.divergence = None
        return step

    def _go_on(self) -> None:
        """Go on by what the course says now."""
        now = self._course.now
        self._prepare(self._stepper)
        self._evaluator = Evaluator(self.network, now.spec, now.dataset)
        self.experiment = replace(self.experiment, training=now.spec)
        self._score_anew()

    def _score_anew(self) -> None:
        """Keep the test scores of before the next step, and of that step only as it is now."""
        if not self._watch_test:
            return
        epochs, rest = divmod(self.steps, self.batches.per_epoch)
        self.test_losses.truncate(epochs + (rest > 0))
        if not rest:
            self._score_test()

    def _prepare(self, stepper: Stepper) -> None:
        """Let `stepper` do its next step as training did: by its rules, rows and edits."""
        segment = self._course.at(stepper.step)
        stepper.use(segment.spec)
        stepper.learn_from(segment.dataset)
        # A checkpoint may have the edits already; setting them twice is setting them once.
        for parameter, value in self._course.edits(stepper.step).items():
            stepper.set(parameter, value)

    def _bring(self, stepper: Stepper, step: int, most: int | None = None) -> None:
        """Put `stepper` where training stood before `step`, or `most` steps nearer to it."""
        checkpoint = self._checkpoints.before(step)
        if not checkpoint.step <= stepper.step <= step:
            stepper.restore(checkpoint)
        self._prepare(stepper)
        end = step if most is None else min(step, stepper.step + most)
        while stepper.step < end:
            stepper.advance(self.batches.rows(stepper.step))
            self._prepare(stepper)


def _check_value(value: float) -> None:
    if not isfinite(value):
        raise ValueError(f"{value} is not a finite number")
