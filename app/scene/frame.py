"""A frame: everything that is to be seen of a step at one moment, as arrays.

app/scene/framing.py makes it. What has not been computed at its moment is nan in it.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.scene.look import AUTOMATIC, Look
from app.scene.scales import Scales
from app.scene.timeline import Moment
from engine.arrays import Array


class Shown(IntEnum):
    """What the number inside a node is."""

    NOTHING = 0
    INPUT = 1
    SUM = 2  # z
    ACTIVATION = 3  # a
    DELTA = 4  # dz = dL/dz


class Ring(IntEnum):
    """What the ring around a node is."""

    NOTHING = 0
    OUTPUT_GRADIENT = 1  # da = dL/da
    DELTA = 2  # dz = dL/dz


class Tone(IntEnum):
    """Which pair of colours a number is shown in."""

    VALUE = 0
    GRADIENT = 1


class Ink(IntEnum):
    """What an edge's colour, width and number are."""

    WEIGHT = 0
    GRADIENT = 1  # dL/dW
    UPDATE = 2  # old weight and new weight
    CONTRIBUTION = 3  # weight times input
    CHANGE = 4  # new weight less old weight
    NOTHING = 5


@dataclass(frozen=True)
class Selection:
    """What the user has chosen: which row of the batch is shown, and how it looks.

    Where it is `calm` nothing flies: what is under way fades in instead.
    """

    sample: int = 0
    look: Look = AUTOMATIC
    calm: bool = False


@dataclass(frozen=True, eq=False)
class NodeFrame:
    """The nodes of layer 0..L, all arrays (n,); nan is not computed yet.

    `level` in [-1, 1] is how far along its scale `value` lies, `tone` which Tone
    that scale has; `ring_level` is the same for `gradient`.
    `lit` in [0, 1] is how much a node takes part in what is under way.
    `bias` is b as it is at t; `old_bias` is b before this step's update.
    """

    value: Array
    shown: NDArray[np.uint8]
    level: Array
    tone: NDArray[np.uint8]
    gradient: Array
    ring: NDArray[np.uint8]
    ring_level: Array
    bias: Array
    old_bias: Array
    bias_gradient: Array
    lit: Array


@dataclass(frozen=True, eq=False)
class EdgeFrame:
    """The edges into layer 1..L, all arrays (fan_in, fan_out); nan is not computed yet.

    `weight` is W as it is at t, `old_weight` W before this step's update,
    `value` is the one that is shown, as `ink` (an Ink) says, `level` in [-1, 1] how far
    along its scale it lies and `tone` that scale's Tone. `lit` in [0, 1] is how much
    an edge takes part in what is under way.
    """

    weight: Array
    old_weight: Array
    gradient: Array
    value: Array
    level: Array
    tone: NDArray[np.uint8]
    ink: NDArray[np.uint8]
    lit: Array


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
    """One picture of a step. nodes[l] and scales[l] for l = 0..L, edges[l-1] into layer l.

    It is that of row `sample` of the batch; `look` says which numbers these are.
    """

    moment: Moment
    nodes: tuple[NodeFrame, ...]
    edges: tuple[EdgeFrame, ...]
    pulses: Pulses
    scales: tuple[Scales, ...]
    look: Look
    sample: int
