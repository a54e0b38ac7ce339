"""The axes of the loss plot: round, few, readable ticks."""

from math import ceil, floor, log10

import pyqtgraph as pg

from app.scene.numbers import number

Levels = list[tuple[float, list[float]]]

LABEL_HEIGHT = 26.0
"""Pixels of an axis of losses that one label may claim."""

WITHIN_DECADE = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
"""Which multiples of a power of ten are labelled, from roomy to tight."""


class StepAxis(pg.AxisItem):
    """Whole steps; the first label says what they are."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Levels:  # noqa: N802
        """Ticks at whole numbers only."""
        levels = super().tickValues(max(minVal, 0.0), maxVal, size)
        whole = [(gap, [v for v in values if abs(v - round(v)) < 1e-9]) for gap, values in levels]
        return [(max(gap, 1.0), values) for gap, values in whole]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Whole numbers; many steps in thousands or millions, so that labels keep apart."""
        unit, mark = 1.0, ""
        for size, name in ((1e3, "k"), (1e6, "M")):
            if spacing >= size and max(values, default=0.0) >= 10 * size:
                unit, mark = size, name
        return [self.tr("step 0") if v == 0 else f"{v / unit:,.0f}{mark}" for v in values]


class LossAxis(pg.AxisItem):
    """Losses as the program writes numbers. In log mode values are powers of ten."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Levels:  # noqa: N802
        """As many ticks as there is room for."""
        most = max(int(size / LABEL_HEIGHT), 2)
        if not self.logMode:
            return thinned(super().tickValues(minVal, maxVal, size), most)
        return [(1.0, log_ticks(minVal, maxVal, most))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Three digits."""
        return [number(10.0**v if self.logMode else v, 3) for v in values]


def thinned(levels: Levels, most: int) -> Levels:
    """The coarsest level, and of a low axis only so many of its ticks, evenly spread."""
    spacing, values = levels[0]
    stride = ceil(len(values) / most)
    return [(spacing * stride, [v for v in values if round(v / spacing) % stride == 0])]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """At most about `most` logarithms of round numbers between low and high."""
    decades = range(floor(low), ceil(high) + 1)
    for multiples in WITHIN_DECADE:
        ticks = [decade + log10(m) for decade in decades for m in multiples]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) <= most:
            return ticks
    stride = ceil(len(ticks) / most)
    return [tick for tick in ticks if round(tick) % stride == 0]
