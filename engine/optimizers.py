"""Update rules on the flat parameter vector, their state explicit.

Each rule is the formula of PyTorch's optimiser of that name, step for step
(rho is RMSprop's alpha). theta, the gradient g and every state vector have
shape (P,); t counts the updates from 1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

import numpy as np

from engine.arrays import Array

Options = Mapping[str, float]
State = Mapping[str, Array]
Update = Callable[[Array, Array, State, Array, float, Options, int], object]


def _sgd(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    np.multiply(g, rate, step)
    np.subtract(theta, step, theta)


def _momentum(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    velocity = state["velocity"]
    np.multiply(velocity, o["momentum"], velocity)
    np.add(velocity, g, velocity)
    np.multiply(velocity, rate, step)
    np.subtract(theta, step, theta)


def _nesterov(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    velocity = state["velocity"]
    np.multiply(velocity, o["momentum"], velocity)
    np.add(velocity, g, velocity)
    np.multiply(velocity, o["momentum"], step)
    np.add(step, g, step)
    np.multiply(step, rate, step)
    np.subtract(theta, step, theta)


def _scaled_step(theta: Array, direction: Array, v: Array, eps: float, rate: float) -> None:
    """theta -= rate * direction / (sqrt(v) + eps)."""
    theta -= rate * direction / (np.sqrt(v) + eps)


def _adagrad(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    total = state["squares"]
    np.multiply(g, g, step)
    np.add(total, step, total)
    _scaled_step(theta, g, total, o["eps"], rate)


def _rmsprop(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    mean = state["squares"]
    np.multiply(g, g, step)
    np.multiply(step, 1.0 - o["rho"], step)
    np.multiply(mean, o["rho"], mean)
    np.add(mean, step, mean)
    _scaled_step(theta, g, mean, o["eps"], rate)


def _adam(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    m, v = state["m"], state["v"]
    np.multiply(m, o["beta1"], m)
    np.multiply(g, 1.0 - o["beta1"], step)
    np.add(m, step, m)
    np.multiply(v, o["beta2"], v)
    np.multiply(g, g, step)
    np.multiply(step, 1.0 - o["beta2"], step)
    np.add(v, step, v)
    # Both means start at 0, and the corrections undo their pull towards it.
    np.sqrt(v, step)
    np.divide(step, sqrt(1.0 - o["beta2"] ** t), step)
    np.add(step, o["eps"], step)
    np.divide(m, step, step)
    np.multiply(step, rate / (1.0 - o["beta1"] ** t), step)
    np.subtract(theta, step, theta)


def _adamw(
    theta: Array, g: Array, state: State, step: Array, rate: float, o: Options, t: int
) -> None:
    np.multiply(theta, 1.0 - rate * o["weight_decay"], theta)
    _adam(theta, g, state, step, rate, o, t)


@dataclass(frozen=True)
class Rule:
    """An update rule: its function, its options with defaults, its state's names."""

    update: Update
    options: Options
    state: tuple[str, ...] = ()


_ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "sgd": Rule(_sgd, {}),
        "momentum": Rule(_momentum, {"momentum": 0.9}, ("velocity",)),
        "nesterov": Rule(_nesterov, {"momentum": 0.9}, ("velocity",)),
        "adagrad": Rule(_adagrad, {"eps": 1e-10}, ("squares",)),
        "rmsprop": Rule(_rmsprop, {"rho": 0.9, "eps": 1e-8}, ("squares",)),
        "adam": Rule(_adam, _ADAM, ("m", "v")),
        "adamw": Rule(_adamw, {**_ADAM, "weight_decay": 0.01}, ("m", "v")),
    }
)


class Optimizer:
    """A rule with its learning rate, options and state for `size` parameters."""

    def __init__(self, name: str, options: Options, learning_rate: float, size: int) -> None:
        rule = RULES[name]
        self.name = name
        self.options: Options = {**rule.options, **options}
        self.learning_rate = learning_rate
        self.updates = 0
        self._update = rule.update
        self._step = np.zeros(size)
        self._memory = np.zeros((len(rule.state), size))
        self.state: State = MappingProxyType(dict(zip(rule.state, self._memory, strict=True)))

    def update(self, theta: Array, gradient: Array) -> None:
        """Move theta (P,) in place by one step against gradient (P,)."""
        self.updates += 1
        self._update(
            theta,
            gradient,
            self.state,
            self._step,
            self.learning_rate,
            self.options,
            self.updates,
        )

    def memory(self) -> tuple[int, Array]:
        """A copy of the state: the count of updates and the (states, P) vectors."""
        return self.updates, self._memory.copy()

    def restore(self, memory: tuple[int, Array]) -> None:
        """Return to a state that `memory()` gave."""
        self.updates = memory[0]
        self._memory[...] = memory[1]
