"""The one place that reads a clock."""

from datetime import UTC, datetime
from time import perf_counter


def now() -> float:
    """Seconds since some moment; only differences mean anything."""
    return perf_counter()


def stamp() -> str:
    """The date and time, for a file's name: 20260131-235959-000000 (UTC)."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
