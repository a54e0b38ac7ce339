"""What is imported before PySide6 must not import it: then all that follows would open slower."""

import subprocess
import sys


def test_what_is_preloaded_brings_no_qt():
    code = "import sys, app.cli, app.preload; print([m for m in sys.modules if 'PySide6' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
