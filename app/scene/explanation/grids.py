"""Matrices of a step's numbers at a moment: what each cell is, and in which colours it is seen."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from app.scene.explanation.page import Query, Word
from app.scene.explanation.unit_names import Names, names_of_layer
from app.scene.formulas.reading import PARTIAL
from app.scene.formulas.writing import Ink
from app.scene.known import cells_known, value_known
from app.scene.scales import scales
from engine import quantity as q
from engine.arrays import Array
from engine.quantity import Quantity, Role
from engine.trace import Kind


@dataclass(frozen=True, eq=False)
class Grid:
    """A matrix: its name in LaTeX, `values` (r, c), nan where they are not computed yet.

    `scale` is where its colours end. `quantity(i, j)` is what a cell is, None
    for what has no name; `sample(i, j)` the row of the batch that it is of, None
    where it is of none.
    """

    name: str
    values: Array
    ink: Ink
    scale: float
    rows: Sequence[Word]
    columns: Sequence[Word]
    quantity: Callable[[int, int], Quantity | None]
    sample: Callable[[int, int], int | None] = lambda i, j: None


class Grids:
    """The matrices of a query's trace, with nan for what is not computed at its moment."""

    def __init__(self, query: Query) -> None:
        self.query, self.trace = query, query.trace
        self.scales = scales(query.trace)

    def signal(self, letter: str, layer: int, role: Role) -> Grid:
        """(B, n_l) of a layer 1..L; units are computed one by one, for all samples at once."""
        signals, scale = self.trace.signals[layer - 1], self.scales
        values, ink, ends = {
            Role.SUM: (signals.z, Ink.VALUE, scale.sum),
            Role.ACTIVATION: (signals.a, Ink.VALUE, scale.value),
            Role.DELTA: (signals.dz, Ink.GRADIENT, scale.delta),
            Role.OUTPUT_GRADIENT: (signals.da, Ink.GRADIENT, scale.delta),
        }[role]
        return Grid(
            f"{letter}^{{({layer})}}",
            self._known(values, role, layer),
            ink,
            ends[layer],
            self._samples(),
            self._units(layer),
            lambda s, j: Quantity(role, layer, j),
            lambda s, j: s,
        )

    def _known(self, values: Array, role: Role, layer: int) -> Array:
        timeline, t = self.query.timeline, self.query.t
        last = values.shape[1] - 1
        if value_known(timeline, t, Quantity(role, layer, last)):
            return values
        # Units come about in order.
        units = range(last + 1)
        known = bisect_left(
            units, True, key=lambda unit: not value_known(timeline, t, Quantity(role, layer, unit))
        )
        return np.where(np.arange(last + 1) < known, values, nan)

    def inputs(self, layer: int) -> Grid:
        """What comes into a layer: the activations before it, or the data."""
        if layer > 1:
            return self.signal("A", layer - 1, Role.ACTIVATION)
        return Grid(
            "X",
            self.trace.inputs,
            Ink.VALUE,
            self.scales.value[0],
            self._samples(),
            self._units(0),
            lambda s, i: q.activation(0, i),
            lambda s, i: s,
        )

    def targets(self) -> Grid:
        """(B, n_L), which are no numbers of the network's."""
        return Grid(
            "Y",
            self.trace.targets,
            Ink.VALUE,
            self.scales.value[-1],
            self._samples(),
            self._units(self.trace.depth),
            lambda s, j: None,
            lambda s, j: s,
        )

    def weights(self, layer: int) -> Grid:
        """(n_{l-1}, n_l), as before the update."""
        return Grid(
            f"W^{{({layer})}}",
            self.trace.before[layer - 1].W,
            Ink.VALUE,
            self.scales.weight[layer],
            self._units(layer - 1),
            self._units(layer),
            lambda i, j: q.weight(layer, i, j),
        )

    def gradients(self, layer: int) -> Grid:
        """(n_{l-1}, n_l): those of the weights, the penalty's part included."""
        known = self.cells(Kind.WEIGHT_GRADIENT, layer)
        return replace(
            self.weights(layer),
            name=f"{PARTIAL}L/{PARTIAL}W^{{({layer})}}",
            values=np.where(known, self.trace.gradients[layer - 1].W, nan),
            ink=Ink.GRADIENT,
            scale=self.scales.gradient[layer],
        )

    def penalty(self, layer: int) -> Grid:
        """What l1 and l2 add to the gradient."""
        rules, weights = self.trace.rules, self.weights(layer)
        parts = [(rules.l1, r"\lambda_1 \operatorname{sign} W"), (rules.l2, r"\lambda_2 W")]
        return replace(
            weights,
            name=" + ".join(name for strength, name in parts if strength),
            values=rules.l1 * np.sign(weights.values) + rules.l2 * weights.values,
            ink=Ink.GRADIENT,
            scale=self.scales.gradient[layer],
        )

    def cells(self, kind: Kind, layer: int) -> NDArray[np.bool_]:
        """(terms, neurons): which terms of an operation are computed."""
        slot = self.query.timeline.slot(kind, layer)
        known = np.arange(slot.neurons * slot.terms) < cells_known(
            self.query.timeline, self.query.t, kind, layer
        )
        return known.reshape(slot.neurons, slot.terms).T

    def biases(self, layer: int, name: str = "") -> Grid:
        """(1, n_l)."""
        return Grid(
            name or f"b^{{({layer})}}",
            self.trace.before[layer - 1].b[np.newaxis],
            Ink.VALUE,
            self.scales.weight[layer],
            ("",),
            self._units(layer),
            lambda i, j: q.bias(layer, j),
        )

    def _units(self, layer: int) -> Names:
        trace = self.trace
        return names_of_layer(self.query.dataset, layer, trace.depth, trace.sizes[layer])

    def _samples(self) -> Names:
        return Names(self.trace.batch, lambda s: str(s + 1))


def transposed(grid: Grid) -> Grid:
    """Rows for columns."""
    return replace(
        grid,
        name=rf"{grid.name}{{}}^{{\mathsf{{T}}}}",
        values=grid.values.T,
        rows=grid.columns,
        columns=grid.rows,
        quantity=lambda i, j: grid.quantity(j, i),
        sample=lambda i, j: grid.sample(j, i),
    )
