"""What the `explain` verb prints: where a number of a step comes from, as a JSON object.

The factors of a term or a path multiply to its product, the products sum to
the value. Numbers are written as in app/formats/reports.py.
"""

from collections.abc import Sequence

from app.formats.reports import Json, number
from engine import explain
from engine import quantity as q
from engine.dataset import Dataset
from engine.explain import Paths
from engine.gradient_check import check_gradient
from engine.quantity import Quantity, Role
from engine.trace import StepTrace

GRADIENTS = (Role.WEIGHT, Role.BIAS, Role.DELTA, Role.OUTPUT_GRADIENT)
"""What is explained by paths; of a weight or bias its gradient is meant."""


def explain_report(
    trace: StepTrace, dataset: Dataset, quantity: Quantity, sample: int | None
) -> Json:
    """A quantity from its terms or paths, for one row of the batch or all of it.

    Without a sample a weight's or bias's gradient and the loss are those of the
    batch, all else is that of its first row.
    """
    if sample is None and not (quantity.is_parameter or quantity.role is Role.LOSS):
        sample = 0
    return {
        "format": "underhood-explain/1",
        "quantity": str(quantity),
        "step": trace.step,
        "epoch": trace.epoch,
        "sample": sample,
        **_origin(trace, dataset, quantity, sample),
        "finite_difference": _checked(trace, quantity, sample),
    }


def _origin(trace: StepTrace, dataset: Dataset, quantity: Quantity, sample: int | None) -> Json:
    """The value, and the terms or paths that it comes from."""
    if quantity.role in GRADIENTS:
        paths = explain.paths(trace, quantity, sample)
        return {
            "value": number(explain.gradient(trace, quantity, sample)),
            "paths": _paths(paths),
            "count": paths.count,
            "grouped": paths.grouped,
        }
    if quantity.role is Role.LOSS:
        return _loss(trace, sample)
    row = sample or 0
    match quantity.role:
        case Role.SUM:
            return _sum(trace, quantity, row)
        case Role.ACTIVATION:
            return _activation(trace, quantity, row)
    return _input(trace, dataset, quantity, row)


def _term(source: object, factors: Sequence[float], product: float, **more: object) -> Json:
    written = [number(factor) for factor in factors]
    return {"from": str(source), **more, "factors": written, "product": number(product)}


def _sum(trace: StepTrace, quantity: Quantity, row: int) -> Json:
    layer, unit = quantity.layer, quantity.unit
    found = explain.terms(trace, layer, unit, row)
    columns = (found.inputs.tolist(), found.weights.tolist(), found.products.tolist())
    terms = [
        _term(q.activation(layer - 1, i), (a, w), product, weight=str(q.weight(layer, i, unit)))
        for i, (a, w, product) in enumerate(zip(*columns, strict=True))
    ]
    bias = _term(q.bias(layer, unit), (found.bias,), found.bias)
    return {"value": number(found.value), "terms": [*terms, bias]}


def _activation(trace: StepTrace, quantity: Quantity, row: int) -> Json:
    """A function is no factor: the one term is f(z) itself, with what z is."""
    layer, unit = quantity.layer, quantity.unit
    signals = trace.signals[layer - 1]
    a, z = float(signals.a[row, unit]), float(signals.z[row, unit])
    name = trace.rules.activations[layer - 1]
    term = _term(q.weighted_sum(layer, unit), (a,), a, function=name, z=number(z))
    return {"value": number(a), "terms": [term]}


def _loss(trace: StepTrace, sample: int | None) -> Json:
    shares, losses = explain.loss_shares(trace).tolist(), trace.sample_losses.tolist()
    weight = explain.loss_weight(trace)
    rows = range(trace.batch) if sample is None else (sample,)
    terms = [
        _term(f"sample:{row}", (losses[row], weight), shares[row], row=int(trace.rows[row]))
        for row in rows
    ]
    value = trace.loss if sample is None else shares[sample]
    return {"value": number(value), "terms": terms}


def _input(trace: StepTrace, dataset: Dataset, quantity: Quantity, row: int) -> Json:
    """A value of the data; where it was standardised, (raw - mean) / deviation."""
    x = float(trace.inputs[row, quantity.unit])
    mean, deviation = (float(v[quantity.unit]) for v in (dataset.mean, dataset.deviation))
    if (mean, deviation) == (0.0, 1.0):
        return {"value": number(x), "terms": [_term("data", (x,), x)]}
    raw, scale = x * deviation + mean, 1.0 / deviation
    terms = [
        _term("data", (raw, scale), raw * scale),
        _term("mean", (-mean, scale), -mean * scale),
    ]
    return {"value": number(x), "terms": terms}


def _paths(paths: Paths) -> Sequence[Json]:
    factors, products = paths.factors.tolist(), paths.products.tolist()
    found = [
        _path([str(node) for node in paths.nodes(path)], factors[path], products[path])
        for path in range(len(paths))
    ]
    if any(paths.penalty):
        pull = sum(paths.penalty)
        found.append(_path([str(paths.quantity), "penalty"], [pull], pull))
    return found


def _path(nodes: Sequence[str], factors: Sequence[float], product: float) -> Json:
    written = [number(factor) for factor in factors]
    return {"nodes": nodes, "factors": written, "product": number(product)}


def _checked(trace: StepTrace, quantity: Quantity, sample: int | None) -> Json | None:
    """The gradient against finite differences; of z or a that of the loss by it."""
    if not quantity.has_gradient:
        return None
    check = check_gradient(trace, quantity, sample)
    return {
        "gradient": number(check.gradient),
        "estimate": number(check.estimate),
        "relative_error": number(check.relative_error),
        "step": check.step,
        "loss_plus": number(check.loss_plus),
        "loss_minus": number(check.loss_minus),
        "agrees": check.agrees,
        "doubt": check.doubt,
        "where": None if check.where is None else str(check.where),
    }
