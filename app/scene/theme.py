"""A theme: the names that painting asks colours and sizes by; values are in resources."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours as "#rrggbb", sizes in device-independent pixels."""

    name: str
    dark: bool
    # surfaces and text
    window: str
    panel: str
    field: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    error: str
    # values: negative - neutral - positive
    negative: str
    neutral: str
    positive: str
    on_strong: str
    # gradients: negative - neutral - positive
    gradient_negative: str
    gradient_neutral: str
    gradient_positive: str
    # phases
    forward: str
    loss: str
    backward: str
    update: str
    on_phase: str
    # node outline, idle edge
    node_border: str
    # sizes
    font_size: float
    small_font_size: float
    title_font_size: float
    formula_font_size: float
    radius: float
    spacing: float
    palette: str = "default"
    """Which colours numbers have."""
    scale: float = 1.0
    """How many times as large as usual all that is: icons and paddings follow it."""
