"""What the formula bar says is what the engine computed, for every rule there is."""

import re
from dataclasses import replace
from itertools import product
from math import isclose

import numpy as np
import pytest

from app.scene.formulas.equation import Role
from app.scene.formulas.expression import Expression, Number
from app.scene.formulas.plain import plain
from app.scene.formulas.series import Series
from app.scene.formulas.writing import Style
from app.scene.frame import Selection
from app.scene.narration import Shade, narrate
from app.scene.texts import Text
from app.scene.timeline import Granularity, Timeline
from engine.activations import ACTIVATIONS
from engine.dataset import Dataset
from engine.experiment import DataSpec, Experiment, NetworkSpec, TrainingSpec
from engine.losses import LOSS_OPTIONS
from engine.network import parameter_count
from engine.optimizers import RULES
from engine.trace import Kind
from engine.trainer import Trainer

OUTPUTS = {
    "cross_entropy": ("softmax", "sigmoid"),
    "binary_cross_entropy": ("softmax", "sigmoid"),
}
PAIRS = [(out, loss) for loss in LOSS_OPTIONS for out in OUTPUTS.get(loss, tuple(ACTIVATIONS))]


def trace_of(sizes, activations, batch=1, seed=0, step=0, spread=0.8, **training):
    """The trace of a step on random rows, and its timeline."""
    rng = np.random.default_rng(seed)
    targets = rng.integers(0, 2, (batch + 1, sizes[-1])).astype(float)
    if training.get("loss", "cross_entropy") == "cross_entropy" and sizes[-1] > 1:
        targets = np.eye(sizes[-1])[rng.integers(0, sizes[-1], batch + 1)]
    names = tuple("abcdefgh")
    dataset = Dataset(
        rng.normal(size=(batch + 1, sizes[0])),
        targets,
        np.arange(batch + 1),
        np.arange(0),
        names[: sizes[0]],
        names[: sizes[-1]],
        None,
        np.zeros(sizes[0]),
        np.ones(sizes[0]),
    )
    spec = TrainingSpec(**{"loss": "cross_entropy", "batch_size": batch, **training})
    experiment = Experiment("t", seed, DataSpec("inline"), NetworkSpec(sizes, activations), spec)
    trainer = Trainer(experiment, dataset, rng.normal(size=parameter_count(sizes)) * spread)
    trainer.advance(step + 1)
    trace = trainer.trace(step)
    return trace, Timeline(trace.operations, trace.sizes)


def moments(timeline):
    """Every term's stop and the moment halfway to it."""
    t = 0.0
    while (stop := timeline.next(t, Granularity.TERM)) is not None:
        yield timeline.moment((t + stop) / 2)
        yield timeline.moment(stop)
        t = stop


def check(trace, timeline, sample=0):
    for moment in moments(timeline):
        narration = narrate(trace, timeline, moment, Selection(sample), ())
        for equation in narration.equations:
            assert isclose(equation.evaluate(), equation.value, rel_tol=1e-9, abs_tol=1e-14), (
                moment,
                plain(equation.right.latex(Style())),
            )
        assert narration.value == result(trace, moment, sample)


def result(trace, moment, sample):
    """The engine's number that the moment is about, found without the narration's help."""
    layer, j, k = moment.operation.layer, moment.neuron, moment.term
    signals, after = trace.signals[layer - 1], trace.after[layer - 1]
    gradients, fan_in = trace.gradients[layer - 1], trace.sizes[layer - 1]
    return {
        Kind.WEIGHTED_SUM: lambda: signals.z[sample, j],
        Kind.ACTIVATION: lambda: signals.a[sample, j],
        Kind.LOSS: lambda: trace.loss,
        Kind.ACTIVATION_GRADIENT: lambda: signals.dz[sample, j],
        Kind.WEIGHT_GRADIENT: lambda: gradients.W[k, j],
        Kind.BIAS_GRADIENT: lambda: gradients.b[j],
        Kind.INPUT_GRADIENT: lambda: trace.signals[layer - 2].da[sample, j],
        Kind.UPDATE: lambda: after.b[j] if k == fan_in else after.W[k, j],
    }[moment.operation.kind]()


@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("batch", [1, 3])
def test_formulas_of_every_loss_and_output_come_to_the_engines_numbers(output, loss, batch):
    for seed, outputs in product(range(2), (1, 3)):
        if outputs == 1 and (output == "softmax" or loss == "cross_entropy"):
            continue
        check(*trace_of((2, 2, outputs), ("tanh", output), batch, seed, loss=loss), batch - 1)


@pytest.mark.parametrize("hidden", [name for name in ACTIVATIONS if name != "softmax"])
def test_formulas_of_every_hidden_activation_come_to_the_engines_numbers(hidden):
    for seed in range(3):
        check(*trace_of((2, 3, 3, 2), (hidden, hidden, "softmax"), 2, seed))


@pytest.mark.parametrize("optimizer", RULES)
def test_formulas_of_every_optimizer_come_to_the_engines_numbers(optimizer):
    for step in (0, 3):
        check(
            *trace_of(
                (2, 2, 2), ("relu", "softmax"), 2, step=step, optimizer=optimizer, l1=0.01, l2=0.1
            )
        )


def numbers(expression):
    """Every number that an expression names."""
    if isinstance(expression, Number):
        yield expression
    elif isinstance(expression, Series):
        for k in range(expression.count):
            yield from numbers(expression.term(k))
    else:
        for value in vars(expression).values():
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Expression):
                    yield from numbers(part)


SYMBOL = re.compile(r"(𝜕L / 𝜕)?\\?([a-z]+)_\{([\d,]+)\}(?:\^\{\((\d)\)\})?$")


def meaning(trace, symbol, sample):
    """What a symbol stands for, found from the symbol alone; None where it has no index."""
    match = SYMBOL.match(symbol)
    if match is None:
        return None
    slope, letter, below, layer = match[1], match[2], match[3], int(match[4] or 1)
    first, *rest = [int(k) - 1 for k in (below.split(",") if "," in below else below)]
    if letter in "wb":
        owner = (trace.gradients if slope else trace.before)[layer - 1]
        return owner.W[first, rest[0]] if letter == "w" else owner.b[first]
    if letter == "y":
        return trace.targets[sample, first]
    signals = trace.signals[layer - 1]
    array = {
        "x": trace.inputs,
        "a": signals.da if slope else signals.a,
        "z": signals.z,
        "delta": signals.dz,
    }.get(letter)
    return None if array is None else array[rest[0] if rest else sample, first]


@pytest.mark.parametrize(("output", "loss"), [("softmax", "cross_entropy"), ("softmax", "mse")])
@pytest.mark.parametrize("batch", [1, 3])
def test_every_symbol_stands_for_its_number(output, loss, batch):
    trace, timeline = trace_of((2, 3, 2), ("silu", output), batch, loss=loss, optimizer="adamw")
    seen = set()
    for moment in moments(timeline):
        for equation in narrate(trace, timeline, moment, Selection(batch - 1), ()).equations:
            for number in numbers(equation.right):
                expected = meaning(trace, number.symbol, batch - 1)
                if expected is not None:
                    seen.add(re.sub(r"\d", "", number.symbol))
                    assert number.value == expected, number.symbol
    assert len(seen) >= 10


def test_huber_has_both_its_branches():
    trace, timeline = trace_of((2, 6), ("identity",), 4, loss="huber", loss_options={"delta": 0.5})
    errors = np.abs(trace.signals[-1].a - trace.targets)
    assert (errors < 0.5).any()
    assert (errors > 0.5).any()
    for sample in range(4):
        check(trace, timeline, sample)


@pytest.mark.parametrize(
    ("output", "loss"), [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy")]
)
def test_a_loss_of_huge_sums_is_finite_and_right(output, loss):
    trace, timeline = trace_of((2, 3), (output,), spread=400.0, loss=loss)
    moment = timeline.moment(timeline.index(Kind.LOSS, 1) + 1)
    (equation,) = narrate(trace, timeline, moment, Selection(), ()).equations
    assert trace.loss > 50.0
    assert isclose(equation.evaluate(), trace.loss, rel_tol=1e-9)


def test_each_weight_is_a_result_of_its_own():
    trace, timeline = trace_of((2, 3), ("softmax",))
    for kind in (Kind.WEIGHT_GRADIENT, Kind.UPDATE):
        start, slot = timeline.index(kind, 1), timeline.slot(kind, 1)
        cells = slot.neurons * slot.terms
        for cell in range(cells):
            for progress, done in ((cell + 0.5, False), (cell + 1.0, True)):
                moment = timeline.moment(start + progress / cells)
                assert narrate(trace, timeline, moment, Selection(), ()).finished is done


def test_a_term_is_waiting_then_being_added_then_added():
    trace, timeline = trace_of((2, 2), ("softmax",))
    halfway = narrate(trace, timeline, timeline.moment(1.5 / 6), Selection(), ())
    assert [halfway.shade(k) for k in range(3)] == [Shade.ADDED, Shade.ADDING, Shade.WAITING]
    assert not halfway.finished
    done = narrate(trace, timeline, timeline.moment(0.5), Selection(), ())
    assert done.finished
    assert done.shade(2) is Shade.ADDED


def test_the_article_is_written_as_in_the_article():
    trace, timeline = trace_of((2, 2), ("softmax",))
    (equation,) = narrate(trace, timeline, timeline.moment(0.5), Selection(), ()).equations
    symbols = "".join(piece.latex for piece in equation.head(Style()))
    assert symbols == r"z_{1}^{(1)}=x_{1}\,w_{11}+x_{2}\,w_{21}+b_{1}"


def test_a_long_sum_shows_the_term_being_added():
    trace, timeline = trace_of((8, 2), ("softmax",))
    moment = timeline.moment(4.5 / 18)
    (equation,) = narrate(trace, timeline, moment, Selection(), ()).equations
    for row in (equation.head(Style()), equation.tail(Style())):
        terms = [piece.term for piece in row if piece.role is Role.TERM][-6:]
        assert terms == [0, 1, 2, 4, 5, 8]


def test_every_text_can_be_filled_in():
    def filled(text):
        values = {k: filled(v) if isinstance(v, Text) else v for k, v in text.values.items()}
        return text.template.format(**values)

    for activation, (output, loss) in product(("relu", "gelu"), PAIRS[:3]):
        trace, timeline = trace_of((2, 2, 2), (activation, output), 2, loss=loss, l2=0.1)
        for moment in (timeline.moment(0.0), *moments(timeline)):
            narration = narrate(trace, timeline, moment, Selection(), ("{a}", "b"))
            for text in (*narration.title, narration.sentence):
                assert "{" not in filled(text).replace("{a}", "")


def test_numbers_that_are_not_finite_are_narrated():
    trace, timeline = trace_of((2, 2, 2), ("relu", "softmax"), 2)
    broken = tuple(
        replace(
            s,
            z=np.full_like(s.z, np.nan),
            a=np.full_like(s.a, np.inf),
            dz=np.full_like(s.dz, -np.inf),
        )
        for s in trace.signals
    )
    trace = replace(trace, signals=broken, loss=float("inf"))
    for moment in moments(timeline):
        for equation in narrate(trace, timeline, moment, Selection(), ()).equations:
            for piece in (*equation.head(Style()), *equation.tail(Style())):
                assert plain(piece.latex)
