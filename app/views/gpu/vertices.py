"""Arrays as vertex buffers that grow as needed and take only what is new."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QRhi, QRhiBuffer, QRhiResourceUpdateBatch

from app.scene.edges import velocity
from app.views.gpu.errors import no_memory

TYPICAL = 1.5
"""How far down an edge goes for each px across, where its pieces are spread best."""

LEAST = 4096
"""Bytes of the smallest buffer."""

AnyArray = NDArray[np.generic]


class Vertices:
    """One buffer on the GPU, with what was uploaded last."""

    def __init__(self, rhi: QRhi) -> None:
        self._rhi = rhi
        self._buffer: QRhiBuffer | None = None
        self._held: AnyArray | None = None
        self._size = 0

    def put(self, batch: QRhiResourceUpdateBatch, data: AnyArray) -> QRhiBuffer:
        """The buffer with `data` in it, in C order. The very same array is not uploaded twice."""
        buffer = self._room_for(data.nbytes)
        if data is not self._held and data.size:
            # As bytes: given a view or an address instead, PySide6 6.11 takes the program down.
            batch.uploadStaticBuffer(buffer, 0, data.tobytes())
        self._held = data
        return buffer

    def destroy(self) -> None:
        """Give the memory back."""
        if self._buffer:
            self._buffer.destroy()
        self._buffer = self._held = None

    def _room_for(self, size: int) -> QRhiBuffer:
        if self._buffer is None or self._size < size:
            self.destroy()
            # Half as much again: a network that is edited a little needs no new one.
            self._size = max(LEAST, size + size // 2)
            self._buffer = self._rhi.newBuffer(
                QRhiBuffer.Type.Static, QRhiBuffer.UsageFlag.VertexBuffer, self._size
            )
            if not self._buffer.create():
                raise no_memory(self._size)
        return self._buffer


def strip(segments: int) -> NDArray[np.float32]:
    """(2 (segments + 1), 2): t along a curve and side -1 or 1, as a strip of triangles.

    Where an edge's curve (app/scene/edges.py) bends more, the pieces are
    shorter: a straight piece of t leaves the curve by a share of the square
    root of its bend.
    """
    fine = np.linspace(0.0, 1.0, 2001)
    run, fall = velocity(fine).T * ((1.0,), (TYPICAL,))
    bend = TYPICAL * (6.0 - 12.0 * fine)
    across = np.abs(run * bend - fall * (6.0 * fine - 3.0)) / np.hypot(run, fall)
    way = np.cumsum(np.sqrt(across))
    even = np.linspace(way[0], way[-1], segments + 1)
    return _strip(np.interp(even, way, fine))


def even_strip(segments: int) -> NDArray[np.float32]:
    """(2 (segments + 1), 2): the same with pieces of one length."""
    return _strip(np.linspace(0.0, 1.0, segments + 1))


def _strip(t: NDArray[np.float64]) -> NDArray[np.float32]:
    sides = np.tile([-1.0, 1.0], len(t))
    return np.stack([np.repeat(t, 2), sides], axis=1).astype(np.float32)


def square() -> NDArray[np.float32]:
    """(4, 2): the corners of a square from -1 to 1, as a strip of triangles."""
    return np.array([(-1, -1), (1, -1), (-1, 1), (1, 1)], np.float32)
