"""What the pieces of formulas are about: their numbers are those of the quantities they name."""

import pytest

from app.scene.formulas.equation import Role
from app.scene.formulas.reading import Reading
from app.scene.formulas.series import Series
from app.scene.formulas.terms_of import quantities_of
from app.scene.formulas.writing import Style
from app.scene.frame import Selection
from app.scene.narration import narrate
from app.scene.timeline import Granularity, Timeline
from engine import quantity as q
from engine.quantity import Role as What
from engine.trace import Kind, Phase
from tests.builders import trainer_of

STYLE = Style(digits=17, terms=99)

SETUPS = {
    "fused": {"rows": 1},
    "batch": {"rows": 3, "batch_size": 3, "l2": 0.1},
    "apart": {"rows": 1, "activations": ("tanh", "sigmoid"), "loss": "mse"},
    "one output": {
        "rows": 1,
        "sizes": (2, 3, 1),
        "activations": ("relu", "identity"),
        "loss": "mse",
    },
    "adam": {"rows": 1, "optimizer": "adam"},
}


@pytest.fixture(params=SETUPS.values(), ids=SETUPS)
def trace(request):
    trainer = trainer_of(**request.param)
    trainer.advance(1)
    return trainer.trace(0)


def told(trace, sample=0):
    """(moment, equation, its pieces, what each is about), for all that a step computes."""
    timeline, t = Timeline(trace.operations, trace.sizes), 0.0
    reading = Reading(trace, sample)
    while (t := timeline.next(t, Granularity.TERM)) is not None:
        moment = timeline.moment(t)
        lines = narrate(trace, timeline, moment, Selection(sample), ()).equations
        rows = [(*e.head(STYLE), *e.tail(STYLE), *e.result(STYLE)) for e in lines]
        about = iter(quantities_of(reading, timeline, moment, [p for row in rows for p in row]))
        for equation, row in zip(lines, rows, strict=True):
            yield moment, equation, row, [next(about) for _ in row]


def value(trace, quantity, phase, sample=0):
    """The trace's number of a quantity, of a parameter in that phase."""
    if quantity == q.LOSS:
        return trace.loss
    if quantity.role is What.INPUT:
        return trace.inputs[sample, quantity.unit]
    if quantity.is_parameter:
        kinds = {Phase.BACKWARD: trace.gradients, Phase.UPDATE: trace.after}
        layer = kinds.get(phase, trace.before)[quantity.layer - 1]
        if quantity.role is What.BIAS:
            return layer.b[quantity.unit]
        return layer.W[quantity.source, quantity.unit]
    signals = trace.signals[quantity.layer - 1]
    return getattr(signals, quantity.role)[sample, quantity.unit]


def test_the_result_is_the_number_of_the_quantity_on_the_left(trace):
    for moment, equation, row, about in told(trace):
        left, *_, result = about
        assert left == result and len(left) == 1
        assert row[0].role is Role.LEFT and row[-1].role is Role.RESULT
        kind, phase = moment.operation.kind, moment.phase
        aside = (kind is Kind.LOSS and trace.batch > 1) or equation.left in ("m", "v")
        if not aside:  # a sample's loss and an optimiser's memory have no name of their own
            assert equation.value == value(trace, left[0], phase)


def test_a_term_of_a_sum_is_the_product_of_what_it_is_about(trace):
    for moment, equation, row, about in told(trace):
        if moment.operation.kind not in (Kind.WEIGHTED_SUM, Kind.INPUT_GRADIENT):
            continue
        assert isinstance(equation.right, Series)
        terms = {p.term: each for p, each in zip(row, about, strict=True) if p.term is not None}
        assert len(set(terms.values())) == len(terms) == equation.right.count
        for term, names in terms.items():
            product = 1.0
            for quantity in names:
                product *= value(trace, quantity, Phase.FORWARD)
            assert equation.right.term(term).evaluate() == pytest.approx(product, rel=1e-15)


def test_signs_go_with_their_terms_and_equals_signs_with_nothing(trace):
    for _, _, row, about in told(trace):
        for piece, names, following in zip(row, about, about[1:], strict=False):
            if piece.role is Role.SIGN:
                assert names == following
            assert bool(names) == (piece.role is not Role.RELATION)


def sides(trace, kind, layer, unit=0, term=0):
    """What the right-hand sides are about, at one moment."""
    for moment, _, row, about in told(trace):
        at = moment.operation, moment.neuron, moment.term
        if (at[0].kind, at[0].layer, *at[1:]) == (kind, layer, unit, term):
            yield {
                n for p, names in zip(row, about, strict=True) if p.role is Role.TERM for n in names
            }


def test_a_gradient_is_about_its_factors():
    trainer = trainer_of(**SETUPS["apart"])
    trainer.advance(1)
    trace = trainer.trace(0)
    [side] = sides(trace, Kind.WEIGHT_GRADIENT, 2, unit=1, term=2)
    assert side == {q.delta(2, 1), q.activation(1, 2)}
    [side] = sides(trace, Kind.BIAS_GRADIENT, 2, unit=1)
    assert side == {q.delta(2, 1)}
    [slope, delta] = sides(trace, Kind.ACTIVATION_GRADIENT, 2, unit=1)
    assert slope == {q.activation(2, 1)}
    assert delta == {q.output_gradient(2, 1), q.weighted_sum(2, 1)}
    [side] = sides(trace, Kind.ACTIVATION, 1, unit=2)
    assert side == {q.weighted_sum(1, 2)}


def test_in_a_batch_only_the_shown_samples_term_is_about_numbers_seen_elsewhere():
    trainer = trainer_of(rows=3, batch_size=3)
    trainer.advance(1)
    trace = trainer.trace(0)
    factors = (q.weight(1, 1, 0), q.delta(1, 0), q.activation(0, 1))
    for moment, _, row, about in told(trace, sample=1):
        at = moment.operation.kind, moment.operation.layer, moment.neuron, moment.term
        if at == (Kind.WEIGHT_GRADIENT, 1, 0, 1):
            terms = {p.term: names for p, names in zip(row, about, strict=True)}
            assert [terms[s] for s in range(3)] == [factors[:1], factors, factors[:1]]


def test_what_has_been_left_out_is_about_nothing():
    trainer = trainer_of((9, 2), ("softmax",), rows=1)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    moment = timeline.moment(0.5)
    [equation] = narrate(trace, timeline, moment, Selection(), ()).equations
    pieces = equation.tail(Style(terms=3))
    about = quantities_of(Reading(trace, 0), timeline, moment, pieces)
    [dots] = [n for n, piece in enumerate(pieces) if "cdots" in piece.latex]
    assert about[dots] == () and about[0] == (q.weight(1, 0, 0), q.activation(0, 0))


def test_a_batch_that_has_just_arrived_is_about_nothing(trace):
    timeline = Timeline(trace.operations, trace.sizes)
    moment = timeline.moment(0.0)
    pieces = narrate(trace, timeline, moment, Selection(), ()).equations[0].head(STYLE)
    assert quantities_of(Reading(trace, 0), timeline, moment, pieces) == ((),) * len(pieces)
