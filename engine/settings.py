"""Every loss, optimiser and training setting as options: defaults, ranges, meanings.

What may be written in an experiment's [training], for checks and for forms.
The defaults themselves belong to the losses and the update rules.
"""

from collections.abc import Mapping
from types import MappingProxyType

from engine.losses import LOSS_OPTIONS
from engine.optimizers import RULES
from engine.options import Option

_RANGES = {
    option.name: option
    for option in (
        Option("momentum", 0.9, "share of the last step that is kept", high=1.0),
        Option("rho", 0.9, "share of the mean square that is kept", high=1.0),
        Option("beta1", 0.9, "share of the mean gradient that is kept", high=1.0, below=True),
        Option("beta2", 0.999, "share of the mean square that is kept", high=1.0, below=True),
        Option("eps", 1e-8, "keeps a division by zero away"),
        Option("weight_decay", 0.01, "share of a weight lost a step, times the learning rate"),
        Option("delta", 1.0, "where huber turns from a square to a line", above=True),
    )
}


def _options(defaults: Mapping[str, float]) -> tuple[Option, ...]:
    return tuple(_RANGES[name].with_default(value) for name, value in defaults.items())


LOSSES: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {name: _options(defaults) for name, defaults in LOSS_OPTIONS.items()}
)
"""Every loss with its options."""

OPTIMIZERS: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {name: _options(rule.options) for name, rule in RULES.items()}
)
"""Every optimiser with its options."""

TRAINING = (
    Option("learning_rate", 0.1, "how far a step goes against the gradient"),
    Option("batch_size", 1, "rows a step learns from", low=1),
    Option("l1", 0.0, "pull of every weight towards 0, by its sign"),
    Option("l2", 0.0, "pull of every weight towards 0, by its size"),
)
"""What every training has. A batch_size beyond the training rows takes all of them."""
