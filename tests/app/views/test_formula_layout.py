"""All the LaTeX there is can be set, and comes out in a sensible size."""

from itertools import pairwise

import pytest

from app.scene.formulas.equation import EQUALS, Role
from app.scene.frame import Selection
from app.scene.narration import narrate
from app.scene.timeline import Timeline
from app.views.formula_layout import FORMS, fit
from app.views.typeset import Typesetter
from engine.activations import ACTIVATIONS
from engine.losses import LOSS_OPTIONS
from engine.optimizers import RULES
from tests.builders import trainer_of

INK = "#000000"


def narrations(**setup):
    """What is said at the end of every operation of a step."""
    trainer = trainer_of((2, 2, 3), batch_size=3, **setup)
    trainer.advance(2)
    trace = trainer.trace(1)
    timeline = Timeline(trace.operations, trace.sizes)
    for end in range(len(trace.operations)):
        yield narrate(trace, timeline, timeline.moment(end + 1.0), Selection(1), ())


SETUPS = (
    [{"activations": ("tanh", "softmax"), "loss": loss} for loss in LOSS_OPTIONS]
    + [
        {"activations": (name, "identity"), "loss": "mse"}
        for name in ACTIVATIONS
        if name != "softmax"
    ]
    + [{"optimizer": name, "l1": 0.1, "l2": 0.1} for name in RULES]
)


@pytest.fixture(scope="module")
def setter(qapp):
    return Typesetter()


@pytest.mark.parametrize("setup", SETUPS, ids=lambda setup: "-".join(map(str, setup.values())))
def test_every_formula_can_be_set(setter, setup):
    for narration in narrations(**setup):
        for style in (FORMS[0], FORMS[-1]):
            for equation in narration.equations:
                rows = (equation.head(style), (EQUALS,), equation.tail(style))
                for piece in (piece for row in rows for piece in row):
                    setting = setter.set(piece.latex, INK)
                    assert not setting.text, piece.latex
                    # A fraction of a sum over a root at most; brackets must not run away.
                    assert setting.ascent + setting.descent < 4.0, piece.latex


def test_a_narrow_box_takes_a_shorter_form(setter):
    trainer = trainer_of((12, 2))
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    said = narrate(trace, timeline, timeline.moment(0.5), Selection(), ())

    def fitted(width):
        return fit(said.equations, {}, width, 4.0, lambda latex: setter.set(latex, INK))

    wide, middle, narrow = fitted(80.0), fitted(40.0), fitted(20.0)
    rows = [len({placed.y for placed in each.block.pieces}) for each in (wide, middle, narrow)]
    assert rows == [1, 2, 2]
    assert len(narrow.block.pieces) < len(wide.block.pieces)
    assert wide.scale == 1.0
    assert all(each.block.width * each.scale <= w for each, w in ((middle, 40.0), (narrow, 20.0)))


@pytest.mark.parametrize("optimizer", ["adam", "adamw"])
def test_every_line_of_a_rule_is_there_where_there_is_room(setter, optimizer):
    *_, said = narrations(optimizer=optimizer)

    def fitted(width, height):
        return fit(said.equations, {}, width, height, lambda latex: setter.set(latex, INK))

    def told(each):
        """The lines by what they give, and how many results there are."""
        roles = [placed.piece.role for placed in each.block.pieces]
        lefts = [p.piece.latex for p in each.block.pieces if p.piece.role is Role.LEFT]
        return lefts, roles.count(Role.RESULT), len({placed.y for placed in each.block.pieces})

    lines = [equation.left for equation in said.equations]
    assert lines[:2] == ["m", "v"]
    roomy, usual, low = fitted(60.0, 7.0), fitted(38.0, 3.9), fitted(38.0, 2.0)
    assert told(roomy) == (lines, 3, 3)
    assert told(usual) == (lines, 3, 2)
    assert told(low)[0] == lines[2:]
    assert len(usual.block.pieces) < len(roomy.block.pieces)
    ends = [each.x + each.width for each in usual.block.pieces]
    same_row = [(a, b) for a, b in pairwise(usual.block.pieces) if a.y == b.y]
    assert all(a.x + a.width <= b.x + 1e-9 for a, b in same_row)
    assert max(ends) <= usual.block.width + 1e-9
