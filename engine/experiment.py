"""An experiment: data, network, training and a seed. It fixes every number."""

from engine.checks import check
from engine.specs import (
    DataSpec,
    Experiment,
    LayerValues,
    NetworkSpec,
    Options,
    Table,
    TrainingSpec,
)

__all__ = [
    "DataSpec",
    "Experiment",
    "LayerValues",
    "NetworkSpec",
    "Options",
    "Table",
    "TrainingSpec",
    "check",
]
