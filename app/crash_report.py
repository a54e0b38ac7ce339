"""What is kept of an error that nobody foresaw, so that it can be reported."""

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from app.clock import stamp


def text_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The error with its traceback, and what it ran on."""
    about = f"Underhood, Python {sys.version.split()[0]}, {platform.platform()}\n\n"
    return about + "".join(traceback.format_exception(kind, error, trace))


def place_of(kind: type[BaseException], trace: TracebackType | None) -> tuple[str, str, int]:
    """What tells one error from another: its type and the line that it came from."""
    frames = traceback.extract_tb(trace)
    last = frames[-1] if frames else None
    return kind.__name__, last.filename if last else "", (last.lineno or 0) if last else 0


def write(folder: Path, text: str) -> Path:
    """Write a report of its own into `folder`, made if need be. OSError if it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"report-{stamp()}.txt"
    path.write_text(text, "utf-8")
    return path
