"""A saved session reads back as it was, and a broken one is refused in one line."""

import json
import zipfile

import numpy as np
import pytest

from app.formats import session
from app.formats.errors import FileError
from app.formats.experiment_toml import dumps, load
from engine.datasets import build
from engine.initializers import initial_parameters
from engine.trainer import Trainer


def trained(experiment, steps):
    dataset = build(experiment.data, experiment.network, experiment.seed)
    initial = initial_parameters(experiment.network, experiment.seed)
    trainer = Trainer(experiment, dataset, initial)
    trainer.advance(steps)
    return trainer


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "moons.hood"
    trainer = trained(load("moons"), 25)
    session.save(path, session.of(trainer))
    return path, trainer


def test_a_session_reads_back_as_it_was(saved):
    path, trainer = saved
    loaded = session.load(path)
    assert dumps(loaded.experiment) == dumps(trainer.experiment)
    assert (loaded.steps, loaded.updates) == (25, 25)
    np.testing.assert_array_equal(loaded.theta, trainer.network.theta)
    np.testing.assert_array_equal(loaded.losses, trainer.losses.values)
    m, v = trainer.trace(24).memory.vectors.values()
    count = m[0].W.size
    np.testing.assert_array_equal(loaded.memory[0, :count], m[0].W.ravel())
    np.testing.assert_array_equal(loaded.memory[1, :count], v[0].W.ravel())
    assert loaded.memory.shape == (2, loaded.theta.size)


def test_a_session_before_its_first_step_has_an_empty_memory(tmp_path):
    session.save(tmp_path / "a.hood", session.of(trained(load("moons"), 0)))
    loaded = session.load(tmp_path / "a.hood")
    assert loaded.steps == 0 and not loaded.memory.any()


CSV = """\
[data]
source = "csv"
path = "rows.csv"
inputs = ["a"]
target = "t"
[network]
sizes = [1, {outputs}]
activations = ["sigmoid"]
[training]
loss = "{loss}"
"""


@pytest.mark.parametrize(
    ("rows", "outputs", "loss"),
    [
        ("x,0.25,no\ny,0.1,yes\n", 2, "mse"),
        ("x,2,1.5\ny,3,0.1\n", 1, "mse"),
        ("x,2,0\ny,3,1\n", 1, "binary_cross_entropy"),
    ],
)
def test_a_session_brings_its_table_along(tmp_path, rows, outputs, loss):
    (tmp_path / "rows.csv").write_text("name,a,t\n" + rows)
    (tmp_path / "e.toml").write_text(CSV.format(outputs=outputs, loss=loss))
    experiment = load(tmp_path / "e.toml")
    session.save(tmp_path / "a.hood", session.of(trained(experiment, 3)))
    (tmp_path / "rows.csv").unlink()
    first, second = experiment.data.table, session.load(tmp_path / "a.hood").experiment.data.table
    np.testing.assert_array_equal(second.inputs, first.inputs)
    np.testing.assert_array_equal(second.targets, first.targets)
    assert (second.labels, second.class_names) == (first.labels, first.class_names)


def rewritten(path, **changes):
    """The session with members replaced, or dropped where the new content is None."""
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members.update({name.replace("__", "."): content for name, content in changes.items()})
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            if content is not None:
                file.writestr(name, content)


ABOUT = {"format": session.FORMAT, "steps": 25, "updates": 25}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"session__json": None}, r"session\.json: missing"),
        ({"session__json": "["}, "another format"),
        ({"session__json": json.dumps({**ABOUT, "format": "x/1"})}, "another format"),
        ({"session__json": json.dumps({**ABOUT, "steps": -1})}, "steps"),
        ({"session__json": json.dumps({**ABOUT, "steps": 10**15})}, r"losses\.f64: 200 bytes"),
        ({"theta__f64": b"1234"}, r"theta\.f64: 4 bytes"),
        ({"memory__f64": None}, r"memory\.f64: missing"),
        ({"experiment__toml": "seed = -1"}, r"experiment\.toml: data: missing"),
    ],
)
def test_a_broken_session_is_refused(saved, changes, words):
    path, _ = saved
    rewritten(path, **changes)
    with pytest.raises(FileError, match=words) as error:
        session.load(path)
    assert str(error.value).isprintable()


def test_a_session_cut_short_or_garbled_is_refused(saved):
    path, _ = saved
    content = path.read_bytes()
    garbled = bytearray(content)
    garbled[200:260] = bytes(60)
    for broken in (content[: len(content) // 2], b"no zip", b"", bytes(garbled)):
        path.write_bytes(broken)
        with pytest.raises(FileError):
            session.load(path)


def test_a_failed_save_leaves_the_older_file_whole(saved, monkeypatch):
    path, trainer = saved
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(FileError, match="No space left"):
        session.save(path, session.of(trainer))
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_places_that_take_no_file_are_refused(saved, tmp_path):
    state = session.of(saved[1])
    for place in (tmp_path, tmp_path / "none" / "a.hood", "/dev/null"):
        with pytest.raises(FileError):
            session.save(type(tmp_path)(place), state)
