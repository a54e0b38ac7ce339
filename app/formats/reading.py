"""Reads whole files, but only plain ones of a sensible size."""

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

MOST_BYTES = 64 * 2**20


class Unreadable(ValueError):
    """`wrong` says what the path is or lacks, `right` what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong, self.right = wrong, right


def read(path: Path, most: int = MOST_BYTES) -> bytes:
    """The file's bytes. Unreadable if there are none to be had, or more than `most`.

    Looked at before it is opened: a pipe would wait for ever, a device never end.
    """
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise Unreadable("a directory", "a file")
        if not S_ISREG(found.st_mode):
            raise Unreadable("not a regular file", "a file on disk")
        check_size(found.st_size, most)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise Unreadable("no such file", "the path of an existing file") from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "unknown reason"
        raise Unreadable(f"cannot be read ({reason})", "a file that you may read") from None
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable("not a path", "the path of an existing file") from None
    check_size(len(content), most)
    return content


def check_size(size: int, most: int = MOST_BYTES) -> None:
    """Unreadable if a file of `size` bytes is larger than `most`."""
    if size > most:
        raise Unreadable(f"{size / 2**20:,.1f} MiB", f"at most {most / 2**20:,.0f} MiB")


def decoded(content: bytes) -> str:
    """The text, with or without a byte order mark. Unreadable if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"not UTF-8 text, in line {line}", "text saved as UTF-8") from None
