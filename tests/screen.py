"""A screen to draw on: what draws on a GPU needs one, and the machine may have none."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1600x1000x24"

PLAIN = {"LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb"}
"""OpenGL without a graphics card: the least that anybody has."""


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """An environment in which programs find a screen: the one there is, or Xvfb's for a while."""
    if os.environ.get("DISPLAY"):
        yield {**os.environ, **PLAIN}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            yield {**os.environ, **PLAIN, "DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()


def output_of(module: str, *arguments: str, environment: dict[str, str]) -> str:
    """What a module prints, run by itself: a process has but one kind of screen.

    CalledProcessError if it fails.
    """
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    return done.stdout
