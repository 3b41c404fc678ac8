"""The workshop runs where there is no Django."""

import subprocess
import sys


def test_the_pipeline_imports_without_django() -> None:
    code = "import sys; sys.modules['django'] = None; from articles.pipeline.run import read_capture; print(read_capture.__name__)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "read_capture"), done.stderr
