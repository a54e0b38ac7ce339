"""How this program keeps memory: what is set of the C library and of Python at the start."""

import ctypes
import gc
import sys

MEGABYTE = 1 << 20

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Numbers of glibc's settings, from malloc.h: how much free memory at its end the heap may keep,
and from which size on a block is a piece of memory of its own."""

KEPT, LARGEST = 128 * MEGABYTE, 32 * MEGABYTE
"""What they are set to: some pictures of a large window, each in one block, and the highest that
glibc takes."""


def keep_memory() -> None:
    """Keep the memory that pictures leave behind for the next ones, where the C library can.

    Else it goes back to the system, which gives it out again page by page: a
    picture of 4 MB comes with a thousand of them, which take as long as drawing
    a small network.
    """
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:  # Not every Linux has the GNU C library.
        set_option(TRIM_THRESHOLD, KEPT)
        set_option(MMAP_THRESHOLD, LARGEST)


def rest_from_start() -> None:
    """Have Python look for garbage only in what comes from now on.

    What the start has made stays until the end; each time it goes through all of that,
    the window stands still for some pictures.
    """
    gc.freeze()
