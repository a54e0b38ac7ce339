"""All benchmarks, or those named: python -m tests.benchmarks [NAME ...]."""

import os
import sys
from importlib import import_module

# One thread each, said before NumPy and PyTorch ask how many they may use.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

BENCHMARKS = (
    "training_step",
    "traced_step",
    "explaining",
    "hovering",
    "first_frame",
    "key_answer",
    "stage_frame",
    "live_training",
)


def main(names: list[str]) -> int:
    """Print every verdict; 1 if a target is not met."""
    met = True
    for name in names or BENCHMARKS:
        benchmark = import_module(f"tests.benchmarks.{name}")
        print(benchmark.__doc__, flush=True)
        for verdict in benchmark.run():
            print(verdict, flush=True)
            met &= verdict.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
