"""Sessions, `*.hood`: an experiment and how far its training has come.

A zip file of:
session.json    {"format": "underhood-session/1", "steps": N, "updates": N}
experiment.toml the experiment, as in a file of its own
data.csv        the rows, if the experiment's source is "csv"
theta.f64       the parameters: W row by row, then b, layer by layer
memory.f64      the optimiser's vectors in the order of its rule, each like theta
losses.f64      the loss of each step done

The .f64 are bare little-endian float64, so that their sizes can be compared
with what the experiment says before anything is allocated.
"""

import csv
import io
import json
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.formats.errors import FileError
from app.formats.experiment_toml import dumps, loads
from app.formats.reading import MOST_BYTES, ReadError, check_size, opened, reason
from engine.arrays import Array
from engine.experiment import Experiment, Table
from engine.network import parameter_count
from engine.optimizers import RULES
from engine.trainer import Trainer

FORMAT = "underhood-session/1"
MOST_SESSION_BYTES = 2 * 2**30
NUMBER = np.dtype("<f8")


@dataclass(frozen=True, eq=False)
class SavedSession:
    """theta (P,), memory (states, P) after `updates` updates, losses (steps,)."""

    experiment: Experiment
    theta: Array
    updates: int
    memory: Array
    losses: Array

    @property
    def steps(self) -> int:
        """The number of steps done."""
        return self.losses.size


def of(trainer: Trainer) -> SavedSession:
    """The state of a run as it is now."""
    now = trainer.checkpoint()
    updates, memory = now.memory
    return SavedSession(
        trainer.experiment, now.theta, updates, memory, trainer.losses.values.copy()
    )


def check_target(path: Path) -> None:
    """FileError if a session can hardly be saved at `path`; looked at before the work begins."""
    if path.is_dir():
        raise FileError(str(path), "", "a directory", "the name of a file to write")
    if path.exists() and not path.is_file():
        raise FileError(str(path), "", "not a regular file", "the name of a file to write")
    if not path.parent.is_dir():
        raise FileError(str(path), "", "no such directory", "a file in an existing directory")
    if not os.access(path.parent, os.W_OK):
        raise FileError(str(path), "", "a directory you may not write to", "one where you may")


def save(path: Path, session: SavedSession) -> None:
    """Write the session; an older file at `path` stays whole until the new one is.

    FileError if it cannot be written.
    """
    check_target(path)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        try:
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
                for name, content in _members(session).items():
                    file.writestr(name, content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        wrong = f"cannot be written ({reason(error)})"
        raise FileError(str(path), "", wrong, "a place that you may write to") from None


def load(path: Path) -> SavedSession:
    """The session in a file. FileError if it is none, or not whole."""
    try:
        with opened(path, MOST_SESSION_BYTES) as raw, zipfile.ZipFile(raw) as file:
            return _loaded(file, str(path))
    except ReadError as error:
        raise FileError(str(path), "", error.wrong, error.right) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise FileError(
            str(path), "", "not a session", "a .hood file that was saved whole"
        ) from None


def _members(session: SavedSession) -> dict[str, str | bytes]:
    about = {"format": FORMAT, "steps": session.steps, "updates": session.updates}
    members: dict[str, str | bytes] = {
        "session.json": json.dumps(about),
        "experiment.toml": dumps(session.experiment),
    }
    data = session.experiment.data
    if data.source == "csv" and data.table is not None:
        members["data.csv"] = _csv(data.table)
    for name in ("theta", "memory", "losses"):
        members[f"{name}.f64"] = getattr(session, name).astype(NUMBER).tobytes()
    return members


def _csv(table: Table) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*(table.input_names or ()), *(table.output_names or ())))
    if table.labels is not None and table.class_names is not None:
        answers: list[object] = [table.class_names[label] for label in table.labels]
    else:
        answers = [] if table.targets is None else table.targets[:, 0].tolist()
    for inputs, answer in zip(table.inputs.tolist(), answers, strict=True):
        writer.writerow((*inputs, answer))
    return text.getvalue()


def _loaded(file: zipfile.ZipFile, name: str) -> SavedSession:
    about = _about(file, name)
    experiment = loads(
        _text(file, "experiment.toml", name),
        None,
        f"{name}/experiment.toml",
        lambda path: _text(file, "data.csv", name),
    )
    count = parameter_count(experiment.network.sizes)
    states = len(RULES[experiment.training.optimizer].state)
    return SavedSession(
        experiment=experiment,
        theta=_numbers(file, "theta.f64", name, count),
        updates=about["updates"],
        memory=_numbers(file, "memory.f64", name, states * count).reshape(states, count),
        losses=_numbers(file, "losses.f64", name, about["steps"]),
    )


def _about(file: zipfile.ZipFile, name: str) -> dict[str, int]:
    content = _text(file, "session.json", name)
    try:
        about = json.loads(content)
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise FileError(name, "session.json", "another format", f'"format": "{FORMAT}"')
    for key in ("steps", "updates"):
        value = about.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise FileError(name, f"session.json: {key}", "no count", "a whole number from 0 up")
    return about


def _text(file: zipfile.ZipFile, member: str, name: str) -> bytes:
    info = _info(file, member, name)
    check_size(info.file_size, MOST_BYTES)
    return file.read(info)


def _numbers(file: zipfile.ZipFile, member: str, name: str, count: int) -> Array:
    info = _info(file, member, name)
    if info.file_size != count * NUMBER.itemsize:
        right = f"{count * NUMBER.itemsize:,}, {count:,} numbers"
        raise FileError(name, member, f"{info.file_size:,} bytes", right)
    return np.frombuffer(file.read(info), NUMBER).astype(np.float64)


def _info(file: zipfile.ZipFile, member: str, name: str) -> zipfile.ZipInfo:
    try:
        return file.getinfo(member)
    except KeyError:
        raise FileError(name, member, "missing", "a session that was saved whole") from None
