"""Which edges are to be seen."""

import numpy as np
from numpy.typing import NDArray

from app.scene.edges import in_view
from app.views.stage_picture import Picture


def visible(picture: Picture) -> NDArray[np.bool_]:
    """(E,): which of the drawn edges are in view, at least in part."""
    return in_view(picture.ends, *picture.view.getCoords())
