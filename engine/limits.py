"""How large an experiment may be. Looked at before anything is allocated for it."""

from engine.errors import FieldError
from engine.network import parameter_count
from engine.specs import NetworkSpec
from engine.wording import counted, shown

MOST_ROWS = 1_000_000
MOST_LAYERS = 64
MOST_UNITS = 4_096
MOST_PARAMETERS = 20_000_000
MOST_MEMORY = 4 * 2**30
"""Bytes for the rows together, and for the workspace of one batch."""


def check_network_size(network: NetworkSpec) -> None:
    """Layers, units and parameters are within the limits. FieldError if not."""
    sizes = network.sizes
    if len(sizes) < 2:
        raise FieldError(
            "network.sizes", counted(len(sizes), "size"), "at least two: inputs and outputs"
        )
    if len(sizes) - 1 > MOST_LAYERS:
        raise FieldError(
            "network.sizes", counted(len(sizes) - 1, "layer"), f"at most {MOST_LAYERS}"
        )
    for i, size in enumerate(sizes):
        if not 1 <= size <= MOST_UNITS:
            raise FieldError(
                f"network.sizes[{i}]", shown(size), f"a whole number from 1 to {MOST_UNITS:,}"
            )
    count = parameter_count(sizes)
    if count > MOST_PARAMETERS:
        raise FieldError(
            "network.sizes", counted(count, "parameter"), f"at most {MOST_PARAMETERS:,}"
        )


def check_rows(rows: int) -> None:
    """There are rows, and not too many. FieldError if not."""
    if not 1 <= rows <= MOST_ROWS:
        raise FieldError("data", counted(rows, "row"), f"from 1 to {MOST_ROWS:,} rows")


def check_memory(rows: int, network: NetworkSpec, batch: int) -> None:
    """The rows and one batch's workspace fit in memory. FieldError if not."""
    sizes, batch = network.sizes, min(batch, rows)
    stored = 8 * rows * (sizes[0] + sizes[-1])
    if stored > MOST_MEMORY:
        raise FieldError("data", f"{_gib(stored)} of numbers", f"at most {_gib(MOST_MEMORY)}")
    work = 8 * 5 * batch * sum(sizes[1:])
    if work > MOST_MEMORY:
        raise FieldError(
            "training.batch_size",
            f"{batch:,} rows a batch need {_gib(work)} for this network",
            f"at most {batch * MOST_MEMORY // work:,}, which need {_gib(MOST_MEMORY)}",
        )


def _gib(count: int) -> str:
    return f"{count / 2**30:.1f} GiB"
