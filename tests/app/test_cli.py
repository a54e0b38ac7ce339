"""The headless verbs, through the entry that users call."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import main
from app.formats import session
from app.formats.examples import NAMES

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"

MAZUR = """\
title = "Mazur"
[data]
source = "inline"
inputs = [[0.05, 0.1]]
targets = [[0.01, 0.99]]
[network]
sizes = [2, 2, 2]
activations = ["sigmoid", "sigmoid"]
[[network.layers]]
W = {W1}
b = {b1}
[[network.layers]]
W = {W2}
b = {b2}
[training]
loss = "mse"
learning_rate = 0.5
"""

DIVERGES = """\
[data]
source = "plane"
[network]
sizes = [2, 4, 1]
activations = ["relu", "identity"]
[training]
loss = "mse"
learning_rate = 1e30
batch_size = 10
"""


def run(capsys, *arguments):
    """Status, JSON (or None) and the lines on standard error."""
    status = main.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else None, err.splitlines()


def assert_close(actual, expected):
    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-12)


def test_the_article_is_reproduced(capsys):
    golden = json.loads((GOLDEN / "article.json").read_text())
    status, trace, errors = run(capsys, "trace", "article")
    assert (status, errors) == (0, [])
    assert (trace["format"], trace["step"], trace["batch"]) == ("underhood-trace/1", 0, [0])
    assert_close(trace["loss"], golden["loss"])
    for layer, expected in zip(trace["layers"], golden["layers"], strict=True):
        assert layer.keys() == expected.keys()
        for name in expected:
            assert_close(layer[name], expected[name])
    assert trace["operations"][0] == {"phase": "forward", "kind": "weighted_sum", "layer": 1}
    assert len(trace["operations"]) == 3 * 2 + 1 + 3 * 4 - 1 + 3


def test_mazurs_example_is_reproduced(capsys, tmp_path):
    golden = json.loads((GOLDEN / "mazur.json").read_text())
    path = tmp_path / "mazur.toml"
    path.write_text(MAZUR.format(**golden))
    _, trace, _ = run(capsys, "trace", path)
    assert_close(trace["loss"], golden["loss"])
    assert_close(trace["layers"][0]["a"], golden["hidden"])
    assert_close(trace["layers"][1]["a"], golden["outputs"])
    for number, layer in enumerate(trace["layers"], 1):
        assert_close(layer["W_after"], golden[f"W{number}_after"])
        assert_close(layer["b_after"], golden[f"b{number}_after"])
    _, trace, _ = run(capsys, "trace", path, "--step", 1)
    assert_close(trace["loss"], golden["loss_after"])


@pytest.mark.parametrize("name", NAMES)
def test_every_example_steps_and_trains(capsys, name):
    assert run(capsys, "trace", name, "--step", 3)[0] == 0
    status, report, errors = run(capsys, "train", name, "--steps", 20)
    assert (status, errors, report["steps"], len(report["losses"])) == (0, [], 20, 20)
    assert report["format"] == "underhood-train/1"
    assert report["seconds"] > 0


LEARNERS = {"article": 500, "xor": 500, "parity4": 500, "blobs": 500, "moons": 1000, "spiral": 1000}


@pytest.mark.parametrize(("name", "steps"), LEARNERS.items())
def test_examples_that_should_learn_do(capsys, name, steps):
    assert run(capsys, "train", name, "--steps", steps)[1]["accuracy"] >= 0.95


def test_the_wave_is_learnt_down_to_its_noise(capsys):
    report = run(capsys, "train", "wave", "--steps", 2000)[1]
    assert report["train_loss"] < 0.075 and report["test_loss"] < 0.1
    assert report["accuracy"] is None


@pytest.mark.parametrize("name", ["vanishing", "zeros"])
def test_examples_that_should_not_learn_do_not(capsys, name):
    report = run(capsys, "train", name, "--steps", 1000)[1]
    assert report["train_loss"] == pytest.approx(np.log(2), abs=1e-3)
    assert report["accuracy"] == 0.5 and report["test_loss"] is None


def test_gradients_vanish_in_the_vanishing_example(capsys):
    layers = run(capsys, "trace", "vanishing")[1]["layers"]
    sizes = [np.abs(layer["dz"]).mean() for layer in layers]
    assert sizes == sorted(sizes)
    assert sizes[0] < 1e-3 * sizes[-1]


def test_training_is_what_traces_show(capsys):
    report = run(capsys, "train", "moons", "--steps", 30)[1]
    trace = run(capsys, "trace", "moons", "--step", 29)[1]
    assert trace["loss"] == report["losses"][29]
    for layer, final in zip(trace["layers"], report["layers"], strict=True):
        assert layer["W_after"] == final["W"] and layer["b_after"] == final["b"]


def test_out_saves_the_session(capsys, tmp_path):
    out = tmp_path / "a.hood"
    report = run(capsys, "train", "xor", "--steps", 5, "--out", out)[1]
    assert session.load(out).losses.tolist() == report["losses"]


def test_a_session_is_saved_even_if_the_report_cannot_be_printed(tmp_path):
    out = tmp_path / "a.hood"
    with Path("/dev/full").open("w") as full:
        arguments = [sys.executable, "main.py", "train", "xor", "--steps", "5", "--out", out]
        done = subprocess.run(arguments, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2
    assert session.load(out).steps == 5


def test_divergence_is_told_and_the_numbers_still_written(capsys, tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(DIVERGES)
    status, report, errors = run(capsys, "train", path, "--steps", 50)
    assert status == 3 and len(errors) == 1
    assert report["steps"] == len(report["losses"]) < 50
    assert report["train_loss"] in ("nan", "inf")
    last = report["steps"] - 1
    assert f"at step {last} " in errors[0] and "training.learning_rate" in errors[0]
    status, trace, errors = run(capsys, "trace", path, "--step", 49)
    assert (status, trace["step"], len(errors)) == (3, last, 1)
    assert run(capsys, "trace", path, "--step", 0)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trace"], "EXPERIMENT"),
        (["trace", "nosuch"], "no such file"),
        (["trace", "/"], "a directory"),
        (["trace", "xor", "--step", "-1"], "a whole number from 0 up"),
        (["trace", "xor", "--step", "1.5"], "a whole number from 0 up"),
        (["trace", "xor", "--step"], "expected one argument"),
        (["trace", "xor", "--step", "1_0"], "a whole number"),
        (["trace", "xor", "--step", "9" * 5000], "a whole number"),
        (["train", "xor"], "--steps"),
        (["train", "xor", "--steps", "x\ny"], "a whole number"),
        (["train", "xor", "--steps", "1", "--what"], "--what"),
        (["train", "xor", "--steps", "1", "--out", "/nosuch/a.hood"], "no such directory"),
        (["train", "xor", "--steps", "1", "--out", "/"], "a directory"),
        (["trian", "xor"], 'did you mean "train"?'),
        (["nosuch", "xor"], "no such verb or option"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(capsys, arguments, words):
    status, report, errors = run(capsys, *arguments)
    assert (status, report, len(errors)) == (2, None, 1)
    assert words in errors[0]


@pytest.mark.parametrize("arguments", [["--help"], ["trace", "--help"], ["train", "--help"]])
def test_help_is_printed(capsys, arguments):
    try:
        status = main.main(arguments)
    except SystemExit as left:
        status = left.code
    out, err = capsys.readouterr()
    assert status == 0 and "EXPERIMENT" in out and not err


def test_a_field_of_a_bad_file_is_named_with_the_file(capsys, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(DIVERGES.replace('["relu", ', '["softmax", '))
    status, _, errors = run(capsys, "train", path, "--steps", 1)
    assert status == 2
    assert errors[0].startswith(f'{path}: network.activations[0]: "softmax" in a hidden layer; ')


def python(*arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=60, **options
    )


def test_the_verbs_import_no_qt():
    code = (
        "import sys, main; main.main(['train', 'xor', '--steps', '1']);"
        "qt = {'PySide6', 'shiboken6', 'pyqtgraph'};"
        "print([m for m in sys.modules if m.split('.')[0] in qt])"
    )
    done = python("-c", code, cwd=ROOT)
    assert done.stdout.splitlines()[1] == "[]"


def test_the_entry_works_from_any_folder(tmp_path):
    done = python("-W", "error", ROOT / "main.py", "trace", "article", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["step"] == 0


def test_a_reader_that_leaves_early_is_no_traceback():
    command = f"{sys.executable} main.py train xor --steps 20000 | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        ["standard output: Broken pipe; a place that can be written to"],
    )


@pytest.mark.parametrize(
    ("lost", "names"),
    [("numpy", "NumPy"), ("PySide6", "PySide6"), ("pyqtgraph", "pyqtgraph")],
)
def test_what_is_not_installed_is_named_with_the_remedy(capsys, monkeypatch, lost, names):
    monkeypatch.setattr(main, "find_spec", lambda name: None if name == lost else object())
    status, _, errors = run(capsys, "article")
    assert (status, len(errors)) == (2, 1)
    assert f"needs {names}" in errors[0] and "python -m pip install ." in errors[0]
