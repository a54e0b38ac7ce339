"""What is asked about, as marks between the edges and the nodes: paths, and light around things."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.scene.colour import rgb
from app.scene.edge_marks import solid
from app.scene.edges import ends
from app.scene.layout import Layout
from app.scene.marks import Curves, Shapes, Solid, joined_curves, joined_shapes, shapes
from app.scene.rings import is_tight, ring_width
from app.scene.theme import Theme
from app.scene.trails import Stroke
from engine.arrays import Array
from engine.quantity import LOSS, Quantity, Role

HALO = {False: 0.26, True: 0.42}
"""The opacity of the light around what is lit, and around what is pinned."""

EDGE_HALO = ((13.0, 0.0), (1.5, 1.0))
"""(width in px, opacity or 0 for that of the halo) of the light around an edge."""

VEIL = 0.62
"""How much of the edges that are on no path goes under."""

WIDTHS = (1.6, 5.5)
"""The widths, in px, of a path that adds nothing and of the strongest."""

GLOW = ((9.0, 0.12), (4.0, 0.22))
"""(wider by, opacity) of the light around a path."""

TRIED = 3.0
"""The width of the edge whose weight is tried, in px."""

VALUES = (Role.INPUT, Role.SUM, Role.ACTIVATION)
RINGS = (Role.DELTA, Role.OUTPUT_GRADIENT)


@dataclass(frozen=True)
class Spotlight:
    """What is lit, what of it is pinned, the paths that are shown and the weight that is tried."""

    lit: frozenset[Quantity] = frozenset()
    pinned: Quantity | None = None
    strokes: tuple[Stroke, ...] = ()
    tried: Quantity | None = None

    def on_stage(self) -> Iterator[tuple[Quantity, bool]]:
        """What is lit and has a place on the stage, with whether it is pinned; that last."""
        for quantity in sorted(self.lit, key=lambda each: each == self.pinned):
            if quantity != LOSS:
                yield quantity, quantity == self.pinned

    @property
    def dim(self) -> float:
        """How opaque it leaves the edges."""
        return 1.0 - VEIL if self.strokes else 1.0


def spotlight_curves(spotlight: Spotlight, layout: Layout) -> Curves:
    """Paths, light around edges, the edge that is tried."""
    parts = [part for stroke in spotlight.strokes for part in _path(stroke, layout)]
    for quantity, pinned in spotlight.on_stage():
        if quantity.role is Role.WEIGHT:
            line = _line(layout, quantity.layer, quantity.source, quantity.unit)
            for width, opacity in EDGE_HALO:
                strength = opacity or HALO[pinned]
                parts.append(solid(line, Solid.ACCENT, width, strength, dashed=False))
    tried = spotlight.tried
    if tried is not None and tried.role is Role.WEIGHT:
        line = _line(layout, tried.layer, tried.source, tried.unit)
        parts.append(solid(line, Solid.PANEL, 2.0 * TRIED, 1.0, dashed=False))
        parts.append(solid(line, Solid.ACCENT, TRIED, 1.0, dashed=True))
    return joined_curves(parts)


def _line(layout: Layout, layer: int, source: int, target: int) -> Array:
    """(1, 4): where any edge begins and ends, whether it is among the drawn ones or not."""
    return ends(layout, *(np.array([number]) for number in (layer, source, target)))


def _path(stroke: Stroke, layout: Layout) -> Iterator[Curves]:
    """A glowing line, as wide as its path is strong."""
    line = _line(layout, stroke.layer, stroke.source, stroke.target)
    colour = Solid.GRADIENT_NEGATIVE if stroke.negative else Solid.GRADIENT_POSITIVE
    width = WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * stroke.share
    for wider, opacity in GLOW:
        yield solid(line, colour, width + wider, opacity, dashed=False)
    yield solid(line, colour, width, 1.0, dashed=stroke.negative)


def spotlight_halos(spotlight: Spotlight, layout: Layout, theme: Theme) -> Shapes:
    """Light around nodes and rings."""
    parts = []
    for quantity, pinned in spotlight.on_stage():
        colour = (*rgb(theme.accent), round(255 * HALO[pinned]))
        if quantity.role in RINGS:
            parts.append(_ring_halo(layout, quantity, colour))
        elif quantity.role in VALUES:
            parts.append(_node_halo(layout, quantity, colour))
    return joined_shapes(parts)


def _ring_halo(layout: Layout, quantity: Quantity, colour: tuple[int, ...]) -> Shapes:
    column = layout.columns[quantity.layer].around(quantity.unit)
    width = ring_width(column)
    marks = _around(layout, quantity, 0.0 if is_tight(column) else 1.15 * width)
    marks.outline[:, 1] = 2.0 * width + 4.0
    marks.pen[:] = colour
    return marks


def _node_halo(layout: Layout, quantity: Quantity, colour: tuple[int, ...]) -> Shapes:
    # A little past the ring.
    off = 1.65 * ring_width(layout.columns[quantity.layer].around(quantity.unit)) + 3.0
    marks = _around(layout, quantity, off)
    marks.fill[:] = colour
    return marks


def _around(layout: Layout, quantity: Quantity, off: float) -> Shapes:
    """A node's shape, `off` px larger on every side."""
    column = layout.columns[quantity.layer]
    return shapes(np.hstack([column.centres, column.halves + off])[[quantity.unit]])
