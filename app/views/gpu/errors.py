"""What goes wrong with a GPU."""


class GpuError(RuntimeError):
    """The GPU refused something; says what."""
