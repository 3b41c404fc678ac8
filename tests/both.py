"""The whole suite on SQLite and, side by side with it, on PostgreSQL: python -m tests.both [pytest's arguments]

The workshop knows no database (tests/pipeline/test_no_django.py), so it is tried once.

What the run on SQLite says is shown as it comes, that on PostgreSQL when it is through, so that the two do not mix; the last lines are
pytest's summary of the second. Exit status 0 where both pass.
"""

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest"]
ON_POSTGRES = [sys.executable, "-m", "tests.postgres", "-m", "pytest", "--ignore=tests/pipeline", "--ignore=articles/pipeline"]


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryFile() as told:
        other = subprocess.Popen([*ON_POSTGRES, *arguments], stdout=told, stderr=subprocess.STDOUT)
        try:
            first = subprocess.run([*PYTEST, *arguments], check=False).returncode
            second = other.wait()
        finally:
            other.terminate()
        print("\nThe same on PostgreSQL:\n", flush=True)
        told.seek(0)
        sys.stdout.buffer.write(told.read())
        sys.stdout.flush()
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
