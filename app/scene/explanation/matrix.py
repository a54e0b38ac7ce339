"""A layer's equations as matrices of numbers: Z = A W + b, dW = AᵀδZ and the others.

Every cell knows which number of the step it is, and of which cells of the
other matrices it is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import nan

import numpy as np

from app.scene.explanation.grids import Grid, Grids, transposed
from app.scene.explanation.page import Query
from app.scene.formulas import operations
from app.scene.formulas.equation import Equation
from app.scene.formulas.reading import PARTIAL, Reading
from app.scene.formulas.writing import Ink
from app.scene.known import results_known, value_known
from app.scene.scales import ceiling, largest
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.losses import FUSIONS
from engine.quantity import Quantity, Role
from engine.trace import Kind, Phase

CONTEXT = "Matrix"

Cell = tuple[int, int]


class Product(StrEnum):
    """The equations of a layer that are made of matrices."""

    SUMS = "sums"  # Z = A W + b
    ACTIVATIONS = "activations"  # A = f(Z)
    DELTAS = "deltas"  # dZ = dA * f'(Z), or (A - Y) / B
    WEIGHT_GRADIENT = "weight_gradient"  # dW = A' dZ
    BIAS_GRADIENT = "bias_gradient"  # db = 1' dZ
    INPUT_GRADIENT = "input_gradient"  # dA of the layer before = dZ W'
    UPDATE = "update"  # W new from old


TITLES: Mapping[Product, Text] = {
    Product.SUMS: Text(CONTEXT, "Z = A W + b"),
    Product.ACTIVATIONS: Text(CONTEXT, "A = f(Z)"),
    Product.DELTAS: Text(CONTEXT, "δ = ∂L/∂Z"),
    Product.WEIGHT_GRADIENT: Text(CONTEXT, "∂L/∂W = Aᵀ δ"),
    Product.BIAS_GRADIENT: Text(CONTEXT, "∂L/∂b = Σ δ"),
    Product.INPUT_GRADIENT: Text(CONTEXT, "∂L/∂A = δ Wᵀ"),
    Product.UPDATE: Text(CONTEXT, QT_TRANSLATE_NOOP("Matrix", "update")),
}


@dataclass(frozen=True, eq=False)
class Made:
    """How a cell of the first grid comes about: the cells it is made of, grid by grid."""

    cells: tuple[tuple[Cell, ...], ...]
    equations: tuple[Equation, ...]


@dataclass(frozen=True, eq=False)
class MatrixEquation:
    """The first grid = the others with `signs` between all (LaTeX, one fewer than grids).

    `made_of(i, j)` says how a cell of the first grid comes about.
    """

    product: Product
    title: Text
    grids: tuple[Grid, ...]
    signs: tuple[str, ...]
    chosen: Cell | None
    made_of: Callable[[int, int], Made]


def matrix_equation(query: Query, product: Product) -> MatrixEquation:
    """One of them."""
    return _Sheet(query).equation(product)


def products_of(query: Query) -> tuple[Product, ...]:
    """Which equations, the usual one for the quantity and the phase first."""
    quantity, depth = query.quantity, query.trace.depth
    if quantity.role in (Role.LOSS, Role.INPUT):
        return ()
    phase = query.timeline.moment(query.t).phase
    products = [
        product
        for product in Product
        if product is not Product.INPUT_GRADIENT or 1 < _layer_of(quantity, product) <= depth
    ]
    usual = _usual(quantity, phase)
    if usual not in products:  # the last layer's dL/dA comes from the loss
        usual = Product.DELTAS
    return (usual, *(product for product in products if product is not usual))


def _usual(quantity: Quantity, phase: Phase | None) -> Product:
    own = {
        Role.SUM: Product.SUMS,
        Role.ACTIVATION: Product.ACTIVATIONS,
        Role.DELTA: Product.DELTAS,
        Role.OUTPUT_GRADIENT: Product.INPUT_GRADIENT,
    }
    if quantity.role in own:
        return own[quantity.role]
    if phase is Phase.UPDATE:
        return Product.UPDATE
    if phase is Phase.BACKWARD:
        weight = quantity.role is Role.WEIGHT
        return Product.WEIGHT_GRADIENT if weight else Product.BIAS_GRADIENT
    return Product.SUMS


def _layer_of(quantity: Quantity, product: Product) -> int:
    """The layer that an equation is about; dL/dA of a unit is made in the layer after its own."""
    back = product is Product.INPUT_GRADIENT and not quantity.is_parameter
    return quantity.layer + 1 if back else quantity.layer


class _Sheet:
    """The grids of a query's trace at its moment."""

    def __init__(self, query: Query) -> None:
        self.query, self.trace, self.grids = query, query.trace, Grids(query)

    def equation(self, product: Product) -> MatrixEquation:
        """One equation of the layer that the query's quantity belongs to."""
        layer = _layer_of(self.query.quantity, product)
        make = {
            Product.SUMS: self._sums,
            Product.ACTIVATIONS: self._activations,
            Product.DELTAS: self._deltas,
            Product.WEIGHT_GRADIENT: self._weight_gradient,
            Product.BIAS_GRADIENT: self._bias_gradient,
            Product.INPUT_GRADIENT: self._input_gradient,
            Product.UPDATE: self._update,
        }
        grids, signs, made_of = make[product](layer)
        return MatrixEquation(
            product, TITLES[product], grids, signs, self._chosen(product), made_of
        )

    def _chosen(self, product: Product) -> Cell | None:
        """The cell of the result that the query is about."""
        quantity, sample = self.query.quantity, self.query.sample
        if product is Product.BIAS_GRADIENT or (
            product is Product.UPDATE and quantity.role is Role.BIAS
        ):
            return 0, quantity.unit
        if product in (Product.WEIGHT_GRADIENT, Product.UPDATE):
            return (quantity.source, quantity.unit) if quantity.role is Role.WEIGHT else None
        if product is Product.INPUT_GRADIENT and quantity.is_parameter:
            return (sample, quantity.source) if quantity.role is Role.WEIGHT else None
        return sample, quantity.unit

    # The equations: grids, signs, and how a cell of the first grid is made.

    def _sums(self, layer: int) -> "_Parts":
        fan_in = self.trace.sizes[layer - 1]

        def made(s: int, j: int) -> Made:
            row, column = _row(s, fan_in), _column(j, fan_in)
            return self._made(s, (row, column, ((0, j),)), operations.weighted_sum, layer, j)

        grids = (
            self.grids.signal("Z", layer, Role.SUM),
            self.grids.inputs(layer),
            self.grids.weights(layer),
            self.grids.biases(layer),
        )
        return grids, ("=", r"\cdot", "+"), made

    def _activations(self, layer: int) -> "_Parts":
        softmax = self.trace.rules.activations[layer - 1] == "softmax"

        def made(s: int, j: int) -> Made:
            cells = _row(s, self.trace.sizes[layer]) if softmax else ((s, j),)
            return self._made(s, (cells,), operations.activation, layer, j)

        grids = (
            self.grids.signal("A", layer, Role.ACTIVATION),
            self.grids.signal("Z", layer, Role.SUM),
        )
        return grids, ("= f",), made

    def _deltas(self, layer: int) -> "_Parts":
        trace = self.trace
        delta = self.grids.signal(r"\delta", layer, Role.DELTA)
        grids: tuple[Grid, ...] = (
            delta,
            self.grids.signal(f"{PARTIAL}L/{PARTIAL}A", layer, Role.OUTPUT_GRADIENT),
            self.grids.signal("Z", layer, Role.SUM),
        )
        signs: tuple[str, ...] = ("=", r"\odot f'")
        if layer == trace.depth and trace.rules.fused:
            grids, signs = self._output_minus_target(delta)
        whole_row = trace.rules.activations[layer - 1] == "softmax" and not trace.rules.fused

        def made(s: int, j: int) -> Made:
            cells = _row(s, trace.sizes[layer]) if whole_row else ((s, j),)
            parts = (cells,) * (len(grids) - 1)
            made = self._made(s, parts, operations.activation_gradient, layer, j)
            if value_known(self.query.timeline, self.query.t, Quantity(Role.DELTA, layer, j)):
                return made
            # How a loss's slope is written may tell where its outputs will lie.
            return replace(made, equations=made.equations[-1:])

        return grids, signs, made

    def _output_minus_target(self, delta: Grid) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
        """A - Y, over the number of samples (and of outputs, where the loss is their mean)."""
        trace = self.trace
        outputs = self.grids.signal("A", trace.depth, Role.ACTIVATION)
        fusion = FUSIONS[trace.rules.activations[-1], trace.rules.loss]
        count = trace.targets.size if fusion.mean_over_outputs else trace.batch
        if count == 1:
            return (delta, outputs, self.grids.targets()), ("=", "-")
        difference = replace(
            outputs, name=f"{outputs.name} - Y", values=outputs.values - trace.targets
        )
        return (delta, difference), (rf"= \frac{{1}}{{{count}}}",)

    def _weight_gradient(self, layer: int) -> "_Parts":
        batch = self.trace.batch

        def made(i: int, j: int) -> Made:
            cells = _row(i, batch), _column(j, batch)
            return self._made(self.query.sample, cells, operations.weight_gradient, layer, j, i)

        inputs = self.grids.inputs(layer)
        grids = (
            self.grids.gradients(layer),
            transposed(inputs),
            self.grids.signal(r"\delta", layer, Role.DELTA),
        )
        if self.trace.rules.l1 or self.trace.rules.l2:
            pull = self.grids.penalty(layer)
            return (*grids, pull), ("=", r"\cdot", "+"), lambda i, j: _with(made(i, j), (i, j))
        return grids, ("=", r"\cdot"), made

    def _bias_gradient(self, layer: int) -> "_Parts":
        batch = self.trace.batch

        def made(i: int, j: int) -> Made:
            cells = (_column(j, batch),)
            return self._made(self.query.sample, cells, operations.bias_gradient, layer, j)

        gradient = self.grids.biases(layer, f"{PARTIAL}L/{PARTIAL}b^{{({layer})}}")
        values = self.trace.gradients[layer - 1].b[np.newaxis].copy()
        known = results_known(self.query.timeline, self.query.t, Kind.BIAS_GRADIENT, layer)
        values[0, known:] = nan
        gradient = replace(
            gradient, values=values, ink=Ink.GRADIENT, scale=self.grids.scales.gradient[layer]
        )
        return (gradient, self.grids.signal(r"\delta", layer, Role.DELTA)), (r"= \sum_s",), made

    def _input_gradient(self, layer: int) -> "_Parts":
        fan_out = self.trace.sizes[layer]

        def made(s: int, i: int) -> Made:
            cells = _row(s, fan_out), _column(i, fan_out)
            return self._made(s, cells, operations.input_gradient, layer, i)

        grids = (
            self.grids.signal(f"{PARTIAL}L/{PARTIAL}A", layer - 1, Role.OUTPUT_GRADIENT),
            self.grids.signal(r"\delta", layer, Role.DELTA),
            transposed(self.grids.weights(layer)),
        )
        return grids, ("=", r"\cdot"), made

    def _update(self, layer: int) -> "_Parts":
        """Old + change = new: of the weights, or of the biases where one of them is asked for."""
        of_bias = self.query.quantity.role is Role.BIAS
        known = self.grids.cells(Kind.UPDATE, layer)
        known = known[-1:] if of_bias else known[:-1]
        old = self.grids.biases(layer) if of_bias else self.grids.weights(layer)
        letter, after = old.name, self.trace.after[layer - 1]
        values = after.b[np.newaxis] if of_bias else after.W
        with np.errstate(all="ignore"):  # a diverging step overflows
            steps = values - old.values
        new = replace(
            old, name=rf"{letter}_{{\mathrm{{new}}}}", values=np.where(known, values, nan)
        )
        # Steps are small beside the weights: on their scale all would look like 0.
        change = replace(
            old,
            name=rf"\Delta {letter}",
            values=np.where(known, steps, nan),
            scale=ceiling(largest(steps)),
        )

        def made(i: int, j: int) -> Made:
            term = self.trace.sizes[layer - 1] if of_bias else i
            cells = ((i, j),), ((i, j),)
            return self._made(self.query.sample, cells, operations.update, layer, j, term)

        return (new, old, change), ("=", "+"), made

    def _made(
        self,
        sample: int,
        cells: tuple[tuple[Cell, ...], ...],
        operation: Callable[[Reading, int, int, int], list[Equation]],
        layer: int,
        unit: int,
        focus: int = 0,
    ) -> Made:
        reading = Reading(self.trace, sample)
        return Made(cells, tuple(operation(reading, layer, unit, focus)))


_Parts = tuple[tuple[Grid, ...], tuple[str, ...], Callable[[int, int], Made]]


def _row(i: int, count: int) -> tuple[Cell, ...]:
    return tuple((i, k) for k in range(count))


def _column(j: int, count: int) -> tuple[Cell, ...]:
    return tuple((k, j) for k in range(count))


def _with(made: Made, cell: Cell) -> Made:
    """With one cell more, of one more grid."""
    return replace(made, cells=(*made.cells, (cell,)))
