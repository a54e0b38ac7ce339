"""What is wrong, in one sentence each: where, what, since when, why, and what to try."""

from app.scene import diagnosis_words as words
from app.scene.names import activation_name
from app.scene.numbers import number
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from app.scene.verdict import diverged
from engine.ailments import Ailment, Cause, Extent, Finding
from engine.errors import Divergence

CONTEXT = "Diagnosis"

MOST_NAMED = 5
"""Of more units only the first three are named."""


def sentence(finding: Finding, sizes: tuple[int, ...]) -> Text:
    """A finding in words, for a network of these layer sizes."""
    match finding.kind:
        case Ailment.DIVERGED:
            return _diverged(finding)
        case Ailment.VANISHING | Ailment.EXPLODING:
            return _gradient(finding, len(sizes) - 1)
        case Ailment.SYMMETRIC:
            return _text(words.EQUAL, who=_who(finding, sizes), status=_status(finding))
    return _stuck(finding, sizes)


def label(finding: Finding, unit: int | None = None) -> Text:
    """A word or two for where it is: at a unit, or at the layer."""
    if finding.kind is Ailment.DEAD and not finding.grave:
        return _text(words.OFF_LABEL)
    other = next((each for each in finding.units if each != unit), 0)
    return _text(words.LABELS[finding.kind], other=other + 1)


def nothing() -> Text:
    """What to say where there is no finding."""
    return _text(QT_TRANSLATE_NOOP("Diagnosis", "Nothing conspicuous"))


def pending() -> Text:
    """What to say where there is none yet, and not all has been looked at."""
    return _text(QT_TRANSLATE_NOOP("Diagnosis", "All rows are looked at once nothing moves"))


def layer_place(layer: int, depth: int) -> Text:
    """A layer within a sentence: "hidden layer 2"."""
    if layer == depth:
        return _text(QT_TRANSLATE_NOOP("Diagnosis", "the output layer"))
    return _text(QT_TRANSLATE_NOOP("Diagnosis", "hidden layer {number}"), number=layer)


def _text(template: str, **values: object) -> Text:
    return Text(CONTEXT, template, values)


def _stuck(finding: Finding, sizes: tuple[int, ...]) -> Text:
    return _text(
        _stuck_templates(finding)[len(finding.units) > 1],
        who=_who(finding, sizes),
        status=_status(finding),
        samples=_samples(finding),
        sum=_text(words.SUMS.get(finding.cause, "")),
        distance=number(finding.value, 3),
        activation=activation_name(finding.activation),
        remedy=_text(_stuck_remedy(finding)),
    )


def _stuck_templates(finding: Finding) -> tuple[str, str]:
    if finding.cause is Cause.SURE_AND_WRONG:
        return words.SURE
    if finding.kind is Ailment.DEAD:
        return words.DEAD if finding.grave else words.OFF
    return words.SATURATED if finding.grave else words.FLAT


def _stuck_remedy(finding: Finding) -> str:
    if finding.cause is Cause.SURE_AND_WRONG:
        return words.LOSSES.get(finding.activation, words.SMALLER)
    if finding.kind is Ailment.DEAD:
        if finding.cause is Cause.ZERO_SUM:
            return words.RANDOM
        return words.RATE_OR_LEAKY if finding.since else words.LEAKY
    return words.SMALLER_RATE if finding.since else words.SMALLER


def _gradient(finding: Finding, depth: int) -> Text:
    cause, remedy = _why(finding)
    return _text(
        words.GRADIENT,
        status=_status(finding),
        reference=number(finding.reference),
        value=number(finding.value),
        layer=layer_place(finding.layer, depth),
        cause=_text(cause, activation=activation_name(finding.activation)),
        remedy=_text(remedy),
    )


def _why(finding: Finding) -> tuple[str, str]:
    """The cause of a vanishing or exploding gradient, and what to try."""
    if finding.kind is Ailment.EXPLODING:
        return words.LARGE, words.CALMER
    cause, name = finding.cause, finding.activation
    if cause is Cause.SLOPES and name == "relu":
        return words.MOST_OFF, words.LEAKY
    if cause is Cause.SLOPES and name == "sigmoid":
        return words.SIGMOID, words.RELU
    if cause is Cause.SLOPES:
        return words.CAUSES[cause], words.SMALLER
    remedies = {
        Cause.WEIGHTS: words.LARGER,
        Cause.BLOCKED: words.LEAKY if name == "relu" else words.SMALLER,
    }
    return words.CAUSES[cause], remedies.get(cause, words.RANDOM)


def _diverged(finding: Finding) -> Text:
    step = finding.since or 0
    return _text(
        words.OVERSHOT if finding.cause is Cause.OVERSHOT else words.AT_ONCE,
        what=diverged(Divergence(step, finding.quantity, finding.value)),
        rate=number(finding.reference),
    )


def _status(finding: Finding) -> Text:
    since = finding.since
    age = 0 if since is None else 1 if since == 0 else 2
    template = words.STATUS[finding.kind][age][len(finding.units) > 1]
    return _text(template, since="" if since is None else f"{since:,}")


def _who(finding: Finding, sizes: tuple[int, ...]) -> Text:
    """ "Neuron 2 of hidden layer 1", "Neurons 2, 3 and 5 of ...", "The 16 neurons of ..."."""
    units, size = finding.units, sizes[finding.layer]
    if len(units) == 1:
        template = QT_TRANSLATE_NOOP("Diagnosis", "Neuron {first} of {layer}")
    elif len(units) == size:
        template = QT_TRANSLATE_NOOP("Diagnosis", "The {count} neurons of {layer}")
    elif len(units) <= MOST_NAMED:
        template = QT_TRANSLATE_NOOP("Diagnosis", "Neurons {names} and {last} of {layer}")
    else:
        template = QT_TRANSLATE_NOOP("Diagnosis", "Neurons {three} and {more} more of {layer}")
    names = [str(unit + 1) for unit in units]
    return _text(
        template,
        first=names[0],
        names=", ".join(names[:-1]),
        last=names[-1],
        three=", ".join(names[:3]),
        more=len(units) - 3,
        count=f"{size:,}",
        layer=layer_place(finding.layer, len(sizes) - 1),
    )


def _samples(finding: Finding) -> Text:
    """For which samples it is so."""
    counts = {
        "count": f"{finding.count:,}",
        "looked": f"{finding.looked:,}",
        "total": f"{finding.total:,}",
    }
    samples = _text(_samples_template(finding), **counts)
    if len(finding.units) == 1 or finding.count == finding.looked:
        return samples
    return _text(QT_TRANSLATE_NOOP("Diagnosis", "at least {samples}"), samples=samples)


def _samples_template(finding: Finding) -> str:
    every = finding.count == finding.looked
    if finding.extent is Extent.SAMPLE:
        return QT_TRANSLATE_NOOP("Diagnosis", "this sample")
    if finding.extent is Extent.BATCH:
        if every:
            return QT_TRANSLATE_NOOP("Diagnosis", "all {count} samples of this batch")
        return QT_TRANSLATE_NOOP("Diagnosis", "{count} of the {looked} samples of this batch")
    if finding.looked < finding.total:
        if every:
            return QT_TRANSLATE_NOOP(
                "Diagnosis", "all {looked} training rows looked at (of {total})"
            )
        return QT_TRANSLATE_NOOP(
            "Diagnosis", "{count} of the {looked} training rows looked at (of {total})"
        )
    if finding.total == 1:
        return QT_TRANSLATE_NOOP("Diagnosis", "the only training row")
    if every:
        return QT_TRANSLATE_NOOP("Diagnosis", "all {count} training rows")
    return QT_TRANSLATE_NOOP("Diagnosis", "{count} of the {looked} training rows")
