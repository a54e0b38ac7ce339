"""Every colour on the stage lies on a scale that the legend names, with the ends that it tells."""

from dataclasses import dataclass, replace
from math import isnan, log1p

import numpy as np
import pytest

from app.scene.frame import Frame, Selection
from app.scene.framing import frame
from app.scene.kinds import Ink, Ring, Shown, Tone
from app.scene.legend import Entry, entries
from app.scene.look import EdgeColour, Look, NodeColour
from app.scene.scales import LINEAR, Scales, layer_scales
from app.scene.timeline import Timeline
from engine.trace import Phase, StepTrace
from tests.builders import trainer_of

SAMPLE = 1
LOOKS = [
    Look(nodes, edges, per_layer, symlog)
    for nodes in NodeColour
    for edges in EdgeColour
    for per_layer in (False, True)
    for symlog in (False, True)
]


@pytest.fixture(scope="module")
def trace() -> StepTrace:
    """A step in which no two scales have the same ends, and large numbers of either sign."""
    trainer = trainer_of((3, 4, 3, 2), batch_size=3)
    trainer.advance(2)
    trace = trainer.trace(1)
    before, after = [], []
    for layer, (old, new) in enumerate(zip(trace.before, trace.after, strict=True), 1):
        W, moved = old.W.copy(), new.W.copy()
        W[0, 0], moved[0, 0], moved[1, 1] = -(3.0 + layer), -(3.0 + layer), 9.0 + 2.0 * layer
        before.append(replace(old, W=W))
        after.append(replace(new, W=moved))
    signals = [replace(each, z=7.0 * each.z, dz=40.0 * each.dz) for each in trace.signals]
    return replace(
        trace,
        inputs=0.03 * trace.inputs,
        before=tuple(before),
        after=tuple(after),
        signals=tuple(signals),
        gradients=tuple(replace(each, W=300.0 * each.W) for each in trace.gradients),
    )


def moments(trace):
    """In the midst of every neuron, and where operations end."""
    timeline = Timeline(trace.operations, trace.sizes)
    for index, slot in enumerate(timeline.slots):
        for neuron in range(slot.neurons):
            yield frame_at(trace, timeline, index + (neuron + 0.4) / slot.neurons)
        yield frame_at(trace, timeline, index + 1.0)


def frame_at(trace, timeline, t):
    return lambda look: frame(trace, timeline, t, Selection(SAMPLE, look))


def legend_of(picture: Frame, layer: int) -> dict[str, Entry]:
    """What the legend tells, with the ends of that layer's scales."""
    told = entries(picture.scales, picture.look, picture.moment.phase, layer)
    return {each.name.template: each for each in map(plainly, told)}


def plainly(entry: Entry) -> Entry:
    """An entry under its own name, whether its scale is logarithmic or not."""
    return replace(entry, name=entry.name.values.get("name", entry.name))


@dataclass(frozen=True)
class Coloured:
    """Numbers of a layer in one colour scale: which it is, values, levels and tones."""

    scale: str
    layer: int
    values: np.ndarray
    levels: np.ndarray
    tones: np.ndarray
    lines: bool = False


NODES = {Shown.SUM: "sum z", Shown.DELTA: "delta δ"}

EDGES = {
    Ink.WEIGHT: "weight",
    Ink.UPDATE: "weight",
    Ink.GRADIENT: "gradient",
    Ink.CONTRIBUTION: "contribution a · w",
    Ink.CHANGE: "update Δw",
}


def coloured(picture: Frame):
    """All numbers that have a colour, but those under way."""
    ends = {0: "input", len(picture.nodes) - 1: "output"}
    for layer, nodes in enumerate(picture.nodes):
        for shown in map(Shown, np.unique(nodes.shown)):
            name, of = NODES.get(shown, ends.get(layer, "value")), nodes.shown == shown
            if shown != Shown.NOTHING:
                yield Coloured(name, layer, nodes.value[of], nodes.level[of], nodes.tone[of])
        of = nodes.ring != Ring.NOTHING
        if of.any():
            tones = np.full(of.sum(), Tone.GRADIENT)
            yield Coloured("delta δ", layer, nodes.gradient[of], nodes.ring_level[of], tones)
    for layer, edges in enumerate(picture.edges, 1):
        for ink in map(Ink, np.unique(edges.ink)):
            of = edges.ink == ink
            if ink != Ink.NOTHING:
                values, levels = edges.value[of], edges.level[of]
                yield Coloured(EDGES[ink], layer, values, levels, edges.tone[of], lines=True)


def expected(values, maximum, logarithmic):
    share = values / maximum
    if not logarithmic:
        return share
    return np.sign(share) * np.log1p(np.abs(share) / LINEAR) / log1p(1.0 / LINEAR)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: " ".join(map(str, vars(look).values())))
def test_every_level_is_its_value_on_a_scale_that_the_legend_tells(trace, look):
    told = set()
    for at in moments(trace):
        picture = at(look)
        for each in coloured(picture):
            legend = legend_of(picture, each.layer)
            entry = legend.get(each.scale) or legend["value"]
            log = look.symlog and entry.tone == Tone.GRADIENT
            np.testing.assert_allclose(
                each.levels, expected(each.values, entry.maximum, log), atol=2e-6
            )
            assert (each.tones == entry.tone).all()
            assert entry.lines == each.lines
            told.add(entry.name.template)
    # Scales that the trace keeps apart.
    assert told >= set(legend) - {"value"}


def test_what_flows_is_on_the_scale_of_what_it_becomes_or_of_its_edges(trace):
    for look in LOOKS:
        for at in moments(trace):
            picture = at(look)
            pulses, forward = picture.pulses, picture.moment.phase is Phase.FORWARD
            if not pulses.layer.size:
                continue
            scales, layer = picture.scales, pulses.layer[0]
            terms = look.edges is EdgeColour.CONTRIBUTION
            ends = scales.contribution if terms else scales.sum
            levels = expected(pulses.value, ends[layer], False)
            if not forward:
                levels = expected(pulses.value, scales.delta[layer], look.symlog)
            np.testing.assert_allclose(pulses.level, np.clip(levels, -1.0, 1.0), atol=2e-6)
            assert (pulses.tone == (Tone.VALUE if forward else Tone.GRADIENT)).all()


@pytest.mark.parametrize(
    ("phase", "names"),
    [
        (None, ["value", "sum z", "weight"]),
        (Phase.FORWARD, ["value", "sum z", "weight"]),
        (Phase.BACKWARD, ["value", "weight", "delta δ", "gradient"]),
        (Phase.UPDATE, ["value", "weight", "delta δ", "gradient"]),
    ],
)
def test_what_is_not_on_the_stage_is_not_in_the_legend(phase, names):
    scales = Scales(lambda name: (2.0 if name == "sum" else 1.0,) * 3)
    told = entries(scales, Look(), phase, None)
    assert [entry.name.template for entry in told] == names


def test_the_inputs_have_a_scale_of_values_and_no_other(trace):
    for look in LOOKS:
        if look.per_layer:
            told = map(plainly, entries(layer_scales(trace), look, Phase.BACKWARD, 0))
            for entry in told:
                assert isnan(entry.maximum) == (entry.name.template not in ("value", "input"))
