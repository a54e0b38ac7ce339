"""The exact numbers of what the pointer is on."""

from math import isnan

from PySide6.QtCore import QCoreApplication

from app.scene.hit import EdgeHit, Hit, NodeHit
from app.scene.kinds import Ink, Ring, Shown
from app.scene.layer_titles import layer_name
from app.scene.node_names import LETTERS, node_name
from app.views.stage_diagnosis import unit_sentences
from app.views.stage_picture import Picture
from app.views.texts import translated

NUMBERS = {Shown.INPUT: "x", Shown.ACTIVATION: "a", **LETTERS}
"""What a node's number is; that of its ring has a line of its own."""

PRODUCTS = {Ink.CONTRIBUTION: "a · w", Ink.CHANGE: "Δw"}
"""What else an edge may show than its weight and the gradient of it."""


def tip(picture: Picture, hit: Hit) -> str:
    """Lines of text with every digit; "" where nothing is."""
    if isinstance(hit, NodeHit):
        return _node_tip(picture, hit)
    if isinstance(hit, EdgeHit):
        return _edge_tip(picture, hit)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("StageTips", text)


def _name(picture: Picture, layer: int, neuron: int, shown: int) -> str:
    return node_name(picture.dataset, picture.depth, layer, neuron, shown)


def _node_tip(picture: Picture, hit: NodeHit) -> str:
    nodes, n = picture.frame.nodes[hit.layer], hit.neuron
    shown, ring = nodes.shown[n], nodes.ring[n]
    where = translated(layer_name(hit.layer, picture.depth))
    lines = [f"{where} · {_name(picture, hit.layer, n, shown)}"]
    if shown == Shown.NOTHING:
        lines.append(_tr("not computed yet"))
    elif shown != Shown.DELTA or ring != Ring.DELTA:
        lines.append(f"{NUMBERS[Shown(shown)]} = {float(nodes.value[n])!r}")
    if not isnan(nodes.bias[n]):
        lines.append(f"b = {float(nodes.bias[n])!r}")
    if ring != Ring.NOTHING:
        name = "δ = ∂L/∂z" if ring == Ring.DELTA else "∂L/∂a"
        lines.append(f"{name} = {float(nodes.gradient[n])!r}")
    if not isnan(nodes.bias_gradient[n]):
        lines.append(f"∂L/∂b = {float(nodes.bias_gradient[n])!r}")
    return "\n".join([*lines, *unit_sentences(picture, hit)])


def _edge_tip(picture: Picture, hit: EdgeHit) -> str:
    edges, place = picture.frame.edges[hit.layer - 1], (hit.source, hit.target)
    source = _name(picture, hit.layer - 1, hit.source, Shown.ACTIVATION)
    target = _name(picture, hit.layer, hit.target, Shown.ACTIVATION)
    lines = [f"{source} → {target}", f"w = {float(edges.weight[place])!r}"]
    if edges.weight[place] != edges.old_weight[place]:
        lines.append(_tr("before: w = {0}").format(repr(float(edges.old_weight[place]))))
    if not isnan(edges.gradient[place]):
        lines.append(f"∂L/∂w = {float(edges.gradient[place])!r}")
    if edges.ink[place] in PRODUCTS:
        name = PRODUCTS[Ink(edges.ink[place])]
        lines.append(f"{name} = {float(edges.value[place])!r}")
    return "\n".join(lines)
