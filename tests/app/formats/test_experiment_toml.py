"""Experiment files load as written, and broken ones are refused in one printable line."""

import os
import re
from importlib import resources
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.errors import FileError
from app.formats.examples import NAMES, content, examples
from app.formats.experiment_toml import (
    DATA_KEYS,
    NETWORK_KEYS,
    OUTER_KEYS,
    TRAINING_KEYS,
    dumps,
    load,
    loads,
)
from app.formats.tables import bundled, read_table
from engine.datasets import build
from engine.errors import FieldError

GOOD = """\
title = "t"
seed = 3

[data]
source = "inline"
inputs = [[0, 1], [1, 0.5]]
targets = [[0, 1], [1, 0]]

[network]
sizes = [2, 3, 2]
activations = ["relu", "softmax"]
initializer = "he_normal"

[training]
loss = "cross_entropy"
optimizer = "sgd"
learning_rate = 0.1
batch_size = 1
"""

BROKEN = [
    ("seed = 3", "seed = true", "seed", "true; a whole number"),
    ("seed = 3", "seed = 3.0", "seed", "3.0; a whole number"),
    ('title = "t"', "title = 1", "title", "text"),
    ("seed = 3", "sed = 3", "sed", 'did you mean "seed"?'),
    ("sizes =", "size =", "network.size", 'did you mean "sizes"?'),
    ("sizes = [2, 3, 2]\n", "", "network.sizes", "missing"),
    ('loss = "cross_entropy"\n', "", "training.loss", "missing"),
    ("[training]", "[trainin]", "trainin", 'did you mean "training"?'),
    ("[2, 3, 2]", "[2, 3.5, 2]", "network.sizes[1]", "whole number"),
    ("[2, 3, 2]", "[2, true, 2]", "network.sizes[1]", "true"),
    ("[2, 3, 2]", "[]", "network.sizes", "an empty list"),
    ("[2, 3, 2]", "5", "network.sizes", "5"),
    ("[2, 3, 2]", "[2, 0xfffffffffffffffffffff, 2]", "network.sizes[1]", "84 bits"),
    ('["relu", "softmax"]', '["relu", 1]', "network.activations[1]", "text"),
    ('["relu", "softmax"]', '["softmax", "softmax"]', "network.activations[0]", "hidden layer"),
    ("[1, 0.5]", "[1, nan]", "data.inputs[1][1]", "nan; a finite number"),
    ("[1, 0.5]", "[1, -inf]", "data.inputs[1][1]", "-inf"),
    ("[1, 0.5]", '[1, "x"]', "data.inputs[1][1]", '"x"; a number'),
    ("[1, 0.5]", "[1, true]", "data.inputs[1][1]", "true; a number"),
    ("[1, 0.5]", "[1]", "data.inputs[1]", "1 number; 2, as in the first row"),
    ("[1, 0.5]", "7", "data.inputs[1]", "7; a row of numbers"),
    ("[[0, 1], [1, 0.5]]", "[]", "data.inputs", "an empty list"),
    ("[[0, 1], [1, 0]]", "[[0, 1]]", "data.targets", "1 row; 2"),
    ("[[0, 1], [1, 0]]", "[0, 1]", "data.targets[0]", "0; a row"),
    ('"inline"', '"inlin"', "data.source", '"inline"?'),
    ("batch_size = 1", "batch_size = 1.5", "training.batch_size", "1.5"),
    ("batch_size = 1", "shuffle = 1", "training.shuffle", "true or false"),
    ("batch_size = 1", "momentum = 0.9", "training.momentum", '"sgd"'),
    ("= 0.1", '= "0.1"', "training.learning_rate", "a number"),
    ("= 0.1", "= " + "9" * 400, "training.learning_rate", "a finite number"),
    ("= 0.1", "= 1979-05-27", "training.learning_rate", "a date"),
    ("= 0.1", "= " + "9" * 5000, "file", "digits"),
    ("seed", ".".join("a" * 5000), "file", "more than 32 parts"),
    ("seed", ".".join(['"a b"'] * 5000), "file", "more than 32 parts"),
    ("[data]", f"['{{\"'.{'.'.join('a' * 5000)}]", "file", "more than 32 parts"),
    ("seed = 3", f"seed = {{{'a.' * 5000}a = 3}}", "file", "more than 32 parts"),
    ('"t"', '"""\\"""\\"""t""""\n' + "a." * 5000 + "a = 1", "file", "more than 32 parts"),
    ("= 0.1", "= ", "line 17, column 17", "not TOML"),
    ("= 0.1", "= " + "[" * 5000 + "]" * 5000, "file", "nested"),
    ("[training]", "[[network.layers]]\nw = [[1]]\n[training]", "network.layers[0].w", '"W"?'),
    ("[training]", "[[network.layers]]\nW = [[1]]\n[training]", "network.layers[0].b", "missing"),
    ("seed = 3", '"a\\nb" = 3', r'"a\nb"', "unknown key"),
]


def refused(text, **options):
    with pytest.raises(FileError) as error:
        loads(text, **options)
    line = str(error.value)
    assert line.isprintable()
    return error.value


def test_the_file_is_read_as_written():
    experiment = loads(GOOD)
    assert (experiment.title, experiment.seed) == ("t", 3)
    assert experiment.data.table.inputs.tolist() == [[0, 1], [1, 0.5]]
    assert experiment.network.sizes == (2, 3, 2)
    assert experiment.training.learning_rate == 0.1


@pytest.mark.parametrize(("old", "new", "field", "words"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_broken_file_names_field_and_remedy(old, new, field, words):
    assert old in GOOD
    error = refused(GOOD.replace(old, new, 1), name="a.toml")
    assert error.field == field
    assert words in f"{error.wrong}; {error.right}"
    assert str(error) == f"a.toml: {field}: {error.wrong}; {error.right}"


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''", "#"])
def test_dots_in_texts_and_comments_make_no_name(quote):
    dots = "so.on." * 50
    said = f'"t" # {dots}' if quote == "#" else f"{quote}{dots}{quote}"
    assert loads(GOOD.replace('"t"', said)).seed == 3


@pytest.mark.parametrize("piece", ['\\"', "'", '"', '"""', "''''", '\\"""', "#", "a."])
def test_what_is_never_closed_is_refused_soon(piece):
    for start in ('"', "'", '"""', "'''", "x = "):
        begin = perf_counter()
        refused(start + piece * 100_000)
        assert perf_counter() - begin < 5


def test_a_file_without_a_name_is_told_as_such():
    with pytest.raises(FileError, match=r'^"": a directory; '):
        load("")


def test_bytes_that_are_no_text_are_refused():
    assert "line 2" in refused(GOOD.encode().replace(b"seed", b"\xff\xfe")).wrong


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    assert loads(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).seed == 3


def test_paths_that_are_no_plain_file_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    for path, words in [
        (tmp_path, "a directory"),
        (tmp_path / "none\n.toml", "no such file"),
        (tmp_path / "pipe", "not a regular file"),
        (tmp_path / "large", "at most 64 MiB"),
        (tmp_path / ("x" * 300), "cannot be read"),
        ("/dev/zero", "not a regular file"),
        ("a\0b", "not a path"),
    ]:
        with pytest.raises(FileError, match=words) as error:
            load(path)
        assert str(error.value).isprintable()


def test_a_missing_file_names_the_examples():
    with pytest.raises(FileError, match="article, xor"):
        load("nosuch")


def test_every_example_file_is_in_the_list_and_round_trips():
    files = (resources.files("resources") / "examples").iterdir()
    assert {file.name for file in files} == {f"{name}.toml" for name in NAMES}
    for example in examples():
        experiment = load(example.name)
        assert experiment.title == example.title
        text = dumps(experiment)
        assert dumps(loads(text)) == text
        assert loads(text).network.sizes == experiment.network.sizes


def test_what_is_written_reads_back_to_the_same_numbers():
    text = (
        GOOD.replace("0.5]", "0.1]")
        .replace("= 0.1", "= 1e-05")
        .replace('"t"', '"\\u007f \\"ü\\" \\\\ \\n"')
    )
    first = loads(text)
    second = loads(dumps(first))
    assert second.title == first.title
    np.testing.assert_array_equal(second.data.table.inputs, first.data.table.inputs)
    assert second.training == first.training


def test_inline_rows_are_classes_if_the_loss_takes_classes():
    assert loads(GOOD).data.table.class_names == ("0", "1")
    assert loads(GOOD.replace("cross_entropy", "mse")).data.table.class_names is None


CSV = """\
[data]
source = "csv"
path = "flowers.csv"
inputs = ["b", "a"]
target = "{target}"
{more}
[network]
sizes = [2, {outputs}]
activations = ["{activation}"]
[training]
loss = "{loss}"
"""


def csv_experiment(tmp_path, table, target="t", outputs=2, loss="cross_entropy", more=""):
    (tmp_path / "flowers.csv").write_text(table)
    activation = "softmax" if loss == "cross_entropy" else "identity"
    path = tmp_path / "e.toml"
    path.write_text(
        CSV.format(target=target, outputs=outputs, loss=loss, activation=activation, more=more)
    )
    return load(path)


def test_csv_columns_are_taken_by_name_and_texts_are_classes(tmp_path):
    table = csv_experiment(tmp_path, "a,b,t\n1,2,no\n3,4,yes\n5,6,no\n").data.table
    assert table.inputs.tolist() == [[2, 1], [4, 3], [6, 5]]
    assert table.labels == (0, 1, 0) and table.class_names == ("no", "yes")


def test_csv_numbers_are_classes_or_numbers_as_the_loss_says(tmp_path):
    rows = "a;b;t\n1;2;10\n3;4;9\n"
    classes = csv_experiment(tmp_path, rows).data.table
    assert classes.labels == (1, 0) and classes.class_names == ("9", "10")
    numbers = csv_experiment(tmp_path, rows, outputs=1, loss="mse").data.table
    assert numbers.targets.tolist() == [[10], [9]] and numbers.output_names == ("t",)


def test_a_column_is_an_input_once():
    with pytest.raises(FieldError, match=r'data\.inputs\[2\]: "a" again'):
        read_table(b"a,b,t\n1,2,3\n", "t.csv", ("a", "b", "a"), "t")


def test_a_quoted_name_does_not_tell_the_delimiter():
    content = b'"a;;;x",b,t\n1,2,3\n'
    assert read_table(content, "t.csv", ("a;;;x", "b"), "t").inputs.tolist() == [[1, 2]]
    content = b'"a,""x"",,y";b;t\n1;2;3\n'
    assert read_table(content, "t.csv", ('a,"x",,y', "b"), "t").inputs.tolist() == [[1, 2]]


def test_class_names_give_the_order(tmp_path):
    more = 'class_names = ["yes", "no"]'
    table = csv_experiment(tmp_path, "a,b,t\n1,2,no\n3,4,yes\n", more=more).data.table
    assert table.labels == (1, 0) and table.class_names == ("yes", "no")


@pytest.mark.parametrize(
    ("table", "options", "field", "words"),
    [
        ("a,b,t\n1,2,no\n3,oops,yes\n", {}, "data.inputs[0]", '"oops" in row 3, column "b"'),
        ("a,b,t\n1,nan,no\n", {}, "data.inputs[0]", '"nan" in row 2'),
        ("a,b,t\n1,2\n", {}, "data.path", "2 cells in row 2"),
        ("a,b,t\n1,2,5\n1,2,x\n", {"loss": "mse", "outputs": 1}, "data.target", '"x" in row 3'),
        ("a,bb,t\n1,2,no\n", {}, "data.inputs[0]", 'no column "b"'),
        ("a,b,t\n1,2,no\n", {"target": "tt"}, "data.target", 'did you mean "t"?'),
        ("a,b,t\n", {}, "data.path", "no rows"),
        ("", {}, "data.path", '"flowers.csv": an empty filea first row with the columns'),
        ("\n1,2,no\n", {}, "data.path", "an empty first row"),
        ("a,b,t\n1,2,no\n3,4,no\n", {}, "data.target", 'one class only, "no"at least two'),
        ("a,b,t\n1,2,no\n", {"target": "a"}, "data.target", '"a", which is an input too'),
        ("a,b,t\n1,2,x\n", {"more": 'class_names = ["y", "z"]'}, "data.class_names", '"x"'),
    ],
)
def test_broken_tables_name_row_and_column(tmp_path, table, options, field, words):
    with pytest.raises(FileError) as error:
        csv_experiment(tmp_path, table, **options)
    assert error.value.field == field
    assert words in error.value.wrong + error.value.right


def test_a_missing_table_is_named(tmp_path):
    path = tmp_path / "e.toml"
    path.write_text(CSV.format(target="t", outputs=2, loss="mse", activation="tanh", more=""))
    with pytest.raises(FileError, match=r'data\.path: "flowers\.csv": no such file'):
        load(path)


@pytest.mark.parametrize(
    ("name", "rows", "inputs", "classes"),
    [("iris", 150, 4, 3), ("wine", 178, 13, 3), ("digits", 1797, 64, 10)],
)
def test_bundled_tables_are_whole(name, rows, inputs, classes):
    table = bundled(name)
    assert table.inputs.shape == (rows, inputs)
    assert len(table.class_names) == classes == len(set(table.labels))


NUMBERS = ("nan", "-inf", "0", "-1", "1", "2", "3", "1.5", "1e308", "5e-324", "9" * 20)
TEXTS = ("", r"\n", "mse", "adam", "softmax", "sigmoid", "identity", "normal")
SOURCES = ("csv", "inline", "iris", "wave", "blobs")
OTHERS = ("true", "1979-05-27", "07:32:00", "{}", "{a=1}")
SCALARS = st.sampled_from((*NUMBERS, *(f'"{t}"' for t in (*TEXTS, *SOURCES)), *OTHERS))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3).map(lambda v: f"[{', '.join(v)}]")
)
OPTION_KEYS = ("samples", "bits", "noise", "classes", "std", "delta", "beta1", "momentum")
TABLE_KEYS = ("inputs", "targets", "path", "target", "W", "b", "x")
KEYS = st.sampled_from(
    (*OUTER_KEYS, *DATA_KEYS, *NETWORK_KEYS, *TRAINING_KEYS, *OPTION_KEYS, *TABLE_KEYS)
)
PAIR = re.compile(r"(?m)^(\w+) = (\[\n[^=]*\]|.*)$")


def edited(text, place, key, value, cut):
    """The file with one pair's key, value or both replaced, or the file cut there."""
    pairs = list(PAIR.finditer(text))
    if not pairs:
        return text
    pair = pairs[int(place * (len(pairs) - 1))]
    end = len(text) if cut else pair.end()
    return f"{text[: pair.start()]}{key or pair[1]} = {value or pair[2]}{text[end:]}"


EDITS = st.tuples(st.floats(0, 1), st.none() | KEYS, st.none() | VALUES, st.integers(0, 9))


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(NAMES), edits=st.lists(EDITS, min_size=1, max_size=3))
def test_no_file_raises_anything_but_the_typed_error(name, edits):
    text = content(name).decode()
    for place, key, value, cut in edits:
        text = edited(text, place, key, value, cut == 0)
    try:
        experiment = loads(text)
        build(experiment.data, experiment.network, experiment.seed)
    except FileError as error:
        assert str(error).isprintable()


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(NAMES), place=st.floats(0, 1), junk=st.binary(max_size=8))
def test_no_bytes_raise_anything_but_the_typed_error(name, place, junk):
    raw = content(name)
    at = int(place * len(raw))
    try:
        loads(raw[:at] + junk + raw[at + len(junk) :])
    except FileError as error:
        assert str(error).isprintable()
