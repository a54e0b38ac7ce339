"""The narration: what a moment of a step says, as formulas, a title and a sentence."""

from dataclasses import dataclass
from enum import Enum, auto
from math import nan

from app.scene.formulas.equation import Equation
from app.scene.formulas.operations import equations
from app.scene.formulas.reading import Reading
from app.scene.formulas.series import (
    Listing,
)
from app.scene.formulas.telling import Names, arrival, sentence
from app.scene.formulas.titles import arrival_title, title
from app.scene.frame import Selection
from app.scene.texts import Text
from app.scene.timeline import Moment, Timeline
from engine.trace import Kind, Phase, StepTrace


class Shade(Enum):
    """How a term of a sum stands at a moment."""

    ADDED = auto()
    ADDING = auto()
    WAITING = auto()


SUMS = frozenset({Kind.WEIGHTED_SUM, Kind.INPUT_GRADIENT})
"""Operations whose terms make one result; in others each term is a result of its own."""


@dataclass(frozen=True)
class Narration:
    """What a moment says.

    `title` begins with the phase; the last of `equations` gives `value`, the
    engine's number (nan before the first operation). `finished` says whether
    it is there at that moment; until then `term` is the one being added.
    """

    phase: Phase | None
    title: tuple[Text, ...]
    sentence: Text
    equations: tuple[Equation, ...]
    value: float
    finished: bool = True
    term: int | None = None

    def shade(self, term: int | None) -> Shade:
        """How that term of the sum stands."""
        if term is None or self.term is None or term < self.term:
            return Shade.ADDED
        return Shade.ADDING if term == self.term else Shade.WAITING


def narrate(
    trace: StepTrace, timeline: Timeline, moment: Moment, selection: Selection, names: Names
) -> Narration:
    """What `moment` of `trace` says. `timeline` is the trace's, `names` those of the classes."""
    r = Reading(trace, min(selection.sample, trace.batch - 1))
    operation = moment.operation
    if operation is None:
        title_only = (arrival_title(trace),)
        return Narration(None, title_only, arrival(r, names), _arrived(r), nan)
    lines = equations(r, operation, moment)
    finished = _finished(timeline, moment)
    return Narration(
        phase=operation.phase,
        title=title(r, operation, moment),
        sentence=sentence(r, operation, moment, names),
        equations=lines,
        value=nan if lines[-1].value is None else lines[-1].value,
        finished=finished,
        term=moment.term if operation.kind in SUMS and not finished else None,
    )


def _finished(timeline: Timeline, moment: Moment) -> bool:
    slot = timeline.slots[moment.index]
    if slot.operation.kind in SUMS:
        return moment.finished(moment.index, moment.neuron, slot.neurons)
    cell = moment.neuron * slot.terms + moment.term
    return moment.finished(moment.index, cell, slot.neurons * slot.terms)


def _arrived(r: Reading) -> tuple[Equation, ...]:
    sizes = r.trace.sizes
    inputs = Listing(*(r.a(0, i) for i in range(sizes[0])))
    targets = Listing(*(r.y(j) for j in range(sizes[-1])))
    return Equation(r"\boldsymbol{x}", inputs, None), Equation(r"\boldsymbol{y}", targets, None)
