"""Every activation on paper: f and its slope, each as the branch that z lies in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erf, exp, pi, sqrt

import numpy as np

from app.scene.formulas.expression import (
    ONE,
    Expression,
    Negative,
    Number,
    Product,
    Sum,
    constant,
)
from app.scene.formulas.functions import (
    Exp,
    Function,
    Quotient,
    squared,
)
from engine.activations import LEAK, SELU_ALPHA, SELU_SCALE

Writer = Callable[[Number, Number], Expression]
"""An expression of z, given also a = f(z)."""

LAMBDA, ALPHA = Number(r"\lambda", SELU_SCALE), Number(r"\alpha", SELU_ALPHA)


@dataclass(frozen=True)
class Branch:
    """f and its slope, written for z on one side of 0."""

    f: Writer
    slope: Writer


@dataclass(frozen=True)
class Paper:
    """An activation for z > 0 and for the rest; the two are the same where it has no kink."""

    above: Branch
    below: Branch

    def branch(self, z: Number) -> Branch:
        """The side that z lies on."""
        return self.above if z.value > 0.0 else self.below

    def condition_of_f(self, z: Number) -> str:
        """LaTeX of what decides how f is written; empty where it is always the same."""
        return "" if self.above.f is self.below.f else _side(z)

    def condition_of_slope(self, z: Number) -> str:
        """The same for the slope."""
        return "" if self.above.slope is self.below.slope else _side(z)


def _side(z: Number) -> str:
    return f"{z.symbol} > 0" if z.value > 0.0 else rf"{z.symbol} \leq 0"


def _smooth(f: Writer, slope: Writer) -> Paper:
    branch = Branch(f, slope)
    return Paper(branch, branch)


def _slope_of(name: str, value: float) -> Writer:
    return lambda z, a: Number(rf"\mathrm{{{name}}}'({z.symbol})", value)


def _itself(z: Number, a: Number) -> Expression:
    return z


def _sigmoid(z: Number, a: Number) -> Expression:
    return Quotient(ONE, Sum(ONE, Exp(Negative(z))))


def _relu(z: Number, a: Number) -> Expression:
    return Function(r"\max", np.maximum, constant(0), z)


def _exp_less_one(z: Number) -> Expression:
    return Sum(Exp(z), Negative(ONE))


def _named_sigmoid(z: Number) -> Expression:
    return Function(r"\sigma", lambda x: 1.0 / (1.0 + np.exp(-x)), z)


def _share_below(z: Number) -> Expression:
    return Function(r"\Phi", lambda x: 0.5 * (1.0 + erf(x / sqrt(2.0))), z)


def _bell(z: Number) -> Expression:
    return Function(r"\varphi", lambda x: exp(-0.5 * x * x) / sqrt(2.0 * pi), z)


def _silu_slope(z: Number, a: Number) -> Expression:
    rest = Sum(ONE, Negative(_named_sigmoid(z)))
    return Product(_named_sigmoid(z), Sum(ONE, Product(z, rest)), dot=True)


ACTIVATION_PAPERS: Mapping[str, Paper] = {
    "identity": _smooth(
        _itself,
        lambda z, a: ONE,
    ),
    "sigmoid": _smooth(
        _sigmoid,
        lambda z, a: Product(a, Sum(ONE, Negative(a))),
    ),
    "tanh": _smooth(
        lambda z, a: Function(r"\tanh", np.tanh, z),
        lambda z, a: Sum(ONE, Negative(squared(a))),
    ),
    "relu": Paper(
        Branch(_relu, _slope_of("ReLU", 1.0)),
        Branch(_relu, _slope_of("ReLU", 0.0)),
    ),
    "leaky_relu": Paper(
        Branch(_itself, _slope_of("LeakyReLU", 1.0)),
        Branch(lambda z, a: Product(constant(LEAK), z), _slope_of("LeakyReLU", LEAK)),
    ),
    "elu": Paper(
        Branch(_itself, _slope_of("ELU", 1.0)),
        Branch(lambda z, a: _exp_less_one(z), lambda z, a: Exp(z)),
    ),
    "selu": Paper(
        Branch(lambda z, a: Product(LAMBDA, z), lambda z, a: LAMBDA),
        Branch(
            lambda z, a: Product(LAMBDA, ALPHA, _exp_less_one(z)),
            lambda z, a: Product(LAMBDA, ALPHA, Exp(z)),
        ),
    ),
    "softplus": _smooth(
        lambda z, a: Function(r"\ln", np.log, Sum(ONE, Exp(z))),
        _sigmoid,
    ),
    "silu": _smooth(
        lambda z, a: Quotient(z, Sum(ONE, Exp(Negative(z)))),
        _silu_slope,
    ),
    "gelu": _smooth(
        lambda z, a: Product(z, _share_below(z)),
        lambda z, a: Sum(_share_below(z), Product(z, _bell(z))),
    ),
}
"""All but softmax, each of whose outputs depends on every sum of its layer."""
