"""Every loss on paper: a sample's share of it, and its gradient by one output."""

from collections.abc import Callable, Mapping

import numpy as np

from app.scene.formulas.expression import (
    ONE,
    Expression,
    Negative,
    Number,
    Product,
    Sum,
    constant,
)
from app.scene.formulas.functions import (
    Absolute,
    Exp,
    Function,
    Quotient,
    Root,
    squared,
)
from app.scene.formulas.reading import Reading
from app.scene.formulas.series import (
    Series,
)
from engine.losses import TINY

FAINT = 1e-5
"""A probability this close to 0 has lost its last digits; the loss is then written with z."""

Term = Callable[[Reading, int], Expression]
"""What output j adds to a sample's loss, or the derivative of that by a_j."""


def _difference(r: Reading, j: int) -> Sum:
    return Sum(r.a(r.trace.depth, j), Negative(r.y(j)))


def _error(r: Reading, j: int) -> float:
    return _difference(r, j).evaluate()


def _threshold(r: Reading) -> Number:
    return constant(r.trace.rules.loss_options["delta"])


def _sign(part: Expression) -> Expression:
    return Function(r"\operatorname{sign}", np.sign, part)


def _kept(probability: Expression) -> Expression:
    """A probability as it enters a logarithm or a quotient: never below the least float."""
    if isinstance(probability, Number):
        return Number(probability.symbol, max(probability.value, TINY), probability.ink)
    return probability if probability.evaluate() > TINY else constant(TINY)


def _ln(part: Expression) -> Expression:
    return Function(r"\ln", np.log, part)


def _complement(part: Number) -> Sum:
    return Sum(ONE, Negative(part))


def _hit_or_miss(r: Reading, j: int) -> Expression:
    p, y = r.a(r.trace.depth, j), r.y(j)
    return Sum(
        Product(y, _ln(_kept(p))),
        Product(_complement(y), _ln(_kept(_complement(p)))),
    )


def _huber(r: Reading, j: int) -> Expression:
    d, half = _threshold(r), constant(0.5)
    if abs(_error(r, j)) <= d.value:
        return Product(half, squared(_difference(r, j)))
    beyond = Sum(Absolute(_difference(r, j)), Negative(constant(0.5 * d.value)))
    return beyond if d.value == 1.0 else Product(d, beyond)


def _huber_slope(r: Reading, j: int) -> Expression:
    if abs(_error(r, j)) <= _threshold(r).value:
        return _difference(r, j)
    side = _sign(_difference(r, j))
    return side if _threshold(r).value == 1.0 else Product(_threshold(r), side)


def _outputs(r: Reading, term: Term, general: str) -> Expression:
    """The sum over the outputs; the target's own output is always shown."""
    target = int(np.argmax(r.trace.targets[r.sample]))
    return Series(r.trace.sizes[-1], lambda j: term(r, j), rf"\sum_j {general}", target)


def _mean(r: Reading, term: Term, general: str) -> Expression:
    """The mean over the outputs."""
    total = _outputs(r, term, general)
    return total if r.trace.sizes[-1] == 1 else Quotient(total, r.outputs)


def _cross_entropy(r: Reading) -> Expression:
    layer = r.trace.depth
    return Negative(
        _outputs(
            r,
            lambda r, j: Product(r.y(j), _ln(_kept(r.a(layer, j)))),
            rf"y_j \ln a_j^{{({layer})}}",
        )
    )


def _cross_entropy_of_sums(r: Reading) -> Expression:
    """ln Σ e^z − Σ y z: the same where a probability is too small to be written."""
    layer, trace = r.trace.depth, r.trace
    focus = int(np.argmax(trace.signals[-1].z[r.sample]))
    powers = Series(
        trace.sizes[-1], lambda j: Exp(r.z(layer, j)), rf"\sum_k e^{{z_k^{{({layer})}}}}", focus
    )
    sums = _outputs(r, lambda r, j: Product(r.y(j), r.z(layer, j)), rf"y_j z_j^{{({layer})}}")
    return Sum(_LogOfPowers(powers, trace.signals[-1].z[r.sample].tolist()), Negative(sums))


class _LogOfPowers(Function):
    """ln Σ e^z, which stays finite where e^z does not."""

    def __init__(self, powers: Series, z: list[float]) -> None:
        super().__init__(r"\ln", np.log, powers)
        self.z = z

    def evaluate(self) -> float:
        return float(np.logaddexp.reduce(self.z))


def _binary_cross_entropy(r: Reading) -> Expression:
    layer = r.trace.depth
    a = rf"a_j^{{({layer})}}"
    general = rf"\left(y_j \ln {a} + (1 - y_j) \ln (1 - {a})\right)"
    return Negative(_mean(r, _hit_or_miss, general))


def _binary_cross_entropy_of_sums(r: Reading) -> Expression:
    """ln(1 + e^z) − y z: the same where a probability is too small to be written."""
    layer = r.trace.depth

    def term(r: Reading, j: int) -> Expression:
        z = r.z(layer, j)
        powers = Series(2, lambda k: Exp(z) if k else ONE, "")
        return Sum(_LogOfPowers(powers, [0.0, z.value]), Negative(Product(r.y(j), z)))

    z = rf"z_j^{{({layer})}}"
    return _mean(r, term, rf"\left(\ln(1 + e^{{{z}}}) - y_j {z}\right)")


def _general_difference(r: Reading) -> str:
    return rf"a_j^{{({r.trace.depth})}} - y_j"


def _mse(r: Reading) -> Expression:
    return _mean(r, lambda r, j: squared(_difference(r, j)), f"({_general_difference(r)})^2")


def _mae(r: Reading) -> Expression:
    general = rf"\left|{_general_difference(r)}\right|"
    return _mean(r, lambda r, j: Absolute(_difference(r, j)), general)


def _huber_loss(r: Reading) -> Expression:
    return _mean(r, _huber, f"H({_general_difference(r)})")


SHARES: Mapping[str, Callable[[Reading], Expression]] = {
    "cross_entropy": _cross_entropy,
    "binary_cross_entropy": _binary_cross_entropy,
    "mse": _mse,
    "mae": _mae,
    "huber": _huber_loss,
    "rmse": _mse,
}
"""A sample's loss, before the mean over the batch (and before rmse's root)."""

SHARES_OF_SUMS: Mapping[str, Callable[[Reading], Expression]] = {
    "cross_entropy": _cross_entropy_of_sums,
    "binary_cross_entropy": _binary_cross_entropy_of_sums,
}
"""The same for a loss that is taken together with its activation."""


def share(r: Reading) -> Expression:
    """What the sample's loss is."""
    rules = r.trace.rules
    table = SHARES_OF_SUMS if rules.fused and _is_faint(r) else SHARES
    return table[rules.loss](r)


def _is_faint(r: Reading) -> bool:
    a = r.trace.signals[-1].a[r.sample]
    both = a if r.trace.rules.loss == "cross_entropy" else np.minimum(a, 1.0 - a)
    return bool(both.min() < FAINT)


def mean_over_batch(r: Reading) -> Expression:
    """The loss of the batch from the losses of its samples."""
    losses = r.trace.sample_losses
    series = Series(
        r.trace.batch,
        lambda s: Number(f"L_{{{s + 1}}}", float(losses[s])),
        r"\sum_s L_s",
        r.sample,
    )
    mean: Expression = Quotient(series, r.batch)
    return Root(mean) if r.trace.rules.loss == "rmse" else mean


_SLOPES: Mapping[str, Term] = {
    "mse": lambda r, j: Product(constant(2), _difference(r, j)),
    "mae": lambda r, j: _sign(_difference(r, j)),
    "huber": _huber_slope,
}


def loss_slope(r: Reading, j: int) -> Expression:
    """The derivative of the loss by output j."""
    name, p, y = r.trace.rules.loss, r.a(r.trace.depth, j), r.y(j)
    if name == "cross_entropy":
        return Negative(over(r, y, samples=True, outputs=False, also=_kept(p)))
    if name == "binary_cross_entropy":
        miss = Quotient(_complement(y), _kept(_complement(p)))
        return over(r, Sum(miss, Negative(Quotient(y, _kept(p)))))
    if name == "rmse":
        loss = Number("L", r.trace.loss)
        return over(r, _difference(r, j), also=loss) if loss.value else constant(0)
    return over(r, _SLOPES[name](r, j))


def fused_slope(r: Reading, j: int) -> Expression:
    """The derivative by z_j of the loss taken together with its activation."""
    outputs = r.trace.rules.loss == "binary_cross_entropy"
    return over(r, _difference(r, j), outputs=outputs)


def over(
    r: Reading,
    top: Expression,
    samples: bool = True,
    outputs: bool = True,
    also: Expression | None = None,
) -> Expression:
    """`top` over the numbers of samples and outputs and what else; what is 1 is left out."""
    below: list[Expression] = []
    if samples and r.trace.batch > 1:
        below.append(r.batch)
    if outputs and r.trace.sizes[-1] > 1:
        below.append(r.outputs)
    if also is not None:
        below.append(also)
    if not below:
        return top
    return Quotient(top, below[0] if len(below) == 1 else Product(*below))
