"""What the pieces of a formula are about: its left-hand side, its terms and its result.

The first of a piece's quantities is what pointing at it asks about; all of
them light it up wherever they are pointed at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.scene.formulas.equation import Piece, Role
from app.scene.formulas.reading import Reading
from app.scene.formulas.series import ELLIPSIS
from app.scene.subject import subject_of
from app.scene.timeline import Moment, Timeline
from engine import quantity as q
from engine.quantity import Quantity
from engine.trace import Kind, Operation

Quantities = tuple[Quantity, ...]


def quantities_of(
    r: Reading, timeline: Timeline, moment: Moment, pieces: Sequence[Piece]
) -> tuple[Quantities, ...]:
    """For each of the pieces of the equations of a moment, what it is about; () for signs."""
    operation = moment.operation
    subject = subject_of(timeline, moment)
    if operation is None or subject is None:
        return ((),) * len(pieces)
    writer = _Writer(r, operation, moment, subject)
    about: list[Quantities] = []
    after = sum(piece.role is Role.LEFT for piece in pieces)
    for piece in pieces:
        after -= piece.role is Role.LEFT
        about.append(writer.about(piece, after))
    return tuple(about)


@dataclass(frozen=True)
class _Writer:
    """A moment whose formula is read: the reading, the operation, what it computes."""

    r: Reading
    operation: Operation
    moment: Moment
    subject: Quantity

    def about(self, piece: Piece, after: int) -> Quantities:
        """What a piece is about, in an equation that so many others come after."""
        if piece.latex == ELLIPSIS:
            return ()
        match piece.role:
            case Role.LEFT | Role.RESULT:
                return (self._given(after),)
            case Role.TERM | Role.SIGN if piece.term is not None:
                return tuple(self._term(piece.term)) or (self._given(after),)
            case Role.TERM:
                return tuple(self._side(after)) or (self._given(after),)
        return ()

    def _given(self, after: int) -> Quantity:
        """What an equation gives; before a delta of the outputs stands their own gradient."""
        if self.operation.kind is Kind.ACTIVATION_GRADIENT and after:
            return q.output_gradient(self.operation.layer, self.moment.neuron)
        return self.subject

    def _term(self, term: int) -> Iterator[Quantity]:
        """The numbers in one term of a sum."""
        layer, unit = self.operation.layer, self.moment.neuron
        match self.operation.kind:
            case Kind.WEIGHTED_SUM if term == self.r.trace.sizes[layer - 1]:
                yield q.bias(layer, unit)
            case Kind.WEIGHTED_SUM:
                yield from (q.weight(layer, term, unit), q.activation(layer - 1, term))
            case Kind.INPUT_GRADIENT:
                yield from (q.weight(layer, unit, term), q.delta(layer, term))
            case Kind.LOSS:
                yield q.activation(layer, term)
            case Kind.WEIGHT_GRADIENT | Kind.BIAS_GRADIENT if term == self.r.sample:
                # Only the numbers of the sample shown are to be seen elsewhere.
                yield from (self.subject, *self._factors())

    def _side(self, after: int) -> Iterator[Quantity]:
        """The numbers in a right-hand side that is all one piece."""
        layer, unit = self.operation.layer, self.moment.neuron
        match self.operation.kind:
            case Kind.ACTIVATION:
                yield q.weighted_sum(layer, unit)
            case Kind.ACTIVATION_GRADIENT if after or self._fused:
                yield q.activation(layer, unit)
            case Kind.ACTIVATION_GRADIENT:
                yield from (q.output_gradient(layer, unit), q.weighted_sum(layer, unit))
            case Kind.WEIGHT_GRADIENT | Kind.BIAS_GRADIENT if self.r.trace.batch == 1:
                yield from self._factors()

    def _factors(self) -> Iterator[Quantity]:
        """What the gradient of a weight or a bias is the product of."""
        yield q.delta(self.operation.layer, self.moment.neuron)
        if self.operation.kind is Kind.WEIGHT_GRADIENT:
            yield q.activation(self.operation.layer - 1, self.moment.term)

    @property
    def _fused(self) -> bool:
        """Whether the loss is derived together with this layer's activation."""
        trace = self.r.trace
        return self.operation.layer == trace.depth and trace.rules.fused
