"""Diagnosis: what is wrong with a network in a step, each with its place and its cause.

Everything is read off a trace, and off a census of the training rows where
there is one; nothing that is trained or shown is touched.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from engine.ailments import Ailment, Cause, Extent, Finding
from engine.arrays import Array
from engine.census import Census
from engine.errors import Divergence
from engine.gradient_flow import flow_finding, gradient_norms, judged
from engine.symmetry import equal_units, symmetries
from engine.tally import Tally, stuck_of, tally_of
from engine.trace import StepTrace

_ORDER = {kind: place for place, kind in enumerate(Ailment)}


def findings(
    trace: StepTrace,
    sample: int,
    census: Census | None = None,
    divergence: Divergence | None = None,
) -> tuple[Finding, ...]:
    """All that is wrong at the step's end, for a sample of its batch; the gravest first."""
    found = [
        *stuck_units(trace, sample, range(1, trace.depth + 1), census),
        *gradient_findings(trace, gradient_norms(trace), 1, census),
        *symmetries(trace),
    ]
    if divergence is not None and divergence.step == trace.step:
        found.append(diverged(trace, divergence))
    return ranked(found)


def ranked(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then layer by layer."""
    return tuple(sorted(found, key=_rank))


def stuck_units(
    trace: StepTrace, sample: int, layers: Sequence[int], census: Census | None
) -> list[Finding]:
    """The dead and the saturated units of these layers, each with the widest extent it has.

    With a finished census, the extent may be the training rows.
    """
    with np.errstate(all="ignore"):  # a diverging step has numbers that overflow
        return [each for layer in layers for each in _stuck(trace, sample, layer, census)]


def gradient_findings(
    trace: StepTrace, norms: Array, first: int, census: Census | None
) -> list[Finding]:
    """Where the gradient vanishes or explodes, looking at layers first..L.

    `norms` (L,) are the trace's `gradient_norms`.
    """
    found = flow_finding(trace, norms, first)
    if found is None or (found.cause is Cause.BLOCKED and not _all_stuck(census, found.layer)):
        # That one batch switches a whole layer off is no ailment of the network's.
        return []
    return [found]


def diverged(trace: StepTrace, divergence: Divergence) -> Finding:
    """The finding of a run that has stopped at this step."""
    layer = divergence.quantity.rpartition("[")[2].rstrip("]")
    return Finding(
        Ailment.DIVERGED,
        int(layer) if layer.isdigit() else trace.depth,
        Cause.OVERSHOT if divergence.step else Cause.AT_ONCE,
        value=divergence.value,
        reference=trace.rules.learning_rate,
        quantity=divergence.quantity,
        since=divergence.step,
    )


def needs_census(finding: Finding) -> bool:
    """Whether only a census of the training rows can say if it is so."""
    return finding.kind in (Ailment.DEAD, Ailment.SATURATED) or finding.cause is Cause.BLOCKED


def persists(finding: Finding, trace: StepTrace, census: Census | None) -> bool:
    """Whether what was found holds in another step, too, all of it.

    By a finished census of that step where `needs_census` says so (without
    one, it does not hold); the gradient's size is that of the step's own batch.
    """
    if finding.cause is Cause.BLOCKED:
        return _all_stuck(census, finding.layer)
    match finding.kind:
        case Ailment.DEAD | Ailment.SATURATED:
            tally = census.tallies[finding.layer - 1] if census is not None else None
            return tally is not None and bool(tally.holds[list(finding.units)].all())
        case Ailment.SYMMETRIC:
            groups = map(set, equal_units(trace, finding.layer))
            return any(group.issuperset(finding.units) for group in groups)
        case Ailment.VANISHING | Ailment.EXPLODING:
            return judged(gradient_norms(trace))[finding.layer - 1] is finding.kind
    return finding.since is not None and trace.step >= finding.since


def _rank(each: Finding) -> tuple[bool, int, int, tuple[int, ...]]:
    return not each.grave, _ORDER[each.kind], each.layer, each.units


def _stuck(trace: StepTrace, sample: int, layer: int, census: Census | None) -> list[Finding]:
    """The units of a layer, in groups of the same extent and cause."""
    widest: dict[int, tuple[Extent, Cause]] = {}
    by_extent = _by_extent(trace, sample, layer, census)
    for extent, tally in by_extent.items():
        for unit in np.flatnonzero(tally.holds).tolist():
            widest[unit] = extent, _cause(trace, layer, tally, unit)
    groups = groupby(sorted(widest, key=lambda unit: (widest[unit], unit)), widest.__getitem__)
    return [
        _stuck_finding(trace, layer, by_extent[extent], extent, cause, tuple(units), census)
        for (extent, cause), units in groups
    ]


def _by_extent(
    trace: StepTrace, sample: int, layer: int, census: Census | None
) -> dict[Extent, Tally]:
    """The tallies by which units may be stuck, the narrowest first.

    Of most layers there are none, and to see that takes less than to count.
    """
    found: dict[Extent, Tally | None] = {}
    stuck = stuck_of(trace, layer)
    if stuck is not None and stuck[sample].any():
        found[Extent.SAMPLE] = tally_of(trace, layer, sample)
    # Who is stuck for nearly all of a batch is so for more than half of it.
    if stuck is not None and 2 * stuck.sum(axis=0).max() > trace.batch > 1:
        found[Extent.BATCH] = tally_of(trace, layer)
    if census is not None and census.tallies[layer - 1] is not None:
        found[Extent.ROWS] = census.tallies[layer - 1]
    return {extent: tally for extent, tally in found.items() if tally is not None}


def _cause(trace: StepTrace, layer: int, tally: Tally, unit: int) -> Cause:
    if tally.kind is Ailment.SATURATED:
        return Cause.SURE_AND_WRONG if layer == trace.depth else Cause.FAR_FROM_ZERO
    if tally.silent == tally.looked:
        return Cause.SILENT_INPUTS
    return Cause.NEGATIVE if tally.distance[unit] else Cause.ZERO_SUM


def _stuck_finding(
    trace: StepTrace,
    layer: int,
    tally: Tally,
    extent: Extent,
    cause: Cause,
    units: tuple[int, ...],
    census: Census | None,
) -> Finding:
    which = list(units)
    total = census.total if census is not None and extent is Extent.ROWS else tally.looked
    return Finding(
        tally.kind,
        layer,
        cause,
        units=units,
        activation=trace.rules.activations[layer - 1],
        extent=extent,
        count=int(tally.stuck[which].min()),
        looked=tally.looked,
        total=total,
        value=float(tally.distance[which].mean()) / tally.looked,
    )


def _all_stuck(census: Census | None, layer: int) -> bool:
    tally = census.tallies[layer - 1] if census is not None else None
    return tally is not None and bool(tally.holds.all())
