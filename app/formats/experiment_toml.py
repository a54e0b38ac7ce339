"""Experiments as TOML files that a teacher can read and write."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.formats import examples
from app.formats.errors import FileError
from app.formats.reading import ReadError, decoded, read
from app.formats.tables import BUNDLED_FILES, bundled, read_table
from app.formats.toml_fields import (
    Section,
    flag,
    items,
    number,
    table,
    text,
    texts,
    vector,
    whole,
    wholes,
)
from app.formats.toml_writing import dumps
from engine.data_checks import OF_PROBABILITIES
from engine.datasets import DATASET_OPTIONS
from engine.errors import FieldError
from engine.experiment import (
    DataSpec,
    Experiment,
    LayerValues,
    NetworkSpec,
    Table,
    TrainingSpec,
    check,
)
from engine.initializers import INITIALIZERS
from engine.options import Option
from engine.settings import LOSSES, OPTIMIZERS
from engine.wording import quoted

__all__ = ["dumps", "load", "loads"]

Reader = Callable[[Path], bytes]

# The parser's memory grows with the square of a name's parts.
LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++\s*+\.\s*+){32}")
# Strings and comments, where dots are only dots. What is not closed ends with its line or
# the file: it is refused anyway, and a second look at it would take the square of its length.
STRING_OR_COMMENT = re.compile(
    r"""
    \"{3} (?: [^"\\]++ | \\.? | "(?!"") )*+ (?: "{3,5} | \Z )
    | '{3} (?: [^']++ | '(?!'') )*+ (?: '{3,5} | \Z )
    | " (?: [^"\\\n]++ | \\[^\n]? )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)

OUTER_KEYS = ("title", "seed", "data", "network", "training")
DATA_KEYS = ("source", "input_names", "class_names", "test_fraction", "standardize")
TABLE_KEYS = {"inline": ("inputs", "targets"), "csv": ("path", "inputs", "target")}
NETWORK_KEYS = ("sizes", "activations", "initializer", "layers")
TRAINING_KEYS = ("loss", "optimizer", "learning_rate", "batch_size", "shuffle", "l1", "l2")


def load(name: str | Path) -> Experiment:
    """The experiment in a file, or the built-in one of that name; checked.

    FileError if there is none, or if anything in it is not as it should be.
    """
    if str(name) in examples.NAMES and not Path(name).is_file():
        return loads(examples.content(str(name)), None, str(name))
    path = Path(name)
    try:
        content = read(path)
    except ReadError as error:
        built_in = f"{error.right}, or a built-in example: {', '.join(examples.NAMES)}"
        raise FileError(str(name), "", error.wrong, built_in) from None
    return loads(content, path.parent, str(name))


def loads(
    content: bytes | str,
    base_dir: Path | None = None,
    name: str = "experiment",
    read_csv: Reader = read,
) -> Experiment:
    """The experiment that TOML says; checked.

    A csv path is relative to `base_dir`, and read by `read_csv`. FileError
    names the experiment by `name`.
    """
    try:
        text_content = decoded(content) if isinstance(content, bytes) else content
        experiment = _experiment(Section(_parsed(text_content)), base_dir, read_csv)
        check(experiment)
    except ReadError as error:
        raise FileError(name, "", error.wrong, error.right) from None
    except FieldError as error:
        raise FileError.of(name, error) from None
    return experiment


def _parsed(content: str) -> Mapping[str, Any]:
    if LONG_KEY.search(STRING_OR_COMMENT.sub("_", content)):
        raise FieldError("file", "a name of more than 32 parts", "names such as network.layers")
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        words = re.fullmatch(r"(?s)(.*) \(at (.*)\)", str(error))
        what, where = words.groups() if words else (str(error), "file")
        raise FieldError(where, f"not TOML: {_shortened(what)}", "TOML, name = value") from None
    except ValueError:
        # Python refuses to read a whole number of more than some thousand digits.
        raise FieldError("file", "a number with too many digits", "shorter numbers") from None
    except RecursionError:
        raise FieldError("file", "lists or tables nested too deeply", "rows of numbers") from None


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else words[:79] + "…"


def _experiment(outer: Section, base_dir: Path | None, read_csv: Reader) -> Experiment:
    outer.allow(OUTER_KEYS)
    data, network, training = map(outer.section, ("data", "network", "training"))
    training_spec = _training(training)
    return Experiment(
        title=outer.optional("title", text, "Untitled"),
        seed=outer.optional("seed", whole, 0),
        data=_data(data, training_spec.loss, base_dir, read_csv),
        network=_network(network),
        training=training_spec,
    )


def _data(data: Section, loss: str, base_dir: Path | None, read_csv: Reader) -> DataSpec:
    source = data.text("source")
    own_keys = TABLE_KEYS.get(source, ())
    if source in TABLE_KEYS or source in BUNDLED_FILES:
        data.allow((*DATA_KEYS, *own_keys))
    elif source in DATASET_OPTIONS:
        known = [o.name for options in DATASET_OPTIONS.values() for o in options]
        data.allow(tuple(dict.fromkeys((*DATA_KEYS, *_names(DATASET_OPTIONS[source]), *known))))
    class_names = data.optional("class_names", texts, None)
    options = data.rest(DATA_KEYS) if source not in TABLE_KEYS else {}
    rows: Table | None = None
    if source == "inline":
        rows = _inline(data, loss, class_names)
    elif source == "csv":
        options, rows = _csv(data, loss, class_names, base_dir, read_csv)
    elif source in BUNDLED_FILES:
        rows = bundled(source)
    return DataSpec(
        source=source,
        options=options,
        input_names=data.optional("input_names", texts, None),
        class_names=class_names,
        test_fraction=data.optional("test_fraction", number, 0.0),
        standardize=data.optional("standardize", flag, False),
        table=rows,
    )


def _inline(data: Section, loss: str, class_names: tuple[str, ...] | None) -> Table:
    inputs, targets = data.matrix("inputs"), data.matrix("targets")
    if class_names is None and loss in OF_PROBABILITIES:
        class_names = tuple(map(str, range(max(2, targets.shape[1]))))
    return Table(inputs, targets, class_names=class_names)


def _csv(
    data: Section,
    loss: str,
    class_names: tuple[str, ...] | None,
    base_dir: Path | None,
    read_csv: Reader,
) -> tuple[dict[str, object], Table]:
    path, target = data.text("path"), data.text("target")
    inputs = texts(data.value("inputs", "a list of column names"), data.field("inputs"))
    try:
        content = read_csv((base_dir or Path()) / path)
        rows = read_table(content, path, inputs, target, class_names, loss in OF_PROBABILITIES)
    except ReadError as error:
        raise FieldError("data.path", f"{quoted(path)}: {error.wrong}", error.right) from None
    return {"path": path, "inputs": inputs, "target": target}, rows


def _network(network: Section) -> NetworkSpec:
    network.allow((*NETWORK_KEYS, *_all_names(INITIALIZERS_OPTIONS)))
    return NetworkSpec(
        sizes=wholes(network.value("sizes", "whole numbers, [2, 3, 1]"), network.field("sizes")),
        activations=texts(
            network.value("activations", 'a name a layer, ["relu", "sigmoid"]'),
            network.field("activations"),
        ),
        initializer=network.optional("initializer", text, "he_normal"),
        initializer_options=network.rest(NETWORK_KEYS),  # type: ignore[arg-type]
        layers=network.optional("layers", _layers, None),
    )


def _layers(value: Any, field: str) -> tuple[LayerValues, ...]:
    given = items(value, field, f"a section [[{field}]] a layer")
    return tuple(_layer(layer, f"{field}[{i}]") for i, layer in enumerate(given))


def _layer(value: Any, field: str) -> LayerValues:
    layer = Section(table(value, field), field)
    layer.allow(("W", "b"))
    right = "a list of numbers, one a unit"
    return LayerValues(layer.matrix("W"), vector(layer.value("b", right), layer.field("b")))


def _training(training: Section) -> TrainingSpec:
    loss_keys, optimizer_keys = _all_names(LOSSES), _all_names(OPTIMIZERS)
    training.allow((*TRAINING_KEYS, *loss_keys, *optimizer_keys))
    return TrainingSpec(
        loss=training.text("loss"),
        loss_options=training.rest((*TRAINING_KEYS, *optimizer_keys)),  # type: ignore[arg-type]
        optimizer=training.optional("optimizer", text, "sgd"),
        optimizer_options=training.rest((*TRAINING_KEYS, *loss_keys)),  # type: ignore[arg-type]
        learning_rate=training.optional("learning_rate", number, 0.1),
        batch_size=training.optional("batch_size", whole, 1),
        shuffle=training.optional("shuffle", flag, False),
        l1=training.optional("l1", number, 0.0),
        l2=training.optional("l2", number, 0.0),
    )


INITIALIZERS_OPTIONS = {name: entry.options for name, entry in INITIALIZERS.items()}


def _names(options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(option.name for option in options)


def _all_names(tables: Mapping[str, tuple[Option, ...]]) -> tuple[str, ...]:
    """The options that any entry has; whether this one has them is checked later."""
    return tuple(dict.fromkeys(name for options in tables.values() for name in _names(options)))
