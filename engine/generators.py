"""Generated datasets: rows made from a few options and a generator, by name.

Rows of two or more classes take turns (row i is of class i mod K), so that
batches in order are balanced. Shapes as in the field's textbooks; circles and
moons as scikit-learn draws them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.arrays import Array, Rows
from engine.limits import MOST_ROWS
from engine.options import Option
from engine.specs import Table

# Values were checked against the options' types, which a mapping cannot say.
Values = Mapping[str, Any]

LETTERS = "ABCDEFGHIJKLMNOPQRST"

GATES: Mapping[str, tuple[int, int, int, int]] = MappingProxyType(
    {
        "and": (0, 0, 0, 1),
        "or": (0, 1, 1, 1),
        "xor": (0, 1, 1, 0),
        "nand": (1, 1, 1, 0),
        "nor": (1, 0, 0, 0),
        "xnor": (1, 0, 0, 1),
    }
)
"""What each gate answers to 00, 01, 10, 11."""

BUMPS = np.array([(x, y) for y in (0.45, -0.45) for x in (-0.65, 0.0, 0.65)])
"""Centres (6, 2) of the hills and hollows of "gaussians"."""
BUMP_SIGNS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
BUMP_WIDTH = 0.22


@dataclass(frozen=True)
class Outline:
    """What a dataset will be, known before a row of it is made."""

    rows: int
    input_names: tuple[str, ...]
    class_names: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Source:
    """A generated dataset: its options, and draw(rng, values) -> (inputs, labels or targets).

    inputs (N, n_0); labels (N,) where the outline names classes, else targets (N, 1).
    """

    name: str
    meaning: str
    options: tuple[Option, ...]
    outline: Callable[[Values], Outline]
    draw: Callable[[np.random.Generator, Values], tuple[Array, Rows | Array]]

    def table(self, rng: np.random.Generator, values: Values) -> Table:
        """The rows, for checked values of all options."""
        outline = self.outline(values)
        inputs, answers = self.draw(rng, values)
        names = outline.input_names
        if outline.class_names is None:
            return Table(inputs, answers[:, np.newaxis].astype(np.float64), None, names)
        return Table(inputs, None, tuple(answers.tolist()), names, outline.class_names)


def _turns_of(samples: int, classes: int) -> Rows:
    return np.arange(samples, dtype=np.intp) % classes


def _noisy(rng: np.random.Generator, points: Array, noise: float) -> Array:
    return points + noise * rng.standard_normal(points.shape)


def _on_circle(angle: Array) -> Array:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _of_truth_table(
    rng: np.random.Generator, values: Values, bits: int, answers: Array | Rows
) -> tuple[Array, Rows]:
    """Rows 0, 1, 2, ... in binary, most significant bit first, as often as samples ask for."""
    numbers = np.arange(values["samples"] or 2**bits, dtype=np.intp) % 2**bits
    inputs = (numbers[:, np.newaxis] >> np.arange(bits - 1, -1, -1)) & 1
    return _noisy(rng, inputs.astype(np.float64), values["noise"]), answers[numbers]


def _binary_parity(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    bits = values["bits"]
    return _of_truth_table(rng, values, bits, np.arange(2**bits, dtype=np.intp) % 2)


def _logic(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    return _of_truth_table(rng, values, 2, np.array(GATES[values["gate"]], dtype=np.intp))


def _circles(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    label = _turns_of(values["samples"], 2)
    radius: Array = np.where(label == 0, 1.0, 0.5)
    points = radius[:, np.newaxis] * _on_circle(rng.uniform(0.0, 2.0 * pi, label.size))
    return _noisy(rng, points, values["noise"]), label


def _moons(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    label = _turns_of(values["samples"], 2)
    points = _on_circle(rng.uniform(0.0, pi, label.size))
    points[label == 1] = np.array([1.0, 0.5]) - points[label == 1]
    return _noisy(rng, points, values["noise"]), label


def _spiral(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    label = _turns_of(values["samples"], 2)
    radius = rng.uniform(0.05, 1.0, label.size)
    angle = 2.0 * pi * values["turns"] * radius + pi * label
    return _noisy(rng, radius[:, np.newaxis] * _on_circle(angle), values["noise"]), label


def _blobs(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    label = _turns_of(values["samples"], values["classes"])
    centres = _on_circle(pi / 2.0 + label * (2.0 * pi / values["classes"]))
    return _noisy(rng, centres, values["noise"]), label


def _square(rng: np.random.Generator, values: Values) -> Array:
    return rng.uniform(-1.0, 1.0, (values["samples"], 2))


def _xor_quadrants(rng: np.random.Generator, values: Values) -> tuple[Array, Rows]:
    points = _square(rng, values)
    label = (points[:, 0] * points[:, 1] < 0.0).astype(np.intp)
    return _noisy(rng, points, values["noise"]), label


def _plane(rng: np.random.Generator, values: Values) -> tuple[Array, Array]:
    points = _square(rng, values)
    return points, _noisy(rng, (points[:, 0] + points[:, 1]) / 2.0, values["noise"])


def _wave(rng: np.random.Generator, values: Values) -> tuple[Array, Array]:
    x: Array = rng.uniform(-1.0, 1.0, (values["samples"], 1))
    return x, _noisy(rng, np.sin(2.0 * pi * x[:, 0]), values["noise"])


def _gaussians(rng: np.random.Generator, values: Values) -> tuple[Array, Array]:
    points, height = _square(rng, values), np.zeros(values["samples"])
    for centre, sign in zip(BUMPS, BUMP_SIGNS, strict=True):
        distance = np.square(points - centre).sum(axis=1)
        height += sign * np.exp(-distance / (2.0 * BUMP_WIDTH**2))
    return points, _noisy(rng, height, values["noise"])


def _samples(default: int) -> Option:
    return Option("samples", default, "number of rows", low=1, high=MOST_ROWS)


def _noise(default: float, meaning: str = "standard deviation added to the inputs") -> Option:
    return Option("noise", default, meaning, high=10.0)


_TABLE_OPTIONS = (
    Option("samples", 0, "number of rows; 0: each case once", high=MOST_ROWS),
    _noise(0.0),
)


def _planar(*class_names: str) -> Callable[[Values], Outline]:
    return lambda values: Outline(values["samples"], ("x1", "x2"), class_names or None)


def _outline_of_parity(values: Values) -> Outline:
    bits = values["bits"]
    names = tuple(f"x{i}" for i in range(1, bits + 1))
    return Outline(values["samples"] or 2**bits, names, ("even", "odd"))


GENERATED: Mapping[str, Source] = MappingProxyType(
    {
        source.name: source
        for source in (
            Source(
                "binary_parity",
                "binary numbers, even or odd",
                # 2**19 rows are the most that stay within the limit.
                (Option("bits", 2, "digits of a number", low=1, high=19), *_TABLE_OPTIONS),
                _outline_of_parity,
                _binary_parity,
            ),
            Source(
                "logic",
                "the truth table of a gate",
                (Option("gate", "xor", "which gate", choices=tuple(GATES)), *_TABLE_OPTIONS),
                lambda values: Outline(values["samples"] or 4, ("x1", "x2"), ("false", "true")),
                _logic,
            ),
            Source(
                "circles",
                "a small circle within a large one",
                (_samples(200), _noise(0.1)),
                _planar("outer", "inner"),
                _circles,
            ),
            Source(
                "moons",
                "two half moons, one in the other's lap",
                (_samples(200), _noise(0.1)),
                _planar("upper", "lower"),
                _moons,
            ),
            Source(
                "spiral",
                "two arms wound around each other",
                (
                    _samples(200),
                    _noise(0.02),
                    Option("turns", 1.0, "how often an arm winds around", low=0.1, high=10.0),
                ),
                _planar("A", "B"),
                _spiral,
            ),
            Source(
                "blobs",
                "round clouds, a class each",
                (
                    _samples(200),
                    _noise(0.2, "standard deviation of a cloud"),
                    Option("classes", 3, "number of clouds", low=2, high=len(LETTERS)),
                ),
                lambda values: Outline(
                    values["samples"], ("x1", "x2"), tuple(LETTERS[: values["classes"]])
                ),
                _blobs,
            ),
            Source(
                "xor_quadrants",
                "opposite quadrants of a square are alike",
                (_samples(200), _noise(0.0)),
                _planar("same sign", "opposite sign"),
                _xor_quadrants,
            ),
            Source(
                "plane",
                "a slope: y is the mean of two inputs",
                (_samples(200), _noise(0.05, "standard deviation added to y")),
                _planar(),
                _plane,
            ),
            Source(
                "wave",
                "a sine with two periods",
                (_samples(200), _noise(0.05, "standard deviation added to y")),
                lambda values: Outline(values["samples"], ("x",)),
                _wave,
            ),
            Source(
                "gaussians",
                "hills and hollows over a square",
                (_samples(200), _noise(0.05, "standard deviation added to y")),
                _planar(),
                _gaussians,
            ),
        )
    }
)
