"""An input: of which row of the data it is, and how it was standardised."""

from app.scene.explanation.page import Block, Formula, Note, Query
from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import Negative, Number, Sum
from app.scene.formulas.functions import Quotient
from app.scene.formulas.reading import Reading, index
from app.scene.numbers import number
from app.scene.samples import names_of
from app.scene.texts import QT_TRANSLATE_NOOP, Text

CONTEXT = "Explanation"

_ROW = QT_TRANSLATE_NOOP("Explanation", "Row {row} of the data: {name}")
_AS_IT_IS = QT_TRANSLATE_NOOP(
    "Explanation", "The network gets the number as it stands in the data: {value}."
)
_STANDARDISED = QT_TRANSLATE_NOOP(
    "Explanation",
    "In the data the number is {raw}. Inputs are standardised, so that all of them have a"
    " similar size: what the training rows have on average, μ, is taken off, and the rest"
    " is divided by how far they usually lie from it, σ.",
)


def input_blocks(query: Query) -> tuple[Block, ...]:
    """The row by name, then the number in the data and what became of it."""
    dataset, unit = query.dataset, query.quantity.unit
    row = int(query.trace.rows[query.sample])
    name = names_of(dataset, query.source).of(row)
    mean, deviation = float(dataset.mean[unit]), float(dataset.deviation[unit])
    heading = Note(Text(CONTEXT, _ROW, {"row": row + 1, "name": name}), strong=True)
    x = Reading(query.trace, query.sample).a(0, unit)
    if mean == 0.0 and deviation == 1.0:
        return heading, Note(Text(CONTEXT, _AS_IT_IS, {"value": number(x.value)}))
    raw = Number(f"r_{{{index(unit)}}}", x.value * deviation + mean)
    distance = Sum(raw, Negative(Number(r"\mu", mean)))
    equation = Equation(x.symbol, Quotient(distance, Number(r"\sigma", deviation)), x.value)
    return (
        heading,
        Note(Text(CONTEXT, _STANDARDISED, {"raw": number(raw.value)})),
        Formula(equation),
    )
