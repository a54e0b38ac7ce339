"""Questions about random networks, and their answers written out in full."""

from dataclasses import dataclass, replace

import numpy as np

from app.formats.experiment_toml import load
from app.scene.explanation.page import Curve, Formula, Note, Page, Query, Table
from app.scene.explanation.pages import page_of
from app.scene.formulas.writing import Style
from app.scene.known import cells_known, results_known, value_known
from app.scene.texts import Text
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from engine.dataset import Dataset
from engine.datasets import build
from engine.initializers import initial_parameters
from engine.quantity import LOSS
from engine.trace import Kind, StepTrace
from engine.trainer import Trainer
from tests.builders import trainer_of

FULL = Style(digits=17)


@dataclass(frozen=True, eq=False)
class Case:
    """A step, and the means to ask about it."""

    trace: StepTrace
    timeline: Timeline
    dataset: Dataset

    def ask(self, quantity, aspect, t=None, sample=0) -> Page:
        t = self.timeline.end if t is None else t
        return page_of(Query(self.trace, self.timeline, t, sample, quantity, self.dataset), aspect)

    def stops(self):
        t = 0.0
        while t is not None:
            yield t
            t = self.timeline.next(t, Granularity.TERM)


def case(sizes=(2, 3, 2), activations=None, step=0, **training) -> Case:
    """A step of a random network."""
    return _step(trainer_of(sizes, activations, **training), step)


def example(name) -> Case:
    """The first step of an example."""
    experiment = load(name)
    dataset = build(experiment.data, experiment.network, experiment.seed)
    initial = initial_parameters(experiment.network, experiment.seed)
    return _step(Trainer(experiment, dataset, initial), 0)


def _step(trainer, step):
    trainer.advance(step + 1)
    trace = trainer.trace(step)
    return Case(trace, Timeline(trace.operations, trace.sizes), trainer.dataset)


def quantities(trace):
    """Everything that can be asked about."""
    for layer, (fan_in, fan_out) in enumerate(
        zip(trace.sizes[:-1], trace.sizes[1:], strict=True), 1
    ):
        for unit in range(fan_out):
            for of in (q.weighted_sum, q.activation, q.delta, q.output_gradient, q.bias):
                yield of(layer, unit)
            yield from (q.weight(layer, source, unit) for source in range(fan_in))
    yield from (q.activation(0, unit) for unit in range(trace.sizes[0]))
    yield LOSS


def blocks(page, kind):
    return [block for block in page.blocks if isinstance(block, kind)]


def said(text):
    """A text in the language it is written in."""
    if isinstance(text, str):
        return text
    values = {k: said(v) if isinstance(v, Text) else v for k, v in text.values.items()}
    return text.template.format(**values)


def written(page):
    """All that a page tells, every digit of it."""
    return [said(page.title), *map(_written, page.blocks), page.trails]


def _written(block):
    match block:
        case Note():
            return said(block.text)
        case Curve():
            return block.activation, repr(block.z), repr(block.a)
        case Formula():
            e = block.equation
            pieces = (*e.head(FULL), *e.tail(FULL), *(e.result(FULL) if block.known else ()))
            return [piece.latex for piece in pieces] + [e.condition]
        case Table():
            columns = [(said(c.title), [_cell(cell) for cell in c.cells]) for c in block.columns]
            totals = [(said(t.name), repr(t.value)) for t in block.totals]
            rows = range(len(block))
            return columns, totals, block.focus, [block.quantities(row) for row in rows]


def _cell(cell):
    return repr(float(cell)) if isinstance(cell, float) else said(cell)


def future_from(trace, other, timeline, t) -> StepTrace:
    """`trace` as far as it is computed at t; what comes later is that of another step."""

    def first(kind, layer, mine, others):
        """The results that are there; neurons count along the last axis."""
        done = results_known(timeline, t, kind, layer)
        return np.concatenate([mine[..., :done], others[..., done:]], axis=-1)

    depth = trace.depth

    def signals(layer):
        mine, others = trace.signals[layer - 1], other.signals[layer - 1]
        back = (Kind.INPUT_GRADIENT, layer + 1)
        back = (Kind.ACTIVATION_GRADIENT, layer) if layer == depth else back
        da = first(*back, mine.da, others.da)
        if layer == depth and results_known(timeline, t, *back):
            da = mine.da  # the loss gives its gradient by all outputs at once
        return replace(
            mine,
            z=first(Kind.WEIGHTED_SUM, layer, mine.z, others.z),
            a=first(Kind.ACTIVATION, layer, mine.a, others.a),
            da=da,
            dz=first(Kind.ACTIVATION_GRADIENT, layer, mine.dz, others.dz),
            slope=first(Kind.ACTIVATION_GRADIENT, layer, mine.slope, others.slope),
        )

    def gradients(layer):
        mine, others = trace.gradients[layer - 1], other.gradients[layer - 1]
        done = cells_known(timeline, t, Kind.WEIGHT_GRADIENT, layer)
        there = (np.arange(mine.W.size) < done).reshape(mine.W.T.shape).T
        biases = first(Kind.BIAS_GRADIENT, layer, mine.b, others.b)
        return replace(mine, W=np.where(there, mine.W, others.W), b=biases)

    def updated(layer, mine, others):
        """Parameters, or what the optimiser remembers of them; the bias is a neuron's last term."""
        slot = timeline.slot(Kind.UPDATE, layer)
        done = cells_known(timeline, t, Kind.UPDATE, layer)
        there = (np.arange(slot.neurons * slot.terms) < done).reshape(-1, slot.terms).T
        return replace(
            mine,
            W=np.where(there[:-1], mine.W, others.W),
            b=np.where(there[-1], mine.b, others.b),
        )

    def vector(mine, others):
        return tuple(updated(*each) for each in zip(layers, mine, others, strict=True))

    layers = range(1, depth + 1)
    memory = {
        name: vector(mine, other.memory.vectors[name])
        for name, mine in trace.memory.vectors.items()
    }
    loss = trace if value_known(timeline, t, LOSS) else other
    return replace(
        trace,
        signals=tuple(map(signals, layers)),
        gradients=tuple(map(gradients, layers)),
        sample_losses=loss.sample_losses,
        loss=loss.loss,
        penalty=loss.penalty,
        after=vector(trace.after, other.after),
        memory=replace(trace.memory, vectors=memory),
    )
