"""Which neurons of a layer matter most: those that stand out where a layer is folded.

A neuron is as strong as the Euclidean norm of the weights that leave it, an
output as that of those which enter it. Both change slowly while a network is
trained, so the picture does not jump.
"""

from functools import lru_cache

import numpy as np

from engine.arrays import Array
from engine.trace import StepTrace


@lru_cache(maxsize=4)
def strongest(trace: StepTrace, counts: tuple[int, ...]) -> tuple[tuple[int, ...] | None, ...]:
    """For layers 0..L the `counts` strongest neurons, in order; None where that is 0."""
    return tuple(
        _largest(strength(trace, layer), count) if count else None
        for layer, count in enumerate(counts)
    )


def strength(trace: StepTrace, layer: int) -> Array:
    """(n,): how strong the neurons of layer 0..L are before the step; what is nan counts as 0."""
    output = layer == trace.depth
    weights = trace.before[layer - 1 if output else layer].W
    with np.errstate(all="ignore"):  # a diverging step overflows
        norms = np.sqrt(np.einsum("ij,ij->j" if output else "ij,ij->i", weights, weights))
    return np.asarray(np.nan_to_num(norms))


def _largest(values: Array, count: int) -> tuple[int, ...]:
    # Of equals the first.
    return tuple(np.sort(np.argsort(-values, kind="stable")[:count]).tolist())
