"""The look: which number colours a node and an edge, and on which scale."""

from dataclasses import dataclass
from enum import StrEnum

from app.scene.scales import Scales, kept, layer_scales, network_scales
from engine.trace import StepTrace


class NodeColour(StrEnum):
    """Which number a node shows and is coloured by."""

    AUTOMATIC = "automatic"  # z, then a; delta is the ring around it
    ACTIVATION = "activation"
    SUM = "sum"
    DELTA = "delta"


class EdgeColour(StrEnum):
    """Which number an edge shows and is coloured by."""

    AUTOMATIC = "automatic"  # the weight, its gradient, the new weight
    WEIGHT = "weight"
    CONTRIBUTION = "contribution"  # weight times input, of the sample that is shown
    GRADIENT = "gradient"  # dL/dW
    UPDATE = "update"  # what the step adds to the weight


@dataclass(frozen=True)
class Locked:
    """The scales of layers 0..L of one step, kept for others: the network's and their own."""

    step: int
    whole: Scales
    layers: Scales


@dataclass(frozen=True)
class Look:
    """What is coloured, and how.

    `per_layer`: each layer has scales of its own. `symlog`: those of deltas,
    gradients and updates are logarithmic. Where `locked` is None, scales are
    those of the step that is shown.
    """

    nodes: NodeColour = NodeColour.AUTOMATIC
    edges: EdgeColour = EdgeColour.AUTOMATIC
    per_layer: bool = False
    symlog: bool = False
    locked: Locked | None = None


def lock_of(trace: StepTrace) -> Locked:
    """The scales of this step, to be kept."""
    return Locked(trace.step, kept(network_scales(trace)), kept(layer_scales(trace)))


def scales_of(trace: StepTrace, look: Look) -> Scales:
    """The scales that layers 0..L are shown on."""
    locked = look.locked
    if look.per_layer:
        return locked.layers if locked else layer_scales(trace)
    return locked.whole if locked else network_scales(trace)


AUTOMATIC = Look()
"""What the phase says, on scales of the whole network."""
