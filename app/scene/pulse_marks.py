"""The marks of pulses: dots with a short, fading tail, travelling along their edges."""

import numpy as np
from numpy.typing import NDArray

from app.scene.colour import palette, rgb
from app.scene.edges import ends, points
from app.scene.frame import Frame
from app.scene.layout import Layout
from app.scene.marks import NO_SHAPES, Shapes, joined_shapes, shapes
from app.scene.theme import Theme
from engine.arrays import Array
from engine.trace import Phase

TAIL = ((0.10, 0.45, 0.25), (0.066, 0.6, 0.45), (0.033, 0.78, 0.7), (0.0, 1.0, 1.0))
"""(how far behind, size, strength) of the dots of a pulse, the last to come first."""

RADII = (6.0, 4.0)
"""The radius of a pulse's head in px: where few edges are, and where many are."""

FEW_EDGES = 64


def pulse_marks(frame: Frame, layout: Layout, theme: Theme) -> Shapes:
    """A head and a tail for each pulse."""
    pulses = frame.pulses
    if not pulses.layer.size:
        return NO_SHAPES
    curves = ends(layout, pulses.layer, pulses.source, pulses.target)
    colours = palette(theme).lines(pulses.level, pulses.tone)
    backward = frame.moment.phase is Phase.BACKWARD
    few = frame.edge_row.lit.size <= FEW_EDGES
    radius, parts = theme.scale * RADII[0 if few else 1], []
    for behind, size, strength in TAIL:
        position = pulses.position + (behind if backward else -behind)
        inside = (position >= 0.0) & (position <= 1.0)
        spots = points(curves, position)[inside]
        dots = _dots(spots, colours[inside], size * radius, strength)
        if strength == 1.0:
            dots.pen[:] = (*rgb(theme.panel), 255)
            dots.outline[:, 1] = 1.5
        parts.append(dots)
    return joined_shapes(parts)


def _dots(spots: Array, colours: NDArray[np.uint8], radius: float, strength: float) -> Shapes:
    marks = shapes(np.hstack([spots, np.full_like(spots, radius)]))
    marks.fill[:, :3] = colours
    marks.fill[:, 3] = round(255 * strength)
    return marks
