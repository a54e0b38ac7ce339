"""The two things that can go wrong, as types: bad input, and divergence."""

from dataclasses import dataclass


class FieldError(ValueError):
    """A field of an experiment is not what it should be.

    `field` is its path as it is written in the file ("network.sizes[2]"),
    `wrong` says what is there, `right` what would be right.
    """

    def __init__(self, field: str, wrong: str, right: str) -> None:
        super().__init__(f"{field}: {wrong}; {right}")
        self.field, self.wrong, self.right = field, wrong, right


@dataclass(frozen=True)
class Divergence:
    """Training stopped: at `step`, `quantity` ("loss", "W[2]", "b[1]") became `value`."""

    step: int
    quantity: str
    value: float
