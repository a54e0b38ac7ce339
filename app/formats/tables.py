"""Tables in CSV: those that users bring, and those that ship with the program."""

import csv
import gzip
import io
import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from math import isfinite

import numpy as np

from app.formats.reading import decoded
from engine.arrays import frozen
from engine.errors import FieldError
from engine.limits import MOST_ROWS, MOST_UNITS
from engine.specs import Table
from engine.wording import counted, one_of, quoted

BUNDLED_FILES = {"iris": "iris.csv", "wine": "wine.csv", "digits": "digits.csv.gz"}


@cache
def bundled(name: str) -> Table:
    """The table iris, wine or digits: all columns, the last one the class. KeyError if none."""
    content = (resources.files("resources") / "datasets" / BUNDLED_FILES[name]).read_bytes()
    if BUNDLED_FILES[name].endswith(".gz"):
        content = gzip.decompress(content)
    header = content.split(b"\n", 1)[0].decode().split(",")
    return read_table(content, name, header[:-1], header[-1], classify=True)


def read_table(
    content: bytes,
    name: str,
    inputs: Sequence[str],
    target: str,
    class_names: tuple[str, ...] | None = None,
    classify: bool = False,
) -> Table:
    """The columns `inputs` and `target` of a CSV file whose first row has their names.

    The target is classes if its values are texts, or if `classify` or
    `class_names` say so; else numbers. Classes stand in the order of
    `class_names`, or else in their own. FieldError, with rows counted as in a
    spreadsheet, for what cannot be read; ReadError if it is not UTF-8.
    """
    cells = _Cells(name, decoded(content))
    _check_distinct(inputs, target)
    columns = [cells.column(c, f"data.inputs[{i}]") for i, c in enumerate(inputs)]
    column = cells.column(target, "data.target")
    numbers, answers = array("d"), _Answers(classify or class_names is not None)
    for count, row in enumerate(cells.rows(max(*columns, column))):
        if count == MOST_ROWS:
            raise FieldError("data.path", f"more than {counted(count, 'row')}", "fewer rows")
        for i, index in enumerate(columns):
            numbers.append(cells.number(row, index, f"data.inputs[{i}]"))
        answers.add(cells, row, column)
    if not numbers:
        raise FieldError("data.path", f"no rows in {quoted(name)}", "a row for each example")
    table_inputs = frozen(np.array(numbers).reshape(-1, len(columns)))
    if answers.are_classes:
        order = answers.order(class_names)
        if len(order) < 2:
            raise FieldError("data.target", f"one class only, {quoted(order[0])}", "at least two")
        labels = answers.labels(order)
        names = class_names or order
        return Table(table_inputs, None, labels, tuple(inputs), names, (target,))
    targets = frozen(np.array(answers.numbers)[:, np.newaxis])
    return Table(table_inputs, targets, None, tuple(inputs), None, (target,))


def _check_distinct(inputs: Sequence[str], target: str) -> None:
    for i, name in enumerate(inputs):
        if name in inputs[:i]:
            raise FieldError(f"data.inputs[{i}]", f"{quoted(name)} again", "each column once")
    if target in inputs:
        raise FieldError(
            "data.target", f"{quoted(target)}, which is an input too", "a column that is none"
        )


class _Cells:
    """The rows of a CSV text, and words for what is wrong in one."""

    def __init__(self, name: str, content: str) -> None:
        first = re.sub(r'"[^"]*"?', "", content.split("\n", 1)[0])
        self._name = quoted(name)
        self._delimiter = max(",;\t", key=first.count)
        self._reader = csv.reader(io.StringIO(content, newline=""), delimiter=self._delimiter)
        self._header = [cell.strip() for cell in next(self._parsed(), [])]
        if not any(self._header):
            what = "an empty first row" if content.strip() else "an empty file"
            raise FieldError(
                "data.path", f"{self._name}: {what}", "a first row with the columns' names"
            )

    def column(self, name: str, where: str) -> int:
        """The index of a column."""
        if name not in self._header:
            raise FieldError(
                where, f"no column {quoted(name)} in {self._name}", one_of(name, self._header)
            )
        return self._header.index(name)

    def rows(self, last: int) -> Iterator[list[str]]:
        """The rows after the header that are not empty, each with a cell of index `last`."""
        for row in self._parsed():
            if len(row) > last:
                yield row
            elif row:
                raise FieldError(
                    "data.path",
                    f"{counted(len(row), 'cell')} in row {self._line} of {self._name}",
                    f"{len(self._header)}, as in the first row",
                )

    def number(self, row: Sequence[str], index: int, where: str) -> float:
        """The finite number in a cell."""
        try:
            # float() would read 1_000, which no spreadsheet writes.
            value = float(row[index].replace("_", "?"))
        except ValueError:
            raise self.not_a_number(row, index, where) from None
        if not isfinite(value):
            raise self.not_a_number(row, index, where)
        return value

    def not_a_number(self, row: Sequence[str], index: int, where: str) -> FieldError:
        """Words for a cell that should hold a number."""
        place = f"row {self._line}, column {quoted(self._header[index])} of {self._name}"
        return FieldError(where, f"{quoted(row[index])} in {place}", "a finite number")

    @property
    def _line(self) -> int:
        return self._reader.line_num

    def _parsed(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            raise FieldError(
                "data.path", f"row {self._line} of {self._name}: {error}", "CSV, a row a line"
            ) from None


class _Answers:
    """The target column as it is read: numbers, or the distinct values and which of them."""

    def __init__(self, are_classes: bool) -> None:
        self.are_classes = are_classes
        self.numbers = array("d")
        self._found: dict[str, int] = {}
        self._codes = array("l")

    def add(self, cells: _Cells, row: Sequence[str], column: int) -> None:
        """Take the next row's target. The first one that is a text makes it classes."""
        value = row[column].strip()
        if not self.numbers and not self.are_classes:
            self.are_classes = not _is_number(value)
        if not self.are_classes:
            self.numbers.append(cells.number(row, column, "data.target"))
            return
        if not value:
            raise cells.not_a_number(row, column, "data.target")
        self._codes.append(self._found.setdefault(value, len(self._found)))
        if len(self._found) > MOST_UNITS:
            raise FieldError(
                "data.target",
                f"more than {MOST_UNITS:,} different values",
                "fewer classes, or a loss for numbers such as mse",
            )

    def order(self, class_names: tuple[str, ...] | None) -> tuple[str, ...]:
        """The distinct values, class 0 first."""
        found = self._found
        if class_names is not None and set(found) <= set(class_names):
            return class_names
        if all(map(_is_number, found)):
            return tuple(sorted(found, key=float))
        if class_names is not None:
            stranger = next(value for value in found if value not in class_names)
            raise FieldError(
                "data.class_names", f"without {quoted(stranger)}", "every value of data.target"
            )
        return tuple(sorted(found))

    def labels(self, order: tuple[str, ...]) -> tuple[int, ...]:
        """Each row's class number."""
        place = {value: i for i, value in enumerate(order)}
        by_code = [place[value] for value in self._found]
        return tuple(by_code[code] for code in self._codes)


def _is_number(value: str) -> bool:
    try:
        return isfinite(float(value)) and "_" not in value
    except ValueError:
        return False
