"""Large runs that print figures. `make measure` runs them all; each is also a command of its own: python -m tests.measure.NAME --help."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def gold_folder() -> Path | None:
    """The folder of annotated captures: NEWSDB_GOLD, else ../shared/gold beside the project; None, with a message, where it is absent."""
    folder = Path(os.environ.get("NEWSDB_GOLD") or ROOT.parent / "shared" / "gold")
    if (folder / "score.py").exists():
        return folder
    print(f"Left out: no annotated captures in {folder}. Set NEWSDB_GOLD to a folder with score.py, seeds/, dev/ and damaged/.")
    return None
