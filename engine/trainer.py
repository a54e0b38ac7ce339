"""The trainer: advances training, and returns to any step it has done."""

from dataclasses import replace

import numpy as np

from engine.arrays import Array
from engine.checkpoints import Checkpoints, History
from engine.dataset import Batches, Dataset
from engine.errors import Divergence
from engine.evaluation import Evaluator, Score
from engine.experiment import Experiment, TrainingSpec
from engine.network import Network
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
        self.experiment, self.dataset = experiment, dataset
        self.batches = Batches(dataset.train, spec.batch_size, spec.shuffle, experiment.seed)
        self.losses = History()
        self.test_losses = History()
        self.divergence: Divergence | None = None
        self._stepper = Stepper(experiment.network, spec, dataset, initial)
        self._replayer = Stepper(experiment.network, spec, dataset, initial)
        self._evaluator = Evaluator(self._stepper.network, spec, dataset)
        self._checkpoints = Checkpoints(self._stepper.checkpoint(), CHECKPOINT_BYTES)
        self._segments = [(0, spec)]
        self._watch_test = watch_test and dataset.test.size > 0
        if self._watch_test:
            self._score_test()

    @property
    def steps(self) -> int:
        """The number of steps done; also the number of the next one."""
        return self._stepper.step

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

    def change(self, spec: TrainingSpec, step: int) -> None:
        """From `step` on, train with another learning rate, l1 or l2; drop the steps from there.

        Everything else in `spec` must be as it was (ValueError): that would be
        another run.
        """
        if not spec.continues(self.experiment.training):
            raise ValueError("only learning_rate, l1 and l2 can change within a run")
        step = min(step, self.steps)
        with np.errstate(all="ignore"):
            if step < self.steps:
                self._bring(self._stepper, step)
        self.losses.truncate(step)
        self.test_losses.truncate(step // self.batches.per_epoch + 1)
        self._checkpoints.forget_after(step)
        self._segments = [(start, old) for start, old in self._segments if start < step]
        self._segments.append((step, spec))
        self._stepper.use(spec)
        self._replayer.restore(self._checkpoints.before(step))
        self.experiment = replace(self.experiment, training=spec)
        self.divergence = None

    def score(self) -> tuple[Score | None, Score | None]:
        """The scores on the training and on the test rows, parameters as they are."""
        return (
            self._evaluator.score(self.dataset.train),
            self._evaluator.score(self.dataset.test),
        )

    def _score_test(self) -> None:
        score = self._evaluator.score(self.dataset.test)
        self.test_losses.append(score.loss if score else np.nan)

    def _spec(self, step: int) -> TrainingSpec:
        return next(spec for start, spec in reversed(self._segments) if start <= step)

    def _bring(self, stepper: Stepper, step: int) -> None:
        """Put `stepper` where training stood before `step`, by the shortest replay."""
        checkpoint = self._checkpoints.before(step)
        if not checkpoint.step <= stepper.step <= step:
            stepper.restore(checkpoint)
        while stepper.step < step:
            stepper.use(self._spec(stepper.step))
            stepper.advance(self.batches.rows(stepper.step))
        stepper.use(self._spec(step))
