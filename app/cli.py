"""The headless verbs: what the window shows, printed. Imports no Qt."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from app.clock import now
from app.formats import session
from app.formats.errors import FileError
from app.formats.experiment_toml import load
from app.formats.reading import reason
from app.formats.reports import trace_report, train_report, written
from app.scene.explanation.page import Query
from app.scene.timeline import Timeline
from engine.datasets import build
from engine.errors import Divergence, FieldError
from engine.initializers import initial_parameters
from engine.quantity import FORMS, Quantity, parse
from engine.trainer import Trainer
from engine.wording import printable, quoted

OK, BAD_INPUT, DIVERGED, INTERRUPTED = 0, 2, 3, 130


class UsageError(ValueError):
    """The arguments are not what the verb takes."""


@dataclass(frozen=True)
class Verb:
    """A verb: what it is for, its arguments beside EXPERIMENT, and what it does."""

    summary: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def _trace_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--step", type=_count, default=0, metavar="K", help="which step, from 0 (default: 0)"
    )


def _trace(arguments: Namespace) -> int:
    """Print step K; where training diverged before it, the step at which it did."""
    trainer = _trainer(arguments.experiment)
    trainer.advance(arguments.step + 1)
    _print(written(trace_report(trainer.trace(min(arguments.step, trainer.steps - 1)))))
    return _status(arguments.experiment, trainer)


def _train_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--steps", type=_count, required=True, metavar="N", help="how many steps to do"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the session in FILE (.hood)")


def _train(arguments: Namespace) -> int:
    """Print how N steps went; fewer where training diverges."""
    if arguments.out:
        session.check_target(arguments.out)
    trainer = _trainer(arguments.experiment)
    begin = now()
    trainer.advance(arguments.steps)
    seconds = now() - begin
    if arguments.out:
        # Before the report: a reader that has left costs no training.
        session.save(arguments.out, session.of(trainer))
    _print(written(train_report(trainer, seconds)))
    return _status(arguments.experiment, trainer)


def _explain_arguments(parser: ArgumentParser) -> None:
    _trace_arguments(parser)
    parser.add_argument(
        "--at", required=True, metavar="QUANTITY", help=f"which number: {', '.join(FORMS.values())}"
    )
    parser.add_argument(
        "--sample", type=_count, metavar="I", help="which row of the step's batch, from 0"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _explain(arguments: Namespace) -> int:
    """Print where a number of step K comes from; where training diverged, of its last step."""
    trainer, sample = _trainer(arguments.experiment), arguments.sample
    quantity = _quantity(arguments.at, trainer)
    # Before the training, which may take long; and for the step at which it diverged.
    _check_sample(sample, trainer.batches.rows(arguments.step).size)
    trainer.advance(arguments.step + 1)
    trace = trainer.trace(min(arguments.step, trainer.steps - 1))
    _check_sample(sample, trace.batch)
    if arguments.json:
        from app.formats.explain_report import explain_report

        _print(written(explain_report(trace, trainer.dataset, quantity, sample)))
    else:
        from app.formats.explain_text import explain_text

        timeline = Timeline(trace.operations, trace.sizes)
        source = trainer.experiment.data.source
        query = Query(trace, timeline, timeline.end, sample or 0, quantity, trainer.dataset, source)
        _print(explain_text(query, sample))
    return _status(arguments.experiment, trainer)


def _quantity(text: str, trainer: Trainer) -> Quantity:
    try:
        return parse(text, trainer.experiment.network.sizes)
    except FieldError as error:
        raise UsageError(f"main.py explain: --{error}") from None


def _check_sample(sample: int | None, batch: int) -> None:
    if sample is not None and sample >= batch:
        raise UsageError(f"main.py explain: --sample: {sample}; 0 to {batch - 1}")


VERBS: Mapping[str, Verb] = {
    "trace": Verb("print every number of one training step", _trace_arguments, _trace),
    "train": Verb("train, and print losses and parameters", _train_arguments, _train),
    "explain": Verb("print where a number of a step comes from", _explain_arguments, _explain),
}


def main(argv: Sequence[str]) -> int:
    """Run the verb argv[0] on the rest. Returns the exit status; all errors are one line."""
    try:
        arguments = _parser(argv[0]).parse_args(argv[1:])
        return VERBS[argv[0]].run(arguments)
    except (UsageError, FileError) as error:
        return _fail(str(error))
    except OSError as error:
        _let_go_of_output()
        return _fail(f"standard output: {reason(error)}; a place that can be written to")
    except MemoryError:
        return _fail(f"{argv[1]}: not enough memory here; a smaller network, batch or dataset")
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED


class _Parser(ArgumentParser):
    """Says what is wrong in one line, where argparse would print its usage too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}")


def _parser(name: str) -> ArgumentParser:
    verb = VERBS[name]
    parser = _Parser(prog=f"main.py {name}", description=verb.summary, allow_abbrev=False)
    parser.add_argument(
        "experiment", metavar="EXPERIMENT", help="a .toml file or a built-in example's name"
    )
    verb.arguments(parser)
    return parser


def _count(text: str) -> int:
    # int() would take 1_000, " 7" and digits of other scripts too.
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ArgumentTypeError(f"{quoted(text)}; a whole number from 0 up")
    return int(text)


def _trainer(name: str) -> Trainer:
    experiment = load(name)
    try:
        dataset = build(experiment.data, experiment.network, experiment.seed)
    except FieldError as error:
        raise FileError.of(name, error) from None
    return Trainer(experiment, dataset, initial_parameters(experiment.network, experiment.seed))


def _status(name: str, trainer: Trainer) -> int:
    if trainer.divergence is None:
        return OK
    rate = trainer.experiment.training.learning_rate
    print(printable(f"{name}: {_explained(trainer.divergence, rate)}"), file=sys.stderr)
    return DIVERGED


def _explained(divergence: Divergence, learning_rate: float) -> str:
    return (
        f"training.learning_rate: {learning_rate!r}, and at step {divergence.step} "
        f"{divergence.quantity} became {divergence.value!r}; "
        "try a smaller one, smaller initial weights or data.standardize = true"
    )


def _print(text: str) -> None:
    # A terminal that has no ∂ shows something else in its place.
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def _let_go_of_output() -> None:
    """What is left in the buffer goes nowhere, instead of failing again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str) -> int:
    print(printable(message), file=sys.stderr)
    return BAD_INPUT
