"""Where a number comes from: the terms of a sum, and every path from a number to the loss.

A gradient is a sum over paths: each leads from the quantity through one unit
of every later layer to the loss, and contributes the product of the
derivatives along it (the chain rule, written out). All is read from a trace;
nothing is computed with the network that trains.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.losses import loss_named
from engine.quantity import LOSS, Quantity, Role
from engine.trace import StepTrace

MOST_PATHS = 4_000
"""Where there are more, they are grouped by the neuron of the next layer."""

CHUNK = 1_000_000
"""At most about so many numbers are held for each factor of a batch's paths."""

Units = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms of a weighted sum: inputs, weights and products (n,), and the bias; z."""

    inputs: Array
    weights: Array
    products: Array
    bias: float
    value: float


def terms(trace: StepTrace, layer: int, unit: int, sample: int) -> Terms:
    """The terms of z[layer] of one unit, for one row of the batch."""
    before = trace.before[layer - 1]
    inputs, weights = trace.activation(layer - 1)[sample], before.W[:, unit]
    with np.errstate(all="ignore"):  # a diverging step overflows
        products = inputs * weights
    z = float(trace.signals[layer - 1].z[sample, unit])
    return Terms(inputs, weights, products, float(before.b[unit]), z)


def shares(trace: StepTrace, parameter: Quantity) -> Array:
    """(B,): each sample's share of the mean gradient of a weight, a_i delta_j, or bias, delta_j.

    They sum to the gradient without the penalty's part.
    """
    dz = trace.signals[parameter.layer - 1].dz[:, parameter.unit]
    if parameter.role is Role.BIAS:
        return dz
    with np.errstate(all="ignore"):
        return np.asarray(trace.activation(parameter.layer - 1)[:, parameter.source] * dz)


def loss_shares(trace: StepTrace) -> Array:
    """(B,): each sample's part of the batch's loss, to which they sum."""
    with np.errstate(all="ignore"):
        return trace.sample_losses * loss_weight(trace)


def loss_weight(trace: StepTrace) -> float:
    """What a sample's loss is multiplied by to give its part of the batch's.

    1 / B of a mean. Of a rmse, L being the root of the mean of mse_s,
    1 / (B L), since their sum is B L²; nothing where L is 0.
    """
    rules = trace.rules
    if not loss_named(rules.loss, rules.loss_options).root:
        return 1.0 / trace.batch
    return 1.0 / (trace.batch * trace.loss) if trace.loss else 0.0


def penalty_parts(trace: StepTrace, parameter: Quantity) -> tuple[float, float]:
    """What l1 and l2 add to the gradient of a weight: l1 sign(w) and l2 w; nothing to a bias's."""
    if parameter.role is not Role.WEIGHT:
        return 0.0, 0.0
    w = float(trace.before[parameter.layer - 1].W[parameter.source, parameter.unit])
    return trace.rules.l1 * float(np.sign(w)), trace.rules.l2 * w


def gradient(trace: StepTrace, quantity: Quantity, sample: int | None = None) -> float:
    """The engine's dL/d(quantity).

    Of a weight or bias, penalty included; with a sample, that sample's share.
    Of a sum or activation for one sample, the first where none is given.
    """
    index, unit = quantity.layer - 1, quantity.unit
    if quantity.is_parameter and sample is not None:
        return float(shares(trace, quantity)[sample])
    if quantity.role is Role.WEIGHT:
        return float(trace.gradients[index].W[quantity.source, unit])
    if quantity.role is Role.BIAS:
        return float(trace.gradients[index].b[unit])
    signals = trace.signals[index]
    array = signals.dz if quantity.derived_by.role is Role.SUM else signals.da
    return float(array[sample or 0, unit])


@dataclass(frozen=True, eq=False)
class Paths:
    """The paths of a gradient, P of them.

    `stations` (S,) are what every path passes after the quantity itself, as
    (role, layer), `units` (P, S) which unit of it. `factors` (P, F) multiply to
    `products` (P,). With a sample there is one factor for each arrow, from the
    quantity through the stations to the loss. Without, in a batch of several,
    the factors are the weights on the way and, last, the sum over the samples
    of what differs from sample to sample. `penalty` is what l1 and l2 add, nothing for one sample.

    `count` is how many single paths there are; where they are `grouped`, each
    row stands for all those through one neuron of the next layer.
    """

    quantity: Quantity
    sample: int | None
    stations: tuple[tuple[Role, int], ...]
    units: Units
    factors: Array
    products: Array
    penalty: tuple[float, float]
    count: int
    grouped: bool

    def __len__(self) -> int:
        return len(self.products)

    @property
    def total(self) -> float:
        """What they come to: the gradient."""
        return float(self.products.sum()) + sum(self.penalty)

    def nodes(self, path: int) -> tuple[Quantity, ...]:
        """What a path passes, from the quantity that the loss is derived by to the loss."""
        passed = zip(self.stations, self.units[path].tolist(), strict=True)
        places = (Quantity(role, layer, unit) for (role, layer), unit in passed)
        return (self.quantity.derived_by, *places, LOSS)

    def strongest(self) -> Units:
        """(P,): the numbers of the paths, the largest product first; nan last."""
        return np.argsort(-np.nan_to_num(np.abs(self.products), nan=-1.0), kind="stable")


def paths(
    trace: StepTrace, quantity: Quantity, sample: int | None = None, most: int = MOST_PATHS
) -> Paths:
    """Every path from a weight, bias, weighted sum or activation to the loss.

    Of a weight or bias the gradient is that of the batch, or one sample's share
    of it; of the others that for `sample` (the first where none is given), and
    a delta or an output gradient is taken for the sum or activation it belongs to.
    ValueError for inputs and the loss.
    """
    if not quantity.has_gradient:
        raise ValueError(f"{quantity} has no gradient in a step")
    if not quantity.is_parameter and sample is None:
        sample = 0
    count = path_count(trace, quantity)
    # Past the last layer there is no neuron to group by.
    grouped = count > most and quantity.layer < trace.depth
    walk = _Walk(trace, quantity, grouped)
    with np.errstate(all="ignore"):
        if sample is None and trace.batch > 1:
            trail, factors = walk.summed()
        else:
            trail = walk.over(np.array([sample or 0]))
            factors = np.stack([np.atleast_2d(factor)[0] for factor in trail.factors], axis=1)
        products = np.multiply.accumulate(factors, axis=1)[:, -1]  # from left to right
    penalty = (0.0, 0.0) if sample is not None else penalty_parts(trace, quantity)
    return Paths(
        quantity,
        sample,
        trail.stations,
        trail.units,
        factors,
        products,
        penalty,
        count,
        grouped,
    )


def path_count(trace: StepTrace, quantity: Quantity) -> int:
    """How many single paths lead from a quantity to the loss."""
    count = prod(trace.sizes[quantity.layer + 1 :])
    past_softmax = quantity.derived_by.role is Role.ACTIVATION and quantity.layer == trace.depth
    return count * trace.sizes[-1] if trace.rules.spreads and not past_softmax else count


@dataclass(frozen=True, eq=False)
class _Trail:
    """Paths under way, P so far: factors are (P,) where all samples share them, else (B, P)."""

    stations: tuple[tuple[Role, int], ...]
    units: Units
    factors: tuple[Array, ...]

    @property
    def last(self) -> Units:
        """(P,): the unit that each path has come to."""
        return np.asarray(self.units[:, -1])

    def by(self, factor: Array, *station: tuple[Role, int]) -> "_Trail":
        """One arrow further within the unit, to a `station` if not to the loss."""
        units = self.units if not station else np.append(self.units, self.units[:, -1:], axis=1)
        return _Trail((*self.stations, *station), units, (*self.factors, factor))

    def branched(
        self, count: int, factor: Callable[[Units, Units], Array], station: tuple[Role, int]
    ) -> "_Trail":
        """Every path on to each of `count` units; `factor` of the units left and reached."""
        before = np.repeat(self.units, count, axis=0)
        reached = np.tile(np.arange(count), len(self.units))
        factors = (np.repeat(each, count, axis=-1) for each in self.factors)
        units = np.append(before, reached[:, np.newaxis], axis=1)
        return _Trail((*self.stations, station), units, (*factors, factor(before[:, -1], reached)))


class _Walk:
    """The ways from a quantity to the loss, for any rows of a trace's batch."""

    def __init__(self, trace: StepTrace, quantity: Quantity, grouped: bool) -> None:
        self.trace, self.quantity, self.grouped = trace, quantity, grouped

    def over(self, rows: Units) -> _Trail:
        """All paths, with the factors of those rows."""
        quantity, layer = self.quantity, self.quantity.layer
        start = _Trail((), np.full((1, 1), quantity.unit), ())
        if quantity.derived_by.role is Role.ACTIVATION:
            trail = self._from_activation(start, layer, rows)
        elif quantity.derived_by.role is Role.SUM:
            trail = self._from_sum(start, layer, rows)
        else:
            a = self.trace.activation(layer - 1)[rows, quantity.source][:, np.newaxis]
            first = a if quantity.role is Role.WEIGHT else np.ones(1)
            trail = self._from_sum(start.by(first, (Role.SUM, layer)), layer, rows)
        # The first column is the quantity's own unit, which is no station.
        return _Trail(trail.stations, trail.units[:, 1:], trail.factors)

    def summed(self) -> tuple[_Trail, Array]:
        """All paths, and (P, F): the weights on the way, and the batch's sum of all else."""
        trail, batch = self.over(np.arange(1)), self.trace.batch
        rows = max(CHUNK // len(trail.units), 1)
        total = np.zeros(len(trail.units))
        for start in range(0, batch, rows):
            part = self.over(np.arange(start, min(start + rows, batch)))
            own = [factor for factor in part.factors if factor.ndim == 2]
            total += np.multiply.reduce(np.broadcast_arrays(*own)).sum(axis=0)
        return trail, np.stack([*(f for f in trail.factors if f.ndim == 1), total], axis=1)

    def _from_sum(self, trail: _Trail, layer: int, rows: Units) -> _Trail:
        signals, last = self.trace.signals[layer - 1], layer == self.trace.depth
        there = np.ix_(rows, trail.last)
        if last and self.trace.rules.fused:
            return trail.by(signals.dz[there])
        if self.trace.rules.activations[layer - 1] == "softmax":
            return self._through_softmax(trail, layer, rows)
        return self._from_activation(
            trail.by(signals.slope[there], (Role.ACTIVATION, layer)), layer, rows
        )

    def _through_softmax(self, trail: _Trail, layer: int, rows: Units) -> _Trail:
        a = self.trace.signals[layer - 1].a[rows]

        def slope(j: Units, k: Units) -> Array:
            return np.asarray(a[:, k] * ((j == k) - a[:, j]))  # da_k / dz_j

        branched = trail.branched(a.shape[1], slope, (Role.ACTIVATION, layer))
        return self._from_activation(branched, layer, rows)

    def _from_activation(self, trail: _Trail, layer: int, rows: Units) -> _Trail:
        if layer == self.trace.depth:
            return trail.by(self.trace.signals[-1].da[np.ix_(rows, trail.last)])
        W = self.trace.before[layer].W
        branched = trail.branched(W.shape[1], lambda i, j: W[i, j], (Role.SUM, layer + 1))
        if self.grouped:
            return branched.by(self.trace.signals[layer].dz[np.ix_(rows, branched.last)])
        return self._from_sum(branched, layer + 1, rows)
