"""The explain verb, through the entry that users call."""

import json
import subprocess
import sys

import pytest

import main
from app.formats.examples import NAMES
from tests.app.test_cli import DIVERGES, ROOT, run

EVERY = ("W:1:0:0", "b:1:0", "z:1:0", "a:1:0", "dz:1:0", "da:1:0", "x:0", "loss")


def explain(capsys, *arguments):
    return run(capsys, "explain", *arguments, "--json")


def test_the_articles_paths_are_explained(capsys):
    status, report, errors = explain(capsys, "article", "--at", "W:2:0:0")
    assert (status, errors) == (0, [])
    assert (report["format"], report["step"], report["epoch"]) == ("underhood-explain/1", 0, 0)
    assert (report["quantity"], report["sample"]) == ("W:2:0:0", None)
    even, odd = report["paths"]
    assert even["nodes"] == ["W:2:0:0", "z:2:0", "a:2:0", "z:3:0", "loss"]
    assert odd["nodes"] == ["W:2:0:0", "z:2:0", "a:2:0", "z:3:1", "loss"]
    assert even["factors"] == pytest.approx([0.7, 1.0, 0.1, 0.563], abs=1e-4)
    assert odd["factors"] == pytest.approx([0.7, 1.0, -0.2, -0.563], abs=1e-4)
    assert even["product"] == pytest.approx(0.0394, abs=1e-4)
    assert odd["product"] == pytest.approx(0.0788, abs=1e-4)
    assert report["value"] == pytest.approx(0.11821210062318273, rel=1e-14)
    assert report["finite_difference"]["agrees"]


def test_the_value_is_what_trace_shows(capsys):
    layer = run(capsys, "trace", "moons", "--step", 7)[1]["layers"][1]
    whole = explain(capsys, "moons", "--step", 7, "--at", "W:2:1:3")[1]
    assert whole["value"] == layer["dW"][1][3]
    own = explain(capsys, "moons", "--step", 7, "--at", "dz:2:3", "--sample", 4)[1]
    assert (own["step"], own["sample"], own["value"]) == (7, 4, layer["dz"][4][3])


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_every_example_is_explained(capsys, name):
    for at in EVERY:
        status, report, errors = explain(capsys, name, "--step", 2, "--at", at)
        assert (status, errors, report["quantity"]) == (0, [], at)
        assert main.main(["explain", name, "--step", "2", "--at", at]) == 0
        out = capsys.readouterr().out
        assert len(out.splitlines()) > 4
        assert "nan" not in out and "{" not in out


def test_without_json_it_is_told(capsys):
    assert main.main(["explain", "article", "--at", "W:2:0:0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    titles = [lines[i - 1] for i, line in enumerate(lines) if line and set(line) == {"-"}]
    aspects = [title.rpartition(": ")[2] for title in titles]
    assert aspects == ["numbers", "chain rule", "update", "batch", "Finite differences"]
    assert "∂L/∂w = 0.11821210062318273" in lines
    assert lines[-1] == "They agree."


def test_the_readme_shows_what_is_printed(capsys):
    main.main(["explain", "article", "--at", "W:2:0:0"])
    printed = capsys.readouterr().out
    shown = next(b for b in (ROOT / "README.md").read_text("utf-8").split("```") if "→ odd" in b)
    assert shown in f"\n{printed}\n"


def test_a_terminal_of_few_letters_is_no_traceback():
    command = [sys.executable, "main.py", "explain", "article", "--at", "W:2:0:0"]
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"= 0.11821210062318273" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["article"], "--at"),
        (["article", "--at"], "--at"),
        (["article", "--at", "W:4:0:0"], '--at: "W:4:0:0", a layer numbered 4; 1 to 3'),
        (["article", "--at", "W:2:0:5"], '--at: "W:2:0:5", a unit of layer 2 numbered 5; 0 to 1'),
        (["article", "--at", "x:2"], '--at: "x:2", an input numbered 2; 0 to 1'),
        (["article", "--at", "q:2"], "--at: "),
        (["article", "--at", "W:2:0"], "W:layer:from:to"),
        (["article", "--at", "loss", "--sample", "1"], "--sample: 1; 0 to 0"),
        (["moons", "--at", "b:1:0", "--sample", "99999"], "--sample: 99999; 0 to "),
        (["article", "--at", "loss", "--sample", "-1"], "a whole number from 0 up"),
        (["article", "--at", "loss", "--step", "x"], "a whole number from 0 up"),
        (["nosuch", "--at", "loss"], "no such file"),
    ],
)
def test_what_does_not_exist_is_one_line_with_the_range(capsys, arguments, words):
    status, report, errors = explain(capsys, *arguments)
    assert (status, report, len(errors)) == (2, None, 1)
    assert words in errors[0]


def test_divergence_is_told_and_the_last_step_explained(capsys, tmp_path):
    path = tmp_path / "d.toml"
    path.write_text(DIVERGES)
    for at in EVERY:
        status, report, errors = explain(capsys, path, "--step", 49, "--at", at)
        assert status == 3 and len(errors) == 1 and report["step"] < 49
        assert main.main(["explain", str(path), "--step", "49", "--at", at]) == 3
        capsys.readouterr()
    assert explain(capsys, path, "--step", 49, "--at", "loss")[1]["value"] in ("inf", "nan")


def test_the_step_that_diverged_may_have_fewer_rows(capsys, tmp_path):
    """Two steps an epoch, of 10 and 5 rows; the second diverges."""
    path = tmp_path / "d.toml"
    shorter = DIVERGES.replace('"plane"', '"plane"\nsamples = 15').replace("1e30", "1e200")
    path.write_text(shorter)
    status, report, _ = explain(capsys, path, "--step", 8, "--at", "b:1:0", "--sample", 4)
    assert (status, report["step"]) == (3, 1)
    status, report, errors = explain(capsys, path, "--step", 8, "--at", "b:1:0", "--sample", 9)
    assert (status, report, len(errors)) == (2, None, 1)
    assert "--sample: 9; 0 to 4" in errors[0]


def test_it_imports_no_qt():
    code = (
        "import sys, main; main.main(['explain', 'xor', '--at', 'b:1:0']);"
        "main.main(['explain', 'xor', '--at', 'b:1:0', '--json']);"
        "qt = {'PySide6', 'shiboken6', 'pyqtgraph'};"
        "print([m for m in sys.modules if m.split('.')[0] in qt])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_numbers_read_back(capsys):
    report = explain(capsys, "spiral", "--at", "z:2:3", "--step", 5, "--sample", 1)[1]
    assert json.loads(json.dumps(report)) == report
    bias = report["terms"][-1]
    assert report["value"] == pytest.approx(
        sum(term["product"] for term in report["terms"]), rel=1e-13
    )
    trace = run(capsys, "trace", "spiral", "--step", 5)[1]
    assert bias["product"] == trace["layers"][1]["b"][3]
    assert report["value"] == trace["layers"][1]["z"][1][3]
