"""The bars under the layers: how large the gradient is in each, on a logarithmic scale."""

from dataclasses import dataclass
from math import isfinite, isnan, log10

from app.scene.diagnosis_texts import label
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.ailments import Ailment, Finding
from engine.arrays import Array
from engine.gradient_flow import judged

LEAST, MOST = -6.0, 1.0
"""Powers of ten, seen from the last layer's norm, at which a bar is empty and full."""

_NORM = QT_TRANSLATE_NOOP("Diagnosis", "Norm of δ = ∂L/∂z in this layer: {norm}")
_SHARE = QT_TRANSLATE_NOOP("Diagnosis", "{share} of the output layer's, on a logarithmic scale")


@dataclass(frozen=True)
class GradientBar:
    """The bar under layer 1..L: `share` of it is filled, and what is said with it."""

    layer: int
    norm: float
    share: float
    figure: str
    word: Text | None
    last: float  # the last layer's norm

    @property
    def tip(self) -> tuple[Text, ...]:
        """The exact norm, and what share of the last layer's it is."""
        return () if isnan(self.norm) else _tip(self.norm, self.last)


def gradient_bars(norms: Array, findings: tuple[Finding, ...]) -> tuple[GradientBar, ...]:
    """The bars of layers whose norm (L,) is not nan, or which are where training broke off."""
    verdicts = judged(norms)
    broken = {each.layer: each for each in findings if each.kind is Ailment.DIVERGED}
    told = {each.kind: each for each in findings}
    return tuple(
        _bar(
            layer,
            norm,
            float(norms[-1]),
            broken.get(layer) or (told.get(verdict) if verdict else None),
        )
        for layer, (norm, verdict) in enumerate(zip(norms.tolist(), verdicts, strict=True), 1)
        if layer in broken or not isnan(norm)
    )


def _bar(layer: int, norm: float, last: float, finding: Finding | None) -> GradientBar:
    return GradientBar(
        layer,
        norm,
        _share(norm, last),
        "" if isnan(norm) else number(norm, 3),
        None if finding is None else label(finding),
        last,
    )


def _share(norm: float, last: float) -> float:
    """How much of the bar is filled."""
    if isnan(norm) or isnan(last) or norm == 0.0:
        return 0.0
    if not isfinite(norm) or last == 0.0:
        return 1.0
    power = log10(norm) - (log10(last) if isfinite(last) else 308.0)
    return min(max((power - LEAST) / (MOST - LEAST), 0.0), 1.0)


def _tip(norm: float, last: float) -> tuple[Text, ...]:
    lines = [Text("Diagnosis", _NORM, {"norm": repr(norm)})]
    if isfinite(norm) and isfinite(last) and last > 0.0:
        lines.append(Text("Diagnosis", _SHARE, {"share": number(norm / last)}))
    return tuple(lines)
