"""Checking: the gradient asked about against finite differences, when one wants to know."""

from PySide6.QtCore import QObject, Signal

from app.scene.known import gradient_known
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from engine import quantity as q
from engine.gradient_check import GradientCheck, LayerCheck, check_gradient, check_layer
from engine.quantity import Quantity

_Place = tuple[int, int, Quantity]
"""What a result belongs to: a step, a sample of its batch, a quantity."""


class Checking(QObject):
    """Checks the gradient of the inquiry's subject; the trace shown stays as it is.

    changed: there is another result or none, or another thing to be checked.
    """

    changed = Signal()

    def __init__(
        self, session: Session, player: Player, inquiry: Inquiry, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._inquiry = session, player, inquiry
        self._found: tuple[_Place, GradientCheck | LayerCheck] | None = None
        inquiry.changed.connect(self.changed)
        for changed in (session.opened, session.retuned):
            changed.connect(self._forget)

    @property
    def target(self) -> Quantity | None:
        """By what the loss is derived to give the gradient asked about; None if there is none."""
        subject = self._inquiry.subject
        if subject is None:
            return None
        return subject.derived_by if subject.has_gradient else None

    @property
    def ready(self) -> bool:
        """Whether that gradient is computed at the moment shown."""
        target = self.target
        return target is not None and self._known(target)

    @property
    def layer_ready(self) -> bool:
        """Whether all gradients of its layer's weights and biases are."""
        target = self.target
        if target is None:
            return False
        # Biases come after the weights.
        return self._known(q.bias(target.layer, self._player.trace.sizes[target.layer] - 1))

    @property
    def result(self) -> GradientCheck | LayerCheck | None:
        """What the last check found, while what it was made for is shown."""
        if self._found is None or self._found[0] != self._place():
            return None
        found = self._found[1]
        there = self.layer_ready if isinstance(found, LayerCheck) else self.ready
        return found if there else None

    def check(self) -> None:
        """Check the gradient asked about, if it is computed."""
        target = self.target
        if target is not None and self.ready:
            sample = None if target.is_parameter else self._player.sample
            self._take(check_gradient(self._player.trace, target, sample))

    def check_layer(self) -> None:
        """Check the weights and biases of its layer, if all their gradients are computed."""
        target = self.target
        if target is not None and self.layer_ready:
            self._take(check_layer(self._player.trace, target.layer))

    def _forget(self) -> None:
        self._found = None
        self.changed.emit()

    def _known(self, quantity: Quantity) -> bool:
        return gradient_known(self._session.timeline, self._player.t, quantity)

    def _place(self) -> _Place | None:
        target, player = self.target, self._player
        return None if target is None else (player.step, player.sample, target)

    def _take(self, result: GradientCheck | LayerCheck) -> None:
        place = self._place()
        if place is not None:
            self._found = place, result
            self.changed.emit()
