"""From a place on the stage to the quantity whose number is there, and back."""

from app.scene.frame import Frame, NodeFrame
from app.scene.hit import EdgeHit, Hit, NodeHit, RingHit, TextHit
from app.scene.kinds import Ring, Shown
from engine import quantity as q
from engine.quantity import Quantity, Role


def quantity_at(frame: Frame, hit: Hit) -> Quantity | None:
    """What is asked by pointing there: the number that a node shows, a ring's, a weight."""
    match hit:
        case TextHit(quantity):
            return quantity
        case EdgeHit(layer, source, target):
            return q.weight(layer, source, target)
        case RingHit(layer, neuron):
            return gradient_of(frame.nodes[layer], layer, neuron)
        case NodeHit(layer, neuron):
            return value_of(frame.nodes[layer], layer, neuron)
    return None


def value_of(nodes: NodeFrame, layer: int, neuron: int) -> Quantity:
    """The number in a node, z, a or delta; of an empty node a, of layer 0 an input."""
    named = {Shown.SUM: q.weighted_sum, Shown.DELTA: q.delta}
    return named.get(Shown(nodes.shown[neuron]), q.activation)(layer, neuron)


def gradient_of(nodes: NodeFrame, layer: int, neuron: int) -> Quantity | None:
    """The number of a node's ring; None where it has none."""
    ring = nodes.ring[neuron]
    if ring == Ring.NOTHING:
        return None
    return (q.delta if ring == Ring.DELTA else q.output_gradient)(layer, neuron)


def place_of(hit: Hit) -> NodeHit | EdgeHit | None:
    """The node or the edge that it belongs to."""
    match hit:
        case RingHit(layer, neuron):
            return NodeHit(layer, neuron)
        case TextHit(quantity):
            return _home(quantity)
    return hit


def _home(quantity: Quantity) -> NodeHit | EdgeHit | None:
    match quantity.role:
        case Role.LOSS:
            return None
        case Role.WEIGHT:
            return EdgeHit(quantity.layer, quantity.source, quantity.unit)
    return NodeHit(quantity.layer, quantity.unit)
