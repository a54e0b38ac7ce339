"""A frame: everything that is to be seen of a step at one moment, as arrays.

app/scene/framing.py makes it. What has not been computed at its moment is nan in it.
"""

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.scene.kinds import Kinds
from app.scene.look import AUTOMATIC, Look
from app.scene.runs import Runs
from app.scene.scales import Scales
from app.scene.timeline import Moment
from engine.arrays import Array
from engine.network import Parameters


@dataclass(frozen=True)
class Selection:
    """What the user has chosen: which row of the batch is shown, and how it looks.

    Where it is `calm` nothing flies: what is under way fades in instead.
    """

    sample: int = 0
    look: Look = AUTOMATIC
    calm: bool = False


@dataclass(frozen=True, eq=False)
class NodeRow:
    """The nodes of all layers in a row, all arrays (N,); nan is not computed yet.

    `level` in [-1, 1] is how far along its scale `value` lies, `tone` which Tone
    that scale has; `ring_level` is the same for `gradient`.
    `lit` in [0, 1] is how much a node takes part in what is under way. `shown`, `tone`, `ring`
    and `lit` are those of the frame's Kinds.
    """

    value: Array
    shown: NDArray[np.uint8]
    level: Array
    tone: NDArray[np.uint8]
    gradient: Array
    ring: NDArray[np.uint8]
    ring_level: Array
    lit: Array


@dataclass(frozen=True, eq=False)
class EdgeRow:
    """The edges of all layers in a row, all arrays (E,); nan is not computed yet.

    `value` is the number that is shown, as `ink` (an Ink) says, `level` in [-1, 1] how far
    along its scale it lies and `tone` that scale's Tone. `lit` in [0, 1] is how much
    an edge takes part in what is under way.
    """

    value: Array
    level: Array
    tone: NDArray[np.uint8]
    ink: NDArray[np.uint8]
    lit: Array


@dataclass(frozen=True, eq=False)
class NodeFrame(NodeRow):
    """The nodes of layer 0..L, all arrays (n,); nan is not computed yet.

    `bias` is b as it is at t; `old_bias` is b before this step's update.
    """

    bias: Array
    old_bias: Array
    bias_gradient: Array


@dataclass(frozen=True, eq=False)
class EdgeFrame(EdgeRow):
    """The edges into layer 1..L, all arrays (fan_in, fan_out); nan is not computed yet.

    `weight` is W as it is at t, `old_weight` W before this step's update.
    """

    weight: Array
    old_weight: Array
    gradient: Array


@dataclass(frozen=True, eq=False)
class Pulses:
    """Dots that travel along edges, arrays (P,).

    Edge (source, target) leads into `layer`; position 0 is at the source (the
    left end), 1 at the target, so in the backward pass positions fall with t.
    `value` is what the pulse carries, `level` in [-1, 1] how far along its scale
    that lies, `tone` that scale's Tone.
    """

    layer: NDArray[np.intp]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    position: Array
    value: Array
    level: Array
    tone: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a step: what is drawn in a row, and nodes[l], edges[l-1] layer by layer.

    It is that of row `sample` of the batch; `look` says which numbers these are, `kinds` what
    they are. `scales` have an end for each layer 0..L. `now` are the parameters of layers 1..L
    at t, `before` those before this step's update, `gradients` those by them: nan where unknown.
    """

    moment: Moment
    kinds: Kinds
    node_row: NodeRow
    edge_row: EdgeRow
    pulses: Pulses
    now: tuple[Parameters, ...]
    before: tuple[Parameters, ...]
    gradients: tuple[Parameters, ...]
    scales: Scales
    look: Look
    sample: int

    @property
    def runs(self) -> Runs:
        """Where each layer lies in a row."""
        return self.kinds.runs

    @cached_property
    def nodes(self) -> tuple[NodeFrame, ...]:
        """Those of layers 0..L; inputs have no biases."""
        return tuple(map(self._nodes, range(len(self.runs.sizes))))

    @cached_property
    def edges(self) -> tuple[EdgeFrame, ...]:
        """Those into layers 1..L."""
        return tuple(map(self._edges, range(1, len(self.runs.sizes))))

    def _nodes(self, layer: int) -> NodeFrame:
        run, row = self.runs.nodes(layer), vars(self.node_row)
        parts: dict[str, Any] = {name: array[run] for name, array in row.items()}
        if not layer:
            none = np.full(self.runs.sizes[0], nan)
            return NodeFrame(**parts, bias=none, old_bias=none, bias_gradient=none)
        return NodeFrame(
            **parts,
            bias=self.now[layer - 1].b,
            old_bias=self.before[layer - 1].b,
            bias_gradient=self.gradients[layer - 1].b,
        )

    def _edges(self, layer: int) -> EdgeFrame:
        row, block = vars(self.edge_row), self.runs.block
        parts: dict[str, Any] = {name: block(array, layer) for name, array in row.items()}
        return EdgeFrame(
            **parts,
            weight=self.now[layer - 1].W,
            old_weight=self.before[layer - 1].W,
            gradient=self.gradients[layer - 1].W,
        )
