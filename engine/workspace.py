"""The workspace: everything one training step computes, in arrays kept for it.

`step()` is the only training step there is. Fast training and traces both run
it, which is why they agree to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.activations import ACTIVATIONS
from engine.arrays import Array
from engine.losses import FUSIONS, Loss
from engine.network import Network, layer_views
from engine.optimizers import Optimizer


@dataclass(frozen=True)
class Signals:
    """What a layer computes for a batch: five arrays (B, n_l).

    z the weighted sums, a the activations, slope f'(z) (unused for softmax),
    da = dL/da, dz = dL/dz; 1/B is inside da and dz.
    """

    z: Array
    a: Array
    slope: Array
    da: Array
    dz: Array


def signal_views(flat: Array, sizes: Sequence[int], batch: int) -> tuple[Signals, ...]:
    """`flat` (5 * B * sum n_l,) seen as the signals of layers 1..L."""
    views, start = [], 0
    for size in sizes[1:]:
        end = start + 5 * batch * size
        views.append(Signals(*flat[start:end].reshape(5, batch, size)))
        start = end
    return tuple(views)


class Penalty:
    """l1 * sum|W| + l2/2 * sum W², over the weights and not the biases.

    Its gradient is l1 * sign(W) + l2 * W, with sign(0) = 0.
    """

    def __init__(self, network: Network, l1: float, l2: float) -> None:
        self._theta = network.theta
        self._weights = np.zeros_like(network.theta)
        for layer in layer_views(self._weights, network.sizes):
            layer.W[...] = 1.0
        self.weigh(l1, l2)

    def weigh(self, l1: float, l2: float) -> None:
        """Set the two strengths."""
        self.l1, self.l2 = l1, l2
        self.value = 0.0

    def add_to(self, gradient: Array) -> None:
        """Set `value` for the parameters as they are and add its gradient (P,)."""
        if self.l1 or self.l2:
            weights = self._weights * self._theta
            gradient += self.l1 * np.sign(weights) + self.l2 * weights
            self.value = float(
                self.l1 * np.add.reduce(np.abs(weights)) + 0.5 * self.l2 * np.dot(weights, weights)
            )


class Workspace:
    """All arrays of a training step of `network` on batches of `batch` rows.

    Write the batch into `inputs` (B, n_0) and `targets` (B, n_L), call
    `step()`, read `layers`, `gradients` and `loss`. Workspaces of several
    batch sizes may share a network, a penalty, an optimiser and a gradient.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        penalty: Penalty,
        optimizer: Optimizer,
        gradient: Array,
        batch: int,
    ) -> None:
        sizes = network.sizes
        self.inputs: Array = np.zeros((batch, sizes[0]))
        self.targets: Array = np.zeros((batch, sizes[-1]))
        self.signals: Array = np.zeros(5 * batch * sum(sizes[1:]))
        self.sample_losses: Array = np.zeros(batch)
        self.loss = 0.0
        self.layers = signal_views(self.signals, sizes, batch)
        self.gradients = layer_views(gradient, sizes)
        self.fusion = FUSIONS.get((network.activations[-1], loss.name))
        self._network, self._loss = network, loss
        self._penalty, self._optimizer, self._gradient = penalty, optimizer, gradient
        self._scratch: Array = np.zeros((batch, sizes[-1]))
        self._ones: Array = np.ones(batch)
        self._functions = tuple(ACTIVATIONS[name] for name in network.activations)
        previous = (self.inputs, *(layer.a for layer in self.layers))
        self._forward = tuple(
            (a_in, p.W, p.b, s.z, s.a, f.f)
            for a_in, p, s, f in zip(
                previous[:-1], network.layers, self.layers, self._functions, strict=True
            )
        )
        # The views that the backward pass transposes are made once: a transpose costs a call.
        self._backward = tuple(
            (a_in.T, s.dz, g.W, g.b)
            for a_in, s, g in zip(previous[:-1], self.layers, self.gradients, strict=True)
        )
        self._through = tuple(
            (p.W.T, s.z, s.a, s.slope, s.da, s.dz, f.pull_back)
            for p, s, f in zip(
                network.layers[1:], self.layers[:-1], self._functions[:-1], strict=True
            )
        )

    def step(self) -> float:
        """Forward, loss, backward, update, for the batch in place. Returns the loss.

        The parameters change; every signal and gradient stays to be read.
        """
        self.forward()
        self.backward()
        self._optimizer.update(self._network.theta, self._gradient)
        return self.loss

    def forward(self) -> float:
        """z[l] = a[l-1] @ W[l] + b[l], a[l] = f(z[l]), then the loss, which it returns."""
        for a_in, W, b, z, a, f in self._forward:
            a_in.dot(W, z)
            np.add(z, b, z)
            f(z, a)
        if self.fusion is None:
            self._loss.sample(a, self.targets, self._scratch, self.sample_losses)
        else:
            self.fusion.sample(z, a, self.targets, self._scratch, self.sample_losses)
        self.loss = self._loss.total(self.sample_losses)
        return self.loss

    def backward(self) -> None:
        """The gradients of loss + penalty, by the chain rule from the last layer to the first."""
        last = self.layers[-1]
        self._loss.gradient(last.a, self.targets, self.loss, last.da)
        if self.fusion is None:
            self._functions[-1].pull_back(last.da, last.z, last.a, last.slope, last.dz)
        else:
            self.fusion.pull_back(last.a, self.targets, last.dz)
        ones = self._ones
        for index in range(len(self.layers) - 1, -1, -1):
            a_in_T, dz, dW, db = self._backward[index]
            a_in_T.dot(dz, dW)
            ones.dot(dz, db)  # the sum over rows, in half the time that add.reduce takes
            if index:
                W_T, z, a, slope, da, dz_in, pull_back = self._through[index - 1]
                dz.dot(W_T, da)
                pull_back(da, z, a, slope, dz_in)
        self._penalty.add_to(self._gradient)
