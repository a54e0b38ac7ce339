"""Easing: how far along a movement is, given how much of its time has passed."""


def smooth(share: float) -> float:
    """Slow, fast, slow: 3s² - 2s³ for a share of the time s in [0, 1] (smoothstep)."""
    return share * share * (3.0 - 2.0 * share)
