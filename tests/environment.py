"""Loaded before anything else (see addopts in pyproject.toml): the suite sees no settings of the machine it runs on, and writes to a folder
of its own."""

import os
import tempfile
from pathlib import Path

KEPT = {"NEWSDB_DATABASE_URL", "NEWSDB_TEST_DATABASE_URL", "NEWSDB_GOLD", "NEWSDB_BROWSER"}

for name in [name for name in os.environ if name.startswith("NEWSDB_") and name not in KEPT]:
    del os.environ[name]
_folder = tempfile.TemporaryDirectory(prefix="newsdb-tests-", ignore_cleanup_errors=True)
os.environ["NEWSDB_DATA_DIR"] = _folder.name
(Path(_folder.name) / "static").mkdir()  # whitenoise warns where it is missing, and warnings are errors here
os.environ["NEWSDB_SECRET_KEY"] = "only for tests"
