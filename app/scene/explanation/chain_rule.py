"""A gradient from its paths, and from the gradients it is computed from."""

from app.scene.explanation.aspects import Aspect
from app.scene.explanation.derivation import derivation_blocks
from app.scene.explanation.gradients import delta_formulas, output_formulas, parameter_formula
from app.scene.explanation.page import Block, Note, Page, Query
from app.scene.explanation.paths import Ways, ways_of
from app.scene.explanation.titles import title_of
from app.scene.texts import QT_TRANSLATE_NOOP, Text
from engine.quantity import Role

CONTEXT = "Explanation"

_PATHS = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "Every path to the loss"))
_PATHS_OF_SAMPLE = Text(
    CONTEXT, QT_TRANSLATE_NOOP("Explanation", "Every path to the loss, for the sample shown")
)
_GROUPED = QT_TRANSLATE_NOOP(
    "Explanation", "{count} paths, grouped by the neuron of the next layer that they pass."
)
_DELTA = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "Where δ comes from"))
_OUTPUT = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "Where ∂L/∂a comes from"))
_ONWARDS = Text(CONTEXT, QT_TRANSLATE_NOOP("Explanation", "What becomes of it: δ"))

_OUTPUTS = (Role.ACTIVATION, Role.OUTPUT_GRADIENT)


def chain_rule_page(query: Query) -> Page:
    """The page."""
    quantity = query.quantity
    ways = ways_of(query)
    if quantity.is_parameter:
        blocks = _parameter_blocks(query, ways)
    elif quantity.layer == query.trace.depth:
        blocks = _last_layer_blocks(query, ways)
    else:
        blocks = _unit_blocks(query, ways)
    return Page(quantity, Aspect.CHAIN_RULE, title_of(query), blocks, ways.trails)


def _parameter_blocks(query: Query, ways: Ways) -> tuple[Block, ...]:
    """dL/dw = a · delta, its paths, where delta comes from."""
    return (
        *parameter_formula(query),
        *_path_blocks(query, ways),
        *_headed(_DELTA, delta_formulas(query)),
        *_headed(_OUTPUT, output_formulas(query)),
    )


def _last_layer_blocks(query: Query, ways: Ways) -> tuple[Block, ...]:
    """An output's delta: derived where loss and activation are taken together."""
    if query.trace.rules.fused:
        return (*delta_formulas(query), *derivation_blocks(query))
    return (*delta_formulas(query), *_path_blocks(query, ways))


def _unit_blocks(query: Query, ways: Ways) -> tuple[Block, ...]:
    """The gradient that is asked for, its paths, and the other one of the unit."""
    if query.quantity.role in _OUTPUTS:
        return (
            *output_formulas(query),
            *_path_blocks(query, ways),
            *_headed(_ONWARDS, delta_formulas(query)),
        )
    return (
        *delta_formulas(query),
        *_path_blocks(query, ways),
        *_headed(_OUTPUT, output_formulas(query)),
    )


def _path_blocks(query: Query, ways: Ways) -> tuple[Block, ...]:
    grouped = Text(CONTEXT, _GROUPED, {"count": f"{ways.count:,}"})
    return (
        Note(_PATHS if query.trace.batch == 1 else _PATHS_OF_SAMPLE, strong=True),
        *((Note(grouped),) if ways.grouped else ()),
        ways.table,
    )


def _headed(heading: Text, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Note(heading, strong=True), *blocks) if blocks else ()
