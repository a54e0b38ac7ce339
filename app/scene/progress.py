"""How far all operations of one kind have come: whole layers, and a part of one at most."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from app.scene.known import slot_known
from app.scene.timeline import EPSILON, Timeline
from engine.trace import Kind


@dataclass(frozen=True)
class Progress:
    """How far all operations of a kind have come: those of `layers` are done, and of that of
    `layer` (0 for none) as many terms as `cells` are there, counted neuron by neuron."""

    layers: range
    layer: int = 0
    cells: int = 0
    neurons: int = 0
    terms: int = 1

    @property
    def results(self) -> int:
        """How many neurons of `layer` have their result."""
        return self.cells // self.terms

    @property
    def mask(self) -> NDArray[np.bool_]:
        """(terms, neurons): which terms of `layer` are there."""
        known = np.arange(self.neurons * self.terms) < self.cells
        return known.reshape(self.neurons, self.terms).T


def progress(timeline: Timeline, t: float, kind: Kind) -> Progress:
    """How far all operations of that kind have come at t."""
    done = floor(t + EPSILON)
    whole = [layer for layer, index in timeline.layers(kind) if index < done]
    layers = range(min(whole), max(whole) + 1) if whole else range(0)
    if done < len(timeline.slots) and timeline.slots[done].operation.kind is kind:
        layer = timeline.slots[done].operation.layer
        slot, cells = slot_known(timeline, t, kind, layer)
        if cells:
            return Progress(layers, layer, cells, slot.neurons, slot.terms)
    return Progress(layers)
