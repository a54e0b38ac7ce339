"""Every optimiser on paper: how one parameter moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.scene.formulas.equation import Equation
from app.scene.formulas.expression import (
    ONE,
    Expression,
    Negative,
    Number,
    Product,
    Sum,
)
from app.scene.formulas.functions import (
    Power,
    Quotient,
    Root,
    Slash,
    squared,
)
from app.scene.formulas.reading import bias_symbol, slope_of_loss, weight_symbol
from app.scene.formulas.writing import Ink
from engine.network import Parameters
from engine.quantity import Quantity, bias, weight
from engine.trace import OptimizerState, StepTrace

GETS = r"\leftarrow"

INKS = {"velocity": Ink.GRADIENT, "m": Ink.GRADIENT}
"""Memories that are means of gradients; the others are of their squares."""


@dataclass(frozen=True)
class Spot:
    """One parameter of a layer: the weight from unit i to unit j, or j's bias where i is None."""

    layer: int
    i: int | None
    j: int

    @property
    def symbol(self) -> str:
        """Its letter."""
        if self.i is None:
            return bias_symbol(self.layer, self.j)
        return weight_symbol(self.layer, self.i, self.j)

    @property
    def quantity(self) -> Quantity:
        """It as a quantity."""
        if self.i is None:
            return bias(self.layer, self.j)
        return weight(self.layer, self.i, self.j)

    def of(self, parameters: tuple[Parameters, ...]) -> float:
        """Its value among such parameters."""
        layer = parameters[self.layer - 1]
        return float(layer.b[self.j] if self.i is None else layer.W[self.i, self.j])


class Updating:
    """The quantities of one parameter's update."""

    def __init__(self, trace: StepTrace, spot: Spot) -> None:
        self.trace, self.spot = trace, spot
        self.old = Number(spot.symbol, spot.of(trace.before), Ink.VALUE)
        self.new = spot.of(trace.after)
        self.gradient = Number(slope_of_loss(spot.symbol), spot.of(trace.gradients), Ink.GRADIENT)
        self.rate = Number(r"\eta", trace.rules.learning_rate)

    def option(self, name: str, symbol: str) -> Number:
        """An option of the optimiser."""
        return Number(symbol, self.trace.rules.optimizer_options[name])

    def before(self, name: str, symbol: str) -> Number:
        """What the optimiser remembers of this parameter from the steps before."""
        return self._remembered(self.trace.memory_before, name, symbol)

    def after(self, name: str, symbol: str) -> Number:
        """What it remembers now."""
        return self._remembered(self.trace.memory, name, symbol)

    def moves_by(self, *step: Expression) -> Equation:
        """The parameter less the learning rate times a step."""
        return self.becomes(Sum(self.old, Negative(Product(self.rate, *step, dot=True))))

    def becomes(self, right: Expression) -> Equation:
        """The parameter's new value."""
        return Equation(self.spot.symbol, right, self.new, GETS)

    def remembers(self, name: str, symbol: str, right: Expression) -> Equation:
        """The optimiser's new memory of this parameter."""
        return Equation(symbol, right, self.after(name, symbol).value, GETS)

    def _remembered(self, memory: OptimizerState, name: str, symbol: str) -> Number:
        return Number(symbol, self.spot.of(memory.vectors[name]), INKS.get(name, Ink.PLAIN))


def _sgd(u: Updating) -> list[Equation]:
    return [u.moves_by(u.gradient)]


def _velocity(u: Updating) -> Equation:
    kept = Product(u.option("momentum", r"\mu"), u.before("velocity", "v"))
    return u.remembers("velocity", "v", Sum(kept, u.gradient))


def _momentum(u: Updating) -> list[Equation]:
    return [_velocity(u), u.moves_by(u.after("velocity", "v"))]


def _nesterov(u: Updating) -> list[Equation]:
    ahead = Product(u.option("momentum", r"\mu"), u.after("velocity", "v"))
    return [_velocity(u), u.moves_by(Sum(u.gradient, ahead))]


def _scaled(u: Updating, direction: Expression, square: Expression) -> Quotient:
    return Quotient(direction, Sum(Root(square), u.option("eps", r"\varepsilon")))


def _adagrad(u: Updating) -> list[Equation]:
    total = Sum(u.before("squares", "s"), squared(u.gradient))
    return [
        u.remembers("squares", "s", total),
        u.moves_by(_scaled(u, u.gradient, u.after("squares", "s"))),
    ]


def _faded(share: Number, old: Expression, new: Expression) -> Sum:
    """A running mean: a share of the old, the rest of the new."""
    return Sum(Product(share, old), Product(Sum(ONE, Negative(share)), new))


def _rmsprop(u: Updating) -> list[Equation]:
    mean = _faded(u.option("rho", r"\rho"), u.before("squares", "s"), squared(u.gradient))
    return [
        u.remembers("squares", "s", mean),
        u.moves_by(_scaled(u, u.gradient, u.after("squares", "s"))),
    ]


def _corrected(mean: Number, share: Number, updates: int) -> Slash:
    """A running mean that began at 0, freed of its pull towards it."""
    count = Number("t", float(updates))
    return Slash(mean, Sum(ONE, Negative(Power(share, count))))


def _adam_means(u: Updating) -> list[Equation]:
    beta1, beta2 = u.option("beta1", r"\beta_1"), u.option("beta2", r"\beta_2")
    return [
        u.remembers("m", "m", _faded(beta1, u.before("m", "m"), u.gradient)),
        u.remembers("v", "v", _faded(beta2, u.before("v", "v"), squared(u.gradient))),
    ]


def _adam_step(u: Updating) -> Quotient:
    updates = u.trace.memory.updates
    m = _corrected(u.after("m", "m"), u.option("beta1", r"\beta_1"), updates)
    v = _corrected(u.after("v", "v"), u.option("beta2", r"\beta_2"), updates)
    return _scaled(u, m, v)


def _adam(u: Updating) -> list[Equation]:
    return [*_adam_means(u), u.moves_by(_adam_step(u))]


def _adamw(u: Updating) -> list[Equation]:
    decay = Product(u.rate, u.option("weight_decay", r"\lambda"))
    shrunk = Product(Sum(ONE, Negative(decay)), u.old)
    step = Product(u.rate, _adam_step(u), dot=True)
    return [*_adam_means(u), u.becomes(Sum(shrunk, Negative(step)))]


OPTIMIZER_PAPERS: Mapping[str, Callable[[Updating], list[Equation]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adamw,
}
"""The equations of one parameter's update; the last gives its new value."""


def update_equations(trace: StepTrace, spot: Spot) -> list[Equation]:
    """How that parameter moved in that step."""
    return OPTIMIZER_PAPERS[trace.rules.optimizer](Updating(trace, spot))
