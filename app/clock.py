"""The one place that reads a clock."""

from time import perf_counter


def now() -> float:
    """Seconds since some moment; only differences mean anything."""
    return perf_counter()
