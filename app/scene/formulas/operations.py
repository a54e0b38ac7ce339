"""The equations of every kind of operation; the last of them gives the operation's result."""

from collections.abc import Callable, Mapping

import numpy as np

from app.scene.formulas.activations import ACTIVATION_PAPERS
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import (
    Expression,
    Negative,
    Number,
    Product,
    Sum,
)
from app.scene.formulas.functions import (
    Exp,
    Function,
    Quotient,
    Root,
)
from app.scene.formulas.losses import fused_slope, loss_slope, mean_over_batch, share
from app.scene.formulas.optimizers import Spot, update_equations
from app.scene.formulas.reading import (
    Reading,
    activation_symbol,
    bias_symbol,
    index,
    marked,
    slope_of_loss,
)
from app.scene.formulas.series import (
    Series,
)
from app.scene.formulas.writing import Ink
from app.scene.timeline import Moment
from engine.trace import Kind, Operation

Equations = list[Equation]


def weighted_sum(r: Reading, layer: int, j: int, focus: int) -> Equations:
    """z_j, term by term; the last term is the bias. The article's first layer has no (1)s."""
    fan_in = r.trace.sizes[layer - 1]

    def term(i: int) -> Expression:
        if i == fan_in:
            return _plain(r.bias(layer, j), f"b_{{{index(j)}}}", layer)
        weight = _plain(r.weight(layer, i, j), f"w_{{{index(i, j)}}}", layer)
        return Product(r.a(layer - 1, i), weight)

    a, w, b = activation_symbol(layer - 1, "i"), f"w_{{{index('i', j)}}}", f"b_{{{index(j)}}}"
    if layer > 1:
        w, b = f"{w}^{{({layer})}}", bias_symbol(layer, j)
    general = rf"\sum_i {a}\,{w} + {b}"
    return [
        Equation(
            r.z(layer, j).symbol, Series(fan_in + 1, term, general, focus), r.z(layer, j).value
        )
    ]


def _plain(number: Number, symbol: str, layer: int) -> Number:
    return Number(symbol, number.value, number.ink) if layer == 1 else number


def activation(r: Reading, layer: int, j: int, focus: int) -> Equations:
    """a_j = f(z_j)."""
    name, z, a = r.trace.rules.activations[layer - 1], r.z(layer, j), r.a(layer, j)
    if name == "softmax":
        return [Equation(a.symbol, _softmax(r, layer, j), a.value)]
    paper = ACTIVATION_PAPERS[name]
    return [Equation(a.symbol, paper.branch(z).f(z, a), a.value, condition=paper.condition_of_f(z))]


def _softmax(r: Reading, layer: int, j: int) -> Expression:
    general = rf"\sum_k e^{{{marked('z', 'k', layer)}}}"
    total = Series(r.trace.sizes[layer], lambda k: Exp(r.z(layer, k)), general, j)
    return Quotient(Exp(r.z(layer, j)), total)


def loss(r: Reading, layer: int, j: int, focus: int) -> Equations:
    """L; in a batch first the shown sample's share of it."""
    if r.trace.batch > 1:
        own = Equation(f"L_{{{r.sample + 1}}}", share(r), float(r.trace.sample_losses[r.sample]))
        return [own, Equation("L", mean_over_batch(r), r.trace.loss)]
    if r.trace.rules.loss == "rmse":
        return [Equation("L", Root(share(r)), r.trace.loss)]
    return [Equation("L", share(r), r.trace.loss)]


def activation_gradient(r: Reading, layer: int, j: int, focus: int) -> Equations:
    """delta_j = dL/dz_j; in the last layer first dL/da_j, which the loss gives."""
    delta, last = r.dz(layer, j), layer == r.trace.depth
    if last and r.trace.rules.fused:
        return [Equation(delta.symbol, fused_slope(r, j), delta.value)]
    da = r.da(layer, j)
    first = [Equation(da.symbol, loss_slope(r, j), da.value)] if last else []
    return [*first, _through_activation(r, layer, j)]


def _through_activation(r: Reading, layer: int, j: int) -> Equation:
    name, z, a = r.trace.rules.activations[layer - 1], r.z(layer, j), r.a(layer, j)
    delta = r.dz(layer, j)
    if name == "softmax":
        return Equation(delta.symbol, _softmax_row(r, layer, j), delta.value)
    paper = ACTIVATION_PAPERS[name]
    right = Product(r.da(layer, j), paper.branch(z).slope(z, a), dot=True)
    return Equation(delta.symbol, right, delta.value, condition=paper.condition_of_slope(z))


def _softmax_row(r: Reading, layer: int, j: int) -> Expression:
    a = marked("a", "k", layer)
    mean = Series(
        r.trace.sizes[layer],
        lambda k: Product(r.da(layer, k), r.a(layer, k), dot=True),
        rf"\sum_k {slope_of_loss(a)} \cdot {a}",
        j,
        sigma=True,
    )
    return Product(r.a(layer, j), Sum(r.da(layer, j), Negative(mean)))


def weight_gradient(r: Reading, layer: int, j: int, i: int) -> Equations:
    """dL/dw_ij: a_i times delta_j, added up over the batch, and the penalty's pull."""
    weight = r.weight(layer, i, j)
    value = float(r.trace.gradients[layer - 1].W[i, j])
    pulls = _pulls(r, weight)
    slope = _weight_slope(r, layer, i, j)
    return [Equation(slope_of_loss(weight.symbol), Sum(slope, *pulls) if pulls else slope, value)]


def _weight_slope(r: Reading, layer: int, i: int, j: int) -> Expression:
    if r.trace.batch == 1:
        return Product(r.a(layer - 1, i), r.dz(layer, j), dot=True)
    a = r.trace.activation(layer - 1)[:, i]
    delta = r.trace.signals[layer - 1].dz[:, j]

    def symbols(s: int | str) -> tuple[str, str]:
        own = _sample(s)
        return (
            activation_symbol(layer - 1, f"{index(i)},{own}"),
            marked(r"\delta", f"{index(j)},{own}", layer),
        )

    def term(s: int) -> Expression:
        names = symbols(s)
        return Product(
            Number(names[0], float(a[s]), Ink.VALUE),
            Number(names[1], float(delta[s]), Ink.GRADIENT),
        )

    return _over_batch(r, term, r"\,".join(symbols("s")))


def _sample(s: int | str) -> str:
    return s if isinstance(s, str) else str(s + 1)


def _over_batch(r: Reading, term: Callable[[int], Expression], general: str) -> Series:
    count = r.trace.batch
    return Series(count, term, rf"\sum_{{s=1}}^{{{count}}} {general}", r.sample, sigma=True)


def _pulls(r: Reading, weight: Number) -> list[Expression]:
    rules = r.trace.rules
    pulls: list[Expression] = []
    if rules.l1:
        sign = Function(r"\operatorname{sign}", np.sign, weight)
        pulls.append(Product(Number(r"\lambda_1", rules.l1), sign))
    if rules.l2:
        pulls.append(Product(Number(r"\lambda_2", rules.l2), weight))
    return pulls


def bias_gradient(r: Reading, layer: int, j: int, focus: int) -> Equations:
    """dL/db_j: delta_j, added up over the batch."""
    left = slope_of_loss(bias_symbol(layer, j))
    value = float(r.trace.gradients[layer - 1].b[j])
    if r.trace.batch == 1:
        return [Equation(left, r.dz(layer, j), value)]
    delta = r.trace.signals[layer - 1].dz[:, j]

    def symbol(s: int | str) -> str:
        return marked(r"\delta", f"{index(j)},{_sample(s)}", layer)

    def term(s: int) -> Expression:
        return Number(symbol(s), float(delta[s]), Ink.GRADIENT)

    return [Equation(left, _over_batch(r, term, symbol("s")), value)]


def input_gradient(r: Reading, layer: int, i: int, focus: int) -> Equations:
    """dL/da_i of the layer before: every delta comes back through its weight."""
    da = r.da(layer - 1, i)
    delta = marked(r"\delta", "j", layer)
    general = rf"\sum_j {marked('w', index(i, 'j'), layer)}\,{delta}"
    series = Series(
        r.trace.sizes[layer],
        lambda j: Product(r.weight(layer, i, j), r.dz(layer, j)),
        general,
        focus,
    )
    return [Equation(da.symbol, series, da.value)]


def spot(r: Reading, layer: int, j: int, term: int) -> Spot:
    """The parameter that an update's term is about; the bias comes last."""
    return Spot(layer, term if term < r.trace.sizes[layer - 1] else None, j)


def update(r: Reading, layer: int, j: int, term: int) -> Equations:
    """The new value of a weight or a bias."""
    return update_equations(r.trace, spot(r, layer, j, term))


OPERATIONS: Mapping[Kind, Callable[[Reading, int, int, int], Equations]] = {
    Kind.WEIGHTED_SUM: weighted_sum,
    Kind.ACTIVATION: activation,
    Kind.LOSS: loss,
    Kind.ACTIVATION_GRADIENT: activation_gradient,
    Kind.WEIGHT_GRADIENT: weight_gradient,
    Kind.BIAS_GRADIENT: bias_gradient,
    Kind.INPUT_GRADIENT: input_gradient,
    Kind.UPDATE: update,
}


def equations(r: Reading, operation: Operation, moment: Moment) -> tuple[Equation, ...]:
    """What is computed at that moment of that operation."""
    build = OPERATIONS[operation.kind]
    return tuple(build(r, operation.layer, moment.neuron, moment.term))
