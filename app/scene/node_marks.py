"""The marks of nodes: what is not known yet is an empty outline.

A weighted sum z is a coloured outline around a pale fill, an activation (or
input) a full fill, so that one sees which of the two a number is. A dashed
outline says that the number is negative; plain dots and pixels, which have none,
say so with a bar like a minus, as long as the number is large.
"""

import numpy as np

from app.scene.colour import Colours, contrast, palette, rgb, tints
from app.scene.frame import Frame, NodeRow
from app.scene.marks import NO_SHAPES, Shapes, joined_shapes
from app.scene.node_form import Form, form_of, opaque
from app.scene.node_places import Places
from app.scene.theme import Theme

PALE = 0.16
"""How much of its colour the fill of a weighted sum has."""

NEGATIVE = 0.6
"""The opacity of the dashes around a negative number, and of the bar in a negative dot."""

BAR = (0.3, 0.65)
"""The least and the greatest length of a negative dot's bar, in the dot's width."""

SEEN = 3.0
"""The contrast with its dot that such a bar needs, as WCAG 2 asks of all that is no text."""

SHORTEST = 1.0 / 96.0
"""The least share of a turn that a ring takes."""


def node_marks(frame: Frame, where: Places, theme: Theme) -> Shapes:
    """The nodes' bodies, what is lit of them, and their rings."""
    form, nodes = form_of(frame.kinds, where, theme), frame.node_row
    fills = palette(theme).fills(nodes.level, nodes.tone)
    bodies = _bodies(nodes, form, fills, theme)
    parts = [bodies, _bars(nodes, form, bodies, theme), form.around, _rings(nodes, form, theme)]
    return joined_shapes(parts)


def _bodies(nodes: NodeRow, form: Form, fills: Colours, theme: Theme) -> Shapes:
    marks = form.bodies.copy()
    marks.fill[form.filled, :3] = fills[form.filled]
    # As for lines, what is large has a wide outline and what is negative a dashed one.
    marks.outline[:, 1] += form.growth * np.fmax(np.abs(nodes.level), 0.0)  # 0 for nan
    if form.summed.size:
        marks.pen[form.summed, :3] = fills[form.summed]
        marks.fill[form.paled, :3] = tints(fills[form.paled], theme.panel, PALE)
    negative = nodes.level < 0.0
    # Dashes are in a sum's own colour, and in that of text around all else.
    marks.outline[:, 3] = negative & form.outlined
    marks.pen[negative & form.bordered] = opaque(theme.text, NEGATIVE)
    return marks


def _bars(nodes: NodeRow, form: Form, bodies: Shapes, theme: Theme) -> Shapes:
    """A minus in each dot that is negative and has no outline that could be dashed."""
    level = nodes.level[form.barred]
    chosen = np.flatnonzero(level < 0.0)
    if not chosen.size:
        return NO_SHAPES
    least, most = BAR
    marks = form.bars.taken(chosen)
    marks.box[:, 2] *= least + (most - least) * np.minimum(-level[chosen], 1.0)
    faint = contrast(bodies.fill[form.barred[chosen], :3], rgb(theme.text)) < SEEN
    marks.fill[:] = opaque(theme.text, NEGATIVE)
    marks.fill[faint] = opaque(theme.panel, NEGATIVE)
    return marks


def _rings(nodes: NodeRow, form: Form, theme: Theme) -> Shapes:
    """Delta as a full line, the gradient of the output as a thin one; as long as it is large.

    Around a small dot no length could be seen: there the line is as wide as it is large.
    """
    level = nodes.ring_level[form.ringed]
    some = np.flatnonzero(np.abs(level) > 0.0)
    if not some.size:
        return NO_SHAPES
    marks, level, small = form.rings.taken(some), level[some], form.small[some]
    size = np.abs(level)
    marks.outline[:, 2] = np.maximum(size, SHORTEST)
    if small.any():
        marks.outline[small, 1] = 0.6 + 1.6 * size[small]
        marks.outline[small, 2] = 1.0
    marks.outline[:, 3] = level < 0.0
    marks.pen[:, :3] = palette(theme).gradient_line.colours(level, 1.0)
    return marks
