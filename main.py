"""Underhood's entry: no arguments or a file open the window, a verb runs without one."""

import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = (3, 11)
HEADLESS = {"numpy": "NumPy"}
WINDOW = {**HEADLESS, "PySide6": "PySide6", "pyqtgraph": "pyqtgraph", "ziamath": "ziamath"}

USAGE = """\
usage: python main.py [EXPERIMENT] [--theme light|dark] [--renderer gpu|painter]    open the window
       python main.py VERB EXPERIMENT ...                  work without a window

EXPERIMENT is a .toml file or a built-in example: {examples}.

{verbs}

python main.py VERB --help says more; python main.py --version says which Underhood this is.
"""


def main(argv=None):  # type: ignore[no-untyped-def]
    """Run Underhood; returns the exit status. Old Pythons must be able to read this far."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if sys.version_info < OLDEST_PYTHON:
        return _fail("Underhood needs Python 3.11 or later; this is " + sys.version.split()[0])
    if arguments == ["--version"]:
        print("Underhood " + _version())
        return 0
    lacking = _lacking(HEADLESS)
    if lacking:
        return _fail(lacking)
    return _run(arguments)


def _run(arguments: "list[str]") -> int:
    from app import cli

    if arguments and arguments[0] in cli.VERBS:
        return cli.main(arguments)
    if arguments and arguments[0] in ("-h", "--help"):
        print(_usage(), end="")
        return 0
    if len(arguments) > 1 and not any(word.startswith("-") for word in arguments):
        return _fail(_unknown(arguments[0], list(cli.VERBS)))
    lacking = _lacking(WINDOW)
    if lacking:
        return _fail(lacking)
    import app.preload  # noqa: F401 - before PySide6, as that says
    from app.application import run

    return run(arguments)


def _usage() -> str:
    from app.cli import VERBS
    from app.formats.examples import NAMES

    verbs = "\n".join(f"{name:7} {verb.summary}" for name, verb in VERBS.items())
    return USAGE.format(examples=", ".join(NAMES), verbs=verbs)


def _lacking(modules: "dict[str, str]") -> str:
    """How to get what is not installed, or nothing."""
    names = [name for module, name in modules.items() if find_spec(module) is None]
    if not names:
        return ""
    return (
        f"Underhood needs {' and '.join(names)}. "
        "Get them with: python -m pip install . (in Underhood's folder)"
    )


def _unknown(argument: str, verbs: "list[str]") -> str:
    from difflib import get_close_matches

    from app.formats.examples import NAMES

    if argument in NAMES or Path(argument).exists():
        return f"main.py: one experiment at a time; what follows {argument!a} is too much"
    close = get_close_matches(argument, verbs, 1)
    hint = f'did you mean "{close[0]}"?' if close else f"a file, or one of {', '.join(verbs)}"
    return f"main.py: {argument!a}: no such verb or option; {hint}"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("underhood")
    except PackageNotFoundError:
        return "(not installed)"


def _fail(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
