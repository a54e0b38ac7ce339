"""Pages written out: the numbers of the page, and LaTeX that can be set."""

import re

import pytest

from app.formats.experiment_toml import load
from app.scene.explanation.aspects import Aspect, aspects_of
from app.scene.explanation.page import Column, Note, Page, Query, Table, Total
from app.scene.explanation.pages import page_of
from app.scene.explanation.writing import latex, text
from app.scene.texts import Text
from app.scene.timeline import Timeline
from engine import explain
from engine import quantity as q
from engine.datasets import build
from engine.initializers import initial_parameters
from engine.optimizers import RULES
from engine.trainer import Trainer
from tests.app.scene.explanation.asking import case, quantities

PAGES = (Aspect.NUMBERS, Aspect.CHAIN_RULE, Aspect.BATCH, Aspect.UPDATE)


def query_of(name, quantity, t=None):
    experiment = load(name)
    dataset = build(experiment.data, experiment.network, experiment.seed)
    initial = initial_parameters(experiment.network, experiment.seed)
    trainer = Trainer(experiment, dataset, initial)
    trainer.advance(1)
    trace = trainer.trace(0)
    timeline = Timeline(trace.operations, trace.sizes)
    end = timeline.end if t is None else t
    return Query(trace, timeline, end, 0, quantity, dataset, experiment.data.source)


def pages(name, quantity, t=None):
    query = query_of(name, quantity, t)
    return [page_of(query, aspect) for aspect in aspects_of(quantity) if aspect in PAGES]


QUANTITIES = (q.weight(2, 0, 0), q.bias(1, 1), q.activation(3, 1), q.LOSS, q.activation(0, 1))


def test_the_articles_weight_is_written_with_its_paths():
    written = text(pages("article", q.weight(2, 0, 0))[1])
    assert "→ even  0.7 · 1 · 0.1 · 0.5629     0.0394" in written
    assert "→ odd   0.7 · 1 · −0.2 · −0.5629  0.07881" in written
    total = query_of("article", q.LOSS).trace.gradients[1].W[0, 0]
    assert f"∂L/∂w = {float(total)!r}\n" in written


def test_a_future_number_is_not_written():
    query = query_of("article", q.weight(2, 0, 0), t=3.0)
    for aspect in PAGES:
        written = text(page_of(query, aspect)) + latex(page_of(query, aspect))
        assert "0.118" not in written and "0.288" not in written


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # how its font is opened
@pytest.mark.parametrize("quantity", QUANTITIES, ids=str)
def test_the_latex_is_whole_and_can_be_set(quantity):
    import ziamath

    for page in pages("article", quantity):
        written = latex(page)
        assert written.isprintable() or "\n" in written
        assert len(re.findall(r"(?<!\\)\{", written)) == len(re.findall(r"(?<!\\)\}", written))
        assert written.count(r"\begin{tabular}") == written.count(r"\end{tabular}")
        assert "\U0001d715" not in written
        for formula in re.findall(r"\\\[ (.*?) \\\]", written):
            assert ziamath.Latex(formula).svg()


KNOWN_SIGNS = re.compile(r"[\x00-\x7f…]*")
"""What LaTeX sets as it stands in a file."""


@pytest.mark.parametrize("optimizer", RULES)
@pytest.mark.parametrize("hidden", ["relu", "selu", "gelu"])
@pytest.mark.parametrize("rate", [0.1, 1e200])
def test_a_document_knows_every_sign_that_is_written(optimizer, hidden, rate):
    rules = {"activations": (hidden, "identity"), "optimizer": optimizer, "learning_rate": rate}
    asked = case((2, 2, 2), step=1, loss="mse", batch_size=2, l1=0.1, **rules)
    for quantity in quantities(asked.trace):
        for aspect in set(PAGES) & set(aspects_of(quantity)):
            written = latex(asked.ask(quantity, aspect))
            assert KNOWN_SIGNS.fullmatch(written), KNOWN_SIGNS.sub("", written)


def test_words_of_the_data_harm_no_document():
    table = Table((Column(Text("", "a_b & 5 %"), ("x_1 {", "#$\\^~")),), (Total("p_1", 0.5),))
    page = Page(q.LOSS, Aspect.NUMBERS, Text("", "50 % of $"), (table,))
    written = latex(page)
    assert r"a\_b \& 5 \%" in written and r"x\_1 \{" in written and r"50 \% of \$" in written
    assert r"\#\$\textbackslash{}\textasciicircum{}\textasciitilde{}" in written


def test_of_a_long_table_the_largest_are_written_and_the_rest_is_summed():
    import numpy as np

    values = np.arange(100.0)
    names = [f"x{k}" for k in range(100)]
    table = Table((Column(Text("", "from"), names), Column(Text("", "term"), values)))
    written = text(Page(q.LOSS, Aspect.NUMBERS, Text("", "Sum"), (table,)))
    assert "x99" in written and "x75" not in written
    assert re.search(r"76 more +2,?850", written)


def test_symbols_within_words_are_mathematics():
    page = Page(q.LOSS, Aspect.NUMBERS, Text("", "a₁₂⁽³⁾ − $5"), ())
    assert r"a$_{12}^{(3)}$ $-$ \$5" in latex(page)


def test_a_gradient_that_cancels_over_a_batch_is_no_lack_of_influence():
    """All weights 0: of the output's bias the samples' shares come to 0."""
    query = query_of("zeros", q.bias(2, 0))
    assert explain.shares(query.trace, query.quantity).any()
    notes = [block for block in page_of(query, Aspect.UPDATE).blocks if isinstance(block, Note)]
    assert "up and down alike" in notes[0].text.template
