"""Reads whole files, but only plain ones of a sensible size."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

MOST_BYTES = 64 * 2**20


class ReadError(ValueError):
    """`wrong` says what the path is or lacks, `right` what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong, self.right = wrong, right


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """The file's bytes. ReadError if there are none to be had, or more than `most`."""
    with opened(path, most) as file:
        content = file.read(most + 1)
    check_size(len(content), most)
    return content


@contextmanager
def opened(path: Path, most: int = MOST_BYTES) -> Iterator[BinaryIO]:
    """The file, open. ReadError if it is no plain file of at most `most` bytes.

    Looked at before it is opened: a pipe would wait for ever, a device never end.
    """
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise ReadError("a directory", "a file")
        if not S_ISREG(found.st_mode):
            raise ReadError("not a regular file", "a file on disk")
        check_size(found.st_size, most)
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise ReadError("no such file", "the path of an existing file") from None
    except OSError as error:
        raise ReadError(f"cannot be read ({reason(error)})", "a file that you may read") from None
    except UnicodeEncodeError:
        raise ReadError("not a path", "the path of an existing file") from None
    except ValueError as error:
        # The system's word for a path with a NUL in it.
        if "null" not in str(error):
            raise
        raise ReadError("not a path", "the path of an existing file") from None


def reason(error: OSError) -> str:
    """The system's words for what went wrong."""
    return os.strerror(error.errno) if error.errno else "unknown reason"


def check_size(size: int, most: int = MOST_BYTES) -> None:
    """ReadError if a file of `size` bytes is larger than `most`."""
    if size > most:
        raise ReadError(f"{size / 2**20:,.1f} MiB", f"at most {most / 2**20:,.0f} MiB")


def decoded(content: bytes) -> str:
    """The text, with or without a byte order mark. ReadError if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(f"not UTF-8 text, in line {line}", "text saved as UTF-8") from None
