"""How the stage is looked at: how near, and where."""

from dataclasses import dataclass

ZOOMS = (0.5, 40.0)
"""The farthest and the nearest."""


@dataclass(frozen=True)
class Viewport:
    """A place (x, y) px of the whole picture is seen at (zoom x + dx, zoom y + dy)."""

    zoom: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def moved(self, dx: float, dy: float) -> "Viewport":
        """With everything seen that much further right and down."""
        return Viewport(self.zoom, self.dx + dx, self.dy + dy)

    def zoomed(self, factor: float, x: float, y: float) -> "Viewport":
        """Nearer by `factor`, as far as that goes; what is seen at (x, y) stays there."""
        zoom = min(max(self.zoom * factor, ZOOMS[0]), ZOOMS[1])
        share = zoom / self.zoom
        return Viewport(zoom, x + (self.dx - x) * share, y + (self.dy - y) * share)
